package org.siji.track;

import java.util.ArrayList;
import java.util.List;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;

/**
 * What a machine did on each of the fields that it crossed.
 *
 * @param shares        of the fields of which some ground was covered, in the order of their numbers; what they call worked outside
 *                      is outside that field, on others or on none
 * @param workedOutside on no field at all
 */
public record FieldShares(List<Share> shares, Area workedOutside) {

    public FieldShares {
        shares = List.copyOf(shares);
    }

    /**
     * @param field      number in the index
     * @param interval90 what the area covered may really be
     */
    public record Share(int field, FieldCoverage coverage, AreaInterval interval90) {}

    /** @param fieldsLonLat those that the index was made of; where they overlap, ground counts for each of them */
    public static FieldShares of(CoverageMap map, FieldIndex index, List<? extends Geometry> fieldsLonLat) {
        Envelope reached = map.boxLonLat();
        List<Share> shares = new ArrayList<>();
        double onFields = 0;
        for (int number : index.findNear(reached)) {
            Geometry field = fieldsLonLat.get(number);
            FieldCoverage coverage = map.within(field);
            if (coverage.covered().squareMeters() > 0) {
                shares.add(new Share(number, coverage, map.interval90(field)));
                onFields += map.net().squareMeters() - coverage.workedOutside().squareMeters();
            }
        }
        return new FieldShares(shares, new Area(Math.max(0, map.net().squareMeters() - onFields)));
    }
}
