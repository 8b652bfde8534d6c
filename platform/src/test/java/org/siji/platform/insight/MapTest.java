package org.siji.platform.insight;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.api.Station;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.registry.TestCounty;
import org.siji.platform.registry.TestCounty.Family;
import org.siji.platform.registry.TestCounty.Land;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@SijiIntegrationTest
class MapTest {

    @Autowired
    TestUsers users;
    @Autowired
    MapStore store;

    /** Address of the tile that holds the village's first field. */
    private static String address(TestCounty county, int z) {
        JsonNode village = county.officer.fetch("/map/villages").path("items").path(0);
        double x = (village.path("west").asDouble() + 1e-5 + 180) / 360;
        double latitude = Math.toRadians(village.path("south").asDouble() + 1e-5);
        double y = (1 - Math.log(Math.tan(latitude) + 1 / Math.cos(latitude)) / Math.PI) / 2;
        return "/tiles/fields/" + z + "/" + (int) (x * (1 << z)) + "/" + (int) (y * (1 << z)) + ".mvt";
    }

    private static List<Geometry> read(ApiClient user, String address, String layer) {
        ApiClient.Answer answer = user.get(address);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.mapbox-vector-tile");
        try {
            List<Geometry> features = new ArrayList<>();
            for (JtsLayer found : MvtReader.loadMvt(new ByteArrayInputStream(answer.body()),
                    org.siji.platform.geometry.Geometries.FACTORY, new TagKeyValueMapConverter()).getLayers()) {
                if (found.getName().equals(layer)) {
                    features.addAll(found.getGeometries());
                }
            }
            return features;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tags(Geometry feature) {
        return (Map<String, Object>) feature.getUserData();
    }

    @Test
    void aFieldIsDrawnWhereItLiesWithItsAreaAndStation() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("甲");
        Land land = county.parcel(family, 0, 0);
        List<Geometry> features = read(county.officer, address(county, 16), "fields");
        assertThat(features).hasSize(1);
        Map<String, Object> tags = tags(features.getFirst());
        assertThat(tags).containsEntry("id", land.fieldId().toString()).containsEntry("station", "PARCEL")
                .containsEntry("name", "大田");
        assertThat((Double) tags.get("area_mu")).isCloseTo(0.65, within(0.01));
        // 0.0002 degrees of longitude on a tile that is 360 / 2^16 degrees wide and has 4096 units.
        double units = 0.0002 / 360 * 65536 * 4096;
        assertThat(features.getFirst().getEnvelopeInternal().getWidth()).isCloseTo(units, within(1.0));
        for (Coordinate corner : features.getFirst().getCoordinates()) {
            assertThat(corner.x).isBetween(-64.0, 4160.0);
        }
    }

    @Test
    void aFieldThatEndsLeavesTheMapAndItsSuccessorIsDrawn() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("甲");
        Land land = county.parcel(family, 0, 0);
        String address = address(county, 16);
        read(county.officer, address, "fields");
        String made = county.clerk.create("/fields", Map.of("villageCode", county.village, "name", "半块", "geometry",
                county.square(0, 0), "parcelCodes", List.of(land.code()), "cultivatorId", family.cultivatorId(),
                "validFrom", "2026-03-01")).path("id").asString();
        assertThat(read(county.officer, address, "fields")).hasSize(1)
                .allSatisfy(feature -> assertThat(tags(feature)).containsEntry("id", made));
    }

    @Test
    void everybodySeesHisOwnFieldsOnly() {
        TestCounty county = new TestCounty(users);
        Family mine = county.household("甲");
        Family neighbour = county.household("乙");
        Land land = county.parcel(mine, 0, 0);
        Land other = county.parcel(neighbour, 1, 0);
        String address = address(county, 15);
        assertThat(read(county.clerk, address, "fields")).hasSize(2);
        assertThat(read(users.office(org.siji.platform.identity.Role.VILLAGE, county.otherVillage), address, "fields"))
                .isEmpty();
        assertThat(read(county.as(mine), address, "fields")).hasSize(1)
                .allSatisfy(feature -> assertThat(tags(feature)).containsEntry("id", land.fieldId().toString()));
        UUID providerId = UUID.randomUUID();
        ApiClient provider = users.provider(providerId);
        assertThat(read(provider, address, "fields")).isEmpty();
        store.showTo(providerId, Set.of(other.fieldId()));
        assertThat(read(provider, address, "fields")).hasSize(1)
                .allSatisfy(feature -> assertThat(tags(feature)).containsEntry("id", other.fieldId().toString()));
        assertThat(provider.fetch("/map/villages").path("items").path(0).path("fields").asInt()).isEqualTo(1);
        assertThat(users.anonymous().get(address).status()).isEqualTo(401);
    }

