package org.siji.platform.supervision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.HarvestSeason.Season;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A problem seen in the field, from the phone to the answer or the dispute. */
@SijiIntegrationTest
class ReportsTest {

    @Autowired
    HarvestSeason harvest;
    @Autowired
    TestUsers users;
    @Autowired
    WorkingDays days;
    @Autowired
    JdbcClient jdbc;

    private Season season;

    @BeforeEach
    void season() {
        season = harvest.begin();
    }

    private ApiClient household(int farm) {
        Farm one = season.village().farms().get(farm);
        return users.household(one.householdId(), season.village().code());
    }

    private Map<String, Object> onOrder(String words) {
        return new HashMap<>(Map.of("kind", "BAD_WORK", "words", words, "workOrderId", season.orders().getFirst()));
    }

    @Test
    void theReporterSeesTheClerksAnswer() {
        ApiClient household = household(0);
        Map<String, Object> said = onOrder("东头田角没收");
        said.putAll(Map.of("lon", 110.001, "lat", 27.801));
        JsonNode report = household.create("/reports", said).path("report");
        assertThat(report.path("villageCode").asString()).isEqualTo(season.village().code());
        assertThat(report.path("dueOn").asString()).isEqualTo(days.plusWorkingDays(days.today(), 3).toString());
        String path = "/reports/" + report.path("id").asString();
        JsonNode waiting = season.clerk().fetch("/board?season=2026");
        assertThat(waiting.toString()).contains("report.waiting.open").doesNotContain("report.waiting.late");
        assertThat(season.clerk().fetch(path).path("mayAnswer").asBoolean()).isTrue();
        assertThat(season.clerk().post(path + "/answer", Map.of("text", " ")).problemsWithPaths())
                .containsExactly("required @ text");
        season.clerk().create(path + "/answer", Map.of("text", "机手明天上午回来补收"));
        JsonNode seen = household.fetch(path);
        assertThat(seen.path("report").path("answer").asString()).isEqualTo("机手明天上午回来补收");
        assertThat(seen.path("report").path("status").asString()).isEqualTo("ANSWERED");
        assertThat(seen.path("workingDaysLeft").isNull()).isTrue();
        assertThat(season.clerk().post(path + "/answer", Map.of("text", "再答")).problems())
                .containsExactly("report.over");
        assertThat(season.clerk().fetch("/board?season=2026").toString()).doesNotContain("report.waiting.open");
    }

    @Test
    void aReportSentTwiceIsKeptOnce() {
        Map<String, Object> said = onOrder("没来");
        said.put("id", UUID.randomUUID());
        ApiClient household = household(0);
        household.create("/reports", said);
        household.create("/reports", said);
        assertThat(household.fetch("/reports").path("items").size()).isEqualTo(1);
        assertThat(household(1).post("/reports", said).problems()).containsExactly("report.id-taken");
    }

    @Test
    void whoIsLateIsShownToTheTownship() {
        String id = household(0).create("/reports", onOrder("没来")).path("report").path("id").asString();
        assertThat(season.clerk().fetch("/reports/" + id).path("workingDaysLeft").asInt()).isEqualTo(3);
        // The same, said long ago.
        jdbc.sql("""
                insert into trouble_report (id, village_code, season, kind, words, subject_name, reporter_id, reporter_role,
                    reported_by, reported_at, due_on)
                select gen_random_uuid(), village_code, season, kind, words, subject_name, reporter_id, reporter_role,
                    reported_by, reported_at, due_on - 60 from trouble_report where id = :id""")
                .param("id", UUID.fromString(id)).update();
        JsonNode board = season.county().fetch("/board?season=2026");
        assertThat(board.findValues("waiting").toString()).contains("report.waiting.late", "TOWNSHIP");
        assertThat(season.clerk().fetch("/reports").path("items").valueStream()
                .map(one -> one.path("workingDaysLeft").asInt())).anyMatch(left -> left < 0);
    }

    @Test
    void whatIsWrongWithAReportIsSaidAtOnce() {
        Map<String, Object> said = new HashMap<>(Map.of("kind", "OTHER", "lon", 200));
        assertThat(household(0).post("/reports", said).problemsWithPaths()).containsExactlyInAnyOrder(
                "report.words @ words", "evidence.place @ lon");
        said = onOrder("两件事");
        said.put("contractId", season.contractId());
        assertThat(household(0).post("/reports", said).problems()).containsExactly("report.one-subject");
        assertThat(season.provider().post("/reports", Map.of("kind", "DAMAGE", "words", "机耕道断了")).problems())
                .containsExactly("report.provider-subject");
        assertThat(household(0).post("/reports", Map.of("words", "x")).problemsWithPaths())
                .containsExactly("required @ kind");
        assertThat(household(0).post("/reports", Map.of("kind", "OTHER", "words", "长".repeat(2001))).problems())
                .containsExactly("report.long");
    }

