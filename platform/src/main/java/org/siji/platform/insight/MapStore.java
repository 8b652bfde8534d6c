package org.siji.platform.insight;

import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.api.Station;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.registry.Field;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The map's read model. */
@Component
class MapStore {

    private static final String VISIBLE = """
            (starts_with(f.village_code, :prefix) or f.field_id = any(:own) or (:provider::uuid is not null and exists (
                select from map_provider_field p where p.provider_id = :provider and p.field_id = f.field_id)))
            """;
    private static final int ROWS_PER_ROUND_TRIP = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    /** Begins anywhere, so that what a browser kept from before a restart is not taken for new. */
    private final AtomicLong generation = new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 48));

    MapStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Grows whenever a change of the map is committed: what was drawn before is old. */
    long generation() {
        return generation.get();
    }

    private void announceChange() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            generation.incrementAndGet();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                generation.incrementAndGet();
            }
        });
    }

    /** @param changed the fields that were made, changed or ended, as they are now; one that is gone is absent */
    void putFields(Set<UUID> ids, Collection<Field> changed) {
        jdbc.sql("delete from map_field where field_id = any(:ids)").param("ids", ids.toArray(UUID[]::new)).update();
        List<Object[]> rows = new ArrayList<>();
        for (Field field : changed) {
            if (field.validTo() == null) {
                Geometry mercator = Mercator.fromLonLat(field.lonLat());
                rows.add(new Object[]{field.id(), field.villageCode(), field.name(), field.area().squareMeters(),
                        Geometries.toWkb(mercator), Geometries.box(mercator)});
            }
        }
        batches.batchUpdate("""
                insert into map_field (field_id, village_code, name, area_square_meters, mercator, bbox)
                values (?, ?, ?, ?, ?, ?::box)""", rows, ROWS_PER_ROUND_TRIP, (statement, row) -> {
            for (int i = 0; i < row.length; i++) {
                statement.setObject(i + 1, row[i]);
            }
        });
        announceChange();
    }

    /** Something new is wanted on the fields: their path begins again. */
    void begin(int season, Collection<UUID> fieldIds) {
        jdbc.sql("""
                insert into map_station (season, field_id, station) select :season, unnest(:ids), :station
                on conflict (season, field_id) do update set station = excluded.station""").param("season", season)
                .param("ids", fieldIds.toArray(UUID[]::new)).param("station", Station.NEED.name()).update();
        announceChange();
    }

    /** The fields have come to a station; one that is further already stays there, since events of one moment come in any order. */
    void advance(int season, Collection<UUID> fieldIds, Station to) {
        String[] before = Arrays.stream(Station.values()).filter(one -> one.compareTo(to) < 0).map(Station::name)
                .toArray(String[]::new);
        jdbc.sql("""
                insert into map_station (season, field_id, station) select :season, unnest(:ids), :station
                on conflict (season, field_id) do update set station = excluded.station
                where map_station.station = any(:before)""").param("season", season)
                .param("ids", fieldIds.toArray(UUID[]::new)).param("station", to.name()).param("before", before)
                .update();
        announceChange();
    }

    /** A plan gave a machine to what was ordered on the fields, in whichever season. */
    void plan(Collection<UUID> fieldIds) {
        jdbc.sql("update map_station set station = 'DISPATCH' where station = 'WORK_ORDER' and field_id = any(:ids)")
                .param("ids", fieldIds.toArray(UUID[]::new)).update();
        announceChange();
    }

    /** What was accepted on the fields is settled; what was refused or cancelled there stays what it is. */
    void settle(int season, Collection<UUID> fieldIds) {
        jdbc.sql("""
                update map_station set station = 'SETTLEMENT'
                where season = :season and field_id = any(:ids) and station = 'ACCEPTANCE'""").param("season", season)
                .param("ids", fieldIds.toArray(UUID[]::new)).update();
        announceChange();
    }

    /** The fields fall back, if nothing was done on them yet. */
    void fallBack(int season, Collection<UUID> fieldIds, Station to) {
        jdbc.sql("""
                update map_station set station = :station where season = :season and field_id = any(:ids)
                    and station in ('NEED', 'BUNDLE', 'CONTRACT', 'WORK_ORDER', 'DISPATCH')""").param("season", season)
                .param("ids", fieldIds.toArray(UUID[]::new)).param("station", to.name()).update();
        announceChange();
    }

    /** A need was withdrawn; where it had led no further, the field is a parcel like any other again. */
    void withdraw(UUID fieldId) {
        jdbc.sql("delete from map_station where field_id = :id and station = 'NEED'").param("id", fieldId).update();
        announceChange();
    }

    void showTo(UUID providerId, Collection<UUID> fieldIds) {
        jdbc.sql("""
                insert into map_provider_field (provider_id, field_id) select :provider, unnest(:ids)
                on conflict do nothing""").param("provider", providerId).param("ids", fieldIds.toArray(UUID[]::new))
                .update();
        announceChange();
    }

    /** A field to be drawn. */
    record Shape(UUID id, String name, double squareMeters, Station station, byte[] mercatorWkb) {}

    List<Shape> listShapes(Envelope mercator, int season, MapScope scope) {
        return visible("""
                select f.field_id, f.name, f.area_square_meters, coalesce(s.station, 'PARCEL') as station, f.mercator
                from map_field f left join map_station s on s.season = :season and s.field_id = f.field_id
                where f.bbox && :box::box and """ + " " + VISIBLE, scope).param("season", season)
                .param("box", Geometries.box(mercator))
                .query((row, index) -> new Shape(row.getObject(1, UUID.class), row.getString(2), row.getDouble(3),
                        Station.valueOf(row.getString(4)), row.getBytes(5)))
                .list();
    }

    /** A village's fields taken together; the box in metres of the projection. */
    record VillageExtent(String code, long fields, double squareMeters, Envelope mercator) {}

    /** @param mercator null for everywhere */
    List<VillageExtent> listVillages(@Nullable Envelope mercator, MapScope scope) {
        return visible("""
                select f.village_code, count(*) as fields, sum(f.area_square_meters) as area,
                    min((f.bbox[1])[0]) as west, max((f.bbox[0])[0]) as east,
                    min((f.bbox[1])[1]) as south, max((f.bbox[0])[1]) as north
                from map_field f where (:box::box is null or f.bbox && :box::box) and """ + " " + VISIBLE
                + "group by f.village_code order by f.village_code", scope)
                .param("box", mercator == null ? null : Geometries.box(mercator), Types.VARCHAR)
                .query((row, index) -> new VillageExtent(row.getString("village_code"), row.getLong("fields"),
                        row.getDouble("area"), new Envelope(row.getDouble("west"), row.getDouble("east"),
                                row.getDouble("south"), row.getDouble("north"))))
                .list();
    }

    private JdbcClient.StatementSpec visible(String sql, MapScope scope) {
        Set<UUID> own = scope.fieldIds() == null ? Set.of() : scope.fieldIds();
        return jdbc.sql(sql).params(Map.of("prefix", scope.regionPrefix(), "own", own.toArray(UUID[]::new)))
                .param("provider", scope.providerId(), Types.OTHER);
    }
}
