package org.siji.platform.insight;

import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.api.Station;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.registry.Field;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The map's read model. */
@Component
class MapStore {

    private static final String STATION = "coalesce(s.station, 'PARCEL'), coalesce(s.in_review, false)";
    private static final String FIELDS_WITHIN = """

            from map_field f left join map_station s on s.season = :season and s.field_id = f.field_id
            where f.bbox && :box::box and\s""";
    private static final int ROWS_PER_ROUND_TRIP = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final ApplicationEventPublisher events;

    MapStore(JdbcClient jdbc, JdbcTemplate batches, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.events = events;
    }

    /**
     * Part of the map looks different. Heard after the commit.
     *
     * @param mercator what holds all of the change, in metres of the projection
     * @param fromZoom the lowest zoom at which it can be seen
     */
    record MapChanged(Envelope mercator, int fromZoom) {}

    /** Fields have changed their station. */
    private void announceStations(Collection<UUID> fieldIds) {
        announce(extent(fieldIds), TileDrawing.FIELDS_FROM_ZOOM);
    }

    private void announce(Envelope changed, int fromZoom) {
        if (!changed.isNull()) {
            events.publishEvent(new MapChanged(changed, fromZoom));
        }
    }

    private Envelope extent(Collection<UUID> fieldIds) {
        return jdbc.sql("""
                select min((bbox[1])[0]), max((bbox[0])[0]), min((bbox[1])[1]), max((bbox[0])[1])
                from map_field where field_id = any(:ids)""").param("ids", fieldIds.toArray(UUID[]::new))
                .query((row, index) -> {
                    double west = row.getDouble(1);
                    return row.wasNull()
                            ? new Envelope()
                            : new Envelope(west, row.getDouble(2), row.getDouble(3), row.getDouble(4));
                }).single();
    }

    boolean isEmpty() {
        return !jdbc.sql("select exists (select from map_field)").query(Boolean.class).single();
    }

    /** @param changed the fields that were made, changed or ended, as they are now; one that is gone is absent */
    void putFields(Set<UUID> ids, Collection<Field> changed) {
        Envelope where = extent(ids);
        jdbc.sql("delete from map_field where field_id = any(:ids)").param("ids", ids.toArray(UUID[]::new)).update();
        List<Object[]> rows = new ArrayList<>();
        for (Field field : changed) {
            if (field.validTo() == null) {
                Geometry mercator = Mercator.fromLonLat(field.lonLat());
                where.expandToInclude(mercator.getEnvelopeInternal());
                rows.add(new Object[]{field.id(), field.villageCode(), field.name(), field.area().squareMeters(),
                        Outline.of(mercator), Geometries.box(mercator)});
            }
        }
        batches.batchUpdate("""
                insert into map_field (field_id, village_code, name, area_square_meters, outline, bbox)
                values (?, ?, ?, ?, ?, ?::box)""", rows, ROWS_PER_ROUND_TRIP, (statement, row) -> {
            for (int i = 0; i < row.length; i++) {
                statement.setObject(i + 1, row[i]);
            }
        });
        announce(where, 0);
    }

    /** Something new is wanted on the fields: their path begins again. */
    void begin(int season, Collection<UUID> fieldIds) {
        jdbc.sql("""
                insert into map_station (season, field_id, station) select :season, unnest(:ids), :station
                on conflict (season, field_id) do update set station = excluded.station, in_review = false""")
                .param("season", season)
                .param("ids", fieldIds.toArray(UUID[]::new)).param("station", Station.NEED.name()).update();
        announceStations(fieldIds);
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
        announceStations(fieldIds);
    }

    /** A plan gave a machine to what was ordered on the fields, in whichever season. */
    void plan(Collection<UUID> fieldIds) {
        jdbc.sql("update map_station set station = 'DISPATCH' where station = 'WORK_ORDER' and field_id = any(:ids)")
                .param("ids", fieldIds.toArray(UUID[]::new)).update();
        announceStations(fieldIds);
    }

    /** What was accepted on the fields is settled; what was refused or cancelled there stays what it is. */
    void settle(int season, Collection<UUID> fieldIds) {
        jdbc.sql("""
                update map_station set station = 'SETTLEMENT'
                where season = :season and field_id = any(:ids) and station = 'ACCEPTANCE'""").param("season", season)
                .param("ids", fieldIds.toArray(UUID[]::new)).update();
        announceStations(fieldIds);
    }

