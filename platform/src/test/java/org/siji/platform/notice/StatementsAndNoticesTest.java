package org.siji.platform.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.database.DatabaseConnection;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SijiIntegrationTest
class StatementsAndNoticesTest {

    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    DatabaseConnection owner;

    private Season settled() {
        Season season = harvest.begin();
        season.work(0, 1);
        season.work(1, 1);
        season.work(2, 1);
        season.clerk().create("/contracts/" + season.contractId() + "/settlement", null);
        return season;
    }

    private ApiClient household(Season season, int farm) {
        return users.household(season.village().farms().get(farm).householdId(), season.village().code());
    }

    private static String statement(Season season, int farm) {
        return "/households/" + season.village().farms().get(farm).householdId() + "/statement?season=2026";
    }

    @Test
    void aStatementAddsUpToWhatIsDue() {
        Season season = settled();
        ApiClient.Answer paid = season.clerk().send("POST", "/payments",
                Map.of("accountKind", "CULTIVATOR", "ownerId", season.village().farms().get(0).cultivatorId(),
                        "direction", "IN", "amountFen", 100000, "evidence", "收据 7", "onDate", "2026-08-02"),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        assertThat(paid.status()).isEqualTo(201);
        JsonNode own = household(season, 0).fetch(statement(season, 0));
        assertThat(own.path("household").path("name").asString()).isEqualTo("王小1");
        assertThat(own.path("household").path("villageName").asString()).isEqualTo("青山村");
        JsonNode line = own.path("lines").path(0);
        assertThat(line.path("operationName").asString()).isEqualTo("收割");
        assertThat(line.path("date").asString()).isEqualTo("2026-07-15");
        assertThat(line.path("fieldName").asString()).isEqualTo("田1");
        assertThat(line.path("payableCentimu").asLong()).isEqualTo(3000);
        assertThat(line.path("priceFenPerMu").asLong()).isEqualTo(12000);
        assertThat(line.path("grossFen").asLong()).isEqualTo(360000);
        assertThat(line.path("gainShareFen").asLong()).isEqualTo(45000);
        assertThat(line.path("netFen").asLong()).isEqualTo(315000);
        assertThat(line.path("reason").asString()).contains("按整块 30.00 亩验收");
        assertThat(own.path("sums").path("netFen").asLong()).isEqualTo(315000);
        assertThat(own.path("paymentsFen").asLong()).isEqualTo(100000);
        assertThat(own.path("dueFen").asLong()).isEqualTo(215000);
        assertThat(own.path("checkFen").asLong(-1)).isZero();

        JsonNode next = household(season, 0)
                .fetch(statement(season, 0).replace("2026", "2027"));
        assertThat(next.path("lines")).isEmpty();
        assertThat(next.path("broughtForwardFen").asLong()).isEqualTo(215000);
        assertThat(next.path("dueFen").asLong()).isEqualTo(215000);
        assertThat(next.path("checkFen").asLong(-1)).isZero();

        JsonNode all = season.clerk().fetch("/villages/" + season.village().code() + "/statements?season=2026")
                .path("items");
        assertThat(all).hasSize(3);
        assertThat(all.path(0).path("household").path("name").asString()).isEqualTo("王**");
        assertThat(all.path(1).path("dueFen").asLong()).isEqualTo(315000);
    }

    @Test
    void statementsAreSeenByThoseWhomTheyConcern() {
        Season season = settled();
        assertThat(household(season, 1).get(statement(season, 0)).status()).isEqualTo(404);
        assertThat(season.clerk().fetch(statement(season, 0)).path("household").path("name").asString())
                .isEqualTo("王**");
        assertThat(season.county().get(statement(season, 0)).status()).isEqualTo(200);
        assertThat(season.provider().get(statement(season, 0)).problems()).containsExactly("access.role");
        ApiClient neighbour = users.office(Role.VILLAGE, season.village().otherCode());
        String village = "/villages/" + season.village().code() + "/statements?season=2026";
        assertThat(neighbour.get(statement(season, 0)).status()).isEqualTo(404);
        assertThat(neighbour.get(village).status()).isEqualTo(404);
        assertThat(household(season, 0).get(village).problems()).containsExactly("access.role");
        assertThat(season.clerk().get("/households/" + UUID.randomUUID() + "/statement?season=2026").status())
                .isEqualTo(404);
        assertThat(season.clerk().get("/households/x/statement?season=2026").status()).isEqualTo(400);
    }

    @Test
    void aNoticeStaysAsItWasPublished() throws Exception {
        Season season = settled();
        JsonNode notice = season.clerk().create("/notices",
                Map.of("villageCode", season.village().code(), "season", 2026));
        String path = "/notices/" + notice.path("id").asString();
        assertThat(notice.path("number").asInt()).isEqualTo(1);
        JsonNode read = household(season, 1).fetch(path);
        JsonNode sheet = read.path("sheets").path(0);
        assertThat(sheet.path("totals").path("netFen").asLong()).isEqualTo(945000);
        assertThat(sheet.path("lines").path(0).path("nameMasked").asString()).isEqualTo("王**");
        String content = jdbc.sql("select content from public_notice where id = :id")
                .param("id", UUID.fromString(notice.path("id").asString())).query(String.class).single();
        assertThat(notice.path("sha256").asString()).isEqualTo(HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8))));
        assertThatThrownBy(() -> jdbc.sql("update public_notice set content = '[]'").update())
                .hasStackTraceContaining("permission denied");

        // A correction afterwards changes the sheet, not what was published.
        season.clerk().create("/work-orders/" + season.orders().get(0) + "/send-to-review", Map.of("reason", "x"));
        season.clerk().create("/work-orders/" + season.orders().get(0) + "/review",
                Map.of("decision", "REFUSED", "reason", "x"));
        assertThat(season.clerk().fetch("/contracts/" + season.contractId() + "/settlement").path("totals")
                .path("grossFen").asLong()).isEqualTo(720000);
        assertThat(season.clerk().fetch(path).path("sheets").path(0).path("totals").path("grossFen").asLong())
                .isEqualTo(1080000);
    }

    @Test
    void objectionsAreHeardBeforeTheNoticeCloses() throws Exception {
        Season season = settled();
        JsonNode notice = season.clerk().create("/notices",
                Map.of("villageCode", season.village().code(), "season", 2026, "workingDays", 7));
        String path = "/notices/" + notice.path("id").asString();
        ApiClient own = household(season, 0);
        assertThat(own.post(path + "/objections", Map.of()).problemsWithPaths()).containsExactly("required @ text");
        JsonNode objection = own.create(path + "/objections", Map.of("text", "我家少算了一分"));
        assertThat(season.clerk().create(path + "/objections",
                Map.of("text", "代王家提出", "householdId", season.village().farms().get(1).householdId()))
                .path("filedBy").asString()).startsWith("VILLAGE");
        assertThat(season.clerk().post(path + "/objections",
                Map.of("text", "x", "householdId", season.village().other().householdId())).status()).isEqualTo(404);
        assertThat(own.fetch(path).path("objections")).hasSize(1);
        assertThat(season.clerk().fetch(path).path("objections")).hasSize(2);
        assertThat(season.clerk().post(path + "/close", null).problems())
                .containsExactly("notice.deadline-not-over");
        backdate(notice.path("id").asString());
        assertThat(own.post(path + "/objections", Map.of("text", "还有一条")).problems())
                .containsExactly("notice.too-late");
        assertThat(season.clerk().post(path + "/close", null).problems()).containsExactly("notice.open-objections");
        String answer = "/objections/" + objection.path("id").asString() + "/answer";
        assertThat(own.post(answer, Map.of("answer", "x", "outcome", "UPHELD")).problems())
                .containsExactly("access.role");
        season.clerk().create(answer, Map.of("answer", "已复测，面积无误", "outcome", "REJECTED"));
        assertThat(season.clerk().post(answer, Map.of("answer", "x", "outcome", "UPHELD")).problems())
                .containsExactly("objection.answered");
        String second = season.clerk().fetch(path).path("objections").path(1).path("id").asString();
        season.clerk().create("/objections/" + second + "/answer", Map.of("answer", "同上", "outcome", "REJECTED"));
        assertThat(season.clerk().create(path + "/close", null).path("closedAt").asString()).isNotBlank();
        assertThat(season.clerk().post(path + "/close", null).problems()).containsExactly("notice.closed");
    }

    /** A week goes by: only the owner of the tables could do this. */
    private void backdate(String noticeId) throws Exception {
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                PreparedStatement statement = connection.prepareStatement("""
                        update public_notice set published_at = published_at - interval '30 days',
                            objections_to = objections_to - interval '30 days' where id = ?::uuid""")) {
            statement.setString(1, noticeId);
            statement.executeUpdate();
        }
    }

    @Test
    void onlySettledContractsOfTheVillageAreShownAndOnlyToIt() {
        Season season = settled();
        Season other = settled();
        String village = season.village().code();
        assertThat(season.clerk().post("/notices", Map.of()).problemsWithPaths())
                .containsExactly("required @ villageCode", "required @ season");
        assertThat(season.clerk().post("/notices", Map.of("villageCode", village, "season", 2025)).problems())
                .containsExactly("notice.nothing-settled");
        assertThat(season.clerk().post("/notices", Map.of("villageCode", village, "season", 2026, "contractIds",
                List.of(other.contractId()))).problems()).containsExactly("notice.contract-not-settled");
        assertThat(season.clerk().post("/notices", Map.of("villageCode", other.village().code(), "season", 2026))
                .status()).isEqualTo(404);
        String path = "/notices/"
                + season.clerk().create("/notices", Map.of("villageCode", village, "season", 2026)).path("id")
                        .asString();
        assertThat(household(season, 0).fetch("/notices").path("items")).hasSize(1);
        assertThat(household(other, 0).fetch("/notices").path("items")).isEmpty();
        assertThat(household(other, 0).get(path).status()).isEqualTo(404);
        assertThat(household(other, 0).post(path + "/objections", Map.of("text", "x")).status()).isEqualTo(404);
        assertThat(other.clerk().get(path).status()).isEqualTo(404);
        assertThat(other.clerk().post(path + "/close", null).status()).isEqualTo(404);
        assertThat(season.provider().get(path).problems()).containsExactly("access.role");
    }
}
