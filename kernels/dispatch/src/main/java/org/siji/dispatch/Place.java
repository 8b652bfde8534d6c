package org.siji.dispatch;

/**
 * Somewhere a machine can stand: a depot, or where it gets onto a field.
 *
 * @param id         what a {@link Travel} by matrix or road graph knows it by
 * @param lonDegrees NaN when nobody knows; what lies there can't be planned unless the travel goes by {@code id} alone
 */
public record Place(String id, double lonDegrees, double latDegrees) {

    public boolean hasCoordinates() {
        return Math.abs(lonDegrees) <= 180 && Math.abs(latDegrees) <= 90;
    }
}
