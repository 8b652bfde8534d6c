package org.siji.sample.track;

import org.locationtech.jts.geom.Geometry;

/**
 * What a machine shall do on one field.
 *
 * @param lonLat    polygon or multipolygon, degrees
 * @param fromShare how much of the field's area has been worked before, 0 to 1: the machine begins there
 * @param toShare   how much has been worked when it leaves, above {@code fromShare}, up to 1
 */
public record FieldWork(String fieldId, Geometry lonLat, double fromShare, double toShare) {

    public FieldWork {
        if (!(fromShare >= 0) || !(fromShare < toShare) || !(toShare <= 1)) {
            throw new IllegalArgumentException("0 <= " + fromShare + " < " + toShare + " <= 1 does not hold");
        }
    }

    public static FieldWork whole(String fieldId, Geometry lonLat) {
        return new FieldWork(fieldId, lonLat, 0, 1);
    }
}
