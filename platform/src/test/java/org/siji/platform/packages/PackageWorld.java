package org.siji.platform.packages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.springframework.stereotype.Component;

/** A provider that ploughs and harvests, and its package of both. */
@Component
class PackageWorld {

    private final TestUsers users;

    PackageWorld(TestUsers users) {
        this.users = users;
    }

    /** Its list: ploughing 150, harvest 120 yuan a mu alone. */
    String provider(SampleVillage village) {
        ApiClient county = users.office(Role.COUNTY, village.county());
        String id = county.create("/providers",
                Map.of("name", "五包合作社 " + UUID.randomUUID(), "contactName", "李四", "phone", "13812345678"))
                .path("id").asString();
        ApiClient.Answer answer = county.put("/providers/" + id + "/prices",
                Map.of("validFrom", "2026-01-01", "prices",
                        List.of(Map.of("operation", "TILLAGE", "minAreaMu", 0, "fenPerMu", 15000),
                                Map.of("operation", "HARVEST", "minAreaMu", 0, "fenPerMu", 12000))),
                1);
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        return id;
    }

    /** Ploughing in March and harvest in July for 250 yuan a mu, from 50 mu on 201; parts 5 to 4. */
    static Map<String, Object> offer(SampleVillage village) {
        return new HashMap<>(Map.of("name", "耕收两包", "season", 2026, "operations",
                List.of(Map.of("operation", "TILLAGE", "windowFrom", "2026-03-10", "windowTo", "2026-03-25", "weight",
                        5),
                        Map.of("operation", "HARVEST", "windowFrom", "2026-07-10", "windowTo", "2026-07-20", "weight",
                                4)),
                "prices",
                List.of(Map.of("minAreaMu", 0, "fenPerMu", 25000), Map.of("minAreaMu", 50, "fenPerMu", 20100)),
                "promise",
                Map.of("kind", "COVERAGE", "value", 95, "refundFenPerMu", 3000, "text", "每块田作业覆盖不少于 95%"),
                "villages", List.of(village.code())));
    }

    String published(SampleVillage village, ApiClient provider) {
        String id = provider.create("/packages", offer(village)).path("id").asString();
        provider.create("/packages/" + id + "/publish", null);
        return id;
    }
}
