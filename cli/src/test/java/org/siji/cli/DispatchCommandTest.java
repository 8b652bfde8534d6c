package org.siji.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.PlanCheck;
import org.siji.dispatch.routing.RoutingCheck;

import static org.assertj.core.api.Assertions.assertThat;

class DispatchCommandTest {

    private static final String LAST_LINE = "cost=[0-9.]+ gap_hint=[0-9.]+% unassigned=[0-9]+ time_s=[0-9.]+";

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

    private final CommandLineRun siji = new CommandLineRun();

    @TempDir
    private Path folder;

    private String lastLine() {
        return siji.lines().get(siji.lines().size() - 1);
    }

    private Path county() {
        Path problem = folder.resolve("county.json");
        assertThat(siji.run("sample", "dispatch", "--orders", 60, "--machines", 13, "--days", 6, "--out", problem))
                .isZero();
        return problem;
    }

    @Test
    void aCountyIsMadePlannedAndChecked() throws IOException {
        Path problem = county();
        Path plan = folder.resolve("plan.json");
        Path html = folder.resolve("plan.html");
        assertThat(siji.run("dispatch", problem, "--iterations", 50, "--threads", 1, "--out", plan, "--html", html,
                "--quiet")).isZero();
        assertThat(lastLine()).matches(LAST_LINE);
        assertThat(siji.lines().get(0)).startsWith("总费用 ");
        assertThat(siji.err()).isEmpty();
        String cost = lastLine().replaceFirst(" .*", "");
        assertThat(siji.run("dispatch", "--check", problem, plan)).isZero();
        assertThat(lastLine()).startsWith(cost + " violations=0 ");
        String page = Files.readString(html);
        assertThat(page).contains("派单方案：county.json", "\"W00001\"", "各农机的时间安排").doesNotContain("%data%", "%title%",
                "http://127", "src=");
        assertThat(siji.run("dispatch", problem, "--iterations", 50, "--threads", 1, "--warm", plan, "--lang", "en"))
                .isZero();
        assertThat(siji.lines().get(0)).startsWith("Cost ");
    }

    @Test
    void theSameIterationsGiveTheSamePlan() throws IOException {
        Path problem = county();
        Path first = folder.resolve("1.json");
        Path second = folder.resolve("2.json");
        siji.run("dispatch", problem, "--iterations", 300, "--threads", 2, "--out", first);
        siji.run("dispatch", problem, "--iterations", 300, "--threads", 2, "--out", second);
        assertThat(first).hasSameTextualContentAs(second);
    }

    @Test
    void aBrokenPlanIsFoundOut() throws IOException {
        Path problem = county();
        Path plan = folder.resolve("plan.json");
        siji.run("dispatch", problem, "--iterations", 50, "--out", plan);
        String text = Files.readString(plan);
        Files.writeString(plan, text.replaceFirst("\"order\":\"W[0-9]+\"", "\"order\":\"W99999\""));
        assertThat(siji.run("dispatch", "--check", problem, plan)).isEqualTo(1);
        assertThat(siji.out()).contains("没有作业单“W99999” [UNKNOWN_ORDER]", "[ORDER_MISSING]");
    }

    @Test
    void aBenchmarkIsSolvedAndChecked() throws IOException {
        Path problem = Files.writeString(folder.resolve("tiny.txt"), SOLOMON);
        Path plan = folder.resolve("tiny.sol");
        assertThat(siji.run("dispatch", problem, "--objective", "distance", "--rounding", "dimacs", "--iterations", 200,
                "--out", plan, "--html", folder.resolve("tiny.html"), "--quiet")).isZero();
        // There and back by way of both: 1.4 + 1.4 + 2.0.
        assertThat(lastLine()).matches("cost=4\\.8 gap_hint=.*").contains(" unassigned=0 ");
        assertThat(siji.run("dispatch", "--check", problem, plan)).isZero();
        assertThat(lastLine()).isEqualTo("cost=4.8 violations=0 unassigned=0");
        Files.writeString(plan, "Route #1: 1\n");
        assertThat(siji.run("dispatch", "--check", problem, plan)).isEqualTo(1);
        assertThat(siji.lines().get(0)).isEqualTo("地点 2 没有去 [UNVISITED]");
    }

