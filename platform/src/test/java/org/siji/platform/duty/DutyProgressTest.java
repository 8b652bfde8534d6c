package org.siji.platform.duty;

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

/** Proposed areas, their history, and who is behind, over HTTP. */
@SijiIntegrationTest
class DutyProgressTest {

    @Autowired
    SampleVillages villages;
    @Autowired
    TestUsers users;
    @Autowired
    JdbcClient jdbc;

    private static void mark(ApiClient by, UUID household, String state, String at) {
        by.create("/duty-areas/households/" + household + "/progress",
                Map.of("state", state, "season", 2026, "at", at));
    }

    private static String area(ApiClient clerk, SampleVillage village, String name) {
        return clerk.create("/duty-areas", Map.of("villageCode", village.code(), "name", name)).path("id").asString();
    }

    private static void put(ApiClient clerk, String area, UUID household) {
        clerk.create("/duty-areas/" + area + "/households",
                Map.of("householdIds", List.of(household), "moveFromOthers", true));
    }

    @Test
    void anAreaIsProposedForEachGroupAndWhoeverHasOneIsLeftAlone() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        jdbc.sql("insert into region (code, level, name, parent_code) values (:code, 'GROUP', '上屋组', :village)")
                .param("code", village.code() + "01").param("village", village.code()).update();
        UUID placed = village.farms().getFirst().householdId();
        String own = area(clerk, village, "王家湾");
        put(clerk, own, placed);
        String unassigned = "/duty-unassigned/households?village=" + village.code();
        assertThat(clerk.fetch(unassigned).path("items")).hasSize(2);
        JsonNode preview = clerk.fetch("/duty-proposal?village=" + village.code()).path(0);
        assertThat(preview.path("name").asString()).isEqualTo("上屋组");
        assertThat(preview.path("households").asInt()).isEqualTo(2);
        assertThat(preview.path("placed").asInt()).isEqualTo(1);
        assertThat(clerk.fetch("/duty-areas?village=" + village.code())).hasSize(1);
        for (int i = 0; i < 2; i++) {
            JsonNode after = clerk.create("/duty-proposal", Map.of("villageCode", village.code())).path(0);
            assertThat(after.path("households").asInt()).isZero();
            assertThat(after.path("placed").asInt()).isEqualTo(3);
        }
        assertThat(clerk.fetch(unassigned).path("items")).isEmpty();
        assertThat(clerk.fetch("/duty-areas?village=" + village.code())).hasSize(2);
        assertThat(clerk.fetch("/duty-areas/" + own + "/households?season=2026").path("items").path(0).path("id")
                .asString()).isEqualTo(placed.toString());
        assertThat(users.office(Role.VILLAGE, village.otherCode())
                .post("/duty-proposal", Map.of("villageCode", village.code())).status()).isEqualTo(404);
    }

    @Test
    void aMoveIsRememberedForEver() {
        SampleVillage village = villages.make(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        UUID household = village.farms().getFirst().householdId();
        String one = area(clerk, village, "一组");
        String two = area(clerk, village, "二组");
        put(clerk, one, household);
        put(clerk, two, household);
        put(clerk, two, household);
        JsonNode moves = clerk.fetch("/duty-moves?village=" + village.code()).path("items");
        assertThat(moves).hasSize(2);
        assertThat(moves.path(0).path("fromArea").asString()).isEqualTo("一组");
        assertThat(moves.path(0).path("toArea").asString()).isEqualTo("二组");
        assertThat(moves.path(0).path("movedBy").asString()).isNotBlank();
        assertThat(moves.path(0).path("movedAt").asString()).isNotBlank();
        assertThat(moves.path(1).path("fromArea").isNull()).isTrue();
        JsonNode first = clerk.fetch("/duty-moves?limit=1&village=" + village.code());
        assertThat(clerk.fetch("/duty-moves?limit=1&village=" + village.code() + "&cursor="
                + first.path("next").asString()).path("items").path(0)).isEqualTo(moves.path(1));
        assertThatThrownBy(() -> jdbc.sql("update duty_move set moved_by = 'x'").update()).rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void whoIsBehindComesFirst() {
        SampleVillage village = villages.make(1, 1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        ApiClient county = users.office(Role.COUNTY, village.county());
        String quick = area(clerk, village, "快组");
        String slow = area(clerk, village, "慢组");
        UUID done = village.farms().getFirst().householdId();
        UUID absent = village.farms().get(1).householdId();
        put(clerk, quick, done);
        put(clerk, slow, absent);
        // The phone that was offline sends its older mark last.
        mark(clerk, done, "DATA_CONFIRMED", "2026-03-02T08:00:00+08:00");
        mark(clerk, done, "NOT_MET", "2026-03-01T08:00:00+08:00");
        mark(clerk, absent, "NOT_MET", "2026-03-02T08:00:00+08:00");
        JsonNode areas = clerk.fetch("/duty-progress?season=2026");
        assertThat(areas.path("items").path(0).path("name").asString()).isEqualTo("慢组");
        assertThat(areas.path("items").path(0).path("notMet").asInt()).isEqualTo(1);
        assertThat(areas.path("items").path(1).path("done").asInt()).isEqualTo(1);
        assertThat(areas.path("items").path(1).path("notMet").asInt()).isZero();
        assertThat(areas.path("total").path("households").asInt()).isEqualTo(3);
        assertThat(areas.path("total").path("unassigned").asInt()).isEqualTo(1);
        assertThat(areas.path("total").path("untouched").asInt()).isEqualTo(1);
        JsonNode townships = county.fetch("/duty-progress?season=2026");
        assertThat(townships.path("items").path(0).path("id").asString()).isEqualTo(village.county() + "101");
        assertThat(townships.path("total").path("households").asInt()).isEqualTo(4);
        JsonNode listed = county.fetch("/duty-progress?season=2026&per=VILLAGE&limit=1");
        assertThat(listed.path("items").path(0).path("id").asString()).isEqualTo(village.otherCode());
        assertThat(county.fetch("/duty-progress?season=2026&per=VILLAGE&limit=1&cursor="
                + listed.path("next").asString()).path("items").path(0).path("id").asString())
                .isEqualTo(village.code());
        assertThat(county.get("/duty-progress?cursor=x").problems()).containsExactly("page.cursor");
        // Another season begins at nothing.
        assertThat(clerk.fetch("/duty-progress?season=2027").path("total").path("done").asInt()).isZero();
        JsonNode map = clerk.fetch("/duty-progress/map?season=2026&village=" + village.code()).path("features");
        assertThat(map).hasSize(3);
        assertThat(map.path(0).path("properties").path("name").asString()).isEqualTo("慢组");
    }

    @Test
    void onlyALeaderOfTheVillageLeadsAndNobodyChangesWhatHeHasNotSeen() {
        SampleVillage village = villages.make(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String path = "/duty-areas/" + area(clerk, village, "一组");
        String stranger = leader(users.office(Role.VILLAGE, village.otherCode()), village.otherCode());
        Map<String, Object> wrong = Map.of("name", "一组", "leaderUserIds", List.of(stranger));
        assertThat(clerk.put(path, wrong, 1).problems()).containsExactly("duty.not-a-leader");
        List<String> team = List.of(leader(clerk, village.code()), leader(clerk, village.code()));
        assertThat(clerk.put(path, Map.of("name", "一组", "leaderUserIds", team), 1).status()).isEqualTo(200);
        assertThat(clerk.put(path, Map.of("name", "二组", "leaderUserIds", team), 1).status()).isEqualTo(412);
        JsonNode now = clerk.fetch(path);
        assertThat(now.path("leaderUserIds")).hasSize(2);
        assertThat(now.path("version").asInt()).isEqualTo(2);
        put(clerk, path.substring("/duty-areas/".length()), village.farms().getFirst().householdId());
        assertThat(clerk.fetch("/duty-progress?per=LEADER&season=2026").path("items")).hasSize(2);
    }

    private static String leader(ApiClient clerk, String village) {
        return clerk.create("/users", Map.of("username", "leader-" + UUID.randomUUID().toString().substring(0, 12),
                "password", "correct-horse-7", "displayName", "李组长", "role", "LEADER", "regionCode", village))
                .path("id").asString();
    }

    @Test
    void aParcelWithoutHolderOrWhoseHolderHasNoAreaIsListed() {
        SampleVillage village = villages.make(1);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        UUID household = village.farms().getFirst().householdId();
        UUID parcel = UUID.randomUUID();
        jdbc.sql("insert into parcel (id, code, village_code, group_code) values (:id, :code, :village, :group)")
                .param("id", parcel).param("code", village.code() + "0100001").param("village", village.code())
                .param("group", village.code() + "01").update();
        jdbc.sql("""
                insert into parcel_version (id, parcel_id, village_code, name, geometry, bbox, geodesic_square_meters,
                    valid_from, recorded_by)
                select :id, :parcel, village_code, name, geometry, bbox, area_square_meters, valid_from, 'test'
                from field_version where field_id = :field""").param("id", UUID.randomUUID()).param("parcel", parcel)
                .param("field", village.farms().getFirst().fieldId()).update();
        jdbc.sql("""
                insert into tenure (id, parcel_id, household_id, village_code, numerator, denominator, valid_from, recorded_by)
                values (:id, :parcel, :household, :village, 1, 1, '2020-01-01', 'test')""")
                .param("id", UUID.randomUUID()).param("parcel", parcel).param("household", household)
                .param("village", village.code()).update();
        String list = "/duty-unassigned/parcels?village=" + village.code();
        assertThat(clerk.fetch(list).path("items")).hasSize(1);
        put(clerk, area(clerk, village, "一组"), household);
        assertThat(clerk.fetch(list).path("items")).isEmpty();
    }
}
