package org.siji.sample;

import java.math.BigDecimal;
import java.util.List;

import org.locationtech.jts.geom.Polygon;
import org.siji.geo.Area;
import org.siji.money.Share;

/**
 * @param code         nineteen digits: issuer 14 + 5
 * @param name         what people call the plot
 * @param locality     the hillside it lies on; unique within its group
 * @param lonLat       x = longitude, y = latitude, degrees; valid, touches no other parcel
 * @param registeredMu 合同面积, two decimals: old paper, some per cent off the ground, now and then far off
 * @param surveyed     实测面积 of the polygon, in the plane of its village, whole square decimetres
 * @param tenures      who holds it; the shares add up to exactly one
 */
public record SampleParcel(String code, String issuerCode, String name, String locality, Polygon lonLat,
        BigDecimal registeredMu, Area surveyed, List<Tenure> tenures) {

    public SampleParcel {
        tenures = List.copyOf(tenures);
    }

    /** A household's exact part of a parcel. */
    public record Tenure(String householdCode, Share share) {}
}
