package org.siji.formats.dispatch;

import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchPlan.Reason;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlan.Undone;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Frozen;
import org.siji.dispatch.InputProblem;
import org.siji.dispatch.Machine;
import org.siji.dispatch.MatrixTravel;
import org.siji.dispatch.Place;
import org.siji.dispatch.PlanCost;
import org.siji.dispatch.Precedence;
import org.siji.dispatch.Shift;
import org.siji.dispatch.Span;
import org.siji.dispatch.Travel;
import org.siji.dispatch.WeatherBlock;
import org.siji.dispatch.WorkOrder;
import org.siji.dispatch.WorkOrder.LossSlope;
import org.siji.formats.Problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.CHINA;
import static java.util.Locale.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

class DispatchFileTest {

    private static final LocalDate DAY = LocalDate.of(2026, 7, 20);

    private static final String PROBLEM = """
            {"siji_dispatch_problem": 1, "from": "2026-07-20", "days": 3, "travel": {"straight_detour": 1.4},
             "machines": [{"id": "m", "depot": {"lon": 110.1, "lat": 27.8}, "rates_mu_per_hour": {"HARVEST": 6},
               "road_km_per_hour": 15, "shift": {"from": "07:00", "to": "18:30", "breaks": [["12:00", "13:00"]]},
               "down": [["2026-07-21T08:00", "2026-07-21T12:00"]]}],
             "orders": [{"id": "a", "entry": {"lon": 110.11, "lat": 27.8}, "mu": 12.5, "operation": "HARVEST",
               "first_day": "2026-07-20", "last_day": "2026-07-22"}],
             "weather": [{"zone": "north", "from": "2026-07-20T14:00", "to": "2026-07-20T16:00"}]}
            """;

    private static DispatchFile read(String json) {
        return DispatchFile.read(json.getBytes(UTF_8), "p.json");
    }

    private static DispatchProblem problem(DispatchFile file) {
        return Objects.requireNonNull(file.problem());
    }

    @Test
    void aShortProblemHasDefaults() {
        DispatchFile file = read(PROBLEM);
        assertThat(file.problems()).isEmpty();
        Machine machine = Machine.of("m", new Place("m", 110.1, 27.8), Map.of("HARVEST", 6.0), 15,
                Shift.of(420, 1110, new Span(720, 780)), 0, 2).withDown(List.of(new Span(1440 + 480, 1440 + 720)));
        WorkOrder order = WorkOrder.of("a", new Place("a", 110.11, 27.8), 12.5, "HARVEST", 0, 2);
        assertThat(file.problem()).isEqualTo(DispatchProblem
                .of(DAY, 3, List.of(machine), List.of(order), Travel.straight(1.4))
                .withWeather(List.of(new WeatherBlock("north", Set.of(), new Span(840, 960)))));
    }

    /** Everything that a problem can hold goes out and in again. */
    @Test
    void roundTrip() {
        Machine machine = Machine
                .of("机1", new Place("depot", 110.1, 27.8), Map.of("HARVEST", 6.1, "TILLAGE", 1 / 3.0), 15.5,
                        Shift.of(0, 1440), 1, 2)
                .withProvider("合作社").withStart(new Place("field", 110.2, 27.9)).withCosts(1, 2, 3).withHomeEveryNight()
                .withQualification(Set.of("crawler", "licence"), 80).withDown(List.of(new Span(5, 6)));
        WorkOrder order = WorkOrder.of("a", new Place("a", 110.11, 27.8), 0.1 + 0.2, "HARVEST", 0, 2).withZone("z")
                .withLoss(-1, new LossSlope(0, 5), new LossSlope(2, 7)).withRequirement(Set.of("crawler"), 60)
                .withPrizeFen(12_345_678_901L).withInterruptible(false).withSplittable(true).withSameProviderAs("b")
                .withStartWithin(new Span(1900, 3001));
        WorkOrder other = WorkOrder.of("b", new Place("b", Double.NaN, Double.NaN), 1, "TILLAGE", 0, 2);
        DispatchProblem problem = DispatchProblem
                .of(DAY, 3, List.of(machine), List.of(order, other), Travel.straight(1.25))
                .withPrecedences(List.of(new Precedence("a", "b", 60, 120),
                        new Precedence("b", "a", 0, Precedence.NO_LIMIT)))
                .withWeather(List.of(new WeatherBlock("z", Set.of("HARVEST", "TILLAGE"), new Span(-60, 2000))))
                .withFrozen(List.of(new Frozen("a", "机1", 0, 1439)));
        DispatchFile file = read(written(problem));
        assertThat(file.problems()).isEmpty();
        assertThat(file.problem()).isEqualTo(problem);
        assertThat(written(problem).lines()).hasSize(14); // a row for each machine, order and tie
    }

