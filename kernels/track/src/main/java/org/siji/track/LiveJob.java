package org.siji.track;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A job whose fixes are still coming: in pieces, late, out of order or twice. It can be asked at any moment, and the numbers
 * are those that {@link TrackMeter} gives for the fixes that have come so far, bit for bit.
 *
 * <p>The latest fixes wait in a window, 16 bytes each at most; what is older than the window is painted and laid down in the spool.
 * A fix that comes later still costs a new painting of the whole job, out of the spool, when somebody next asks.
 *
 * <p>Not for several threads at once.
 */
public final class LiveJob {

    private final MeasureParameters parameters;
    private final @Nullable Geometry field;
    private final long windowMillis;
    private final FixSpool spool;
    private final FixTally tally;
    private final LateWindow window = new LateWindow();
    private JobEngine engine;
    private long latestMillis = Long.MIN_VALUE;
    private long paintedMillis = Long.MIN_VALUE;
    private boolean isLate;

    /**
     * @param fieldLonLat  polygon or multipolygon in degrees on which the job is to be measured, or null
     * @param windowMillis how much later than the latest one a fix may come without costing anything, at most two days
     */
    public LiveJob(MeasureParameters parameters, @Nullable Geometry fieldLonLat, long windowMillis, FixSpool spool) {
        MeasureParameters.require(windowMillis >= 0 && windowMillis <= 172_800_000L, "windowMillis",
                (double) windowMillis, 0,
                172_800_000.0);
        this.parameters = parameters;
        field = fieldLonLat;
        this.windowMillis = windowMillis;
        this.spool = spool;
        tally = new FixTally(parameters);
        engine = new JobEngine(parameters, fieldLonLat);
    }

    /** Takes some more fixes, in the order in which they came. */
    public void add(Track fixes) {
        Track.Builder late = Track.builder();
        for (int i = 0; i < fixes.size(); i++) {
            take(fixes, i, late);
        }
        if (late.size() > 0) {
            spool.append(late.build());
            isLate = true;
        }
        paint();
    }

    private void take(Track fixes, int i, Track.Builder late) {
        long time = fixes.timeMillis(i);
        double lon = fixes.lonDegrees(i);
        double lat = fixes.latDegrees(i);
        if (!tally.isPlausible(time, lon, lat, fixes.hdop(i))) {
            return;
        }
        if (paintedMillis != Long.MIN_VALUE && time <= paintedMillis) {
            late.add(time, FixOrder.rounded(lon), FixOrder.rounded(lat), fixes.workState(i), fixes.widthMeters(i),
                    fixes.offsetMeters(i), Float.NaN, Float.NaN);
            return;
        }
        if (window.size() > 0 && isFar(time)) {
            latestMillis = Math.max(latestMillis, time);
            paint();
            if (window.size() > 0 && isFar(time)) {
                // So much earlier than all that wait that it couldn't be kept among them.
                late.add(time, FixOrder.rounded(lon), FixOrder.rounded(lat), fixes.workState(i), fixes.widthMeters(i),
                        fixes.offsetMeters(i), Float.NaN, Float.NaN);
                return;
            }
        }
        window.insert(time, lon, lat, fixes.workState(i), fixes.widthMeters(i), fixes.offsetMeters(i));
        latestMillis = Math.max(latestMillis, time);
    }

    private boolean isFar(long time) {
        long first = window.timeMillis(0);
        long last = window.timeMillis(window.size() - 1);
        return Math.max(last, time) - Math.min(first, time) > LateWindow.MAX_SPAN_MILLIS;
    }

    /** What is older than the window becomes ground. */
    private void paint() {
        int old = 0;
        while (old < window.size() && latestMillis - window.timeMillis(old) > windowMillis) {
            old++;
        }
        if (old > 0) {
            Track.Builder fixes = Track.builder();
            for (int i = 0; i < old; i++) {
                window.copy(i, fixes);
                if (!isLate) {
                    window.feed(i, engine);
                }
            }
            paintedMillis = window.timeMillis(old - 1);
            spool.append(fixes.build());
            window.drop(old);
        }
        if (engine.raster.openPages() > 0) {
            engine.rest();
        }
        window.rest();
    }

    /** The job as if it ended now. It goes on all the same. */
    public MeasuredWork result() {
        if (isLate) {
            repaint();
        }
        JobEngine copy = new JobEngine(engine);
        for (int i = 0; i < window.size(); i++) {
            window.feed(i, copy);
        }
        window.rest();
        return copy.finish(tally, field);
    }

    private void repaint() {
        Track.Builder all = Track.builder();
        spool.forEach(piece -> {
            for (int i = 0; i < piece.size(); i++) {
                all.add(piece.timeMillis(i), piece.lonDegrees(i), piece.latDegrees(i), piece.workState(i),
                        piece.widthMeters(i), piece.offsetMeters(i), Float.NaN, Float.NaN);
            }
        });
        Track spooled = all.build();
        engine = new JobEngine(parameters, field);
        for (int i : FixOrder.of(spooled, new FixTally(parameters))) {
            engine.fix(spooled, i);
            paintedMillis = Math.max(paintedMillis, spooled.timeMillis(i));
        }
        isLate = false;
        engine.rest();
    }

    /** Bytes that the job keeps on the heap, the spool and the field's polygon left out. */
    public long memoryBytes() {
        return engine.memoryBytes() + window.memoryBytes() + 200;
    }

    /** Bytes of it that the late window takes: ten or so for each fix. */
    public long windowBytes() {
        return window.memoryBytes();
    }

    /** How many fixes wait in the late window. */
    public int waiting() {
        return window.size();
    }
}
