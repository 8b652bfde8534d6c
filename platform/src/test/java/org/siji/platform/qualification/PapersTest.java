package org.siji.platform.qualification;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.siji.platform.qualification.PaperWorld.bring;
import static org.siji.platform.qualification.PaperWorld.licence;
import static org.siji.platform.qualification.PaperWorld.pass;

/** Papers brought, inspected, asked for, warned about; and the contract that a licence does not last for. */
@SijiIntegrationTest
class PapersTest {

    private final LocalDate today = LocalDate.now(Papers.FARM_ZONE);

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private static Map<String, Object> with(Map<String, Object> paper, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(paper);
        changed.put(name, value);
        return changed;
    }

    @Test
    void aPaperIsInspectedAndCorrectedAndNothingIsOverwritten() {
        SampleVillage village = villages.make();
        String provider = villages.provider(village);
        ApiClient mine = users.provider(UUID.fromString(provider));
        ApiClient township = users.office(Role.TOWNSHIP, village.code().substring(0, 9));
        Map<String, Object> licence = licence("430102198001011234", today.minusYears(1), today.plusYears(1));
        String id = mine.create("/providers/" + provider + "/papers", licence).path("id").asString();
        ApiClient.Answer same = mine.post("/providers/" + provider + "/papers", licence);
        assertThat(same.problems()).containsExactly("paper.same");
        assertThat(township.post("/papers/" + id + "/inspections", Map.of("passed", true, "reason", "看过")).problems())
                .as("what nobody can look up is not passed").containsExactly("paper.no-picture");
        assertThat(PaperWorld.scan(mine, id).status()).isEqualTo(201);
        JsonNode passed = township.create("/papers/" + id + "/inspections", Map.of("passed", true, "reason", "核对原件"));
        assertThat(passed.path("paper").path("state").asString()).isEqualTo("VALID");
        assertThat(passed.path("paper").path("numberMasked").asString()).isEqualTo("****1234");
        assertThat(passed.path("paper").path("holderNameMasked").asString()).isEqualTo("赵**");
        assertThat(passed.path("paper").path("inspection").path("officeName").asString()).isEqualTo("试验镇");
        ApiClient county = users.office(Role.COUNTY, village.county());
        JsonNode refused = county.create("/papers/" + id + "/inspections",
                Map.of("passed", false, "reason", "证已注销", "inspectedOn", today.toString()));
        assertThat(refused.path("paper").path("state").asString()).isEqualTo("REFUSED");
        assertThat(refused.path("inspections").valueStream().map(one -> one.path("reason").asString()))
                .as("the earlier inspection stays").containsExactly("核对原件", "证已注销");
        Map<String, Object> corrected = with(licence, "validTo", today.plusYears(2).toString());
        assertThat(mine.post("/providers/" + provider + "/papers", with(corrected, "replaces", id)).problemsWithPaths())
                .containsExactly("required @ reason");
        JsonNode second = mine.create("/providers/" + provider + "/papers",
                with(with(corrected, "replaces", id), "reason", "有效期写错"));
        assertThat(second.path("state").asString()).isEqualTo("TO_INSPECT");
        JsonNode detail = mine.fetch("/papers/" + second.path("id").asString());
        assertThat(detail.path("versions").valueStream().map(one -> one.path("state").asString()))
                .containsExactly("REPLACED", "TO_INSPECT");
        assertThat(mine.post("/providers/" + provider + "/papers",
                with(with(corrected, "replaces", id), "reason", "再改")).problems())
                .contains("constraint.provider_paper_replaced_once");
        assertThat(county.post("/papers/" + id + "/inspections", Map.of("passed", true, "reason", "x")).problems())
                .containsExactly("paper.replaced");
        assertThatThrownBy(() -> jdbc.sql("update provider_paper set issued_by = 'x'").update())
                .hasRootCauseMessage("ERROR: permission denied for table provider_paper");
        byte[] number = jdbc.sql("select number_enc from provider_paper where id = :id")
                .param("id", UUID.fromString(id))
                .query((row, i) -> row.getBytes(1)).single();
        assertThat(new String(number, StandardCharsets.ISO_8859_1)).doesNotContain("19800101");
    }

