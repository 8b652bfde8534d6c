package org.siji.track;

import java.util.Arrays;

/**
 * The latest fixes of an open job, in the order of {@link FixOrder}, 16 bytes each: 28 bits of time (milliseconds), 39 and 38 bits of
 * place (billionths of a degree), 2 bits of state, and the number of the fix's width and offset in a table of those that occurred.
 * Compared as two unsigned words they are in order, but for the table, which is only looked at among equals.
 */
final class LateWindow {

    /** Three days: more than a late window may be. */
    static final long MAX_SPAN_MILLIS = (1L << 28) - 1;

    private static final int MODE_BITS = 21;
    private static final int STATE_BITS = 2;
    private static final int LAT_BITS = 38;
    private static final int LON_BITS = 39;
    private static final int LAT_SHIFT = STATE_BITS + MODE_BITS;
    /** Bits of the longitude that have no room in the first word. */
    private static final int LON_LOW_BITS = 64 - LAT_SHIFT - LAT_BITS;
    private static final int LON_HIGH_BITS = LON_BITS - LON_LOW_BITS;
    private static final int LEAST_ROOM = 16;
    private static final long LON_ZERO = 180_000_000_000L;
    private static final long LAT_ZERO = 90_000_000_000L;

    private long[] first = new long[LEAST_ROOM];
    private long[] second = new long[LEAST_ROOM];
    private int begin;
    private int end;
    /** Time zero of the packed times; whole steps of a day, so that it seldom moves. */
    private long baseMillis = Long.MIN_VALUE;
    private float[] widths = new float[4];
    private float[] offsets = new float[4];
    private int modes;
    private int lastMode;

    int size() {
        return end - begin;
    }

    long timeMillis(int i) {
        return baseMillis + (first[begin + i] >>> LON_HIGH_BITS);
    }

    void feed(int i, JobEngine engine) {
        long low = second[begin + i];
        int mode = (int) (low & (1 << MODE_BITS) - 1);
        engine.fix(timeMillis(i), lonSteps(i) / FixOrder.STEPS_PER_DEGREE, latSteps(i) / FixOrder.STEPS_PER_DEGREE,
                state(low), widths[mode], offsets[mode]);
    }

    void copy(int i, Track.Builder to) {
        long low = second[begin + i];
        int mode = (int) (low & (1 << MODE_BITS) - 1);
        to.add(timeMillis(i), lonSteps(i) / FixOrder.STEPS_PER_DEGREE, latSteps(i) / FixOrder.STEPS_PER_DEGREE,
                state(low), widths[mode], offsets[mode], Float.NaN, Float.NaN);
    }

    private static byte state(long low) {
        return FixOrder.state((int) (low >>> MODE_BITS) & (1 << STATE_BITS) - 1);
    }

    private long lonSteps(int i) {
        long high = first[begin + i] & (1L << LON_HIGH_BITS) - 1;
        return (high << LON_LOW_BITS | second[begin + i] >>> 64 - LON_LOW_BITS) - LON_ZERO;
    }

    private long latSteps(int i) {
        return (second[begin + i] >>> LAT_SHIFT & (1L << LAT_BITS) - 1) - LAT_ZERO;
    }

    /** The fix must lie within {@link #MAX_SPAN_MILLIS} of all that are here. */
    void insert(long timeMillis, double lon, double lat, byte state, float width, float offset) {
        rebase(timeMillis);
        long lonSteps = FixOrder.steps(lon) + LON_ZERO;
        long latSteps = FixOrder.steps(lat) + LAT_ZERO;
        long high = timeMillis - baseMillis << LON_HIGH_BITS | lonSteps >>> LON_LOW_BITS;
        long low = lonSteps << 64 - LON_LOW_BITS | latSteps << LAT_SHIFT
                | (long) FixOrder.rank(state) << MODE_BITS | mode(width, offset);
        makeRoom();
        int at = place(high, low);
        System.arraycopy(first, at, first, at + 1, end - at);
        System.arraycopy(second, at, second, at + 1, end - at);
        first[at] = high;
        second[at] = low;
        end++;
    }

    private void rebase(long timeMillis) {
        if (size() > 0 && timeMillis >= baseMillis && timeMillis - baseMillis <= MAX_SPAN_MILLIS) {
            return;
        }
        long earliest = size() == 0 ? timeMillis : Math.min(timeMillis, timeMillis(0));
        long shift = (size() == 0 ? 0 : baseMillis) - earliest;
        for (int i = begin; i < end; i++) {
            first[i] += shift << LON_HIGH_BITS;
        }
        baseMillis = earliest;
    }

    private void makeRoom() {
        if (end == first.length) {
            int capacity = begin * 8 >= first.length
                    ? first.length
                    : first.length + Math.max(LEAST_ROOM, first.length >> 4);
            resize(capacity);
        }
    }

    private void resize(int capacity) {
        long[] roomyFirst = new long[capacity];
        long[] roomySecond = new long[capacity];
        System.arraycopy(first, begin, roomyFirst, 0, size());
        System.arraycopy(second, begin, roomySecond, 0, size());
        first = roomyFirst;
        second = roomySecond;
        end -= begin;
        begin = 0;
    }

    /** Mostly the end. */
    private int place(long high, long low) {
        int from = begin;
        int to = end;
        if (from < to && compare(to - 1, high, low) <= 0) {
            return to;
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (compare(middle, high, low) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private int compare(int i, long high, long low) {
        int order = Long.compareUnsigned(first[i], high);
        order = order != 0 ? order : Long.compareUnsigned(second[i] >>> MODE_BITS, low >>> MODE_BITS);
        if (order != 0) {
            return order;
        }
        int here = (int) (second[i] & (1 << MODE_BITS) - 1);
        int there = (int) (low & (1 << MODE_BITS) - 1);
        order = Float.compare(widths[here], widths[there]);
        return order != 0 ? order : Float.compare(offsets[here], offsets[there]);
    }

    private int mode(float width, float offset) {
        if (modes > 0 && isMode(lastMode, width, offset)) {
            return lastMode;
        }
        for (int i = 0; i < modes; i++) {
            if (isMode(i, width, offset)) {
                lastMode = i;
                return i;
            }
        }
        if (modes == 1 << MODE_BITS) {
            throw new IllegalStateException("more than two million different widths in one job");
        }
        if (modes == widths.length) {
            widths = Arrays.copyOf(widths, modes * 2);
            offsets = Arrays.copyOf(offsets, modes * 2);
        }
        widths[modes] = width;
        offsets[modes] = offset;
        lastMode = modes;
        return modes++;
    }

    private boolean isMode(int i, float width, float offset) {
        return Float.compare(widths[i], width) == 0 && Float.compare(offsets[i], offset) == 0;
    }

    /** Forgets the first fixes. */
    void drop(int count) {
        begin += count;
    }

    /** Gives back room until more fixes come. */
    void rest() {
        int capacity = Math.max(LEAST_ROOM, size());
        if (first.length > capacity) {
            resize(capacity);
        }
    }

    long memoryBytes() {
        return 16L * first.length + 8L * widths.length + 160;
    }
}
