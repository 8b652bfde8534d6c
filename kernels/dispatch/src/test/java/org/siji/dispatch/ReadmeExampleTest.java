package org.siji.dispatch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of README.md is the code between the two marks below: it compiles, runs, and the page shows it as it is. */
class ReadmeExampleTest {

    @Test
    void theExampleRunsAndIsTheOneInTheReadme() throws Exception {
        // example
        var depot = new Place("depot", 110.10, 27.80);
        var combine = Machine.of("combine", depot, Map.of("HARVEST", 6.0), 15, Shift.of(7 * 60, 17 * 60), 0, 5);
        var near = WorkOrder.of("near", new Place("a", 110.11, 27.80), 50, "HARVEST", 0, 5);
        var far = WorkOrder.of("far", new Place("b", 110.15, 27.82), 20, "HARVEST", 0, 5);
        var problem = DispatchProblem.of(LocalDate.of(2026, 7, 20), 6, List.of(combine), List.of(far, near),
                Travel.straight(1.3));
        DispatchPlan plan = new NearestNextPlanner().plan(problem);
        plan.routes().get(0).stops().forEach(System.out::println); // near, then far until evening; the rest next day
        // end
        assertThat(plan.routes().get(0).stops()).extracting(DispatchPlan.Stop::orderId).containsExactly("near", "far",
                "far");
        assertThat(PlanCheck.check(problem, plan).violations()).isEmpty();
        String source = Files.readString(Path.of("src/test/java/org/siji/dispatch/ReadmeExampleTest.java"));
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("        // end\n"))
                .replaceAll("(?m)^ {8}", "");
        assertThat(Files.readString(Path.of("README.md"))).contains(example);
    }
}
