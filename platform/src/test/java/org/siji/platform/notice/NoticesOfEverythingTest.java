package org.siji.platform.notice;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.database.DatabaseConnection;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What is decided about money and land hangs on the wall, is objected to, answered, closed, and only then carried out. */
@SijiIntegrationTest
class NoticesOfEverythingTest {

    private static final String PASSWORD = "correct-horse-7";

    @Autowired
    SampleVillages villages;
    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;
    @Autowired
    WorkingDays days;
    @Autowired
    DatabaseConnection owner;

    /** A cooperative of one household with a decided dividend; the dividend's id. */
    private String dividend(SampleVillage village, ApiClient clerk) {
        String entity = "/entities/" + clerk.create("/entities",
                Map.of("villageCode", village.code(), "name", "股份合作社", "kind", "LAND_SHARE_COOPERATIVE", "foundedOn",
                        "2026-01-01", "classes",
                        List.of(Map.of("code", "LAND", "name", "土地股", "guaranteedFenPerShare", 40_000))))
                .path("entity").path("id").asString();
        String holder = clerk.create(entity + "/shareholders",
                Map.of("householdId", village.farms().getFirst().householdId(), "person", "张三丰")).path("id").asString();
        clerk.create(entity + "/movements", Map.of("kind", "ADMISSION", "effectiveOn", "2026-01-01", "ground",
                "成员大会记录", "taken", List.of(), "given",
                List.of(Map.of("shareholderId", holder, "classCode", "LAND", "numerator", 20, "denominator", 1))));
        String vote = "/votes/" + clerk.create(entity + "/votes",
                Map.of("subject", "PROVISIONS", "question", "公积金 10%", "countedBy", "HEAD", "recordOn", "2026-06-01",
                        "closesOn", "2000-01-01", "reserveBasisPoints", 1000, "welfareBasisPoints", 500))
                .path("vote").path("id").asString();
        clerk.create(vote + "/ballots", Map.of("shareholderId", holder, "choice", "YES", "evidence", "举手"));
        clerk.create(vote + "/close", null);
        clerk.create(entity + "/bookings", Map.of("season", 2026, "direction", "INCOME", "amountFen", 6_000_000,
                "purpose", "稻谷", "evidence", "发票", "onDate", "2026-10-01"));
        return clerk.create(entity + "/dividends", Map.of("season", 2026, "recordOn", "2026-12-01"))
                .path("dividend").path("id").asString();
    }

    private static Map<String, Object> notice(String kind, String subject) {
        return Map.of("kind", kind, "subjectId", subject);
    }

    private static List<String> kinds(JsonNode unpublished) {
        return unpublished.path("items").valueStream().map(one -> one.path("kind").asString()).toList();
    }

    @Test
    void moneyWaitsForItsNoticeWhereTheCountySaysSo() throws Exception {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        ApiClient county = users.office(Role.COUNTY, village.county());
        assertThat(county.post("/notice-rules", Map.of()).problemsWithPaths()).containsExactly("required @ kind",
                "required @ workingDays", "required @ blocks", "required @ source");
        Map<String, Object> rule = Map.of("kind", "DIVIDEND", "workingDays", 7, "blocks", true, "source", "县办法第 8 条");
        assertThat(clerk.post("/notice-rules", rule).problems()).containsExactly("access.role");
        county.create("/notice-rules", rule);
        String dividend = dividend(village, clerk);
        String pay = "/dividends/" + dividend + "/payment-lists";
        assertThat(clerk.post(pay, null).problems()).containsExactly("notice.first");

        assertThat(clerk.post("/notices", Map.of("kind", "DIVIDEND", "subjectId", dividend, "workingDays", 3))
                .problems()).containsExactly("notice.days");
        JsonNode first = clerk.create("/notices", notice("DIVIDEND", dividend));
        assertThat(first.path("title").asString()).isEqualTo("股份合作社 2026 年度分红方案");
        assertThat(LocalDate.parse(first.path("objectionsTo").asString().substring(0, 10)))
                .isBetween(days.plusWorkingDays(days.today(), 7).minusDays(1), days.plusWorkingDays(days.today(), 7));
        assertThat(clerk.post("/notices", notice("DIVIDEND", dividend)).problems()).containsExactly("notice.runs");
        assertThat(clerk.post(pay, null).problems()).containsExactly("notice.first");

        String path = "/notices/" + first.path("id").asString();
        ApiClient own = users.household(village.farms().get(1).householdId(), village.code());
        JsonNode objection = own.create(path + "/objections", Map.of("text", "收入少记了一笔"));
        backdate(first);
        assertThat(clerk.post(path + "/close", null).problems()).containsExactly("notice.open-objections");
        clerk.create("/objections/" + objection.path("id").asString() + "/answer",
                Map.of("answer", "确有一笔漏记", "outcome", "UPHELD"));
        assertThat(clerk.post(path + "/close", null).problems()).containsExactly("notice.conclusion");
        JsonNode closed = clerk.create(path + "/close", Map.of("conclusion", "补记后重新公示"));
        assertThat(closed.path("stands").asBoolean(true)).isFalse();
        assertThat(clerk.post(pay, null).problems()).containsExactly("notice.first");
        assertThat(kinds(clerk.fetch("/notices/unpublished?season=2026"))).contains("DIVIDEND");

        JsonNode second = clerk.create("/notices", notice("DIVIDEND", dividend));
        backdate(second);
        clerk.create("/notices/" + second.path("id").asString() + "/close", null);
        clerk.create(pay, null);
        assertThat(clerk.fetch("/notices?kind=DIVIDEND&state=CARRIED_OUT").path("items").path(0).path("id").asString())
                .isEqualTo(second.path("id").asString());
        assertThat(clerk.post("/notices", notice("DIVIDEND", dividend)).problems()).containsExactly("notice.same");
    }

