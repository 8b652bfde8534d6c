package org.siji.platform.season;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.sheets.SheetColumn;
import org.siji.platform.sheets.SheetReader;
import org.siji.platform.sheets.SheetTable;
import org.siji.platform.sheets.SheetWriter;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A village with three fields of 30.00 mu and a harvester of 8 mu an hour; early rice grew on two of them last year. */
@SijiIntegrationTest
class PlansTest {

    private static final String PATH = "/production-plans";

    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;

    private record World(Season season, String id, JsonNode plan) {

        ApiClient clerk() {
            return season.clerk();
        }

        ApiClient.Answer put(int edition, Object lines) {
            return clerk().put(PATH + "/" + id, Map.of("lines", lines, "reason", "改"), edition);
        }
    }

    private World drafted() {
        Season season = harvest.begin();
        List<Farm> farms = season.village().farms();
        season.clerk().create("/crop-seasons/bulk", Map.of("season", 2025, "items",
                List.of(Map.of("fieldId", farms.get(0).fieldId(), "crop", "早稻"),
                        Map.of("fieldId", farms.get(1).fieldId(), "crop", "早稻"),
                        Map.of("fieldId", farms.get(2).fieldId(), "crop", "香菇"))));
        JsonNode plan = season.clerk().create(PATH, Map.of("villageCode", season.village().code(), "season", 2026));
        return new World(season, plan.path("plan").path("id").asString(), plan);
    }

    private static Map<String, Object> line(String crop, long centimu, Object... weeks) {
        return Map.of("crop", crop, "variety", "", "centimu", centimu, "weeks", List.of(weeks));
    }

    private static Map<String, Object> week(String operation, String monday, long centimu) {
        return Map.of("operation", operation, "monday", monday, "centimu", centimu);
    }

    @Test
    void aDraftIsLastSeasonsCropsInTheWeeksThatPeopleWant() {
        World world = drafted();
        JsonNode line = world.plan().path("lines").path(0);
        assertThat(world.plan().path("lines")).hasSize(1);
        assertThat(line.path("crop").asString()).isEqualTo("早稻");
        assertThat(line.path("centimu").asLong()).isCloseTo(6000, within(2L));
        assertThat(world.plan().path("unknownCrops").path(0).asString()).isEqualTo("香菇");
        List<JsonNode> weeks = line.path("weeks").valueStream().toList();
        // Harvest is wanted from 10 to 20 July; the machine does 8 x 70 mu a week, three quarters of that for three of four fields.
        List<JsonNode> reaping = weeks.stream().filter(one -> one.path("operation").asString().equals("HARVEST"))
                .toList();
        assertThat(reaping).hasSize(1);
        assertThat(reaping.getFirst().path("monday").asString()).isEqualTo("2026-07-13");
        assertThat(reaping.getFirst().path("shortCentimu").asLong()).isZero();
        // Nobody has a machine for tillage: planned in the middle of the crop's window, and marked.
        JsonNode tillage = weeks.stream().filter(one -> one.path("operation").asString().equals("TILLAGE")).findFirst()
                .orElseThrow();
        assertThat(tillage.path("shortCentimu").asLong()).isEqualTo(line.path("centimu").asLong());
        assertThat(world.clerk().post(PATH, Map.of("villageCode", world.season().village().code(), "season", 2026))
                .problems()).containsExactly("plan.exists");
    }

    @Test
    void whatIsAgreedIsHeldAgainstWhatHappens() throws InterruptedException {
        World world = drafted();
        JsonNode agreed = world.clerk().send("POST", PATH + "/" + world.id() + "/agree", Map.of("reason", "村民代表会议通过"),
                Map.of("If-Match", "\"1\"")).json();
        assertThat(agreed.path("plan").path("agreedEdition").asInt()).isEqualTo(1);
        assertThat(agreed.path("editions").path(0).path("agreedReason").asString()).isEqualTo("村民代表会议通过");
        JsonNode planning = world.clerk().fetch("/planning?season=2026");
        for (int tries = 0; tries < 600 && planned(planning) == 0; tries++) {
            Thread.sleep(100);
            planning = world.clerk().fetch("/planning?season=2026");
        }
        assertThat(planned(planning)).as("three operations and harvest of the crop").isEqualTo(
                4 * world.plan().path("lines").path(0).path("centimu").asLong());
        JsonNode sums = world.season().county().fetch(PATH + "/sums?season=2026");
        assertThat(sums.path("crops").path(0).path("centimu").asLong())
                .isEqualTo(world.plan().path("lines").path(0).path("centimu").asLong());
        assertThat(sums.path("agreed").asInt()).isEqualTo(1);
        assertThat(sums.path("villages").asInt()).isEqualTo(2);
        assertThat(world.clerk().create(PATH + "/" + world.id() + "/remarks",
                Map.of("operation", "HARVEST", "monday", "2026-07-13", "reason", "连下三天雨")).path("remarks").path(0)
                .path("reason").asString()).isEqualTo("连下三天雨");
        JsonNode changed = world.put(1, List.of(line("早稻", 3000))).json();
        assertThat(changed.path("plan").path("agreedEdition").asInt()).as("still the one that was agreed").isEqualTo(1);
        assertThat(changed.path("agreedLines")).hasSize(1);
        assertThat(world.clerk().put(PATH + "/" + world.id(), Map.of("lines", List.of()), 2).problems())
                .containsExactly("required");
    }

