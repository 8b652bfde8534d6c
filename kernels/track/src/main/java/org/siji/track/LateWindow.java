package org.siji.track;

import java.util.Arrays;

/**
 * The latest fixes of an open job, in the order of {@link FixOrder}, 16 bytes each: 28 bits of time (milliseconds), 39 and 38 bits of
 * place (billionths of a degree), 2 bits of state, and the number of the fix's width and offset in a table of those that occurred.
 * Compared as two unsigned words they are in order, but for the table, which is only looked at among equals.
 *
 * <p>At rest each fix is its differences from the one before, in as many bytes as they need: nine or so for a machine at work.
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
    private static final int MOST_BYTES = 5 + 6 + 6 + 4;
    private static final long[] NO_WORDS = {};
    private static final byte[] OPEN = {};
    private static final long LON_ZERO = 180_000_000_000L;
    private static final long LAT_ZERO = 90_000_000_000L;

    private long[] first = new long[LEAST_ROOM];
    private long[] second = new long[LEAST_ROOM];
    private int begin;
    private int end;
    /** All fixes while at rest. */
    private byte[] packed = OPEN;
    /** Where the next number is read. */
    private int at;
    /** Time zero of the packed times; whole steps of a day, so that it seldom moves. */
    private long baseMillis = Long.MIN_VALUE;
    private float[] widths = new float[1];
    private float[] offsets = new float[1];
    private int modes;
    private int lastMode;

    int size() {
        return end - begin;
    }

    long timeMillis(int i) {
        open();
        return baseMillis + (first[begin + i] >>> LON_HIGH_BITS);
    }

    void feed(int i, JobEngine engine) {
        open();
        long low = second[begin + i];
        int mode = (int) (low & (1 << MODE_BITS) - 1);
        engine.fix(timeMillis(i), lonSteps(i) / FixOrder.STEPS_PER_DEGREE, latSteps(i) / FixOrder.STEPS_PER_DEGREE,
                state(low), widths[mode], offsets[mode]);
    }

    void copy(int i, Track.Builder to) {
        open();
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
        open();
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

    /** Gives back room until somebody asks or more fixes come. */
    void rest() {
        if (first.length == 0) {
            return;
        }
        byte[] bytes = new byte[size() * MOST_BYTES];
        int n = 0;
        long time = baseMillis;
        long lon = 0;
        long lat = 0;
        for (int i = 0; i < size(); i++) {
            n = put(bytes, n, timeMillis(i) - time);
            n = put(bytes, n, signAtTheEnd(lonSteps(i) - lon));
            n = put(bytes, n, signAtTheEnd(latSteps(i) - lat));
            n = put(bytes, n, second[begin + i] & (1L << LAT_SHIFT) - 1);
            time = timeMillis(i);
            lon = lonSteps(i);
            lat = latSteps(i);
        }
        end = size();
        begin = 0;
        packed = Arrays.copyOf(bytes, n);
        first = NO_WORDS;
        second = NO_WORDS;
    }

    private void open() {
        if (first.length > 0) {
            return;
        }
        first = new long[Math.max(LEAST_ROOM, end)];
        second = new long[first.length];
        at = 0;
        long time = baseMillis;
        long lon = 0;
        long lat = 0;
        for (int i = 0; i < end; i++) {
            time += next();
            lon += signed(next());
            lat += signed(next());
            first[i] = time - baseMillis << LON_HIGH_BITS | lon + LON_ZERO >>> LON_LOW_BITS;
            second[i] = lon + LON_ZERO << 64 - LON_LOW_BITS | lat + LAT_ZERO << LAT_SHIFT | next();
        }
        packed = OPEN;
    }

    /** Seven bits to a byte, the lowest first; the highest bit says that more follow. */
    private static int put(byte[] bytes, int at, long value) {
        int n = at;
        long rest = value;
        while (rest >= 128) {
            bytes[n++] = (byte) (rest | 128);
            rest >>>= 7;
        }
        bytes[n++] = (byte) rest;
        return n;
    }

    private long next() {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            byte bits = packed[at++];
            value |= (bits & 127L) << shift;
            if (bits >= 0) {
                return value;
            }
        }
    }

    /** So that small numbers of either sign have few bits. */
    private static long signAtTheEnd(long value) {
        return value << 1 ^ value >> 63;
    }

    private static long signed(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    /** As a 64-bit JVM with compressed pointers lays it out. */
    long memoryBytes() {
        return 72 + 2 * (16 + 8L * first.length) + 16 + packed.length + 2 * (16 + 4L * widths.length);
    }
}
