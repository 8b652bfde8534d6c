package org.siji.track;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.siji.geo.LocalPlane;

/**
 * The plane of a raster, metres: a local plane turned by an angle that no farmer ploughs in. Fields lie north-south or along
 * their roads, and a swath whose edges run along a row of cells gains or loses the whole row; across the rows gains and losses
 * even out.
 */
final class RasterFrame {

    /** The golden ratio's square to one: as far as can be from straight and from diagonal. */
    static final double COSINE = 0.9341723589627157;
    static final double SINE = 0.35682208977308993;

    /** About 110 km: farther away the frame bends, and no machine has been there within one track. */
    private static final double FAR_DEGREES = 1;

    private final double lonDegrees;
    private final double latDegrees;
    private final LocalPlane plane;

    private RasterFrame(double lonDegrees, double latDegrees) {
        this.lonDegrees = lonDegrees;
        this.latDegrees = latDegrees;
        plane = LocalPlane.at(lonDegrees, latDegrees);
    }

    /**
     * The frame's origin is a whole tenth of a degree near the field, or near the first fix, not the middle of a box: tracks
     * on the same ground then share their cells.
     */
    static RasterFrame near(double lonDegrees, double latDegrees) {
        return new RasterFrame(Math.rint(lonDegrees * 10) / 10, Math.rint(latDegrees * 10) / 10);
    }

    /** On this frame's side of the 180th meridian, so beyond 180 degrees if need be. */
    private double unwrapped(double lon) {
        double off = lon - lonDegrees;
        return off > 180 ? lon - 360 : off < -180 ? lon + 360 : lon;
    }

    void toFrame(double lon, double lat, Coordinate out) {
        plane.toPlane(unwrapped(lon), lat, out);
        turn(out, out.x, out.y);
    }

    /** A point of an unturned plane. */
    static void turn(Coordinate out, double x, double y) {
        out.x = x * COSINE + y * SINE;
        out.y = y * COSINE - x * SINE;
    }

    Geometry toFrame(Geometry lonLat) {
        double centre = lonLat.getEnvelopeInternal().centre().x;
        double shift = unwrapped(centre) - centre;
        Geometry near = shift == 0 ? lonLat : AffineTransformation.translationInstance(shift, 0).transform(lonLat);
        return AffineTransformation.rotationInstance(-SINE, COSINE).transform(plane.toPlane(near));
    }

    /** Longitudes may lie beyond 180 degrees where the frame does. */
    Geometry toLonLat(Geometry inFrame) {
        return plane.toLonLat(AffineTransformation.rotationInstance(SINE, COSINE).transform(inFrame));
    }

    boolean isFar(Geometry geometryLonLat) {
        Coordinate centre = geometryLonLat.getEnvelopeInternal().centre();
        return !(Math.abs(unwrapped(centre.x) - lonDegrees) <= FAR_DEGREES
                && Math.abs(centre.y - latDegrees) <= FAR_DEGREES);
    }
}
