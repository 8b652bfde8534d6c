package org.siji.dispatch;

import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.siji.dispatch.DispatchPlanner.Listener;
import org.siji.dispatch.DispatchPlanner.Solved;

import static org.assertj.core.api.Assertions.assertThat;

class DispatchSolverTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    private static Solved solve(DispatchProblem problem, int iterations, int threads) {
        return new DispatchSolver().solve(problem, SolveLimits.ofIterations(iterations, threads, 1), Listener.NONE);
    }

    /** The check counts minute by minute and knows nothing of the forward pass; both must come to the same fen. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPlanIsSoundAndCostsWhatItSays(long seed) {
        DispatchProblem problem = Examples.random(seed);
        Solved solved = solve(problem, 150, 1);
        PlanCheck.Verdict verdict = PlanCheck.check(problem, solved.plan());
        assertThat(verdict.violations()).as("seed %d", seed).isEmpty();
        assertThat(solved.cost()).as("seed %d", seed).isEqualTo(verdict.cost());
        PlanCost plain = new NearestNextPlanner()
                .solve(problem, SolveLimits.ofIterations(1, 1, 1), Listener.NONE).cost();
        assertThat(solved.cost()).as("seed %d", seed).isLessThanOrEqualTo(plain);
    }
}
