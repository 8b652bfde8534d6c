package org.siji.platform.season;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.siji.platform.api.Ids;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.registry.TestCounty;
import org.siji.platform.registry.TestCounty.Family;
import org.siji.platform.registry.TestCounty.Land;
import org.siji.platform.support.SijiIntegrationTest;
import org.siji.platform.verification.WorkAccepted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@SijiIntegrationTest
class ArchiveTest {

    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    SeasonArchive archive;

    private UUID decide(TestCounty county, Family family, Land land, UUID workOrder, String decision, long centimu,
            @Nullable UUID supersedes) {
        UUID id = Ids.next();
        jdbc.sql("""
                insert into acceptance (id, work_order_id, contract_id, field_id, cultivator_id, provider_id, village_code,
                    season, operation, decision, payable_centimu, field_square_meters, covered_square_meters, coverage,
                    worked_on, reason_code, reason_args, supersedes, announced)
                values (:id, :order, :any, :field, :cultivator, :any, :village, 2026, 'HARVEST', :decision, :payable, 436,
                    420, 0.9633, :day, 'acceptance.x', '{}', :supersedes::uuid, true)""").param("id", id)
                .param("order", workOrder).param("any", Ids.next()).param("field", land.fieldId())
                .param("cultivator", family.cultivatorId()).param("village", county.village)
                .param("decision", decision).param("payable", centimu).param("day", LocalDate.of(2026, 7, 12))
                .param("supersedes", supersedes, java.sql.Types.OTHER).update();
        archive.on(new WorkAccepted(id, workOrder, supersedes));
        return id;
    }

    @Test
    void acceptedWorkStandsInTheArchiveAndALaterDecisionTakesItsPlace() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("甲");
        Land land = county.parcel(family, 0, 0);
        UUID order = Ids.next();
        UUID first = decide(county, family, land, order, "ACCEPTED_IN_PART", 48, null);
        String path = "/fields/" + land.fieldId() + "/archive";
        JsonNode entry = county.clerk.fetch(path).path("items").path(0);
        assertThat(entry.path("operation").asString()).isEqualTo("HARVEST");
        assertThat(entry.path("day").asString()).isEqualTo("2026-07-12");
        assertThat(entry.path("payableCentimu").asLong()).isEqualTo(48);
        assertThat(entry.path("coverage").asDouble()).isEqualTo(0.9633);
        assertThat(entry.path("supersededAt").isNull()).isTrue();

        UUID second = decide(county, family, land, order, "ACCEPTED", 65, first);
        JsonNode items = county.as(family).fetch(path).path("items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(items.path(0).path("payableCentimu").asLong()).isEqualTo(65);
        assertThat(items.path(1).path("supersededAt").isNull()).isFalse();

        decide(county, family, land, order, "REFUSED", 0, second);
        items = county.clerk.fetch(path).path("items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(items.path(0).path("supersededAt").isNull()).isFalse();
    }

    @Test
    void theArchiveIsSeenByThoseWhoSeeTheField() {
        TestCounty county = new TestCounty(users);
        Family mine = county.household("甲");
        Family neighbour = county.household("乙");
        Land land = county.parcel(mine, 0, 0);
        String path = "/fields/" + land.fieldId() + "/archive";
        assertThat(county.as(mine).get(path).status()).isEqualTo(200);
        assertThat(county.as(neighbour).get(path).status()).isEqualTo(404);
        assertThat(users.office(org.siji.platform.identity.Role.VILLAGE, county.otherVillage).get(path).status())
                .isEqualTo(404);
        assertThat(users.provider(UUID.randomUUID()).get(path).problems()).containsExactly("access.role");
    }
}
