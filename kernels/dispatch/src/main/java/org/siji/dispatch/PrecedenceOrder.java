package org.siji.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Precedences as a graph. */
final class PrecedenceOrder {

    private PrecedenceOrder() {}

    /** Every order named, each after all that must come before it; what stands in a circle or after one is left out. */
    static List<String> topological(List<Precedence> ties) {
        Map<String, Integer> open = new LinkedHashMap<>();
        Map<String, List<String>> after = after(ties);
        for (Precedence tie : ties) {
            open.putIfAbsent(tie.beforeId(), 0);
            open.merge(tie.afterId(), 1, Integer::sum);
        }
        Deque<String> ready = new ArrayDeque<>();
        open.forEach((id, count) -> {
            if (count == 0) {
                ready.add(id);
            }
        });
        List<String> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            String id = ready.remove();
            sorted.add(id);
            for (String next : after.getOrDefault(id, List.of())) {
                if (open.merge(next, -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        return sorted;
    }

    /** The orders that come after themselves. */
    static Set<String> inCircle(List<Precedence> ties) {
        Map<String, List<String>> after = after(ties);
        Set<String> sorted = new HashSet<>(topological(ties));
        Set<String> inCircle = new HashSet<>();
        after.keySet().stream().filter(id -> !sorted.contains(id)).filter(id -> reaches(id, after))
                .forEach(inCircle::add);
        return inCircle;
    }

    private static boolean reaches(String self, Map<String, List<String>> after) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(self));
        while (!open.isEmpty()) {
            for (String next : after.getOrDefault(open.remove(), List.of())) {
                if (next.equals(self)) {
                    return true;
                }
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return false;
    }

    private static Map<String, List<String>> after(List<Precedence> ties) {
        Map<String, List<String>> after = new HashMap<>();
        ties.forEach(tie -> after.computeIfAbsent(tie.beforeId(), id -> new ArrayList<>()).add(tie.afterId()));
        return after;
    }
}
