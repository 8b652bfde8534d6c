package org.siji.dispatch;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Makes plans. Implementations differ in how good their plans are, never in what is allowed: see {@link PlanCheck}. */
public interface DispatchPlanner {

    /** The best planner here. */
    static DispatchPlanner best() {
        return new DispatchSolver();
    }

    /**
     * Always ends with the best plan found, however short the time. What can't be planned is undone with its reason.
     *
     * @param warmStart an old plan to begin with: what of it fits the problem is kept as far as it is good; may be for another
     *                  problem, what is unknown here is left out
     */
    Solved solve(DispatchProblem problem, SolveLimits limits, Listener listener, @Nullable DispatchPlan warmStart);

    default Solved solve(DispatchProblem problem, SolveLimits limits, Listener listener) {
        return solve(problem, limits, listener, null);
    }

    /**
     * @param problems   of the input, see {@link InputCheck}
     * @param iterations done by all threads together
     */
    record Solved(DispatchPlan plan, PlanCost cost, List<InputProblem> problems, long iterations) {
        public Solved {
            problems = List.copyOf(problems);
        }
    }

    /** Hears how it goes, one call at a time but perhaps on other threads; must return quickly. */
    interface Listener {

        /** Hears nothing, cancels nothing. */
        Listener NONE = new Listener() {
        };

        /** A better plan than all before; building it costs a little, so it is built only if asked for here and now. */
        default void better(PlanCost cost, long iterations, Supplier<DispatchPlan> plan) {}

        /**
         * Every few milliseconds.
         *
         * @param share      of the time or of the iterations allowed, 0 to 1, whichever is nearer to its end
         * @param iterations done by all threads together
         */
        default void goesOn(double share, long iterations) {}

        /** Asked every few milliseconds; true ends the run with the best plan so far. */
        default boolean isCancelled() {
            return false;
        }
    }
}
