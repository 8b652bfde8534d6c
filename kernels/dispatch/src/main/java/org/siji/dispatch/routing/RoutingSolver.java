package org.siji.dispatch.routing;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.SolveLimits;

/** Finds short routes. Implementations differ in how short, never in what is allowed: see {@link RoutingCheck}. */
public interface RoutingSolver {

    /** The best solver here. */
    static RoutingSolver best() {
        return new LocalSearchRouting();
    }

    /**
     * Always ends with the best plan found. One that leaves customers out is worse than any that doesn't.
     *
     * @param warmStart routes to begin with, sound or not; null for none
     */
    Solved solve(RoutingProblem problem, SolveLimits limits, Listener listener, @Nullable RoutingPlan warmStart);

    /**
     * @param distance   in the problem's units
     * @param unvisited  customers for which no place was found
     * @param iterations done by all threads together
     */
    record Solved(RoutingPlan plan, long distance, int unvisited, long iterations) {}

    /** Hears how it goes, one call at a time but perhaps on other threads; must return quickly. */
    interface Listener {

        /** Hears nothing, cancels nothing. */
        Listener NONE = new Listener() {
        };

        /** A better plan than all before. */
        default void better(long distance, int unvisited, long iterations, Supplier<RoutingPlan> plan) {}

        /** Asked every few milliseconds; true ends the run with the best plan so far. */
        default boolean isCancelled() {
            return false;
        }
    }
}
