package org.siji.platform.tenancy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Transfers, rents, trusteeships and idle land of a village's year, each as one notice that is published again when it grows. */
@SijiIntegrationTest
class TenancyNoticesTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    LandOfVillage land;

    private void lease(SampleVillage village, ApiClient clerk, int farm, String from) {
        clerk.create("/transfers", Map.of("parcelCode",
                land.parcel(village, village.farms().get(farm), 101 + farm, "30"), "fromHouseholdCode",
                village.code() + "01000" + (farm + 1), "toCultivatorId", village.farms().get(2).cultivatorId(), "kind",
                "LEASE", "validFrom", from, "validTo", "2030-01-01", "rent", Map.of("fenPerMu", 50_000)));
    }

    @Test
    void theYearsListsAreShownAndShownAgainWhenTheyGrow() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        lease(village, clerk, 0, "2027-01-01");
        clerk.create("/trusteeships", Map.of("householdId", village.farms().get(2).householdId(), "trusteeKind",
                "VILLAGE", "trusteeId", village.code(), "scope", "ALL", "fieldIds",
                List.of(village.farms().get(2).fieldId()), "validFrom", "2027-01-01", "validTo", "2028-01-01",
                "feeFenPerMu", 100, "guaranteeFenPerMu", 20_000));
        String waiting = "/notices/unpublished?season=2027";
        Map<String, String> subjects = clerk.fetch(waiting).path("items").valueStream().collect(Collectors
                .toMap(one -> one.path("kind").asString(), one -> one.path("subjectId").asString()));
        assertThat(subjects.keySet()).containsExactlyInAnyOrder("LAND_TRANSFER", "RENTS_DUE", "TRUSTEESHIP");
        subjects.forEach((kind, subject) -> {
            JsonNode made = clerk.create("/notices", Map.of("kind", kind, "subjectId", subject));
            String text = users.anonymous().fetch("/public/notices/" + made.path("id").asString()).path("text")
                    .asString();
            assertThat(text).doesNotContain("paper.", "王小").contains("王**");
        });
        JsonNode rents = clerk.fetch("/notices?kind=RENTS_DUE").path("items").path(0);
        JsonNode paper = clerk.fetch("/notices/" + rents.path("id").asString()).path("paper");
        assertThat(paper.path("facts").path(3).path("value").asString()).isEqualTo("15,000.00");
        assertThat(clerk.fetch(waiting).path("items")).isEmpty();
        assertThat(clerk.post("/notices", Map.of("kind", "RENTS_DUE", "subjectId", village.otherCode() + ":2027"))
                .status()).isEqualTo(404);
    }

    @Test
    void rentsAreOnAListForTheBankAfterTheirNoticeWhereTheCountyWantsItSo() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        lease(village, clerk, 0, "2025-01-01");
        clerk.post("/transfers/rents", Map.of("village", village.code(), "year", 2025));
        String lists = "/villages/" + village.code() + "/bank-lists";
        Map<String, Object> rents = Map.of("season", 2025, "source", "RENT");
        users.office(Role.COUNTY, village.county()).create("/notice-rules",
                Map.of("kind", "RENTS_DUE", "workingDays", 5, "blocks", true, "source", "县办法"));
        assertThat(clerk.post(lists, rents).problems()).containsExactly("notice.first");
        users.office(Role.COUNTY, village.county()).create("/notice-rules",
                Map.of("kind", "RENTS_DUE", "workingDays", 5, "blocks", false, "source", "县办法修订"));
        JsonNode list = clerk.create(lists, rents);
        assertThat(list.path("lines").asInt()).isEqualTo(1);
        assertThat(list.path("amountFen").asLong()).isEqualTo(1_500_000);
        assertThat(clerk.post(lists, rents).problems()).containsExactly("bank-list.nothing-due");
        assertThat(clerk.fetch(lists + "?season=2025").path("items")).hasSize(1);
    }
}