    @Test
    void everybodyReportsWhatLiesInHisSight() {
        assertThat(household(1).post("/reports", onOrder("别人的田")).status()).isEqualTo(404);
        Farm farm = season.village().farms().getFirst();
        ApiClient leader = users.office(Role.LEADER, season.village().code());
        assertThat(leader.post("/reports", Map.of("kind", "BAD_WORK", "fieldId", farm.fieldId())).status())
                .isEqualTo(404);
        JsonNode village = leader.create("/reports", Map.of("kind", "INPUTS", "words", "稻种发芽差"));
        assertThat(village.path("report").path("villageCode").asString()).isEqualTo(season.village().code());
        JsonNode field = household(0).create("/reports", Map.of("kind", "DAMAGE", "fieldId", farm.fieldId()));
        assertThat(field.path("report").path("subjectName").asString()).isEqualTo(farm.fieldName());
        assertThat(season.provider().create("/reports", onOrder("田里有石头")).path("mine").asBoolean()).isTrue();
        assertThat(household(2).create("/reports", Map.of("kind", "MONEY", "contractId", season.contractId()))
                .path("report").path("householdId").asString())
                .isEqualTo(season.village().farms().get(2).householdId().toString());
        // The village beside hears nothing, the township everything.
        assertThat(users.office(Role.VILLAGE, season.village().otherCode()).fetch("/reports").path("items").size())
                .isZero();
        ApiClient township = users.office(Role.TOWNSHIP, season.village().code().substring(0, 9));
        assertThat(township.fetch("/reports").path("items").size()).isEqualTo(4);
        assertThat(township.fetch("/reports?limit=3").path("next").isNull()).isFalse();
        // What the provider said about the first field is the household's to see; what the household said is not the provider's.
        assertThat(household(0).fetch("/reports").path("items").size()).isEqualTo(2);
        assertThat(season.provider().fetch("/reports").path("items").size()).isEqualTo(1);
        assertThat(township.post("/reports", Map.of("kind", "MONEY")).problemsWithPaths())
                .containsExactly("required @ villageCode");
        assertThat(township.post("/reports", Map.of("kind", "MONEY", "villageCode", "999999101201")).status())
                .isEqualTo(404);
    }

    @Test
    void aReportGoesOnAsADispute() {
        season.work(0, 1);
        String path = "/reports/"
                + household(0).create("/reports", onOrder("收得太高，掉粒多")).path("report").path("id").asString();
        season.clerk().create(path + "/answer", Map.of("text", "看过了，在正常范围"));
        JsonNode done = household(0).create(path + "/dispute", Map.of("against", "PROVIDER")).path("report");
        assertThat(done.path("status").asString()).isEqualTo("DISPUTED");
        JsonNode dispute = household(0).fetch("/disputes/" + done.path("disputeId").asString()).path("dispute");
        assertThat(dispute.path("claim").asString()).isEqualTo("收得太高，掉粒多");
        assertThat(household(0).post(path + "/dispute", Map.of("against", "PROVIDER")).problems())
                .containsExactly("report.over");
        String alone = household(0).create("/reports", Map.of("kind", "OTHER", "words", "水渠堵了")).path("report")
                .path("id").asString();
        assertThat(household(0).post("/reports/" + alone + "/dispute", Map.of("against", "PROVIDER")).problems())
                .containsExactly("report.no-contract");
    }

    @Test
    void aPhotoStandsBehindIt() {
        String id = household(0).create("/reports", onOrder("没收干净")).path("report").path("id").asString();
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        List<ApiClient.Part> parts = List.of(ApiClient.Part.file("file", "a.png", png),
                ApiClient.Part.field("subjectType", "reports"), ApiClient.Part.field("subjectId", id),
                ApiClient.Part.field("kind", "PHOTO"), ApiClient.Part.field("lon", "110.0"),
                ApiClient.Part.field("lat", "27.8"));
        assertThat(household(0).upload("/evidence", parts).status()).isEqualTo(201);
        assertThat(season.clerk().fetch("/evidence?subjectType=reports&subjectId=" + id).path("items").size())
                .isEqualTo(1);
        assertThat(household(1).upload("/evidence", parts).status()).isEqualTo(404);
        assertThat(season.provider().get("/evidence?subjectType=reports&subjectId=" + id).status()).isEqualTo(404);
    }

    @Test
    void whatWasSaidCantBeChanged() {
        String id = household(0).create("/reports", onOrder("没来")).path("report").path("id").asString();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                () -> jdbc.sql("update trouble_report set words = '好' where id = :id").param("id", UUID.fromString(id))
                        .update()))
                .hasRootCauseMessage("ERROR: permission denied for table trouble_report");
    }
}
