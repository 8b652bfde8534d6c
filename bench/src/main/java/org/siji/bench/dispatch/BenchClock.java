package org.siji.bench.dispatch;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;

import com.sun.management.OperatingSystemMXBean;

/** What the seconds of a budget are. */
enum BenchClock {
    /** As on the wall. */
    WALL,
    /**
     * Processor time of the whole process divided by the threads, for a machine that others use at the same time: compiling and
     * collecting garbage count, waiting for a processor doesn't. Work that one thread does alone counts as a share only.
     */
    CPU;

    private static final OperatingSystemMXBean SYSTEM = Objects
            .requireNonNull(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class));

    /** Nanoseconds from any point in time. */
    LongSupplier nanos(int threads) {
        return switch (this) {
            case WALL -> System::nanoTime;
            case CPU -> () -> SYSTEM.getProcessCpuTime() / threads;
        };
    }

    static double cpuSeconds() {
        return SYSTEM.getProcessCpuTime() / 1e9;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
