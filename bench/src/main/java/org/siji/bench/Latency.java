package org.siji.bench;

/**
 * How long requests took; percentiles by nearest rank.
 *
 * @param nanos in ascending order
 */
record Latency(long[] nanos) {

    static final String HEAD = "%-64s %9s %9s %9s %9s".formatted("", "requests", "p50 ms", "p95 ms", "max ms");

    /** In milliseconds; NaN without a request. */
    double percentile(int percent) {
        return nanos.length == 0 ? Double.NaN : nanos[(int) Math.ceil(percent / 100.0 * nanos.length) - 1] / 1e6;
    }

    String row(String name) {
        return "%-64s %9d %9.1f %9.1f %9.1f".formatted(name, nanos.length, percentile(50), percentile(95),
                percentile(100));
    }
}
