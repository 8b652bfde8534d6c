package org.siji.bench.dispatch;

import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.SolveLimits;
import org.siji.dispatch.routing.RoutingPlan;
import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingSolver;

/** Something that finds routes: ours or a peer's. */
enum RoutingEngine {
    SIJI("siji"), ORTOOLS("ortools"), JSPRIT("jsprit"), TIMEFOLD("timefold");

    private final String text;

    RoutingEngine(String text) {
        this.text = text;
    }

    /** As the command line and the log name it. */
    String text() {
        return text;
    }

    /**
     * Null when it found nothing sound in time, or can't state the problem.
     *
     * @param clock of our own time limit; the peers have only the wall's
     */
    @Nullable
    RoutingPlan solve(RoutingProblem problem, double seconds, LongSupplier clock, int threads, long seed) {
        return switch (this) {
            case SIJI -> RoutingSolver.best().solve(problem,
                    SolveLimits.ofSeconds(seconds, clock, threads, seed), RoutingSolver.Listener.NONE, null)
                    .plan();
            case ORTOOLS -> OrToolsPeer.solve(problem, seconds);
            case JSPRIT -> JspritPeer.solve(problem, seconds, threads, seed);
            case TIMEFOLD -> TimefoldPeer.solve(problem, seconds, seed);
        };
    }
}
