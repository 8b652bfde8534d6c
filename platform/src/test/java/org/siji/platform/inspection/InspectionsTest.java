package org.siji.platform.inspection;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** From the published plan to what follows from a failed inspection. */
@SijiIntegrationTest
class InspectionsTest {

    static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private Season season;
    private ApiClient township;

    @BeforeEach
    void season() {
        season = harvest.begin();
        township = users.office(Role.TOWNSHIP, season.village().code().substring(0, 9));
    }

    static Map<String, Object> plan(Object... more) {
        Map<String, Object> plan = new HashMap<>(
                Map.of("season", 2026, "operation", "HARVEST", "reason", "收割质量例行抽查"));
        for (int n = 0; n < more.length; n += 2) {
            plan.put((String) more[n], more[n + 1]);
        }
        return plan;
    }

    /** The order of the first field, drawn out of one: its inspection. */
    private JsonNode inspection(int farm) {
        JsonNode all = drawn().path("items");
        return all.valueStream().filter(line -> line.path("inspection").path("workOrderId").asString()
                .equals(season.orders().get(farm))).findFirst().orElseThrow();
    }

    private JsonNode drawn() {
        String id = township.create("/inspection-plans", plan()).path("id").asString();
        township.create("/inspection-plans/" + id + "/draw", null);
        return township.fetch("/inspections?plan=" + id);
    }

    static Map<String, Object> values(String loss) {
        List<Map<String, Object>> values = new ArrayList<>(List.of(value("LOSS_PERCENT", 1, loss),
                value("BROKEN_PERCENT", 1, "1.0"), value("IMPURITY_PERCENT", 1, "1.5"), value("NOTHING_LEFT", 1, "1")));
        for (int point = 1; point <= 5; point++) {
            values.add(value("STUBBLE_CM", point, "15"));
        }
        return new HashMap<>(Map.of("values", values, "lon", 110.0003, "lat", 27.801));
    }

    private static Map<String, Object> value(String item, int point, String value) {
        return Map.of("item", item, "point", point, "value", value);
    }

