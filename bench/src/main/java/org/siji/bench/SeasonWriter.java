package org.siji.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The season goes on: somebody enters and cancels needs all over the county, a few times a second. */
final class SeasonWriter {

    private static final int PAUSE_MILLIS = 250;

    private final Api officer;
    private final List<BenchCounty.Village> villages;
    private final Random random;
    private volatile boolean stopped;
    private final AtomicInteger changes = new AtomicInteger();

    SeasonWriter(Api officer, List<BenchCounty.Village> villages, long seed) {
        this.officer = officer;
        this.villages = villages;
        this.random = new Random(seed);
    }

    /** Every other field of a village is wanted something on, so that there are colours to be drawn. */
    static void enterNeeds(Api officer, BenchCounty.Village village) {
        List<Map<String, Object>> needs = new ArrayList<>();
        for (int i = 0; i < village.fields().size(); i += 2) {
            needs.add(need(village.fields().get(i)));
        }
        officer.post("/needs/bulk", Map.of("items", needs));
    }

    private static Map<String, Object> need(BenchCounty.Plot plot) {
        return Map.of("fieldId", plot.fieldId(), "operation", "HARVEST", "windowFrom", "2026-07-10", "windowTo",
                "2026-07-20", "season", BenchCounty.SEASON, "enteredFor", plot.cultivatorId(), "confirmation",
                Map.of("kind", "SIGNATURE"));
    }

    /** Writes until it is told to stop, and ends with no need left over. */
    void run() {
        try {
            while (!stopped) {
                BenchCounty.Village village = villages.get(random.nextInt(villages.size()));
                // The odd ones have no need yet.
                BenchCounty.Plot plot = village.fields().get(random.nextInt(village.fields().size() / 2) * 2 + 1);
                String id = officer.post("/needs", need(plot)).path("id").asString();
                changes.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                officer.post("/needs/" + id + "/cancel", Map.of("reason", "benchmark"));
                changes.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped = true;
    }

    int changes() {
        return changes.get();
    }
}
