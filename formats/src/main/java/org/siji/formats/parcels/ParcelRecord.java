package org.siji.formats.parcels;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.formats.Place;
import org.siji.geo.Area;

/**
 * One parcel as a file states it.
 *
 * @param file                   file that it stands in, as problems call it
 * @param row                    row in that file, from 1
 * @param code                   19-digit code (DKBM), or whatever the chosen attribute holds; empty where there is none
 * @param name                   DKMC; the code where there is none
 * @param householdCode          CBFBM, 18 digits
 * @param registeredAreaMu       contract area, from HTMJM or HTMJ
 * @param surveyedSquareMeters   measured area, from SCMJ or SCMJM; planar in the Gauss-Krueger zone
 * @param landUse                TDYT as in the file
 * @param lonLat                 valid polygon or multipolygon in degrees
 * @param geodesicArea           of {@code lonLat}, on the ellipsoid
 */
public record ParcelRecord(String file, long row, String code, String name, @Nullable String householdCode,
        @Nullable BigDecimal registeredAreaMu, @Nullable BigDecimal surveyedSquareMeters, Neighbours neighbours,
        @Nullable String landUse, Geometry lonLat, Area geodesicArea) {

    public Place place() {
        return Place.row(file, row);
    }

    /** What lies to the four sides, in the words of the register (DKDZ, DKXZ, DKNZ, DKBZ). */
    public record Neighbours(@Nullable String east, @Nullable String west, @Nullable String south,
            @Nullable String north) {}
}