    @Test
    void whatIsDecidedAndHangsNowhereIsListedUntilItDoes() {
        Season season = harvest.begin();
        SampleVillage village = season.village();
        season.county().create("/funds", Map.of("name", "收割补贴", "operation", "HARVEST", "season", 2026, "budgetFen",
                100_000_000, "justification", "按面积测算", "rule", Map.of("fenPerMu", 500)));
        season.work(0, 1);
        season.work(1, 1);
        season.work(2, 1);
        season.clerk().create("/contracts/" + season.contractId() + "/settlement", null);
        dividend(village, season.clerk());
        String waiting = "/notices/unpublished?season=2026&village=" + village.code();
        JsonNode found = season.county().fetch(waiting);
        assertThat(kinds(found)).containsExactlyInAnyOrder("SEASON_SETTLEMENT", "DIVIDEND", "VOTE_CALLED",
                "VOTE_RESULT", "SHARE_MOVEMENT", "CONTRACT", "SUBSIDY_PAYMENTS");
        assertThat(season.county().get("/notices/unpublished?season=2026").problems())
                .containsExactly("notice.village");
        for (JsonNode one : found.path("items")) {
            Map<String, Object> request = new HashMap<>(
                    notice(one.path("kind").asString(), one.path("subjectId").asString()));
            request.put("villageCode", village.code());
            request.put("season", 2026);
            JsonNode made = season.clerk().create("/notices", request);
            JsonNode shown = users.anonymous().fetch("/public/notices/" + made.path("id").asString());
            assertThat(shown.path("genuine").asBoolean()).isTrue();
            assertThat(Notices.sha256(shown.path("text").asString())).isEqualTo(made.path("sha256").asString());
            // Every label is said in words, and nobody's full name hangs on the wall.
            assertThat(shown.path("text").asString()).doesNotContain("paper.", "王小", "张三丰");
        }
        assertThat(season.clerk().fetch(waiting).path("items")).isEmpty();
        JsonNode subsidy = season.clerk().fetch("/notices?kind=SUBSIDY_PAYMENTS").path("items").path(0);
        JsonNode paper = season.clerk().fetch("/notices/" + subsidy.path("id").asString()).path("paper");
        assertThat(paper.path("tables").path(0).path("rows")).hasSize(3);
        assertThat(paper.path("tables").path(0).path("sums").path(4).asString()).isEqualTo("450.00");
        ApiClient neighbour = users.office(Role.VILLAGE, village.otherCode());
        assertThat(neighbour.post("/notices", notice("CONTRACT", season.contractId())).status()).isEqualTo(404);
        assertThat(neighbour.get(waiting).status()).isEqualTo(404);
    }

