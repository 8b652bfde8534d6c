package org.siji.dispatch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The minutes in which weather forbids work, once for each zone and operation. */
final class Blocked {

    private final DispatchProblem problem;
    private final Map<List<String>, boolean[]> byZoneAndOperation = new HashMap<>();

    Blocked(DispatchProblem problem) {
        this.problem = problem;
    }

    /** By the orders' numbers; null for those that no weather concerns. */
    boolean[][] of(List<WorkOrder> orders) {
        boolean[][] blocked = new boolean[orders.size()][];
        for (int i = 0; i < blocked.length; i++) {
            blocked[i] = of(orders.get(i));
        }
        return blocked;
    }

    boolean @Nullable [] of(WorkOrder order) {
        boolean[] blocked = byZoneAndOperation.computeIfAbsent(List.of(order.zone(), order.operation()), key -> {
            boolean[] minutes = new boolean[problem.weather().stream().anyMatch(block -> block.concerns(order))
                    ? problem.days() * Span.MINUTES_PER_DAY
                    : 0];
            problem.weather().stream().filter(block -> block.concerns(order)).map(WeatherBlock::span)
                    .forEach(span -> Arrays.fill(minutes, Math.min(minutes.length, Math.max(0, span.fromMinute())),
                            Math.max(0, Math.min(minutes.length, span.toMinute())), true));
            return minutes;
        });
        return blocked.length == 0 ? null : blocked;
    }
}
