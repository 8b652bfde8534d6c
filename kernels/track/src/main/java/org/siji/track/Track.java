package org.siji.track;

import java.util.Arrays;

/**
 * The time-stamped GNSS fixes of one machine, as received: not yet cleaned, perhaps not even in order. Primitive columns,
 * because a county's season has some hundred million of them.
 */
public final class Track {

    /** Whether the implement was at work, as the machine said. */
    public static final byte WORK_STATE_UNKNOWN = -1;
    public static final byte IDLE = 0;
    public static final byte WORKING = 1;

    private final long[] timeMillis;
    private final double[] lonDegrees;
    private final double[] latDegrees;
    private final byte[] workState;
    private final float[] widthMeters;

    private Track(Builder builder) {
        timeMillis = Arrays.copyOf(builder.timeMillis, builder.size);
        lonDegrees = Arrays.copyOf(builder.lonDegrees, builder.size);
        latDegrees = Arrays.copyOf(builder.latDegrees, builder.size);
        workState = Arrays.copyOf(builder.workState, builder.size);
        widthMeters = Arrays.copyOf(builder.widthMeters, builder.size);
    }

    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return timeMillis.length;
    }

    /** Milliseconds since 1970-01-01T00:00Z. */
    public long timeMillis(int i) {
        return timeMillis[i];
    }

    /** WGS 84 / CGCS2000. */
    public double lonDegrees(int i) {
        return lonDegrees[i];
    }

    public double latDegrees(int i) {
        return latDegrees[i];
    }

    /** One of {@link #WORKING}, {@link #IDLE}, {@link #WORK_STATE_UNKNOWN}. */
    public byte workState(int i) {
        return workState[i];
    }

    /** Working width at this fix, NaN where the log does not say. */
    public float widthMeters(int i) {
        return widthMeters[i];
    }

    /** Collects fixes in the order in which they came. */
    public static final class Builder {

        private long[] timeMillis = new long[1024];
        private double[] lonDegrees = new double[1024];
        private double[] latDegrees = new double[1024];
        private byte[] workState = new byte[1024];
        private float[] widthMeters = new float[1024];
        private int size;

        private Builder() {}

        public Builder add(long timeMillis, double lonDegrees, double latDegrees, byte workState, float widthMeters) {
            if (size == this.timeMillis.length) {
                int capacity = size * 2;
                this.timeMillis = Arrays.copyOf(this.timeMillis, capacity);
                this.lonDegrees = Arrays.copyOf(this.lonDegrees, capacity);
                this.latDegrees = Arrays.copyOf(this.latDegrees, capacity);
                this.workState = Arrays.copyOf(this.workState, capacity);
                this.widthMeters = Arrays.copyOf(this.widthMeters, capacity);
            }
            this.timeMillis[size] = timeMillis;
            this.lonDegrees[size] = lonDegrees;
            this.latDegrees[size] = latDegrees;
            this.workState[size] = workState;
            this.widthMeters[size] = widthMeters;
            size++;
            return this;
        }

        public int size() {
            return size;
        }

        public Track build() {
            return new Track(this);
        }
    }
}
