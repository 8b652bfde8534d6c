package org.siji.track;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * From a track to worked ground: cleaned fixes, swath pieces, a fine raster. A step between two fixes counts as work if the
 * machine said so, or, where no work state is known, if its speed is a working speed. {@link LiveJob} gives the same
 * numbers while the fixes are still coming.
 */
public final class TrackMeter {

    /** Changes whenever the same input may give other numbers. */
    public static final String ENGINE_VERSION = "siji-track/3";

    private TrackMeter() {}

    /** Without a field. */
    public static MeasuredWork measure(Track track, MeasureParameters parameters) {
        return measure(track, null, parameters);
    }

    /**
     * @param fieldLonLat polygon or multipolygon in degrees (x = longitude), or null; must be valid
     */
    public static MeasuredWork measure(Track track, @Nullable Geometry fieldLonLat, MeasureParameters parameters) {
        FixTally tally = new FixTally(parameters);
        JobEngine engine = new JobEngine(parameters, fieldLonLat);
        for (int i : FixOrder.of(track, tally)) {
            engine.fix(track, i);
        }
        return engine.finish(tally, fieldLonLat);
    }

    /** Which fixes of a track take part, in which order, and which steps between them are work. */
    public static CleanedTrack clean(Track track, MeasureParameters parameters) {
        return CleanedTrack.of(track, parameters);
    }
}
