package org.siji.formats.isoxml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.siji.formats.Place;
import org.siji.formats.Problem;

/** Borders of fields (PFD/PLN/LSG/PNT). */
final class PartfieldReader {

    private static final String BOUNDARY = "1";
    private static final String EXTERIOR = "1";
    private static final String INTERIOR = "2";
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private PartfieldReader() {}

    /** Empty if the field has no border at all, which is allowed, or a broken one, which is reported. */
    static Optional<Partfield> find(XmlElement pfd, String file, List<Problem> problems) {
        List<Polygon> shells = new ArrayList<>();
        List<Polygon> holes = new ArrayList<>();
        List<XmlElement> borders = pfd.children("PLN").filter(pln -> pln.text("A").equals(BOUNDARY)).toList();
        if (borders.isEmpty()) {
            return Optional.empty();
        }
        try {
            for (XmlElement border : borders) {
                border.children("LSG").filter(lsg -> lsg.text("A").equals(EXTERIOR))
                        .forEach(lsg -> shells.add(ring(lsg)));
                border.children("LSG").filter(lsg -> lsg.text("A").equals(INTERIOR))
                        .forEach(lsg -> holes.add(ring(lsg)));
            }
            Geometry area = FACTORY.createMultiPolygon(shells.toArray(Polygon[]::new));
            if (area.isValid() && !area.isEmpty()) {
                Geometry inner = FACTORY.createMultiPolygon(holes.toArray(Polygon[]::new));
                return Optional.of(
                        new Partfield(pfd.text("A"), pfd.text("C"),
                                multi(inner.isEmpty() ? area : area.difference(inner))));
            }
        } catch (IllegalArgumentException e) {
            // A ring of fewer than four points, or a coordinate that is no number: reported below like a crossing border.
        }
        problems.add(Problem.of(IsoXmlProblem.FIELD_BORDER_BROKEN, Place.field(file, 0, "PFD"), pfd.text("A")));
        return Optional.empty();
    }

    private static MultiPolygon multi(Geometry polygonal) {
        return polygonal instanceof MultiPolygon already
                ? already
                : FACTORY.createMultiPolygon(new Polygon[]{(Polygon) polygonal});
    }

    private static Polygon ring(XmlElement lsg) {
        List<Coordinate> ring = new ArrayList<>(lsg.children("PNT").map(PartfieldReader::point).toList());
        if (!ring.isEmpty() && !ring.get(0).equals2D(ring.get(ring.size() - 1))) {
            ring.add(ring.get(0).copy());
        }
        Polygon polygon = FACTORY.createPolygon(ring.toArray(Coordinate[]::new));
        if (!polygon.isValid()) {
            throw new IllegalArgumentException("not a simple ring");
        }
        return polygon;
    }

    private static Coordinate point(XmlElement pnt) {
        Coordinate point = new Coordinate(pnt.number("D"), pnt.number("C"));
        if (!(Math.abs(point.x) <= 180 && Math.abs(point.y) <= 90)) {
            throw new IllegalArgumentException("coordinate");
        }
        return point;
    }
}