    static void photo(ApiClient client, String id) {
        ApiClient.Answer answer = client.upload("/evidence",
                List.of(ApiClient.Part.file("file", "a.png", PNG), ApiClient.Part.field("subjectType", "inspections"),
                        ApiClient.Part.field("subjectId", id), ApiClient.Part.field("kind", "PHOTO")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    @Test
    void whatWasPublishedIsEnoughToDrawAgain() {
        JsonNode made = township.create("/inspection-plans", plan());
        String id = made.path("id").asString();
        JsonNode before = users.anonymous().fetch("/public/inspection-plans/" + id);
        assertThat(before.path("plan").path("secret").isNull()).isTrue();
        assertThat(before.path("plan").path("commitment").asString()).hasSize(64);
        assertThat(made.path("plan").path("sampleSize").asInt()).isEqualTo(3);
        township.create("/inspection-plans/" + id + "/draw", null);
        JsonNode after = users.anonymous().fetch("/public/inspection-plans/" + id);
        List<String> numbers = after.path("numbers").valueStream().map(JsonNode::asString).toList();
        assertThat(numbers).hasSize(3).isSorted();
        assertThat(after.path("numbers")).isEqualTo(before.path("numbers"));
        JsonNode plan = after.path("plan");
        byte[] secret = HexFormat.of().parseHex(plan.path("secret").asString());
        assertThat(Draw.listSha256(numbers)).isEqualTo(before.path("plan").path("listSha256").asString());
        assertThat(Draw.commitmentTo(secret)).isEqualTo(before.path("plan").path("commitment").asString());
        assertThat(plan.path("drawnNumbers").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(Draw.draw(numbers, 3, Draw.seed(Draw.listSha256(numbers), secret, "")));
        assertThat(after.toString()).doesNotContain("王", "publishedBy\":\"TOWNSHIP");
        assertThat(township.post("/inspection-plans/" + id + "/draw", null).problems())
                .containsExactly("inspection-plan.over");
        assertThat(township.post("/inspection-plans/" + id + "/cancel", Map.of("reason", "不要这个")).problems())
                .containsExactly("inspection-plan.over");
        JsonNode list = users.anonymous().fetch("/public/inspection-plans?county=" + season.village().county());
        assertThat(list.path("items").path(0).path("number").asString())
                .isEqualTo("CJ-2026-" + season.village().county() + "-0001");
    }

    @Test
    void anOutsideEventTakesPartInTheSeed() {
        OffsetDateTime later = OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);
        assertThat(township.post("/inspection-plans", plan("publicValueOf", "排列五")).problemsWithPaths())
                .containsExactly("inspection-plan.event-past @ drawFrom");
        String id = township.create("/inspection-plans", plan("publicValueOf", "排列五", "drawFrom", later.toString()))
                .path("id").asString();
        String draw = "/inspection-plans/" + id + "/draw";
        assertThat(township.post(draw, null).problemsWithPaths()).containsExactly("required @ publicValue");
        assertThat(township.post(draw, Map.of("publicValue", "40817")).problems())
                .containsExactly("inspection-plan.early");
        // Cancelled before it was drawn: the secret is told all the same, and the number stays in the list.
        township.create("/inspection-plans/" + id + "/cancel", Map.of("reason", "暴雨"));
        JsonNode plan = users.anonymous().fetch("/public/inspection-plans/" + id).path("plan");
        assertThat(Draw.commitmentTo(HexFormat.of().parseHex(plan.path("secret").asString())))
                .isEqualTo(plan.path("commitment").asString());
        assertThat(plan.path("drawnNumbers").isNull()).isTrue();
    }

    @Test
    void whatWasPublishedCantBeChanged() {
        UUID id = UUID.fromString(township.create("/inspection-plans", plan()).path("id").asString());
        for (String column : List.of("commitment = commitment", "candidate_numbers = candidate_numbers",
                "sample_size = 1", "secret_enc = secret_enc")) {
            assertThat(catchThrowable(() -> jdbc.sql("update inspection_plan set " + column + " where id = :id")
                    .param("id", id).update()))
                    .hasRootCauseMessage("ERROR: permission denied for table inspection_plan");
        }
    }

    @Test
    void aLeaderInspectsOnThePhone() {
        ApiClient leader = users.office(Role.LEADER, season.village().code());
        String leaderId = leader.fetch("/session").path("id").asString();
        String id = inspection(0).path("id").asString();
        String path = "/inspections/" + id;
        assertThat(leader.get(path).status()).isEqualTo(404);
        township.create(path + "/assign", Map.of("inspectorId", leaderId));
        assertThat(leader.fetch("/inspections").path("items").size()).isEqualTo(1);
        assertThat(leader.post(path + "/result", Map.of("values", List.of())).problems()).contains(
                "inspection.no-photo", "inspection.no-place", "inspection.points-missing");
        photo(leader, id);
        JsonNode done = leader.create(path + "/result", values("2.1"));
        assertThat(done.path("line").path("inspection").path("passed").asBoolean()).isTrue();
        // Ten metres east of the first field's western edge, within it.
        assertThat(done.path("line").path("inspection").path("distanceMeters").asDouble()).isZero();
        JsonNode stubble = done.path("findings").valueStream()
                .filter(one -> one.path("item").path("code").asString().equals("STUBBLE_CM")).findFirst().orElseThrow();
        assertThat(stubble.path("mean").asDouble()).isEqualTo(15);
        assertThat(stubble.path("within").asDouble()).isEqualTo(1);
        assertThat(leader.post(path + "/result", values("2.1")).problems()).containsExactly("inspection.over");
        // Whose work and whose land it is may read it.
        assertThat(season.provider().get(path).status()).isEqualTo(200);
        assertThat(users.household(season.village().farms().getFirst().householdId(), season.village().code()).get(path)
                .status()).isEqualTo(200);
        assertThat(users.household(season.village().farms().get(1).householdId(), season.village().code()).get(path)
                .status()).isEqualTo(404);
        assertThat(season.provider().post(path + "/result", values("0")).status()).isEqualTo(403);
    }

    @Test
    void aFailedOneGoesToReviewOrDisputeByDecisionOfAPerson() {
        season.work(0, 1);
        String path = "/inspections/" + inspection(0).path("id").asString();
        photo(township, inspectionId(path));
        JsonNode failed = township.create(path + "/result", values("6"));
        assertThat(failed.path("line").path("inspection").path("passed").asBoolean()).isFalse();
        assertThat(season.clerk().fetch("/board?season=2026").toString()).contains("inspection.waiting.failed");
        assertThat(season.status(0)).isEqualTo("ACCEPTED");
        assertThat(township.post(path + "/send-to-review", Map.of("reason", " ")).problemsWithPaths())
                .containsExactly("required @ reason");
        township.create(path + "/send-to-review", Map.of("reason", "损失率 6%"));
        assertThat(season.status(0)).isEqualTo("IN_REVIEW");
        assertThat(township.post(path + "/leave", Map.of("reason", "算了")).problems())
                .containsExactly("inspection.decided");
        assertThat(season.clerk().fetch("/board?season=2026").toString()).doesNotContain("inspection.waiting.failed");
    }

    @Test
    void theTownshipTakesAFailedOneOnAsADispute() {
        season.work(0, 1);
        String path = "/inspections/" + inspection(0).path("id").asString();
        photo(township, inspectionId(path));
        township.create(path + "/result", values("6"));
        JsonNode after = township.create(path + "/dispute", Map.of("claim", "抽查损失率 6%，请返工或扣款"));
        String dispute = after.path("line").path("inspection").path("disputeId").asString();
        JsonNode detail = township.fetch("/disputes/" + dispute);
        assertThat(detail.path("dispute").path("claimant").asString()).isEqualTo("COLLECTIVE");
        // It lies with the township, but not with who raised it.
        assertThat(detail.path("dispute").path("level").asString()).isEqualTo("TOWNSHIP");
        assertThat(detail.path("mayMediate").asBoolean()).isFalse();
        assertThat(township.post("/disputes/" + dispute + "/proposal", Map.of("text", "退")).problems())
                .containsExactly("dispute.own-dispute");
        ApiClient colleague = users.office(Role.TOWNSHIP, season.village().code().substring(0, 9));
        assertThat(colleague.fetch("/disputes/" + dispute).path("mayMediate").asBoolean()).isTrue();
        assertThat(season.clerk().fetch("/disputes/" + dispute).path("ownSides").toString()).contains("COLLECTIVE");
        assertThat(season.clerk().fetch("/board?season=2026").toString()).contains("dispute.waiting.TOWNSHIP");
    }

    private static String inspectionId(String path) {
        return path.substring("/inspections/".length());
    }

    @Test
    void allThatIsWrongWithAResultIsSaidAtOnce() {
        String id = inspection(0).path("id").asString();
        photo(township, id);
        Map<String, Object> result = values("1");
        result.put("values", List.of(value("LOSS_PERCENT", 6, "1"), value("LOSS_PERCENT", 1, "-1"),
                value("NOTHING_LEFT", 1, "2"), value("WIND", 1, "1"), value("STUBBLE_CM", 1, "1"),
                value("STUBBLE_CM", 1, "2")));
        assertThat(township.post("/inspections/" + id + "/result", result).problems()).containsExactlyInAnyOrder(
                "inspection.point", "inspection.number", "inspection.yes-no", "inspection.value",
                "inspection.point-twice", "inspection.points-missing", "inspection.points-missing",
                "inspection.points-missing");
        ApiClient outsider = users.office(Role.LEADER, season.village().otherCode());
        assertThat(township.post("/inspections/" + id + "/assign",
                Map.of("inspectorId", outsider.fetch("/session").path("id").asString())).problems())
                .containsExactly("inspection.inspector");
        assertThat(township.post("/inspection-plans", Map.of()).problemsWithPaths())
                .containsExactlyInAnyOrder("required @ season", "required @ operation", "required @ reason");
        assertThat(township.post("/inspection-plans", plan("operation", "DRYING")).problems())
                .containsExactly("inspection-plan.no-candidates");
        assertThat(township.post("/inspection-plans", plan("regionCode", season.village().county())).status())
                .isEqualTo(404);
    }

    @Test
    void aCountyAddsItsOwnEdition() {
        JsonNode national = season.county().fetch("/checklists?operation=HARVEST").path("items").path(0);
        assertThat(national.path("regionCode").isNull()).isTrue();
        assertThat(season.county().fetch("/checklists").path("items").valueStream()
                .map(one -> one.path("operation").asString()).distinct()).hasSize(11);
        Map<String, Object> own = Map.of("operation", "HARVEST", "points", 3, "note", "本县", "items",
                List.of(Map.of("code", "LOSS_PERCENT", "name", "总损失率", "unit", "%", "kind", "NUMBER", "most", 3,
                        "how", "称重", "source", "县农机字〔2026〕1 号")));
        JsonNode first = season.county().create("/checklists", own);
        assertThat(first.path("edition").asInt()).isEqualTo(1);
        assertThat(season.county().create("/checklists", own).path("edition").asInt()).isEqualTo(2);
        assertThat(season.clerk().post("/checklists", own).status()).isEqualTo(403);
        JsonNode line = inspection(0);
        assertThat(township.fetch("/inspections/" + line.path("id").asString()).path("checklist").path("edition")
                .asInt()).isEqualTo(2);
        assertThat(season.county().post("/checklists", Map.of("operation", "HARVEST", "points", 0, "items",
                List.of(Map.of("code", "klein", "name", "x", "kind", "NUMBER", "least", 2, "most", 1, "passShare", 2,
                        "how", "x", "source", ""))))
                .problems()).containsExactlyInAnyOrder("checklist.points", "checklist.code", "required",
                        "checklist.bounds", "checklist.share");
        season.county().create("/sampling-rules",
                Map.of("operation", "HARVEST", "share", 0.5, "minimum", 1, "workingDays", 2, "source", "县办法"));
        JsonNode outlook = township.fetch("/inspection-plans/outlook?season=2026&operation=HARVEST");
        assertThat(outlook.path("sampleSize").asInt()).isEqualTo(2);
    }

    /** Two who press at once: one drawing, one set of inspections. */
    @Test
    void twoDrawAtOnce() throws Exception {
        String id = township.create("/inspection-plans", plan()).path("id").asString();
        List<Integer> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        Thread[] people = new Thread[4];
        for (int n = 0; n < people.length; n++) {
            people[n] = Thread.ofVirtual()
                    .start(() -> answers.add(township.post("/inspection-plans/" + id + "/draw", null).status()));
        }
        for (Thread person : people) {
            person.join();
        }
        assertThat(answers).containsOnlyOnce(200);
        assertThat(township.fetch("/inspections?plan=" + id).path("items").size()).isEqualTo(3);
    }
}
