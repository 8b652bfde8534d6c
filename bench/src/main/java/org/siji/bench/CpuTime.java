package org.siji.bench;

import java.lang.management.ManagementFactory;

/** Processor time of this thread. */
final class CpuTime {

    private CpuTime() {}

    static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    /** The quickest of some runs: what the others took longer was not theirs. */
    static double best(int runs, Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int run = 0; run < runs; run++) {
            double begin = seconds();
            work.run();
            best = Math.min(best, seconds() - begin);
        }
        return best;
    }
}
