package org.siji.sample;

import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.siji.dispatch.DispatchPlanner.Listener;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.InputCheck;
import org.siji.dispatch.NearestNextPlanner;
import org.siji.dispatch.PlanCheck;
import org.siji.dispatch.SolveLimits;
import org.siji.dispatch.WorkOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SampleDispatchTest {

    private static final DispatchProblem PROBLEM = SampleDispatch.of(600, 40, 15, 1);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(PROBLEM.orders()).hasSize(600);
        assertThat(PROBLEM.machines()).hasSize(40);
        assertThat(SampleDispatch.of(600, 40, 15, 1)).isEqualTo(PROBLEM);
        assertThat(SampleDispatch.of(600, 40, 15, 2)).isNotEqualTo(PROBLEM);
        // A change of the generator changes the published problems: then their best plans are no longer theirs.
        assertThat(PROBLEM.orders().stream().mapToDouble(WorkOrder::mu).sum()).isEqualTo(8832.31, within(1e-6));
    }

    @Test
    void hasEverythingThatMakesDispatchingHard() {
        Set<String> operations = PROBLEM.orders().stream().map(WorkOrder::operation).collect(Collectors.toSet());
        assertThat(operations).containsExactlyInAnyOrder("HARVEST", "TILLAGE", "TRANSPLANTING", "PLANT_PROTECTION");
        assertThat(PROBLEM.precedences()).hasSizeGreaterThan(250);
        assertThat(PROBLEM.weather()).isNotEmpty();
        assertThat(PROBLEM.frozen()).isNotEmpty();
        assertThat(PROBLEM.machines()).anyMatch(machine -> !machine.down().isEmpty())
                .anyMatch(machine -> machine.homeEveryNight()).anyMatch(machine -> !machine.homeEveryNight());
        assertThat(PROBLEM.orders()).anyMatch(WorkOrder::splittable).anyMatch(order -> !order.interruptible())
                .anyMatch(order -> order.sameProviderAs() != null).anyMatch(WorkOrder::mustBeDone);
    }

    @Test
    void canBePlannedButNotWithoutLoss() {
        assertThat(InputCheck.check(PROBLEM).problems()).isEmpty();
        var solved = new NearestNextPlanner().solve(PROBLEM, SolveLimits.ofIterations(1, 1, 1), Listener.NONE);
        assertThat(PlanCheck.check(PROBLEM, solved.plan()).violations()).isEmpty();
        assertThat(solved.plan().undone().size()).isBetween(5, 300);
        assertThat(solved.cost().latenessFen()).isPositive();
    }

    @Test
    void smallOnesAndShortOnesAreSound() {
        for (int days = 1; days < 6; days++) {
            DispatchProblem small = SampleDispatch.of(20, 3, days, days);
            assertThat(small.orders()).hasSize(20);
            assertThat(InputCheck.check(small).usable().orders()).isNotEmpty();
        }
    }
}
