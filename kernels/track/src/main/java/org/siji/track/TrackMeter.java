package org.siji.track;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;
import org.siji.geo.LocalPlane;

/**
 * From a track to worked ground: cleaned fixes, swath pieces, a fine raster. A step between two fixes counts as work if the
 * machine said so at its end, or, where no work state is known, if its speed is a working speed.
 */
public final class TrackMeter {

    /** Changes whenever the same input may give other numbers. */
    public static final String ENGINE_VERSION = "siji-track/1";

    private TrackMeter() {}

    /** Without a field. */
    public static MeasuredWork measure(Track track, MeasureParameters parameters) {
        return measure(track, null, parameters);
    }

    /**
     * @param fieldLonLat polygon or multipolygon in degrees (x = longitude), or null; must be valid
     */
    public static MeasuredWork measure(Track track, @Nullable Geometry fieldLonLat, MeasureParameters parameters) {
        TrackCleaner cleaned = TrackCleaner.clean(track, parameters);
        Coordinate frame = frame(track, cleaned.order(), fieldLonLat);
        PassRaster raster = new PassRaster(parameters.cellMeters());
        SwathWalker walker = new SwathWalker(track, cleaned.order(), LocalPlane.at(frame.x, frame.y), parameters,
                new SwathPainter(raster));
        walker.walk();
        CoverageMap map = new CoverageMap(raster, frame.x, frame.y);
        return new MeasuredWork(cleaned.counts(), cleaned.durationSeconds(), walker.segments, walker.distanceMeters,
                walker.seconds,
                walker.stepsWithoutWidth, new Area(walker.grossSquareMeters), map.area(PassRaster.Bit.COVERED),
                map.area(PassRaster.Bit.AGAIN), fieldLonLat == null ? null : map.within(fieldLonLat), map,
                ENGINE_VERSION, parameters);
    }

    /**
     * The frame's origin is a whole tenth of a degree near the field, or near the first fix, not the middle of a box: tracks
     * on the same ground then share their cells.
     */
    static Coordinate frame(Track track, int[] order, @Nullable Geometry fieldLonLat) {
        Coordinate near = new Coordinate();
        if (fieldLonLat != null) {
            near = fieldLonLat.getEnvelopeInternal().centre();
        } else if (order.length > 0) {
            near = new Coordinate(track.lonDegrees(order[0]), track.latDegrees(order[0]));
        }
        return new Coordinate(Math.rint(near.x * 10) / 10, Math.rint(near.y * 10) / 10);
    }
}