    @Test
    void aLeaderSpeaksForHisHouseholdsAndAPaperCountsFromItsDay() throws Exception {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String name = "leader-" + UUID.randomUUID().toString().substring(0, 12);
        String id = clerk.create("/users", Map.of("username", name, "password", PASSWORD, "displayName", "李组长",
                "role", "LEADER", "regionCode", village.code())).path("id").asString();
        String area = "/duty-areas/" + clerk
                .create("/duty-areas",
                        Map.of("villageCode", village.code(), "name", "一组", "leaderUserIds", List.of(id)))
                .path("id").asString();
        clerk.create(area + "/households",
                Map.of("householdIds", List.of(village.farms().getFirst().householdId())));
        JsonNode notice = clerk.create("/notices", written(village, "青山村溢出面积 1.20 亩归集体"));
        String path = "/notices/" + notice.path("id").asString();
        ApiClient leader = users.anonymous().logIn(name, PASSWORD);
        assertThat(leader.fetch("/notices").path("items")).hasSize(1);
        assertThat(leader.create(path + "/objections",
                Map.of("text", "我家的沟也填了", "householdId", village.farms().getFirst().householdId())).path("channel")
                .asString()).isEqualTo("LEADER");
        assertThat(leader.post(path + "/objections",
                Map.of("text", "替别人", "householdId", village.farms().get(1).householdId())).status()).isEqualTo(404);
        assertThat(leader.fetch(path).path("objections")).hasSize(1);

        backdate(notice);
        Map<String, Object> paper = new HashMap<>(Map.of("text", "手写的意见", "householdId",
                village.farms().get(1).householdId(), "paper", "村委会档案盒 3"));
        assertThat(clerk.post(path + "/objections", paper).problemsWithPaths())
                .containsExactly("required @ receivedOn");
        paper.put("receivedOn", days.today().toString());
        assertThat(clerk.post(path + "/objections", paper).problems()).containsExactly("notice.too-late");
        paper.put("receivedOn", days.today().minusDays(200).toString());
        assertThat(clerk.post(path + "/objections", paper).problems()).containsExactly("objection.received");
        paper.put("receivedOn", days.today().minusDays(29).toString());
        assertThat(clerk.create(path + "/objections", paper).path("channel").asString()).isEqualTo("PAPER");
        assertThat(clerk.fetch("/notices?open=true").path("items")).hasSize(1);
        assertThat(clerk.fetch("/notices?due=true").path("items")).hasSize(1);
    }

    private static Map<String, Object> written(SampleVillage village, String what) {
        return new HashMap<>(Map.of("kind", "SURPLUS_LAND", "villageCode", village.code(), "season", 2026, "written",
                Map.of("title", "溢出面积分配", "what", what, "computed", "整治后实测减整治前实测", "table",
                        List.of(List.of("组", "面积（亩）"), List.of("一组", "1.20")))));
    }

    @Test
    void whatAnOfficeWritesHoldsNoPersonalNumbers() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        assertThat(clerk.post("/notices", written(village, "联系张三 13812345678")).problemsWithPaths())
                .containsExactly("notice.personal @ written.what");
        assertThat(clerk.post("/notices", written(village, "身份证 11010119900307761X")).problems())
                .containsExactly("notice.personal");
        assertThat(clerk.post("/notices", Map.of("kind", "OTHER", "villageCode", village.code(), "season", 2026,
                "written", Map.of("title", "x", "table", List.of(List.of("a", "b"), List.of("c"))))).problems())
                .containsExactlyInAnyOrder("required", "required", "notice.row-length");
        JsonNode made = clerk.create("/notices", written(village, "<script>alert(1)</script>"));
        JsonNode paper = JsonMapper.shared().readTree(users.anonymous()
                .fetch("/public/notices/" + made.path("id").asString()).path("text").asString());
        assertThat(paper.path("facts").path(0).path("value").asString()).isEqualTo("<script>alert(1)</script>");
        assertThat(paper.path("tables").path(0).path("columns").path(1).path("number").asBoolean()).isTrue();
        assertThat(users.anonymous().get("/public/notices/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    /** A month goes by: only the owner of the tables could do this. */
    private void backdate(JsonNode notice) throws Exception {
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                PreparedStatement statement = connection.prepareStatement("""
                        update public_notice set published_at = published_at - interval '30 days',
                            objections_to = objections_to - interval '30 days' where id = ?::uuid""")) {
            statement.setString(1, notice.path("id").asString());
            statement.executeUpdate();
        }
    }
}
