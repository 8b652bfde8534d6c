package org.siji.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The time-stamped GNSS fixes of one machine, as received: not yet cleaned, perhaps not even in order. Primitive columns in
 * blocks, because a county's season has some hundred million of them: a column that doesn't change within a block costs
 * nothing, so ten million fixes with a constant width and state take 200 MB.
 */
public final class Track {

    /** Whether the implement was at work, as the machine said. */
    public static final byte WORK_STATE_UNKNOWN = -1;
    public static final byte IDLE = 0;
    public static final byte WORKING = 1;

    private static final int BLOCK_BITS = 16;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private final Block[] blocks;
    private final int size;

    private Track(Block[] blocks, int size) {
        this.blocks = blocks;
        this.size = size;
    }

    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return size;
    }

    private Block block(int i) {
        return blocks[i >>> BLOCK_BITS];
    }

    /** Milliseconds since 1970-01-01T00:00Z. */
    public long timeMillis(int i) {
        return block(i).time(i & BLOCK - 1);
    }

    /** WGS 84 / CGCS2000. */
    public double lonDegrees(int i) {
        return block(i).lon[i & BLOCK - 1];
    }

    public double latDegrees(int i) {
        return block(i).lat[i & BLOCK - 1];
    }

    /** One of {@link #WORKING}, {@link #IDLE}, {@link #WORK_STATE_UNKNOWN}. */
    public byte workState(int i) {
        Block block = block(i);
        return block.state == null ? block.constantState : block.state[i & BLOCK - 1];
    }

    /** Working width at this fix, NaN where the log does not say. */
    public float widthMeters(int i) {
        return block(i).width.at(i & BLOCK - 1);
    }

    /** How far the middle of the implement is to the right of the antenna (negative: left), NaN where the log does not say. */
    public float offsetMeters(int i) {
        return block(i).offset.at(i & BLOCK - 1);
    }

    /** Working depth as measured at this fix, NaN where the log does not say. */
    public float depthMeters(int i) {
        return block(i).depth.at(i & BLOCK - 1);
    }

    /** Horizontal dilution of precision, NaN where the log does not say. */
    public float hdop(int i) {
        return block(i).hdop.at(i & BLOCK - 1);
    }

    /** A column of a block: its values, or one for all. */
    private record FloatColumn(float @Nullable [] values, float constant) {

        static FloatColumn of(float[] values, int size) {
            int first = size == 0 ? 0 : Float.floatToIntBits(values[0]);
            for (int i = 1; i < size; i++) {
                if (Float.floatToIntBits(values[i]) != first) {
                    return new FloatColumn(Arrays.copyOf(values, size), 0);
                }
            }
            return new FloatColumn(null, Float.intBitsToFloat(first));
        }

        float at(int i) {
            return values == null ? constant : values[i];
        }
    }

    private static final class Block {

        private final double[] lon;
        private final double[] lat;
        private final long firstMillis;
        /** Since the first; null if that takes more than an int. */
        private final int @Nullable [] millisAfter;
        private final long[] millis;
        private final byte @Nullable [] state;
        private final byte constantState;
        private final FloatColumn width;
        private final FloatColumn offset;
        private final FloatColumn depth;
        private final FloatColumn hdop;

        Block(Builder from) {
            int n = from.inBlock;
            lon = Arrays.copyOf(from.lonDegrees, n);
            lat = Arrays.copyOf(from.latDegrees, n);
            firstMillis = from.timeMillis[0];
            millisAfter = shortTimes(from.timeMillis, n);
            millis = millisAfter == null ? Arrays.copyOf(from.timeMillis, n) : new long[0];
            constantState = from.workState[0];
            boolean isConstant = true;
            for (int i = 1; i < n; i++) {
                isConstant &= from.workState[i] == constantState;
            }
            state = isConstant ? null : Arrays.copyOf(from.workState, n);
            width = FloatColumn.of(from.widthMeters, n);
            offset = FloatColumn.of(from.offsetMeters, n);
            depth = FloatColumn.of(from.depthMeters, n);
            hdop = FloatColumn.of(from.hdop, n);
        }

        private static int @Nullable [] shortTimes(long[] millis, int n) {
            int[] after = new int[n];
            for (int i = 0; i < n; i++) {
                // Wrong dates are kept as they are, so the difference itself may not fit.
                long difference = millis[i] - millis[0];
                boolean isOverflow = ((millis[i] ^ millis[0]) & (millis[i] ^ difference)) < 0;
                if (isOverflow || difference != (int) difference) {
                    return null;
                }
                after[i] = (int) difference;
            }
            return after;
        }

        long time(int i) {
            return millisAfter == null ? millis[i] : firstMillis + millisAfter[i];
        }
    }

    /** Collects fixes in the order in which they came. */
    public static final class Builder {

        private final List<Block> full = new ArrayList<>();
        private long[] timeMillis = new long[1024];
        private double[] lonDegrees = new double[1024];
        private double[] latDegrees = new double[1024];
        private byte[] workState = new byte[1024];
        private float[] widthMeters = new float[1024];
        private float[] offsetMeters = new float[1024];
        private float[] depthMeters = new float[1024];
        private float[] hdop = new float[1024];
        private int inBlock;

        private Builder() {}

        /** A fix of a log that says nothing of offset, depth and precision. */
        public Builder add(long timeMillis, double lonDegrees, double latDegrees, byte workState, float widthMeters) {
            return add(timeMillis, lonDegrees, latDegrees, workState, widthMeters, Float.NaN, Float.NaN, Float.NaN);
        }

        /** NaN for what the log does not say; the units are those of the track's columns. */
        public Builder add(long timeMillis, double lonDegrees, double latDegrees, byte workState, float widthMeters,
                float offsetMeters, float depthMeters, float hdop) {
            if (inBlock == BLOCK) {
                full.add(new Block(this));
                inBlock = 0;
            } else if (inBlock == this.timeMillis.length) {
                grow(Math.min(BLOCK, inBlock * 2));
            }
            int i = inBlock++;
            this.timeMillis[i] = timeMillis;
            this.lonDegrees[i] = lonDegrees;
            this.latDegrees[i] = latDegrees;
            this.workState[i] = workState;
            this.widthMeters[i] = widthMeters;
            this.offsetMeters[i] = offsetMeters;
            this.depthMeters[i] = depthMeters;
            this.hdop[i] = hdop;
            return this;
        }

        private void grow(int capacity) {
            timeMillis = Arrays.copyOf(timeMillis, capacity);
            lonDegrees = Arrays.copyOf(lonDegrees, capacity);
            latDegrees = Arrays.copyOf(latDegrees, capacity);
            workState = Arrays.copyOf(workState, capacity);
            widthMeters = Arrays.copyOf(widthMeters, capacity);
            offsetMeters = Arrays.copyOf(offsetMeters, capacity);
            depthMeters = Arrays.copyOf(depthMeters, capacity);
            hdop = Arrays.copyOf(hdop, capacity);
        }

        public int size() {
            return full.size() * BLOCK + inBlock;
        }

        public Track build() {
            List<Block> blocks = new ArrayList<>(full);
            if (inBlock > 0) {
                blocks.add(new Block(this));
            }
            return new Track(blocks.toArray(Block[]::new), size());
        }
    }
}
