package org.siji.platform.tender;

import java.util.Map;

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

/** A choice hangs on the same wall as everything else, with what was published when it was made. */
@SijiIntegrationTest
class AwardNoticeTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    TenderWorld world;

    @Test
    void anAwardIsPublishedOnTheWall() {
        SampleVillage village = villages.make(1, 1);
        String provider = world.provider(village, 10_000);
        world.machine(provider, 8);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String award = clerk.create("/bundles/" + world.bundle(village) + "/award",
                Map.of("providerId", provider, "reason", "机手熟悉本村")).path("id").asString();
        JsonNode made = clerk.create("/notices", Map.of("kind", "AWARD", "subjectId", award));
        String text = users.anonymous().fetch("/public/notices/" + made.path("id").asString()).path("text").asString();
        assertThat(made.path("title").asString()).isEqualTo("收割服务主体选定结果");
        assertThat(text).contains("机手熟悉本村", "100.00").doesNotContain("paper.");
    }
}
