package org.siji.platform.insight;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.api.Station;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.RegionRegister;
import org.siji.platform.registry.TestCounty;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.MvtReader;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.TagKeyValueMapConverter;
import io.github.sebasbaumh.mapbox.vectortile.adapt.jts.model.JtsLayer;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever changes, a tile that was kept shows the same as one that is drawn for the first time. */
@SijiIntegrationTest
class KeptTilesTest {

    private static final int STEPS = 60;
    private static final List<Station> STATIONS = List.of(Station.values());
    private static final int[] ZOOMS = {10, 12, 13, 14, 16};

    @Autowired
    TestUsers users;
    @Autowired
    MapStore store;
    @Autowired
    MapTiles tiles;
    @Autowired
    MapRefill refill;
    @Autowired
    RegionRegister regions;
    @Autowired
    FieldRegister fields;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    PlatformTransactionManager transactions;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void afterAnyChanges(long seed) {
        Random random = new Random(seed);
        TestCounty county = new TestCounty(users);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            // Half a tile of zoom 14 lies between one and the next, so that a change leaves some tiles as they are.
            ids.add(county.parcel(county.household("户" + i), i * 50, i % 2 * 30).fieldId());
        }
        UUID providerId = UUID.randomUUID();
        List<MapScope> scopes = List.of(new MapScope(county.village, null, null),
                new MapScope("-", Set.of(ids.get(0), ids.get(5)), null), new MapScope("-", null, providerId));
        for (int step = 0; step < STEPS; step++) {
            change(random, ids, providerId);
            for (int look = 0; look < 6; look++) {
                UUID looked = ids.get(random.nextInt(ids.size()));
                MapScope scope = scopes.get(random.nextInt(scopes.size()));
                same(looked, ZOOMS[random.nextInt(ZOOMS.length)], scope, "seed " + seed + ", step " + step);
            }
        }
    }

    private void change(Random random, List<UUID> ids, UUID providerId) {
        Set<UUID> some = Set.of(ids.get(random.nextInt(ids.size())));
        Station station = STATIONS.get(random.nextInt(STATIONS.size()));
        switch (random.nextInt(10)) {
            case 0 -> store.begin(2026, some);
            case 1 -> store.advance(2026, some, station);
            case 2 -> store.plan(some);
            case 3 -> store.settle(2026, some);
            case 4 -> store.fallBack(2026, some, Station.NEED);
            case 5 -> store.withdraw(some.iterator().next());
            case 7 -> store.publish(2026, some);
            case 8 -> store.review(2026, some.iterator().next(), random.nextBoolean());
            case 6 -> store.showTo(providerId, some);
            default -> store.putFields(some, random.nextBoolean() ? fields.mapFields(some).values() : List.of());
        }
    }

    private void same(UUID fieldId, int z, MapScope scope, String when) {
        Envelope box = Mercator.fromLonLat(fields.getField(fieldId).lonLat()).getEnvelopeInternal();
        int x = (int) Mercator.column(box.centre().x, z);
        int y = (int) Mercator.row(box.centre().y, z);
        MapTiles fresh = new MapTiles(store, regions);
        assertThat(content(tiles.tile(z, x, y, 2026, scope))).as("%s, tile %d/%d/%d, %s", when, z, x, y, scope)
                .isEqualTo(content(fresh.tile(z, x, y, 2026, scope)));
    }

    /** In an order of its own, since the database has none. */
    private static List<String> content(MapTiles.Tile tile) {
        try {
            List<String> features = new ArrayList<>();
            for (JtsLayer layer : MvtReader.loadMvt(new ByteArrayInputStream(tile.content()), Geometries.FACTORY,
                    new TagKeyValueMapConverter()).getLayers()) {
                for (Geometry feature : layer.getGeometries()) {
                    @SuppressWarnings("unchecked")
                    Map<String, Object> tags = (Map<String, Object>) feature.getUserData();
                    features.add(layer.getName() + " " + new TreeMap<>(tags) + " " + feature.norm());
                }
            }
            return features.stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWasDrawnWhileAChangeWasCommittedIsNotKept() {
        TestCounty county = new TestCounty(users);
        UUID field = county.parcel(county.household("甲"), 0, 0).fieldId();
        MapScope scope = new MapScope(county.village, null, null);
        same(field, 16, scope, "before");
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            store.begin(2026, Set.of(field));
            // Drawn in this very transaction, therefore already new; to be drawn again by the others after the commit.
            same(field, 14, scope, "within");
        });
        same(field, 14, scope, "after");
        same(field, 16, scope, "after");
    }

    @Test
    void aChangeThatIsRolledBackIsNotShown() {
        TestCounty county = new TestCounty(users);
        UUID field = county.parcel(county.household("甲"), 0, 0).fieldId();
        MapScope scope = new MapScope(county.village, null, null);
        same(field, 16, scope, "before");
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            store.begin(2026, Set.of(field));
            status.setRollbackOnly();
        });
        same(field, 16, scope, "after");
    }

    @Test
    void anEmptiedMapIsFilledAgainFromTheRegister() {
        TestCounty county = new TestCounty(users);
        UUID field = county.parcel(county.household("甲"), 0, 0).fieldId();
        jdbc.sql("delete from map_field").update();
        refill.run(new DefaultApplicationArguments());
        assertThat(jdbc.sql("select count(*) from map_field where field_id = :id").param("id", field).query(Long.class)
                .single()).isEqualTo(1);
        same(field, 16, new MapScope(county.village, null, null), "refilled");
    }
}
