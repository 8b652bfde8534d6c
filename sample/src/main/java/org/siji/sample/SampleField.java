package org.siji.sample;

import java.util.List;

import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;

/**
 * A piece of land as it is worked.
 *
 * @param id             the parcel's code; followed by A or B for a half; the grower's code followed by M for the merged one
 * @param lonLat         a polygon; of the merged field possibly a multipolygon, when a gap in it is too wide to be closed
 * @param area           of the polygon. The merged field's is larger than its parcels' sum by the ridges that are gone:
 *                       the surplus land (溢出面积)
 * @param parcelCodes    the parcels on which it lies
 */
public record SampleField(String id, Kind kind, String name, Geometry lonLat, Area area, String cultivatorCode,
        List<String> parcelCodes) {

    public SampleField {
        parcelCodes = List.copyOf(parcelCodes);
    }

    /** How the field relates to its parcels. */
    public enum Kind {
        WHOLE_PARCEL, PART_OF_PARCEL, MERGED
    }
}
