package org.siji.formats.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.dispatch.routing.RoutingCheck;
import org.siji.dispatch.routing.RoutingCheck.Kind;
import org.siji.dispatch.routing.RoutingPlan;
import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.formats.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class RoutingFileTest {

    private static final Path ROUTING = Path.of(System.getProperty("siji.shared", ""), "routing");

    private static final String SOLOMON = """
            TINY

            VEHICLE
            NUMBER     CAPACITY
              2         10

            CUSTOMER
            CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

                0      0         0          0          0       100          0
                1      1         1          4         10        20          5
                2      2         0          5          0        50          5
            """;

    private static final String VRPLIB = """
            NAME: TINY
            TYPE: VRPTW
            EDGE_WEIGHT_TYPE: EUC_2D
            DIMENSION: 4
            VEHICLES: 2
            VEHICLES_MAX_DURATION: 60
            NODE_COORD_SECTION
            1 0 0
            2 10 0
            3 1 1
            4 9 0
            DEMAND_SECTION
            1 0
            2 0
            3 4
            4 5
            SERVICE_TIME_SECTION
            1 0
            2 0
            3 2.5
            4 2
            TIME_WINDOW_SECTION
            1 0 100
            2 0 100
            3 10 20
            4 0 50
            CAPACITY_SECTION
            1 4
            2 9
            VEHICLES_ALLOWED_CLIENTS_SECTION
            1 3
            2 3 4
            VEHICLES_DEPOT_SECTION
            1 1
            2 2
            DEPOT_SECTION
            1
            2
            EOF
            """;

    @TempDir
    private Path folder;

    private RoutingFile read(String name, String content) throws IOException {
        return RoutingFile.read(Files.writeString(folder.resolve(name), content), null);
    }

    private RoutingProblem problem(String name, String content) throws IOException {
        RoutingFile file = read(name, content);
        assertThat(file.problems()).isEmpty();
        return Objects.requireNonNull(file.problem());
    }

    @Test
    void solomonByTheDimacsRounding() throws IOException {
        RoutingProblem problem = problem("tiny.txt", SOLOMON);
        assertThat(problem.name()).isEqualTo("TINY");
        assertThat(problem.vehicles()).hasSize(2).allMatch(vehicle -> vehicle.capacity() == 10 && vehicle.mayVisit(2));
        assertThat(problem.location(1)).isEqualTo(new Location(1, 1, 4, 50, 100, 200));
        // Root of two is 1.414: truncated to 1.4, in tenths.
        assertThat(problem.distance(0, 1)).isEqualTo(14);
        assertThat(problem.distance(0, 2)).isEqualTo(20);
    }

    @Test
    void vrplibWithDepotsSkillsAndDurations() throws IOException {
        RoutingProblem problem = problem("tiny.vrp", VRPLIB);
        assertThat(problem.depots()).isEqualTo(2);
        assertThat(problem.distance(0, 2)).isEqualTo(1414);
        assertThat(problem.location(2)).isEqualTo(new Location(1, 1, 4, 2500, 10_000, 20_000));
        assertThat(problem.vehicles()).extracting(RoutingProblem.Vehicle::depot).containsExactly(0, 1);
        assertThat(problem.vehicles()).extracting(RoutingProblem.Vehicle::capacity).containsExactly(4, 9);
        assertThat(problem.vehicles()).allMatch(vehicle -> vehicle.maxDuration() == 60_000);
        assertThat(problem.vehicles().get(0).mayVisit(3)).isFalse();
        assertThat(problem.vehicles().get(1).mayVisit(3)).isTrue();
        RoutingPlan plan = new RoutingPlan(List.of(List.of(2), List.of(3)));
        assertThat(RoutingCheck.check(problem, plan))
                .isEqualTo(new RoutingCheck.Verdict(2 * 1414 + 2 * 1000, 0, List.of()));
    }

    @Test
    void theCheckNoticesEachBrokenRule() throws IOException {
        RoutingProblem problem = problem("tiny.vrp", VRPLIB);
        assertThat(kinds(problem, List.of(2), List.of())).containsExactly(Kind.UNVISITED);
        assertThat(kinds(problem, List.of(2), List.of(3, 2))).containsExactly(Kind.VISITED_TWICE);
        assertThat(kinds(problem, List.of(2), List.of(3, 7))).containsExactly(Kind.UNKNOWN_LOCATION);
        assertThat(kinds(problem, List.of(2), List.of(), List.of(3))).containsExactly(Kind.ROUTE_WITHOUT_VEHICLE,
                Kind.UNVISITED);
        assertThat(kinds(problem, List.of(2, 3), List.of())).containsExactly(Kind.NOT_ALLOWED, Kind.OVER_CAPACITY);
        RoutingProblem hurried = problem("hurried.vrp", VRPLIB.replace("3 10 20", "3 0 5"));
        assertThat(kinds(hurried, List.of(), List.of(3, 2))).containsExactly(Kind.LATE_AT_CUSTOMER);
        RoutingProblem early = problem("early.vrp", VRPLIB.replace("\n2 0 100", "\n2 0 20"));
        assertThat(kinds(early, List.of(), List.of(3, 2))).containsExactly(Kind.LATE_AT_DEPOT);
        // It waits for nobody when it leaves at 0.9: 1 + 2 + 8.062 + 2.5 + 9.055 are 22.617.
        RoutingProblem shorter = problem("shorter.vrp", VRPLIB.replace("DURATION: 60", "DURATION: 22.617"));
        assertThat(kinds(shorter, List.of(), List.of(3, 2))).isEmpty();
        RoutingProblem tooShort = problem("short.vrp", VRPLIB.replace("DURATION: 60", "DURATION: 22.616"));
        assertThat(kinds(tooShort, List.of(), List.of(3, 2))).containsExactly(Kind.ROUTE_TOO_LONG);
    }

    @SafeVarargs
    private static List<Kind> kinds(RoutingProblem problem, List<Integer>... routes) {
        return RoutingCheck.check(problem, new RoutingPlan(List.of(routes))).violations().stream()
                .map(RoutingCheck.Violation::kind).toList();
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        assertThat(codes("a.txt", SOLOMON.replace("2      2         0", "2      x         0")))
                .containsExactly("dispatch-file.row-bad@12");
        assertThat(codes("b.txt", SOLOMON.substring(0, 20))).contains("dispatch-file.section-missing@0");
        assertThat(codes("c.vrp", VRPLIB.replace("EUC_2D", "EXPLICIT")))
                .containsExactly("dispatch-file.weights-unsupported@0");
        assertThat(codes("d.vrp", VRPLIB.replace("DEMAND_SECTION\n1 0\n", "DEMAND_SECTION\n")))
                .containsExactly("dispatch-file.section-missing@0");
        assertThat(codes("e.vrp", VRPLIB.replace("2 2\nDEPOT", "2 9\nDEPOT")))
                .containsExactly("dispatch-file.section-missing@0");
        assertThat(codes("f.vrp", "nonsense")).contains("dispatch-file.row-bad@1");
    }

    private List<String> codes(String name, String content) throws IOException {
        RoutingFile file = read(name, content);
        assertThat(file.problem()).isNull();
        return file.problems().stream().map(problem -> problem.code() + "@" + problem.place().row()).toList();
    }

    @Test
    void solutionsGoOutAndIn() throws IOException {
        RoutingPlan plan = new RoutingPlan(List.of(List.of(2), List.of(), List.of(3, 4)));
        String text = RoutingFile.solution(plan, 7);
        assertThat(text).isEqualTo("Route #1: 2\nRoute #2:\nRoute #3: 3 4\nCost: 7\n");
        List<Problem> problems = new ArrayList<>();
        Path path = Files.writeString(folder.resolve("a.sol"), text);
        assertThat(RoutingFile.readSolution(path, 2, problems)).isEqualTo(plan);
        assertThat(problems).isEmpty();
        RoutingFile.readSolution(Files.writeString(path, "Route #1: 2 x\n"), 2, problems);
        assertThat(problems).extracting(Problem::code).containsExactly("dispatch-file.row-bad");
    }

    /** The solutions were computed by others: that they cost what their authors say shows that reader and check are right. */
    @ParameterizedTest
    @ValueSource(strings = {"multi-depot/PR11A", "multi-depot/PR17A", "site-dependent/PR01",
            "site-dependent/PR05", "site-dependent/PR19A"})
    void publishedSolutionsAreSoundAndCostWhatTheySay(String name) throws IOException {
        Path vrp = ROUTING.resolve(name + ".vrp");
        assumeTrue(Files.exists(vrp), "absent: " + vrp);
        RoutingProblem problem = Objects.requireNonNull(RoutingFile.read(vrp, null).problem());
        Path sol = ROUTING.resolve(name + ".sol");
        RoutingPlan plan = RoutingFile.readSolution(sol, problem.vehicles().size(), new ArrayList<>());
        List<String> lines = Files.readAllLines(sol);
        long cost = Long.parseLong(lines.get(lines.size() - 1).replace("Cost: ", ""));
        assertThat(RoutingCheck.check(problem, plan)).isEqualTo(new RoutingCheck.Verdict(cost, 0, List.of()));
    }
}