    /** A file may say "never too late" so. */
    @Test
    void aLatestStartBeyondAllMinutesIsNone() {
        DispatchFile file = read(PROBLEM.replace("\"mu\":", "\"latest_start\": \"9999-12-31T00:00\", \"mu\":"));
        assertThat(file.problems()).isEmpty();
        assertThat(problem(file).orders().get(0).startWithin()).isEqualTo(WorkOrder.ANY_TIME);
    }

    private static String written(DispatchProblem problem) {
        StringWriter out = new StringWriter();
        DispatchJson.write(problem, out);
        return out.toString();
    }

    @Test
    void aMatrixNeedsNoCoordinates() {
        String json = PROBLEM.replace("\"straight_detour\": 1.4", """
                "matrix": {"places": ["m", "a"], "meters": [[0, 1000], [2000, 0]]}""")
                .replace("{\"lon\": 110.11, \"lat\": 27.8}", "{\"id\": \"a\"}");
        DispatchProblem problem = problem(read(json));
        assertThat(problem.travel()).isInstanceOf(MatrixTravel.class);
        assertThat(problem.travel().meters(new Place("a", 0, 0), new Place("m", 0, 0))).isEqualTo(2000);
        assertThat(problem(read(written(problem))).travel().meters(new Place("m", 0, 0), new Place("a", 0, 0)))
                .isEqualTo(1000);
    }

    @Test
    void whatCannotBeReadIsNamedAndLeftOut() {
        assertThat(codes("no JSON")).containsExactly("dispatch-file.unreadable");
        assertThat(codes("{}")).containsExactly("dispatch-file.unreadable");
        assertThat(codes(PROBLEM.replace("\"2026-07-20\", \"days\"", "\"20 July\", \"days\"")))
                .contains("dispatch-file.member-bad");
        DispatchFile noArea = read(PROBLEM.replace("\"mu\": 12.5,", ""));
        assertThat(problem(noArea).orders()).isEmpty();
        assertThat(noArea.problems()).extracting(problem -> problem.sentence(ENGLISH))
                .containsExactly("\"mu\" is missing; the entry is left out.");
        assertThat(noArea.problems().get(0).place().row()).isEqualTo(1);
        DispatchFile textArea = read(PROBLEM.replace("12.5", "\"a lot\""));
        assertThat(problem(textArea).orders()).isEmpty();
        assertThat(textArea.problems()).extracting(Problem::code).containsExactly("dispatch-file.member-bad");
        DispatchFile typo = read(PROBLEM.replace("\"down\"", "\"donw\""));
        assertThat(problem(typo).machines()).hasSize(1);
        assertThat(typo.problems()).extracting(Problem::code).containsExactly("dispatch-file.member-unknown");
        assertThat(codes(PROBLEM.replace("\"straight_detour\": 1.4", "\"matrix\": {\"places\": [\"m\"]}")))
                .contains("dispatch-file.member-bad");
    }

    private static List<String> codes(String json) {
        DispatchFile file = read(json);
        assertThat(file.problem()).isNull();
        return file.problems().stream().map(Problem::code).toList();
    }

    @Test
    void plansGoOutAndIn() {
        DispatchPlan plan = new DispatchPlan(
                List.of(new Route("m", List.of(new Stop("a", 6, 426, 500, 12.5, true),
                        new Stop("a", 0, 1860, 1900, 1 / 3.0, false)))),
                List.of(new Undone("b", Reason.NOT_WORTH_IT)));
        StringWriter out = new StringWriter();
        DispatchJson.write(plan, new PlanCost(0, 1, 2, 3, 4), DAY, out);
        DispatchPlanFile file = DispatchPlanFile.read(out.toString().getBytes(UTF_8), "plan.json", DAY);
        assertThat(file.plan()).isEqualTo(plan);
        assertThat(DispatchPlanFile.read(out.toString().replace("NOT_WORTH_IT", "WHIM").getBytes(UTF_8), "p", DAY)
                .problems()).extracting(Problem::code).containsExactly("dispatch-file.member-bad");
        assertThat(DispatchPlanFile.read(PROBLEM.getBytes(UTF_8), "p", DAY).plan()).isNull();
    }

    @Test
    void everyKindHasItsSentences() {
        for (InputProblem.Kind kind : InputProblem.Kind.values()) {
            Problem problem = DispatchInputProblem.of(new InputProblem(kind, "a", "b"), "p.json");
            assertThat(problem.sentence(CHINA)).doesNotContain("{");
            assertThat(problem.sentence(ENGLISH)).doesNotContain("{");
        }
        for (DispatchFileProblem kind : DispatchFileProblem.values()) {
            Problem problem = Problem.of(kind, org.siji.formats.Place.file("p"), "a", "b");
            assertThat(problem.sentence(CHINA)).isNotEqualTo(problem.sentence(ENGLISH));
        }
    }
}
