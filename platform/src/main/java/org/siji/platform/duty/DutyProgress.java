package org.siji.platform.duty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each leader, village and township has come in a season: counted by one query, however many households. */
@Component
class DutyProgress {

    private final JdbcClient jdbc;

    DutyProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    enum Per {
        TOWNSHIP, VILLAGE, AREA, LEADER
    }

    /**
     * @param id        code of the region, or id of the area or of the leader's account
     * @param name      of area or leader; empty for regions, whose names every page knows
     * @param met       households where somebody was met at least once
     * @param untouched households without any mark
     * @param done      data confirmed, need entered, or refused: nothing is left to be asked
     */
    record Row(String id, String name, String villageCode, long households, long unassigned, long met,
            long dataConfirmed, long needEntered, long refused, long notMet, long untouched, long done) {

        double share() {
            return households == 0 ? 1 : (double) done / households;
        }
    }

    /** The counts of one household's state; an area's households stand in the same words. */
    record Standing(UUID householdId, boolean met, boolean dataConfirmed, boolean needEntered, String latest,
            boolean done) {}

    private static final String COUNTS = """
            select %s, h.village_code, count(*) as households, count(*) filter (where a.area_id is null) as unassigned,
              count(*) filter (where s.met) as met, count(*) filter (where s.data_confirmed) as data_confirmed,
              count(*) filter (where s.need_entered) as need_entered,
              count(*) filter (where s.latest = 'REFUSED') as refused, count(*) filter (where not s.met) as not_met,
              count(*) filter (where s.latest is null) as untouched, count(*) filter (where s.done) as done
            from household h left join duty_area_household a on a.household_id = h.id
              left join duty_standing s on s.season = :season and s.household_id = h.id
            where h.village_code >= :prefix and h.village_code < :prefix || ':' and exists (select from household_version v
                where v.household_id = h.id and v.recorded_until is null and v.valid_to is null)
            group by h.village_code""";

    /** @param rows whoever is behind comes first: by the share that is done, then by what is left */
    record Table(Row total, List<Row> rows) {}

    /** One look at the households, however the rows are summed up. */
    Table list(Per per, String prefix, int season) {
        boolean byArea = per == Per.AREA || per == Per.LEADER;
        List<Row> counted = jdbc
                .sql(byArea
                        ? COUNTS.formatted("coalesce(a.area_id::text, '') as id, '' as name") + ", a.area_id"
                        : COUNTS.formatted("h.village_code as id, '' as name"))
                .param("prefix", prefix).param("season", season).query(Row.class).list();
        List<Row> rows = new ArrayList<>(switch (per) {
            case TOWNSHIP -> sums(counted, row -> List.of(named(row, row.villageCode().substring(0, 9), "")));
            case VILLAGE -> counted;
            case AREA -> withNames(counted, prefix);
            case LEADER -> byLeader(counted, prefix);
        });
        rows.sort(Comparator.comparingDouble(Row::share)
                .thenComparing(Comparator.comparingLong((Row row) -> row.households() - row.done()).reversed())
                .thenComparing(Row::villageCode).thenComparing(Row::id));
        Row nothing = new Row(prefix, "", prefix, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return new Table(counted.stream().reduce(nothing, DutyProgress::sum), rows);
    }

    private static List<Row> sums(List<Row> rows, Function<Row, List<Row>> into) {
        Map<String, Row> sums = new LinkedHashMap<>();
        rows.stream().flatMap(row -> into.apply(row).stream())
                .forEach(row -> sums.merge(row.id(), row, DutyProgress::sum));
        return List.copyOf(sums.values());
    }

    private static Row named(Row row, String id, String name) {
        return sum(new Row(id, name, id.length() == 9 ? id : row.villageCode(), 0, 0, 0, 0, 0, 0, 0, 0, 0), row);
    }

    private static Row sum(Row a, Row b) {
        return new Row(a.id(), a.name(), a.villageCode(), a.households() + b.households(),
                a.unassigned() + b.unassigned(), a.met() + b.met(), a.dataConfirmed() + b.dataConfirmed(),
                a.needEntered() + b.needEntered(), a.refused() + b.refused(), a.notMet() + b.notMet(),
                a.untouched() + b.untouched(), a.done() + b.done());
    }

    /** Areas without households too. */
    private List<Row> withNames(List<Row> counted, String prefix) {
        Map<String, Row> found = new HashMap<>();
        counted.forEach(row -> found.put(row.id(), row));
        List<Row> rows = new ArrayList<>();
        jdbc.sql("select id::text, name, village_code from duty_area where starts_with(village_code, :prefix)")
                .param("prefix", prefix).query(row -> {
                    Row empty = new Row(row.getString(1), row.getString(2), row.getString(3), 0, 0, 0, 0, 0, 0, 0, 0,
                            0);
                    Row of = found.get(empty.id());
                    rows.add(of == null ? empty : sum(empty, of));
                });
        return rows;
    }

    /** A household counts for each leader of its area's team. */
    private List<Row> byLeader(List<Row> counted, String prefix) {
        record Leader(String id, String name) {}
        Map<String, List<Leader>> teams = new HashMap<>();
        jdbc.sql("""
                select l.area_id::text, u.id::text, u.display_name from duty_area_leader l join app_user u on u.id = l.user_id
                  join duty_area a on a.id = l.area_id where starts_with(a.village_code, :prefix)""")
                .param("prefix", prefix).query(row -> {
                    teams.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                            .add(new Leader(row.getString(2), row.getString(3)));
                });
        return sums(counted, row -> teams.getOrDefault(row.id(), List.of()).stream()
                .map(leader -> named(row, leader.id(), leader.name())).toList());
    }

    /** Of the area's households, or of those of the village that are in none. */
    List<UUID> listHouseholds(String villageCode, @Nullable UUID areaId, UUID after, int rows) {
        return jdbc.sql("""
                select h.id from household h left join duty_area_household a on a.household_id = h.id
                where h.village_code = :village and h.id > :after and a.area_id is not distinct from :area::uuid
                  and exists (select from household_version v
                      where v.household_id = h.id and v.recorded_until is null and v.valid_to is null)
                order by h.id limit :rows""").param("village", villageCode).param("area", areaId)
                .param("after", after).param("rows", rows).query(UUID.class).list();
    }

    Map<UUID, Standing> mapStandings(List<UUID> households, int season) {
        Map<UUID, Standing> found = new HashMap<>();
        jdbc.sql("""
                select household_id, met, data_confirmed, need_entered, latest, done from duty_standing
                where season = :season and household_id = any(:ids)""").param("season", season)
                .param("ids", households.toArray(UUID[]::new)).query(Standing.class).list()
                .forEach(standing -> found.put(standing.householdId(), standing));
        return found;
    }

    record OpenParcel(UUID id, String code, @Nullable String holderCode) {}

    /** The village's parcels that no holder's area covers: held by nobody, or by households without an area. */
    List<OpenParcel> listParcelsWithoutArea(String villageCode, UUID after, int rows) {
        return jdbc.sql("""
                select p.id, p.code, min(h.code) as holder_code from parcel p
                  left join tenure n on n.parcel_id = p.id and n.recorded_until is null and n.valid_to is null
                  left join household h on h.id = n.household_id
                  left join duty_area_household a on a.household_id = n.household_id
                where p.village_code = :village and p.id > :after
                  and exists (select from parcel_version v
                      where v.parcel_id = p.id and v.recorded_until is null and v.valid_to is null)
                group by p.id having count(a.area_id) = 0 order by p.id limit :rows""").param("village", villageCode)
                .param("after", after).param("rows", rows).query(OpenParcel.class).list();
    }
}