    @Test
    void everythingWrongWithAPaperIsSaidAtOnce() {
        String provider = villages.provider(villages.make());
        ApiClient mine = users.provider(UUID.fromString(provider));
        String path = "/providers/" + provider + "/papers";
        assertThat(mine.post(path, Map.of("kind", "DRIVER_LICENCE", "number", " ", "validFrom", "2026-05-02", "validTo",
                "2026-05-01", "machineId", UUID.randomUUID(), "issuedBy", "x".repeat(201))).problemsWithPaths())
                .containsExactly("required @ number", "paper.days-reversed @ validTo", "paper.long @ issuedBy",
                        "paper.no-machine @ machineId", "paper.other-machine @ machineId",
                        "paper.person-needed @ holderName");
        assertThat(mine.post(path, Map.of("kind", "FISHING", "number", "1", "issuedBy", "x", "validFrom", "2026-01-01"))
                .problems()).containsExactly("paper.kind");
        assertThat(mine.post(path, Map.of("kind", "MACHINE_INSPECTION", "number", "1", "issuedBy", "x", "validFrom",
                "2026-01-01", "replaces", UUID.randomUUID())).problemsWithPaths())
                .containsExactly("paper.machine-needed @ machineId", "required @ reason",
                        "paper.replaces-other @ replaces");
    }