    @Test
    void aTileThatABrowserKeptIsSentAgainOnlyIfItLooksDifferent() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("甲");
        Land land = county.parcel(family, 0, 0);
        String address = address(county, 16);
        Map<String, String> kept = Map.of("If-None-Match",
                String.valueOf(county.clerk.get(address).header("ETag")));
        assertThat(county.clerk.send("GET", address, null, kept).status()).isEqualTo(304);
        assertThat(users.office(org.siji.platform.identity.Role.VILLAGE, county.otherVillage)
                .send("GET", address, null, kept).status()).isEqualTo(200);
        TestCounty elsewhere = new TestCounty(users);
        store.begin(2026, Set.of(elsewhere.parcel(elsewhere.household("乙"), 300, 0).fieldId()));
        assertThat(county.clerk.send("GET", address, null, kept).status()).isEqualTo(304);
        store.begin(2026, Set.of(land.fieldId()));
        assertThat(county.clerk.send("GET", address, null, kept).status()).isEqualTo(200);
    }

    @Test
    void fromFurtherAwayThereAreColoursAndThenVillages() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("甲");
        Land first = county.parcel(family, 0, 0);
        county.parcel(family, 1, 0);
        county.parcel(family, 2, 0);
        store.begin(2026, Set.of(first.fieldId()));
        List<Geometry> colours = read(county.officer, address(county, 13) + "?season=2026", "fields");
        assertThat(colours).extracting(feature -> tags(feature).get("station")).containsExactlyInAnyOrder("PARCEL",
                "NEED");
        assertThat(read(county.officer, address(county, 13) + "?season=2025", "fields")).hasSize(1);
        List<Geometry> villages = read(county.officer, address(county, 10), "villages");
        assertThat(villages).hasSize(1);
        assertThat(tags(villages.getFirst())).containsEntry("code", county.village).containsEntry("fields", 3L)
                .containsEntry("name", "东村");
    }

    @Test
    void aFieldOnlyMovesForwardUntilSomethingNewIsWanted() {
        TestCounty county = new TestCounty(users);
        Land land = county.parcel(county.household("甲"), 0, 0);
        String address = address(county, 16) + "?season=2026";
        Set<UUID> field = Set.of(land.fieldId());
        store.begin(2026, field);
        store.advance(2026, field, Station.WORK_ORDER);
        store.advance(2026, field, Station.CONTRACT);
        assertThat(tags(read(county.officer, address, "fields").getFirst())).containsEntry("station", "WORK_ORDER");
        store.fallBack(2026, field, Station.NEED);
        assertThat(tags(read(county.officer, address, "fields").getFirst())).containsEntry("station", "NEED");
        store.advance(2026, field, Station.ACCEPTANCE);
        store.fallBack(2026, field, Station.NEED);
        assertThat(tags(read(county.officer, address, "fields").getFirst())).containsEntry("station", "ACCEPTANCE");
        store.begin(2026, field);
        store.withdraw(land.fieldId());
        assertThat(tags(read(county.officer, address, "fields").getFirst())).containsEntry("station", "PARCEL");
    }

    @Test
    void anAddressBesideTheWorldIsRefused() {
        TestCounty county = new TestCounty(users);
        assertThat(county.clerk.get("/tiles/fields/3/8/0.mvt").problems()).containsExactly("tile.address");
        assertThat(county.clerk.get("/tiles/fields/40/0/0.mvt").problems()).containsExactly("tile.address");
        assertThat(county.clerk.get("/tiles/fields/x/0/0.mvt").status()).isEqualTo(400);
    }

    @Test
    void theBoardCountsTheParcelsOfTheAskersScope() {
        TestCounty county = new TestCounty(users);
        Family family = county.household("甲");
        county.parcel(family, 0, 0);
        county.parcels(List.of(county.parcelJson(county.nextParcelCode(), county.square(1, 0), null)));
        JsonNode station = county.clerk.fetch("/board?season=2026").path("stations").path(0);
        assertThat(station.path("station").asString()).isEqualTo("PARCEL");
        assertThat(station.path("count").asInt()).isEqualTo(2);
        assertThat(station.path("mu").asDouble()).isCloseTo(1.31, within(0.02));
        assertThat(station.path("waiting").path(0).path("code").asString()).isEqualTo("field.without-cultivator");
        assertThat(county.officer.fetch("/board?season=2026&region=" + county.otherVillage).path("stations").path(0)
                .path("count").asInt()).isZero();
        assertThat(county.officer.fetch("/board?season=2025").path("stations").path(0).path("count").asInt()).isZero();
        assertThat(county.clerk.get("/board?region=" + county.otherVillage).status()).isEqualTo(404);
        assertThat(county.as(family).get("/board").problems()).containsExactly("access.role");
        assertThat(users.anonymous().get("/settings").status()).isEqualTo(200);
    }
}
