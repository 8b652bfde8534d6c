package org.siji.platform.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.databind.JsonNode;

/** What an operator taps on his phone while he works a day's fields. */
final class CabSteps {

    private static final int BATCH = 100;

    private final AtomicLong count = new AtomicLong();

    /**
     * Start and done of each order, as a phone sends them that had no network all day.
     *
     * @throws IllegalStateException if one does not count
     */
    void work(HttpApi operator, List<String> workOrderIds) {
        List<Map<String, Object>> steps = new ArrayList<>();
        workOrderIds.forEach(order -> List.of("START", "DONE").forEach(kind -> steps.add(
                Map.of("id", UUID.randomUUID().toString(), "seq", count.incrementAndGet(), "orderId", order, "kind",
                        kind,
                        "at", Instant.now().toString()))));
        for (int from = 0; from < steps.size(); from += BATCH) {
            JsonNode taken = operator.post("/cab/steps", Map.of("sentAt", Instant.now().toString(), "steps",
                    steps.subList(from, Math.min(steps.size(), from + BATCH))));
            taken.path("steps").forEach(step -> {
                if (!step.path("answer").asString().equals("DONE")) {
                    throw new IllegalStateException("the step should have counted: " + step);
                }
            });
        }
    }

    /** How many steps were taken so far. */
    long count() {
        return count.get();
    }
}