    @Test
    void whatIsOnFileIsNotAskedForAgain() {
        SampleVillage village = villages.make();
        String provider = villages.provider(village);
        ApiClient mine = users.provider(UUID.fromString(provider));
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        ApiClient other = users.office(Role.VILLAGE, village.otherCode());
        ApiClient township = users.office(Role.TOWNSHIP, village.code().substring(0, 9));
        String path = "/providers/" + provider + "/paper-requests";
        Map<String, Object> request = Map.of("kind", "DRIVER_LICENCE", "reason", "秋收要签合同", "neededTo",
                today.plusDays(60).toString());
        assertThat(clerk.post(path, Map.of("kind", "NONE", "neededTo", "2020-01-01")).problemsWithPaths())
                .containsExactly("required @ reason", "paper.kind @ kind", "paper.needed-earlier @ neededTo");
        String asked = clerk.create(path, request).path("request").path("id").asString();
        assertThat(other.post(path, request).text()).contains("paper.asked-already", "青山村已在");
        assertThat(mine.fetch("/paper-requests?status=OPEN").path("items")).singleElement()
                .satisfies(one -> assertThat(one.path("officeName").asString()).isEqualTo("青山村"));
        String id = bring(mine, provider, licence("8001", today.minusDays(9), today.plusDays(90)));
        assertThat(mine.fetch("/paper-requests?status=BROUGHT").path("items").path(0).path("request").path("paperId")
                .asString()).isEqualTo(id);
        assertThat(other.post(path, request).problems()).containsExactly("paper.waits-for-inspection");
        pass(township, id);
        ApiClient.Answer again = other.post(path, request);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("detail").asString()).isEqualTo("拖拉机和联合收割机驾驶证已在册（试验县农机监理站发，有效期到 "
                + today.plusDays(90) + "），试验镇已于 " + today + " 查验合格，不必再要");
        assertThat(other.post("/paper-requests/" + asked + "/withdraw", null).status()).isEqualTo(404);
        String longer = other.create(path, Map.of("kind", "DRIVER_LICENCE", "reason", "要签到明年", "neededTo",
                today.plusDays(120).toString())).path("request").path("id").asString();
        other.create("/paper-requests/" + longer + "/withdraw", null);
        assertThat(other.post("/paper-requests/" + longer + "/withdraw", null).problems())
                .containsExactly("paper.request-over");
    }

    @Test
    void aLicenceThatEndsWithinTheContractKeepsItFromBeingDrafted() {
        SampleVillage village = villages.make(2);
        String provider = villages.provider(village);
        ApiClient mine = users.provider(UUID.fromString(provider));
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        ApiClient county = users.office(Role.COUNTY, village.county());
        String bundle = villages.closedBundle(village);
        Map<String, Object> draft = Map.of("bundleId", bundle, "providerId", provider, "mode", "FIXED_FEE");
        assertThat(county.fetch("/paper-requirements").path("items")).as("nothing is required at first").isEmpty();
        PaperWorld.require(county);
        ApiClient.Answer none = clerk.post("/contracts", draft);
        assertThat(none.status()).isEqualTo(409);
        assertThat(none.problems()).containsExactly("paper.lack.none");
        assertThat(none.json().path("code").asString()).isEqualTo("contract.papers");
        String first = bring(mine, provider, licence("8001", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 7, 15)));
        assertThat(clerk.post("/contracts", draft).problems()).containsExactly("paper.lack.uninspected");
        pass(county, first);
        ApiClient.Answer ends = clerk.post("/contracts", draft);
        assertThat(ends.status()).isEqualTo(409);
        assertThat(ends.json().path("detail").asString())
                .isEqualTo("拖拉机和联合收割机驾驶证有效期到 2026-07-15 为止，早于作业最后一天 2026-07-20：请先换证并查验");
        assertThat(clerk.fetch("/contracts").path("items")).isEmpty();
        String second = bring(mine, provider, licence("8002", LocalDate.of(2026, 7, 16), LocalDate.of(2026, 12, 31)));
        pass(county, second);
        String contract = clerk.create("/contracts", draft).path("id").asString();
        clerk.create("/contracts/" + contract + "/send", null);
        county.create("/papers/" + second + "/inspections", Map.of("passed", false, "reason", "是别人的证"));
        for (ApiClient side : List.of(clerk, mine)) {
            ApiClient.Answer sign = side.post("/contracts/" + contract + "/sign",
                    TestUsers.signature(side == mine ? "PROVIDER" : "COLLECTIVE"));
            assertThat(sign.problems()).as("found wanting since the draft").containsExactly("paper.lack.ends");
        }
        county.create("/papers/" + second + "/inspections", Map.of("passed", true, "reason", "查清了，是本人"));
        clerk.create("/contracts/" + contract + "/sign", TestUsers.signature("COLLECTIVE"));
        assertThat(
                mine.create("/contracts/" + contract + "/sign", TestUsers.signature("PROVIDER")).path("status")
                        .asString())
                .isEqualTo("SIGNED");
    }

    @Test
    void ofSeveralDecisionsTheLatestDayHoldsAndMachinesHaveTheirOwnPapers() {
        SampleVillage village = villages.make(2);
        String provider = villages.provider(village);
        ApiClient mine = users.provider(UUID.fromString(provider));
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        ApiClient county = users.office(Role.COUNTY, village.county());
        Map<String, Object> draft = Map.of("bundleId", villages.closedBundle(village), "providerId", provider, "mode",
                "FIXED_FEE");
        assertThat(county.post("/paper-requirements", Map.of("kind", "X", "source", " ")).problemsWithPaths())
                .containsExactly("required @ required", "required @ validFrom", "required @ source",
                        "paper.kind @ kind");
        Map<String, Object> rule = Map.of("kind", "MACHINE_INSPECTION", "required", true, "validFrom", "2026-07-01",
                "source", "试行");
        county.create("/paper-requirements", rule);
        assertThat(clerk.post("/contracts", draft).problems()).containsExactly("paper.lack.no-machine");
        String machine = mine.create("/machines", Map.of("name", "一号机", "kind", "收割机", "widthMeters", 2.4, "rates",
                List.of(Map.of("operation", "TILLAGE", "muPerHour", 8)), "depotLon", 110.0, "depotLat", 27.8, "roadKmh",
                15)).path("id").asString();
        String paper = bring(mine, provider, Map.of("kind", "MACHINE_INSPECTION", "number", "J-1", "issuedBy", "农机站",
                "validFrom", "2026-06-01", "validTo", "2027-05-31", "machineId", machine));
        pass(county, paper);
        assertThat(clerk.post("/contracts", draft).problems()).as("that machine can't harvest")
                .containsExactly("paper.lack.no-machine");
        county.create("/paper-requirements", with(with(rule, "validFrom", "2026-07-20"), "required", false));
        assertThat(clerk.post("/contracts", draft).status()).as("no longer required on the last day").isEqualTo(201);
        assertThat(county.fetch("/paper-requirements").path("items")).hasSize(2);
    }

    @Test
    void whatEndsSoonIsWarnedAboutUntilAnotherPaperFollows() {
        SampleVillage village = villages.make();
        String provider = villages.provider(village);
        ApiClient mine = users.provider(UUID.fromString(provider));
        ApiClient county = users.office(Role.COUNTY, village.county());
        String ending = bring(mine, provider, licence("8001", today.minusYears(5), today.plusDays(20)));
        assertThat(waiting(county)).contains("paper.waiting.inspect 1");
        pass(county, ending);
        assertThat(waiting(county)).contains("paper.waiting.ending 1").doesNotContain("paper.waiting.inspect 1");
        JsonNode own = mine.fetch("/papers?waiting=true").path("items");
        assertThat(own).singleElement().satisfies(one -> {
            assertThat(one.path("state").asString()).isEqualTo("ENDING");
            assertThat(one.path("daysLeft").asInt()).isEqualTo(20);
        });
        bring(mine, provider, licence("8002", today.plusDays(21), today.plusYears(6)));
        assertThat(waiting(county)).contains("paper.waiting.inspect 1").doesNotContain("paper.waiting.ending 1");
        assertThat(mine.fetch("/papers?waiting=true&state=ENDING").path("items")).isEmpty();
    }

    private static List<String> waiting(ApiClient office) {
        return office.fetch("/board").path("stations").valueStream()
                .flatMap(station -> station.path("waiting").valueStream())
                .map(item -> item.path("code").asString() + " " + item.path("count").asInt()).toList();
    }

    @Test
    void othersSeeNeitherPaperNorScan() {
        SampleVillage village = villages.make();
        String provider = villages.provider(village);
        ApiClient mine = users.provider(UUID.fromString(provider));
        String id = bring(mine, provider, licence("8001", today, null));
        String scan = mine.fetch("/evidence?subjectType=papers&subjectId=" + id).path("items").path(0).path("id")
                .asString();
        SampleVillage elsewhere = villages.make();
        ApiClient rival = users.provider(UUID.fromString(villages.provider(village)));
        ApiClient stranger = users.office(Role.COUNTY, elsewhere.county());
        for (ApiClient other : List.of(rival, stranger)) {
            assertThat(other.get("/providers/" + provider + "/papers").status()).isEqualTo(404);
            assertThat(other.get("/papers/" + id).status()).isEqualTo(404);
            assertThat(other.get("/evidence/" + scan + "/content").status()).isEqualTo(404);
            assertThat(other.fetch("/papers").path("items")).isEmpty();
        }
        ApiClient clerk = users.office(Role.VILLAGE, village.otherCode());
        assertThat(clerk.get("/evidence/" + scan + "/content").status()).isEqualTo(200);
        assertThat(clerk.post("/papers/" + id + "/inspections", Map.of("passed", true)).problems())
                .containsExactly("access.role");
        assertThat(stranger.put("/providers/" + provider + "/service-area", Map.of("regions", List.of()), 2).status())
                .isEqualTo(404);
        assertThat(mine.put("/providers/" + provider + "/service-area",
                Map.of("regions", List.of(elsewhere.county())), 2).status()).isEqualTo(200);
        assertThat(stranger.get("/papers/" + id).status()).as("it works there now").isEqualTo(200);
    }

    @Test
    void aServiceAreaIsOfRegisteredRegions() {
        SampleVillage village = villages.make(2);
        String provider = villages.provider(village);
        ApiClient mine = users.provider(UUID.fromString(provider));
        String path = "/providers/" + provider + "/service-area";
        String township = village.code().substring(0, 9);
        assertThat(mine.put(path, Map.of("regions", List.of("999999", township, township)), 2).problemsWithPaths())
                .containsExactly("area.unknown @ regions[0]", "area.twice @ regions[2]");
        JsonNode area = mine.put(path, Map.of("regions", List.of(village.code(), township)), 2).json();
        assertThat(area.path("regions")).as("the village lies within the township").singleElement()
                .satisfies(one -> assertThat(one.path("name").asString()).isEqualTo("试验镇"));
        assertThat(mine.put(path, Map.of("regions", List.of()), 2).status()).isEqualTo(412);
        assertThat(mine.put(path, Map.of("regions", List.of(village.otherCode())), 3).status()).isEqualTo(200);
        assertThat(jdbc.sql("select count(*) from provider_area where provider_id = :id and ended_by is not null")
                .param("id", UUID.fromString(provider)).query(Long.class).single()).as("what it said before stays")
                .isEqualTo(1);
        assertThat(users.office(Role.VILLAGE, village.code()).post("/contracts", Map.of("bundleId",
                villages.closedBundle(village), "providerId", provider, "mode", "FIXED_FEE")).problems())
                .as("it works in the other village only").containsExactly("contract.outside-area");
    }
}
