package org.siji.platform.registry;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;

/**
 * A piece of land as it is worked.
 *
 * @param groupCode    14 digits; of its first parcel
 * @param lonLat       polygon or multipolygon in degrees
 * @param area         geodesic
 * @param validTo      first day on which this field is no more (merged or split into others); null while it is worked
 * @param cultivatorId who farms it today; null if nobody is known
 */
public record Field(UUID id, String villageCode, String groupCode, String name, Geometry lonLat, Area area,
        LocalDate validFrom, @Nullable LocalDate validTo, @Nullable UUID cultivatorId) {

    public boolean isWorkedOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }
}