    private static long planned(JsonNode planning) {
        return planning.path("weeks").valueStream().mapToLong(week -> week.path("plannedCentimu").asLong()).sum();
    }

    @Test
    void whatAPlanMustKeepIsSaidAllAtOnce() {
        World world = drafted();
        assertThat(world.put(1, List.of(
                line("早稻", 8000, week("HARVEST", "2026-06-01", 100), week("HARVEST", "2026-07-14", 100),
                        week("SEEDING", "2026-04-13", 100), week("TILLAGE", "2026-03-30", 9000)),
                line("早稻", 2000), line("香菇", 0), line("玉米", 5000))).problemsWithPaths())
                .containsExactlyInAnyOrder("plan.outside-window @ lines[0].weeks[0].monday",
                        "planning.no-monday @ lines[0].weeks[1].monday", "plan.operation @ lines[0].weeks[2].operation",
                        "plan.weeks-above-area @ lines[0]", "plan.line-twice @ lines[1].crop",
                        "plan.crop @ lines[2].crop", "plan.area @ lines[2].centimu", "plan.above-land @ lines");
        assertThat(world.put(1, List.of(line("早稻", 8900), line("晚稻", 8900))).status())
                .as("one follows the other on the same land").isEqualTo(200);
        assertThat(world.put(2, List.of(line("早稻", 9100))).problems()).containsExactly("plan.above-land");
    }

    @Test
    void twoEditorsAreToldOfEachOther() {
        World world = drafted();
        assertThat(world.put(1, List.of(line("早稻", 100))).status()).isEqualTo(200);
        assertThat(world.put(1, List.of(line("中稻", 100))).status()).isEqualTo(412);
        assertThat(world.clerk().send("POST", PATH + "/" + world.id() + "/agree", Map.of("reason", "好"),
                Map.of("If-Match", "\"1\"")).status()).isEqualTo(412);
        assertThat(world.clerk().post(PATH + "/" + world.id() + "/agree", Map.of("reason", "好")).status())
                .isEqualTo(428);
    }

    @Test
    void aSheetGoesOutAndComesInWithItsProblemsBesideTheRows() {
        World world = drafted();
        byte[] sheet = world.clerk().get(PATH + "/" + world.id() + "/xlsx").body();
        SheetTable table = SheetReader.read(sheet, List.of(SheetColumn.required("crop", "作物")));
        assertThat(table.rows()).hasSize(world.plan().path("lines").path(0).path("weeks").size());
        JsonNode taken = upload(world, sheet);
        assertThat(taken.path("problems")).isEmpty();
        assertThat(taken.path("edition").asInt()).isEqualTo(2);
        byte[] wrong = new SheetWriter().add("计划", List.of(),
                IntStream.range(0, 6).mapToObj(i -> SheetWriter.Column.of(
                        List.of("作物", "品种", "种植面积（亩）", "作业环节", "周一", "当周面积（亩）").get(i), 12)).toList(),
                List.of(new SheetWriter.Line(List.of("早稻", "", "十亩", "收割", "2026-07-13", "5"), false),
                        new SheetWriter.Line(List.of("香菇", "", "10", "收割", "2026-07-13", "5"), false),
                        new SheetWriter.Line(List.of("晚稻", "", "10", "收割", "2026-02-02", "5"), false),
                        new SheetWriter.Line(List.of("玉米", "", "10", "跳舞", "七月", "5"), false)))
                .write();
        JsonNode refused = upload(world, wrong);
        assertThat(refused.path("edition").isNull()).isTrue();
        assertThat(refused.path("rows").valueStream().map(row -> row.path("problems").size()).toList())
                .allMatch(count -> count > 0);
        assertThat(refused.path("rows").path(2).path("problems").path(0).asString()).contains("2026-10-15");
        assertThat(world.clerk().fetch(PATH + "/" + world.id()).path("plan").path("edition").asInt()).isEqualTo(2);
    }

    private static JsonNode upload(World world, byte[] sheet) {
        return world.clerk().upload(PATH + "/" + world.id() + "/xlsx",
                List.of(ApiClient.Part.file("file", "plan.xlsx", sheet))).json();
    }

    @Test
    void peopleSeeTheirOwnVillagesPlanOnly() {
        World world = drafted();
        String village = world.season().village().code();
        ApiClient own = users.household(world.season().village().farms().getFirst().householdId(), village);
        ApiClient other = users.household(world.season().village().other().householdId(),
                world.season().village().otherCode());
        assertThat(own.fetch(PATH + "?season=2026").path("items")).hasSize(1);
        assertThat(own.fetch(PATH + "/" + world.id()).path("mayEdit").asBoolean()).isFalse();
        assertThat(other.fetch(PATH + "?season=2026").path("items")).isEmpty();
        assertThat(other.get(PATH + "/" + world.id()).status()).isEqualTo(404);
        ApiClient neighbour = users.office(Role.VILLAGE, world.season().village().otherCode());
        assertThat(neighbour.get(PATH + "/" + world.id()).status()).isEqualTo(404);
        assertThat(neighbour.post(PATH, Map.of("villageCode", village, "season", 2027)).status()).isEqualTo(404);
        assertThat(neighbour.post(PATH, Map.of()).problemsWithPaths()).containsExactly("required @ villageCode",
                "required @ season");
        assertThat(world.clerk().get(PATH + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    }
}
