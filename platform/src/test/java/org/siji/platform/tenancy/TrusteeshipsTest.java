package org.siji.platform.tenancy;

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

/** A household that cannot farm is never worse off than its guarantee. */
@SijiIntegrationTest
class TrusteeshipsTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private Map<String, Object> trusteeship(SampleVillage village) {
        return new HashMap<>(Map.of("householdId", village.farms().getFirst().householdId(), "trusteeKind", "VILLAGE",
                "trusteeId", village.code(), "scope", "ALL", "fieldIds",
                List.of(village.farms().getFirst().fieldId()), "validFrom", "2025-01-01", "validTo", "2027-01-01",
                "feeFenPerMu", 10_000, "guaranteeFenPerMu", 60_000));
    }

    private static Map<String, Object> booking(String direction, long fen, int season) {
        return Map.of("season", season, "direction", direction, "amountFen", fen, "purpose", "稻谷", "evidence", "发票 1");
    }

    private long account(String kind, Object owner) {
        return jdbc.sql("""
                select coalesce(sum(p.amount_fen), 0) from ledger_posting p join ledger_account a on a.id = p.account_id
                where a.kind = :kind and a.owner_id = :owner""").param("kind", kind).param("owner", owner.toString())
                .query(Long.class).single();
    }

    @Test
    void theLargerOfResultAndGuaranteeIsPaidOnce() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String path = "/trusteeships/" + clerk.create("/trusteeships", trusteeship(village)).path("id").asString();
        // 30.00 mu: guarantee 18,000 yuan, fee 3,000 yuan.
        clerk.create(path + "/bookings", booking("INCOME", 4_000_000, 2025));
        clerk.create(path + "/bookings", booking("COST", 2_500_000, 2025));
        JsonNode poor = clerk.fetch(path + "/result?season=2025");
        assertThat(poor.path("actualFen").asLong()).isEqualTo(1_200_000);
        assertThat(poor.path("guaranteeFen").asLong()).isEqualTo(1_800_000);
        assertThat(poor.path("payFen").asLong()).isEqualTo(1_800_000);
        assertThat(poor.path("differenceFen").asLong()).isEqualTo(600_000);
        clerk.create(path + "/bookings", booking("INCOME", 6_000_000, 2026));
        for (int i = 0; i < 2; i++) {
            assertThat(clerk.create(path + "/result", Map.of("season", 2025)).path("paid").asBoolean()).isTrue();
            JsonNode good = clerk.create(path + "/result", Map.of("season", 2026));
            assertThat(good.path("payFen").asLong()).isEqualTo(5_700_000);
            assertThat(good.path("differenceFen").asLong()).isZero();
        }
        assertThat(account("CULTIVATOR", village.farms().getFirst().cultivatorId())).isEqualTo(7_500_000);
        assertThat(account("VILLAGE", village.code())).isEqualTo(-7_500_000);
        JsonNode statement = clerk.fetch(
                "/households/" + village.farms().getFirst().householdId() + "/statement?season=2026");
        assertThat(statement.path("checkFen").asLong(-1)).isZero();
        assertThat(statement.path("others").path(0).path("kindName").asString()).isEqualTo("托管保底");
        assertThat(clerk.post(path + "/bookings", booking("COST", 1, 2025)).problems())
                .containsExactly("trusteeship.decided");
        assertThat(clerk.get(path + "/result?season=2027").problems()).containsExactly("trusteeship.season");
        assertThat(users.household(village.farms().get(1).householdId(), village.code())
                .get(path + "/result?season=2025").status()).isEqualTo(404);
        assertThat(users.household(village.farms().getFirst().householdId(), village.code()).fetch("/trusteeships")
                .path("items")).hasSize(1);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> request = trusteeship(village);
        request.put("scope", "ONE");
        request.put("validTo", "2024-01-01");
        request.put("guaranteeFenPerMu", -1);
        assertThat(clerk.post("/trusteeships", request).problems()).containsExactlyInAnyOrder("trusteeship.days",
                "trusteeship.operations", "trusteeship.amount");
        Map<String, Object> foreign = trusteeship(village);
        foreign.put("fieldIds", List.of(village.farms().get(1).fieldId()));
        assertThat(clerk.post("/trusteeships", foreign).problems()).containsExactly("trusteeship.field");
        Map<String, Object> nobody = trusteeship(village);
        nobody.put("trusteeKind", "PROVIDER");
        nobody.put("trusteeId", "nobody");
        assertThat(clerk.post("/trusteeships", nobody).problems()).containsExactly("trusteeship.trustee");
        clerk.create("/trusteeships", trusteeship(village));
        assertThat(clerk.post("/trusteeships", trusteeship(village)).problems())
                .containsExactly("trusteeship.field-twice");
    }

    @Test
    void oneOrSeveralOperationsAreHandedOverAndTheRestStaysWithTheHousehold() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> one = trusteeship(village);
        one.putAll(Map.of("scope", "ONE", "operations", List.of("HARVEST")));
        clerk.create("/trusteeships", one);
        Map<String, Object> several = trusteeship(village);
        several.putAll(Map.of("scope", "SEVERAL", "operations", List.of("TILLAGE", "TRANSPLANTING")));
        clerk.create("/trusteeships", several);
        assertThat(clerk.fetch("/trusteeships").path("items").valueStream().map(each -> each.path("trusteeship"))
                .map(each -> each.path("scope").asString() + each.path("operations")))
                .containsExactlyInAnyOrder("ONE[\"HARVEST\"]",
                        "SEVERAL[\"TILLAGE\",\"TRANSPLANTING\"]");
        several.put("operations", List.of("TRANSPLANTING", "DRYING"));
        assertThat(clerk.post("/trusteeships", several).problems()).as("transplanting is handed over already")
                .containsExactly("trusteeship.field-twice");
        assertThat(clerk.post("/trusteeships", trusteeship(village)).problems()).as("all would take these too")
                .containsExactly("trusteeship.field-twice");
        several.put("operations", List.of("DRYING", "PLANT_PROTECTION"));
        clerk.create("/trusteeships", several);
    }

    @Test
    void aPartOfAYearCountsByItsDaysAndAnEarlyEndLeavesWhatIsSettled() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        Map<String, Object> request = trusteeship(village);
        request.put("validFrom", "2025-04-01");
        String path = "/trusteeships/" + clerk.create("/trusteeships", request).path("id").asString();
        // 275 of 365 days of 18,000 and of 3,000 yuan.
        JsonNode part = clerk.fetch(path + "/result?season=2025");
        assertThat(part.path("days").asInt()).isEqualTo(275);
        assertThat(part.path("guaranteeFen").asLong()).isEqualTo(1_356_164);
        assertThat(part.path("feeFen").asLong()).isEqualTo(226_027);
        clerk.create(path + "/result", Map.of("season", 2025));
        assertThat(clerk.post(path + "/end", Map.of("on", "2025-12-01", "reason", "x")).problems())
                .containsExactly("trusteeship.end-settled");
        assertThat(clerk.post(path + "/end", Map.of("on", "2027-01-01", "reason", "x")).problems())
                .containsExactly("trusteeship.end-day");
        clerk.create(path + "/end", Map.of("on", "2026-07-01", "reason", "儿子回来种田"));
        assertThat(clerk.fetch(path + "/result?season=2026").path("guaranteeFen").asLong()).isEqualTo(892_603);
        assertThat(clerk.post(path + "/end", Map.of("on", "2026-06-01", "reason", "x")).problems())
                .containsExactly("trusteeship.ended");
        assertThat(clerk.post(path + "/renew", Map.of("validTo", "2028-01-01")).problems())
                .containsExactly("trusteeship.ended");
        // The fields are free again from that day on.
        Map<String, Object> next = trusteeship(village);
        next.put("validFrom", "2026-07-01");
        clerk.create("/trusteeships", next);
    }

    @Test
    void aRenewalBeginsWhereTheOldOneEndsAndHappensOnce() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String id = clerk.create("/trusteeships", trusteeship(village)).path("id").asString();
        assertThat(clerk.post("/trusteeships/" + id + "/renew", Map.of("validTo", "2027-01-01")).problems())
                .containsExactly("trusteeship.renew-day");
        JsonNode next = clerk.create("/trusteeships/" + id + "/renew",
                Map.of("validTo", "2029-01-01", "guaranteeFenPerMu", 65_000)).path("trusteeship");
        assertThat(next.path("renews").asString()).isEqualTo(id);
        assertThat(next.path("validFrom").asString()).isEqualTo("2027-01-01");
        assertThat(next.path("guaranteeFenPerMu").asLong()).isEqualTo(65_000);
        assertThat(next.path("areaCentimu").asLong()).isEqualTo(3_000);
        assertThat(clerk.fetch("/trusteeships/" + id).path("view").path("renewed").asBoolean()).isTrue();
        assertThat(clerk.post("/trusteeships/" + id + "/renew", Map.of("validTo", "2030-01-01")).status())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void aTrusteeSeesItsOwnAndNoOther() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String provider = villages.provider(village);
        Map<String, Object> request = trusteeship(village);
        request.put("trusteeKind", "PROVIDER");
        request.put("trusteeId", provider);
        String path = "/trusteeships/" + clerk.create("/trusteeships", request).path("id").asString();
        Map<String, Object> other = trusteeship(village);
        other.put("householdId", village.farms().get(1).householdId());
        other.put("fieldIds", List.of(village.farms().get(1).fieldId()));
        String foreign = "/trusteeships/" + clerk.create("/trusteeships", other).path("id").asString();
        ApiClient trustee = users.provider(UUID.fromString(provider));
        assertThat(trustee.fetch("/trusteeships").path("items")).hasSize(1);
        assertThat(trustee.fetch(path).path("fields")).hasSize(1);
        assertThat(trustee.fetch(path + "/result?season=2025").path("guaranteeFen").asLong()).isEqualTo(1_800_000);
        assertThat(trustee.get(foreign).status()).isEqualTo(404);
        assertThat(trustee.post(path + "/result", Map.of("season", 2025)).status()).isEqualTo(403);
    }

    @Test
    void anEntityIsTheTrusteeOfItsOwnVillageOnly() {
        SampleVillage village = villages.make(1, 1);
        ApiClient county = users.office(Role.COUNTY, village.county());
        Map<String, Object> request = trusteeship(village);
        request.put("trusteeKind", "ENTITY");
        for (String code : List.of(village.otherCode(), village.code())) {
            request.put("trusteeId", county.create("/entities", Map.of("villageCode", code, "name", "农机合作社 " + code,
                    "kind", "LAND_SHARE_COOPERATIVE", "foundedOn", "2024-01-01", "classes",
                    List.of(Map.of("code", "A", "name", "股", "guaranteedFenPerShare", 0)))).path("entity").path("id")
                    .asString());
            if (code.equals(village.code())) {
                assertThat(county.create("/trusteeships", request).path("trusteeName").asString())
                        .isEqualTo("农机合作社 " + code);
            } else {
                assertThat(county.post("/trusteeships", request).problems())
                        .containsExactly("trusteeship.trustee-village");
            }
        }
        request.put("trusteeId", "nobody");
        assertThat(county.post("/trusteeships", request).problems()).containsExactly("trusteeship.trustee");
    }

    @Test
    void everyYearsResultStandsBesideItsGuarantee() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String path = "/trusteeships/" + clerk.create("/trusteeships", trusteeship(village)).path("id").asString();
        clerk.create(path + "/bookings", booking("INCOME", 3_000_000, 2025));
        clerk.create(path + "/result", Map.of("season", 2025));
        JsonNode results = users.household(village.farms().getFirst().householdId(), village.code())
                .fetch(path + "/results");
        assertThat(results).hasSizeBetween(1, 2);
        JsonNode first = results.path(results.size() - 1);
        assertThat(first.path("season").asInt()).isEqualTo(2025);
        assertThat(first.path("paid").asBoolean()).isTrue();
        assertThat(first.path("payFen").asLong()).isEqualTo(2_700_000);
        assertThat(first.path("guaranteeFen").asLong()).isEqualTo(1_800_000);
        assertThat(users.household(village.farms().get(1).householdId(), village.code()).get(path + "/results")
                .status()).isEqualTo(404);
    }
}
