package org.siji.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** Prints a line every few seconds while a planner works, and ends it early when somebody presses Ctrl-C: the best plan is kept. */
final class DispatchProgress implements AutoCloseable {

    private static final int SECONDS_BETWEEN = 3;
    /** What was gained in the last fifth of the time says how much is still to be gained. */
    private static final double HINT_SHARE = 0.2;

    private record Step(double seconds, double cost, int undone, String text) {}

    private final List<Step> steps = new ArrayList<>();
    private final Thread ticker = new Thread(this::tick, "dispatch-progress");
    private final Thread worker = Thread.currentThread();
    private final Thread onExit = new Thread(this::cancel);
    private final long begin = System.nanoTime();
    private final Messages messages;
    private final @Nullable PrintWriter out;
    private long iterations;
    private double solvedSeconds;
    private volatile boolean isCancelled;

    /** @param out null for none */
    DispatchProgress(@Nullable PrintWriter out, Messages messages) {
        this.out = out;
        this.messages = messages;
        Runtime.getRuntime().addShutdownHook(onExit);
        if (out != null) {
            ticker.setDaemon(true);
            ticker.start();
        }
    }

    private void tick() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(SECONDS_BETWEEN);
                print();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancel() {
        isCancelled = true;
        try {
            worker.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isCancelled() {
        return isCancelled;
    }

    /** @param text of the cost */
    synchronized void better(double cost, int undone, String text, long atIteration) {
        iterations = atIteration;
        steps.add(new Step(seconds(), cost, undone, text));
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private synchronized void print() {
        if (out != null && !steps.isEmpty()) {
            Step best = steps.get(steps.size() - 1);
            out.println(messages.get("dispatch.progress", "%.0f".formatted(seconds()), best.text,
                    String.valueOf(best.undone), String.valueOf(iterations)));
        }
    }

    synchronized void solved() {
        solvedSeconds = seconds();
    }

    double solvedSeconds() {
        return solvedSeconds;
    }

    synchronized double gapHintPercent() {
        if (steps.isEmpty()) {
            return 0;
        }
        Step last = steps.get(steps.size() - 1);
        Step before = steps.get(0);
        for (Step step : steps) {
            before = step.seconds <= solvedSeconds * (1 - HINT_SHARE) ? step : before;
        }
        return last.cost == 0 ? 0 : Math.max(0, (before.cost - last.cost) / last.cost * 100);
    }

    @Override
    public void close() {
        ticker.interrupt();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // The hook runs already and waits for this thread.
            isCancelled = true;
        }
    }
}