    @Test
    void badInputIsNamedAndTheRestPlanned() throws IOException {
        Path problem = county();
        Files.writeString(problem, Files.readString(problem).replaceFirst("\"mu\":[0-9.]+", "\"mu\":0"));
        assertThat(siji.run("dispatch", problem, "--iterations", 20, "--quiet")).isZero();
        assertThat(siji.err()).contains("[dispatch-input.bad-area]");
        assertThat(lastLine()).matches(LAST_LINE);
        Path noProblem = Files.writeString(folder.resolve("x.json"), "{}");
        assertThat(siji.run("dispatch", noProblem)).isEqualTo(2);
        assertThat(siji.err()).contains("[dispatch-file.unreadable]");
    }

    @Test
    void aWrongCommandLineIsRefused() throws IOException {
        Path problem = Files.writeString(folder.resolve("tiny.txt"), SOLOMON);
        assertThat(siji.run("dispatch", folder.resolve("absent.json"))).isEqualTo(2);
        assertThat(siji.run("dispatch", "--check", problem)).isEqualTo(2);
        assertThat(siji.run("dispatch", problem, "--time", "soon")).isEqualTo(2);
        assertThat(siji.run("dispatch", problem, "--threads", 0)).isEqualTo(2);
        assertThat(siji.run("dispatch", problem, "--objective", "cost")).isEqualTo(2);
        assertThat(siji.run("dispatch", problem, "--rounding", "up")).isEqualTo(2);
        assertThat(siji.run("sample", "dispatch", "--days", 0)).isEqualTo(2);
    }

    @Test
    void everyReasonAndViolationHasItsSentence() {
        for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
            Messages messages = new Messages(locale);
            for (DispatchPlan.Reason reason : DispatchPlan.Reason.values()) {
                assertThat(messages.get("dispatch.reason." + reason)).isNotEmpty();
            }
            for (PlanCheck.Kind kind : PlanCheck.Kind.values()) {
                assertThat(messages.get("dispatch.violation." + kind, "a", "b")).doesNotContain("{");
            }
            for (RoutingCheck.Kind kind : RoutingCheck.Kind.values()) {
                assertThat(messages.get("dispatch.violation." + kind, "a", "b", "c")).doesNotContain("{");
            }
        }
    }

    /** Two fields 200 m apart with a river between: the road from one to the other goes over the bridge, 4 km away. */
    @Test
    void distancesFollowTheCountysRoads() throws IOException {
        Path problem = folder.resolve("river.json");
        Files.writeString(problem, """
                {"siji_dispatch_problem": 1, "from": "2026-07-20", "days": 2,
                 "machines": [{"id": "m", "depot": {"lon": 110.1000, "lat": 27.8000}, "road_km_per_hour": 20,
                   "rates_mu_per_hour": {"HARVEST": 5}, "fen_per_km": 1000}],
                 "orders": [{"id": "a", "entry": {"lon": 110.1000, "lat": 27.8018}, "mu": 5, "operation": "HARVEST",
                   "first_day": "2026-07-20", "last_day": "2026-07-21"}]}
                """);
        StringBuilder osm = new StringBuilder("<osm version='0.6'>");
        for (int i = 0; i < 300; i++) {
            double lat = i < 150 ? 27.8 : 27.8018;
            int step = i < 150 ? i : 299 - i;
            osm.append("<node id='%d' version='1' lat='%.7f' lon='%.7f'/>".formatted(i + 1, lat,
                    110.1 + step * 0.0002));
        }
        for (int i = 1; i < 300; i++) {
            osm.append("<way id='%d' version='1'><nd ref='%d'/><nd ref='%d'/><tag k='highway' v='unclassified'/></way>"
                    .formatted(i, i, i + 1));
        }
        Path roads = Files.writeString(folder.resolve("county.osm"), osm.append("</osm>"));
        String[] run = {"dispatch", problem.toString(), "--iterations", "10", "--threads", "1", "--quiet"};
        assertThat(siji.run((Object[]) run)).isZero();
        assertThat(costFen()).isBetween(200L, 400L);
        assertThat(siji.run("dispatch", problem, "--iterations", 10, "--threads", 1, "--quiet", "--roads", roads))
                .isZero();
        assertThat(costFen()).isBetween(5_800L, 6_300L);
        Path noRoads = Files.writeString(folder.resolve("empty.osm"), "<osm version='0.6'></osm>");
        assertThat(siji.run("dispatch", problem, "--roads", noRoads)).isEqualTo(2);
        assertThat(siji.err()).contains("empty.osm");
    }

    private long costFen() {
        return Long.parseLong(lastLine().replaceAll("cost=([0-9]+) .*", "$1"));
    }
}
