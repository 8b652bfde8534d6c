package org.siji.formats.parcels;

import java.util.List;
import java.util.Locale;

import org.locationtech.jts.index.strtree.STRtree;
import org.siji.formats.Problem;

/** Finds parcels of one import that lie on top of each other by more than drawing accuracy explains. */
final class Overlaps {

    private Overlaps() {}

    /** Adds a problem to the later row of each pair. */
    static void find(List<ParcelRecord> parcels, List<Problem> problems) {
        STRtree index = new STRtree();
        for (int i = 0; i < parcels.size(); i++) {
            index.insert(parcels.get(i).lonLat().getEnvelopeInternal(), i);
        }
        for (int i = 0; i < parcels.size(); i++) {
            ParcelRecord parcel = parcels.get(i);
            for (Object found : index.query(parcel.lonLat().getEnvelopeInternal())) {
                int j = (Integer) found;
                if (j < i) {
                    ParcelRecord other = parcels.get(j);
                    Overlap.between(parcel.lonLat(), other.lonLat())
                            .ifPresent(overlap -> problems.add(Problem.of(ParcelProblem.OVERLAP, parcel.place(),
                                    other.code(), other.place().rowSeenFrom(parcel.file()),
                                    String.format(Locale.ROOT, "%.1f", overlap.squareMeters()))));
                }
            }
        }
    }
}