    /** What is settled on the fields is shown to the village. */
    void publish(int season, Collection<UUID> fieldIds) {
        jdbc.sql("""
                update map_station set station = 'SHARE'
                where season = :season and field_id = any(:ids) and station = 'SETTLEMENT'""").param("season", season)
                .param("ids", fieldIds.toArray(UUID[]::new)).update();
        announceStations(fieldIds);
    }

    /** @param waits whether people have to decide on the work on the field */
    void review(int season, UUID fieldId, boolean waits) {
        int changed = jdbc.sql("""
                update map_station set in_review = :waits
                where season = :season and field_id = :id and in_review <> :waits""").param("season", season)
                .param("id", fieldId).param("waits", waits).update();
        if (changed > 0) {
            announceStations(Set.of(fieldId));
        }
    }

    /** The fields fall back, if nothing was done on them yet. */
    void fallBack(int season, Collection<UUID> fieldIds, Station to) {
        jdbc.sql("""
                update map_station set station = :station where season = :season and field_id = any(:ids)
                    and station in ('NEED', 'BUNDLE', 'CONTRACT', 'WORK_ORDER', 'DISPATCH')""").param("season", season)
                .param("ids", fieldIds.toArray(UUID[]::new)).param("station", to.name()).update();
        announceStations(fieldIds);
    }

    /** A need was withdrawn; where it had led no further, the field is a parcel like any other again. */
    void withdraw(UUID fieldId) {
        jdbc.sql("delete from map_station where field_id = :id and station in ('NEED', 'BUNDLE')").param("id", fieldId)
                .update();
        announceStations(Set.of(fieldId));
    }

    void showTo(UUID providerId, Collection<UUID> fieldIds) {
        jdbc.sql("""
                insert into map_provider_field (provider_id, field_id) select :provider, unnest(:ids)
                on conflict do nothing""").param("provider", providerId).param("ids", fieldIds.toArray(UUID[]::new))
                .update();
        announce(extent(fieldIds), 0);
    }

    /** A field to be drawn. */
    record Shape(UUID id, String name, double squareMeters, Station station, boolean inReview, byte[] outline) {}

    List<Shape> listShapes(Envelope mercator, int season, MapScope scope) {
        return visible("select f.field_id, f.name, f.area_square_meters, " + STATION + ", f.outline" + FIELDS_WITHIN,
                scope, " order by f.field_id").param("season", season)
                .param("box", Geometries.box(mercator))
                .query((row, index) -> new Shape(row.getObject(1, UUID.class), row.getString(2), row.getDouble(3),
                        Station.valueOf(row.getString(4)), row.getBoolean(5), row.getBytes(6)))
                .list();
    }

    /** The fields at one station, in review or not, strung together. */
    record Colour(Station station, boolean inReview, byte[] outlines) {}

    List<Colour> listColours(Envelope mercator, int season, MapScope scope) {
        return visible("select " + STATION + ", string_agg(f.outline, ''::bytea)" + FIELDS_WITHIN, scope,
                " group by 1, 2 order by 1, 2").param("season", season)
                .param("box", Geometries.box(mercator))
                .query((row, index) -> new Colour(Station.valueOf(row.getString(1)), row.getBoolean(2),
                        row.getBytes(3)))
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
                from map_field f where (:box::box is null or f.bbox && :box::box) and\s""", scope,
                " group by f.village_code order by f.village_code")
                .param("box", mercator == null ? null : Geometries.box(mercator), Types.VARCHAR)
                .query((row, index) -> new VillageExtent(row.getString("village_code"), row.getLong("fields"),
                        row.getDouble("area"), new Envelope(row.getDouble("west"), row.getDouble("east"),
                                row.getDouble("south"), row.getDouble("north"))))
                .list();
    }

    /** The condition fits the scope: one for all scopes would be found by no index. */
    private JdbcClient.StatementSpec visible(String sql, MapScope scope, String rest) {
        if (scope.fieldIds() != null) {
            return jdbc.sql(sql + "f.field_id = any(:own)" + rest).param("own",
                    scope.fieldIds().toArray(UUID[]::new));
        }
        if (scope.providerId() != null) {
            return jdbc
                    .sql(sql + "f.field_id in (select field_id from map_provider_field where provider_id = :provider)"
                            + rest)
                    .param("provider", scope.providerId());
        }
        return jdbc.sql(sql + "starts_with(f.village_code, :prefix)" + rest).param("prefix", scope.regionPrefix());
    }
}
