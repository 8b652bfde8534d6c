package org.siji.track;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;

/**
 * From plausible fixes in order to covered ground: cleaner, walker, painter, raster. Batch and live both are this, fed with
 * the same fixes in the same order.
 */
final class JobEngine {

    private static final int NO_INDEX = -1;

    private final MeasureParameters parameters;
    final PassRaster raster;
    private final SwathPainter painter;
    private final SwathWalker walker;
    private final TrackCleaner cleaner;

    JobEngine(MeasureParameters parameters, @Nullable Geometry fieldLonLat) {
        this.parameters = parameters;
        raster = new PassRaster(parameters.cellMeters());
        painter = new SwathPainter(raster);
        Coordinate centre = fieldLonLat == null ? null : fieldLonLat.getEnvelopeInternal().centre();
        walker = new SwathWalker(parameters, centre == null ? null : RasterFrame.near(centre.x, centre.y), painter);
        cleaner = new TrackCleaner(parameters, walker);
    }

    /** A copy that goes its own way. */
    JobEngine(JobEngine other) {
        parameters = other.parameters;
        raster = new PassRaster(other.raster);
        painter = new SwathPainter(other.painter, raster);
        walker = new SwathWalker(other.walker, painter);
        cleaner = new TrackCleaner(other.cleaner, walker);
    }

    void fix(long timeMillis, double lon, double lat, byte state, float width, float offset) {
        cleaner.fix(NO_INDEX, timeMillis, lon, lat, state, width, offset);
    }

    void fix(Track track, int i) {
        feed(track, i, cleaner);
    }

    static void feed(Track track, int i, TrackCleaner cleaner) {
        cleaner.fix(i, track.timeMillis(i), FixOrder.rounded(track.lonDegrees(i)),
                FixOrder.rounded(track.latDegrees(i)), track.workState(i), track.widthMeters(i), track.offsetMeters(i));
    }

    /** Ends the job; nothing may come afterwards. */
    MeasuredWork finish(FixTally tally, @Nullable Geometry fieldLonLat) {
        cleaner.finish();
        walker.finish();
        CoverageMap map = new CoverageMap(raster, walker.frame(), parameters, walker.traits());
        FixCounts counts = tally.with(cleaner);
        Area net = map.area(PassRaster.Bit.COVERED);
        return new MeasuredWork(outcome(counts, net), counts, cleaner.durationSeconds(), walker.segments,
                walker.distanceMeters, walker.seconds, walker.stepsWithoutWidth, walker.fixesTooFar,
                new Area(walker.grossSquareMeters), net, map.area(PassRaster.Bit.AGAIN),
                fieldLonLat == null ? null : map.within(fieldLonLat),
                fieldLonLat == null ? map.interval90() : map.interval90(fieldLonLat), map, TrackMeter.ENGINE_VERSION,
                parameters);
    }

    private WorkOutcome outcome(FixCounts counts, Area net) {
        if (net.squareMeters() > 0) {
            return WorkOutcome.MEASURED;
        }
        if (counts.used() == 0) {
            return WorkOutcome.NO_FIXES;
        }
        if (!walker.hasMoved) {
            return WorkOutcome.ONE_PLACE;
        }
        return walker.stepsWithoutWidth > 0 ? WorkOutcome.NO_WIDTH : WorkOutcome.NO_WORK;
    }

    /** Gives back room until more fixes come. */
    void rest() {
        raster.pack();
        painter.trim();
    }

    /** Bytes that the job keeps beside its fixes; what doesn't grow was weighed on the heap of a 64-bit JVM, with the live job's. */
    long memoryBytes() {
        return raster.memoryBytes() + painter.memoryBytes() + 1_300;
    }
}
