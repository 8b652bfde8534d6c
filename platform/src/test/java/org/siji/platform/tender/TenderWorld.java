package org.siji.platform.tender;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.springframework.stereotype.Component;

/** Bundles whose window is still to come, and providers with machines, for the tests of tenders. */
@Component
class TenderWorld {

    private final SampleVillages villages;
    private final TestUsers users;

    TenderWorld(SampleVillages villages, TestUsers users) {
        this.villages = villages;
        this.users = users;
    }

    static LocalDate from() {
        return LocalDate.now(Matching.FARM_ZONE).plusDays(20);
    }

    static LocalDate to() {
        return from().plusDays(10);
    }

    /** A closed harvest of all of the village's fields, eleven days from {@link #from()} on; its id. */
    String bundle(SampleVillage village) {
        return bundle(village, from(), to());
    }

    /** The same right behind it. */
    String laterBundle(SampleVillage village) {
        return bundle(village, to().plusDays(1), to().plusDays(11));
    }

    private String bundle(SampleVillage village, LocalDate from, LocalDate to) {
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        int season = from.getYear();
        clerk.create("/needs/bulk", Map.of("items", village.farms().stream().map(farm -> {
            Map<String, Object> need = new HashMap<>(SampleVillages.harvest(farm));
            need.put("windowFrom", from.toString());
            need.put("windowTo", to.toString());
            need.put("season", season);
            return need;
        }).toList()));
        String id = clerk.create("/bundles/propose",
                Map.of("villageCode", village.code(), "operation", "HARVEST", "season", season)).path("bundles").path(0)
                .path("id").asString();
        clerk.create("/bundles/" + id + "/close", null);
        return id;
    }

    /** 120 yuan a mu alone, and what is given from 50 mu on. */
    String provider(SampleVillage village, long bundleFenPerMu) {
        String id = villages.provider(village);
        ApiClient.Answer answer = users.office(Role.COUNTY, village.county()).put("/providers/" + id + "/prices",
                Map.of("validFrom", "2026-02-01", "prices",
                        List.of(Map.of("operation", "HARVEST", "minAreaMu", 0, "fenPerMu", 12_000),
                                Map.of("operation", "HARVEST", "minAreaMu", 50, "fenPerMu", bundleFenPerMu))),
                2);
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return id;
    }

    String machine(String providerId, double muPerHour) {
        return users.provider(UUID.fromString(providerId)).create("/machines", Map.of("name",
                "机" + UUID.randomUUID(), "kind", "收割机", "widthMeters", 2.5, "rates",
                List.of(Map.of("operation", "HARVEST", "muPerHour", muPerHour)), "depotLon", 110.0, "depotLat", 27.7,
                "roadKmh", 15)).path("id").asString();
    }

    ApiClient client(String providerId) {
        return users.provider(UUID.fromString(providerId));
    }
}
