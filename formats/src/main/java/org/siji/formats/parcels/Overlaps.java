package org.siji.formats.parcels;

import java.util.List;
import java.util.Locale;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.geo.LocalPlane;

/** Finds parcels of one file that lie on top of each other by more than drawing accuracy explains. */
final class Overlaps {

    private static final double MIN_SQUARE_METERS = 1;
    private static final double MIN_SHARE = 0.01;

    private Overlaps() {}

    /** Adds a problem to the later row of each pair. */
    static void find(List<ParcelRecord> parcels, String file, List<Problem> problems) {
        Envelope box = new Envelope();
        parcels.forEach(parcel -> box.expandToInclude(parcel.lonLat().getEnvelopeInternal()));
        if (box.isNull()) {
            return;
        }
        LocalPlane plane = LocalPlane.at(box.centre().x, box.centre().y);
        List<Geometry> shapes = parcels.stream().map(parcel -> plane.toPlane(parcel.lonLat())).toList();
        STRtree earlier = new STRtree();
        for (int i = 0; i < shapes.size(); i++) {
            earlier.insert(shapes.get(i).getEnvelopeInternal(), i);
        }
        for (int i = 0; i < shapes.size(); i++) {
            for (Object found : earlier.query(shapes.get(i).getEnvelopeInternal())) {
                int j = (Integer) found;
                if (j < i) {
                    double squareMeters = overlap(shapes.get(i), shapes.get(j));
                    if (squareMeters > 0) {
                        ParcelRecord other = parcels.get(j);
                        problems.add(Problem.of(ParcelProblem.OVERLAP, Place.row(file, parcels.get(i).row()),
                                other.code(), other.row(), String.format(Locale.ROOT, "%.1f", squareMeters)));
                    }
                }
            }
        }
    }

    /** Square metres, or 0 when it is too little to matter. */
    private static double overlap(Geometry a, Geometry b) {
        double limit = Math.max(MIN_SQUARE_METERS, MIN_SHARE * Math.min(a.getArea(), b.getArea()));
        // Neighbours share a boundary and little of their boxes: most pairs end here.
        if (a.getEnvelopeInternal().intersection(b.getEnvelopeInternal()).getArea() <= limit) {
            return 0;
        }
        double squareMeters = OverlayNGRobust.overlay(a, b, OverlayNG.INTERSECTION).getArea();
        return squareMeters > limit ? squareMeters : 0;
    }
}
