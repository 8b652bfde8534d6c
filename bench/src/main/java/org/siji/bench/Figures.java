package org.siji.bench;

import java.util.List;

/** A table of latencies by zoom; percentiles by nearest rank. */
final class Figures {

    static final String HEAD = "%-8s %5s %9s %9s %9s %9s %9s %11s".formatted("phase", "zoom", "requests", "p50 ms",
            "p95 ms", "p99 ms", "max ms", "mean bytes");

    private Figures() {}

    static String of(String phase, List<MapVisitor.Sample> samples) {
        StringBuilder table = new StringBuilder();
        samples.stream().map(MapVisitor.Sample::zoom).distinct().sorted().forEach(zoom -> table.append(row(phase,
                "z" + zoom, samples.stream().filter(sample -> sample.zoom() == zoom).toList())));
        return table.append(row(phase, "all", samples)).toString();
    }

    private static String row(String phase, String zoom, List<MapVisitor.Sample> samples) {
        Latency latency = new Latency(samples.stream().mapToLong(MapVisitor.Sample::nanos).sorted().toArray());
        double bytes = samples.stream().mapToInt(MapVisitor.Sample::bytes).average().orElse(0);
        return "%-8s %5s %9d %9.1f %9.1f %9.1f %9.1f %11.0f%n".formatted(phase, zoom, samples.size(),
                latency.percentile(50), latency.percentile(95), latency.percentile(99), latency.percentile(100), bytes);
    }
}
