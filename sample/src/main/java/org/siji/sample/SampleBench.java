package org.siji.sample;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * Streams a county and prints how long it took: {@code java -Xmx1g -cp ... org.siji.sample.SampleBench 500000}. One cold run
 * is what a user waits for, so this is deliberately no micro-benchmark.
 */
public final class SampleBench {

    private SampleBench() {}

    /** @param args parcels (default 500000), seed (default 1) */
    public static void main(String[] args) {
        SampleSize size = SampleSize.ofParcels(args.length > 0 ? Integer.parseInt(args[0]) : 500_000);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        AtomicLong villages = new AtomicLong();
        AtomicLong parcels = new AtomicLong();
        AtomicLong households = new AtomicLong();
        DoubleAdder mu = new DoubleAdder();
        long begin = System.nanoTime();
        SampleCounty.forEachVillage(seed, size, village -> {
            villages.incrementAndGet();
            parcels.addAndGet(village.parcels().size());
            households.addAndGet(village.households().size());
            village.parcels().forEach(p -> mu.add(p.surveyed().mu()));
        });
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("parcels=%d villages=%d households=%d mu=%.0f mean_mu=%.4f seconds=%.1f max_heap_mib=%d%n",
                parcels.get(), villages.get(), households.get(), mu.sum(), mu.sum() / parcels.get(), seconds,
                Runtime.getRuntime().maxMemory() >> 20);
    }
}
