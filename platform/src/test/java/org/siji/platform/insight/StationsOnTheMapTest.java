package org.siji.platform.insight;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason;
import org.siji.platform.support.SampleVillages;
import org.siji.platform.support.SampleVillages.Farm;
import org.siji.platform.support.SampleVillages.SampleVillage;
import org.siji.platform.support.SijiIntegrationTest;
import org.siji.platform.telemetry.TrackAssigned;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The fields' colours follow the path while it is walked over HTTP. */
@SijiIntegrationTest
class StationsOnTheMapTest {

    @Autowired
    TestUsers users;
    @Autowired
    SampleVillages villages;
    @Autowired
    HarvestSeason harvest;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ApplicationEventPublisher events;

    private List<String> stations(SampleVillage village) {
        return jdbc.sql("select distinct station from map_station where season = 2026 and field_id = any(:ids)")
                .param("ids", village.farms().stream().map(Farm::fieldId).toArray(UUID[]::new))
                .query((row, index) -> row.getString(1)).list();
    }

    @Test
    void fromTheNeedToTheWorkOrder() {
        SampleVillage village = villages.make(2, 2);
        ApiClient clerk = users.office(Role.VILLAGE, village.code());
        String need = clerk.create("/needs", SampleVillages.harvest(village.farms().getFirst())).path("id").asString();
        assertThat(stations(village)).containsExactly("NEED");
        clerk.create("/needs/" + need + "/cancel", Map.of("reason", "下雨"));
        assertThat(stations(village)).isEmpty();

        String bundle = villages.closedBundle(village);
        assertThat(stations(village)).containsExactly("BUNDLE");
        String provider = villages.provider(village);
        String contract = villages.signedContract(village, bundle, provider);
        assertThat(stations(village)).containsExactly("WORK_ORDER");
        assertThat(jdbc.sql("select count(*) from map_provider_field where provider_id = :id::uuid")
                .param("id", provider).query((row, index) -> row.getInt(1)).single()).isEqualTo(3);

        clerk.create("/contracts/" + contract + "/terminate", Map.of("reason", "机器坏了"));
        assertThat(stations(village)).containsExactly("BUNDLE");
    }

    @Test
    void fromTheTrackToTheSettlementAndIntoTheArchive() {
        HarvestSeason.Season season = harvest.begin();
        season.work(0, 1);
        assertThat(stations(season.village())).containsExactlyInAnyOrder("ACCEPTANCE", "WORK_ORDER");
        JsonNode track = station(season.clerk(), "TRACK");
        assertThat(track.path("count").asInt()).isEqualTo(1);
        assertThat(track.path("mu").asDouble()).isCloseTo(30, within(0.01));
        season.work(1, 1);
        season.work(2, 1);
        season.clerk().create("/contracts/" + season.contractId() + "/settlement", null);
        assertThat(stations(season.village())).containsExactly("SETTLEMENT");
        season.clerk().create("/notices", Map.of("villageCode", season.village().code(), "season", 2026));
        assertThat(stations(season.village())).containsExactly("SHARE");
        assertThat(season.clerk().fetch("/fields/" + season.village().farms().getFirst().fieldId() + "/archive")
                .path("items").path(0).path("payableCentimu").asLong()).isEqualTo(3000);
        assertThat(season.clerk().fetch("/board?season=2026").path("stations")).hasSizeGreaterThan(8);
    }

    @Test
    void workThatIsRefusedStaysMeasuredAndWorkInReviewWaits() {
        HarvestSeason.Season season = harvest.begin();
        season.work(0, 0.4);
        assertThat(season.status(0)).isEqualTo("REFUSED");
        assertThat(stations(season.village())).containsExactlyInAnyOrder("MEASURED_WORK", "WORK_ORDER");
        season.work(1, 1);
        assertThat(inReview(season)).isZero();
        season.clerk().create("/work-orders/" + season.orders().get(1) + "/send-to-review", Map.of("reason", "看一看"));
        assertThat(inReview(season)).isEqualTo(1);
        season.clerk().create("/work-orders/" + season.orders().get(1) + "/review",
                Map.of("decision", "ACCEPTED", "reason", "没问题"));
        assertThat(inReview(season)).isZero();
        assertThat(stations(season.village())).containsExactlyInAnyOrder("MEASURED_WORK", "WORK_ORDER", "ACCEPTANCE");
    }

    private long inReview(HarvestSeason.Season season) {
        return jdbc.sql("select count(*) from map_station where in_review and field_id = any(:ids)")
                .param("ids", season.village().farms().stream().map(Farm::fieldId).toArray(UUID[]::new))
                .query(Long.class).single();
    }

    /** A log for which nothing is measured yet; a moment that no request ends in, since measuring follows at once. */
    @Test
    void aFieldHasItsTrackBeforeItIsMeasured() {
        HarvestSeason.Season season = harvest.begin();
        Farm farm = season.village().farms().getFirst();
        events.publishEvent(new TrackAssigned(UUID.randomUUID(), UUID.fromString(season.orders().getFirst()),
                farm.fieldId(), 2026));
        assertThat(stations(season.village())).containsExactlyInAnyOrder("TRACK", "WORK_ORDER");
    }

    private static JsonNode station(ApiClient user, String name) {
        return user.fetch("/board?season=2026").path("stations").valueStream()
                .filter(one -> one.path("station").asString().equals(name)).findFirst().orElseThrow();
    }
}
