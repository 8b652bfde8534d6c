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
        var from = LocalDate.of(2026, 7, 20);
        var to = LocalDate.of(2026, 7, 25);
        var combine = new DispatchProblem.Machine("combine", 110.10, 27.80, Map.of("HARVEST", 6.0), 15, 7, 10, from,
                to);
        var near = new DispatchProblem.Job("near", 110.11, 27.80, 50, "HARVEST", from, to);
        var far = new DispatchProblem.Job("far", 110.15, 27.82, 20, "HARVEST", from, to);
        DispatchPlan plan = new NearestNextPlanner()
                .plan(new DispatchProblem(List.of(combine), List.of(far, near), from, to, 1.3));
        plan.machineDays().forEach(System.out::println); // the first day near, then far until evening; the rest next day
        // end
        assertThat(plan.machineDays()).hasSize(2);
        assertThat(plan.machineDays().get(0).stops()).extracting(DispatchPlan.Stop::jobId).containsExactly("near",
                "far");
        String source = Files.readString(Path.of("src/test/java/org/siji/dispatch/ReadmeExampleTest.java"));
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("        // end\n"))
                .replaceAll("(?m)^ {8}", "");
        assertThat(Files.readString(Path.of("README.md"))).contains(example);
    }
}
