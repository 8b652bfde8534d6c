package org.siji.platform.insight;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.insight.PlanningFigures.Gain;
import org.siji.platform.insight.PlanningFigures.Ground;
import org.siji.platform.insight.PlanningFigures.OperationFigures;
import org.siji.platform.insight.PlanningFigures.WeekArea;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The figures kept by village and season, added up for a region: the same as {@link PlanningFigures} says, in milliseconds. */
@Repository
class PlanningStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    PlanningStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /**
     * How new a region's figures are.
     *
     * @param waiting  villages in which something happened since their figures were made
     * @param earliest when the first of that happened; null when nothing waits
     */
    record Freshness(int waiting, @Nullable OffsetDateTime earliest) {}

    Freshness freshness(int season, String prefix) {
        return jdbc.sql("""
                select count(distinct village_code) as waiting, min(marked_at) as earliest from planning_mark
                where starts_with(village_code, :prefix) and (season = :season or season is null)""")
                .param("prefix", prefix).param("season", season).query(Freshness.class).single();
    }

    List<WeekArea> weeks(int season, String prefix) {
        return jdbc.sql("""
                select operation, monday, sum(needed_square_meters) as needed_square_meters,
                       sum(contracted_square_meters) as contracted_square_meters, sum(done_centimu)::bigint as done_centimu,
                       sum(planned_centimu)::bigint as planned_centimu
                from planning_week where season = :season and starts_with(village_code, :prefix)
                group by operation, monday order by monday, operation""").param("season", season)
                .param("prefix", prefix).query(DataClassRowMapper.newInstance(WeekArea.class)).list();
    }

    List<OperationFigures> operations(int season, String prefix) {
        return jdbc.sql("""
                select operation, sum(needs)::bigint as needs, sum(needed_square_meters) as needed_square_meters,
                       sum(contracts)::bigint as contracts, sum(contracted_square_meters) as contracted_square_meters,
                       sum(done_centimu)::bigint as done_centimu,
                       (sum(covered_centimu) / nullif(sum(done_centimu), 0))::float8 as coverage,
                       sum(gross_fen)::bigint as gross_fen, sum(subsidy_fen)::bigint as subsidy_fen
                from planning_operation where season = :season and starts_with(village_code, :prefix)
                group by operation order by operation""").param("season", season).param("prefix", prefix)
                .query(DataClassRowMapper.newInstance(OperationFigures.class)).list();
    }

    Ground ground(int season, String prefix) {
        return jdbc.sql("""
                select coalesce(sum(farmed_square_meters), 0) as farmed, coalesce(sum(ploughable_square_meters), 0) as ploughable,
                       coalesce(sum(sown_square_meters), 0) as sown, coalesce(sum(recorded_square_meters), 0) as recorded,
                       coalesce(sum(ploughed_square_meters), 0) as ploughed, coalesce(sum(planted_square_meters), 0) as planted,
                       coalesce(sum(harvested_square_meters), 0) as harvested
                from planning_village where season = :season and starts_with(village_code, :prefix)""")
                .param("season", season).param("prefix", prefix).query(DataClassRowMapper.newInstance(Ground.class))
                .single();
    }

    Gain gain(int season, String prefix) {
        return jdbc.sql("""
                select coalesce(sum(collectives_fen), 0)::bigint as collectives_fen, coalesce(sum(gain_fen), 0)::bigint as gain_fen,
                       coalesce(sum(gaining), 0)::bigint as gaining, coalesce(sum(appeals), 0)::bigint as appeals,
                       coalesce(sum(disputes), 0)::bigint as disputes
                from planning_village where season = :season and starts_with(village_code, :prefix)""")
                .param("season", season).param("prefix", prefix).query(DataClassRowMapper.newInstance(Gain.class))
                .single();
    }

    /**
     * A part of a region: what is needed, contracted and done there in all operations, and the ground behind its mechanisation rates.
     *
     * @param ploughableBefore the same ground a season earlier, and so on
     */
    record PartRow(String code, double neededSquareMeters, double contractedSquareMeters, long doneCentimu,
            long grossFen,
            long subsidyFen, long collectivesFen, long gainFen, long gaining, long disputes, double ploughable,
            double sown, double ploughed, double planted, double harvested, double ploughableBefore, double sownBefore,
            double ploughedBefore, double plantedBefore, double harvestedBefore) {}

    /** @param digits of the parts' codes: 9 for townships, 12 for villages */
    List<PartRow> parts(int season, String prefix, int digits) {
        return jdbc.sql("""
                with o as (
                    select left(village_code, :digits) as code, sum(needed_square_meters) as needed,
                           sum(contracted_square_meters) as contracted, sum(done_centimu)::bigint as done,
                           sum(gross_fen)::bigint as gross, sum(subsidy_fen)::bigint as subsidy
                    from planning_operation where season = :season and starts_with(village_code, :prefix) group by 1),
                v as (
                    select left(village_code, :digits) as code, season, sum(ploughable_square_meters) as ploughable,
                           sum(sown_square_meters) as sown, sum(ploughed_square_meters) as ploughed,
                           sum(planted_square_meters) as planted, sum(harvested_square_meters) as harvested,
                           sum(collectives_fen)::bigint as collectives, sum(gain_fen)::bigint as gain,
                           sum(gaining)::bigint as gaining, sum(disputes)::bigint as disputes
                    from planning_village where season in (:season, :season - 1) and starts_with(village_code, :prefix)
                    group by 1, 2)
                select v.code, coalesce(o.needed, 0) as needed_square_meters, coalesce(o.contracted, 0) as contracted_square_meters,
                       coalesce(o.done, 0) as done_centimu, coalesce(o.gross, 0) as gross_fen,
                       coalesce(o.subsidy, 0) as subsidy_fen, v.collectives as collectives_fen, v.gain as gain_fen, v.gaining,
                       v.disputes, v.ploughable, v.sown, v.ploughed, v.planted, v.harvested,
                       coalesce(b.ploughable, 0) as ploughable_before, coalesce(b.sown, 0) as sown_before,
                       coalesce(b.ploughed, 0) as ploughed_before, coalesce(b.planted, 0) as planted_before,
                       coalesce(b.harvested, 0) as harvested_before
                from v left join o on o.code = v.code left join v b on b.code = v.code and b.season = :season - 1
                where v.season = :season order by v.code""").param("season", season).param("prefix", prefix)
                .param("digits", digits).query(DataClassRowMapper.newInstance(PartRow.class)).list();
    }

    /** Which share of what a county needs in an operation's week finds no machine, 0 to 1. */
    record Shortage(Operation operation, LocalDate monday, double share) {}

    /** What of a part's needs finds no machine, when the county's shortage is spread over all who need it then. */
    Map<String, Double> shortSquareMeters(int season, String prefix, int digits, List<Shortage> shortages) {
        Map<String, Double> parts = new HashMap<>();
        jdbc.sql("""
                select left(w.village_code, :digits) as code, sum(w.needed_square_meters * s.share) as short
                from unnest(:operations::text[], :mondays::date[], :shares::float8[]) as s (operation, monday, share)
                join planning_week w on w.operation = s.operation and w.monday = s.monday
                where w.season = :season and starts_with(w.village_code, :prefix) group by 1""")
                .param("digits", digits).param("season", season).param("prefix", prefix)
                .param("operations", shortages.stream().map(one -> one.operation().name()).toArray(String[]::new))
                .param("mondays", shortages.stream().map(one -> one.monday().toString()).toArray(String[]::new))
                .param("shares", shortages.stream().map(Shortage::share).toArray(Double[]::new))
                .query(row -> {
                    parts.put(row.getString("code"), row.getDouble("short"));
                });
        return parts;
    }

    /** A part of a number. */
    record Amount(String code, double amount) {}

    /**
     * A number by parts of the region, those without any left out.
     *
     * @param table and {@code column} hold it; never from a request
     */
    List<Amount> amounts(String table, String column, int season, String prefix, int digits,
            @Nullable Operation operation, @Nullable LocalDate monday) {
        return jdbc
                .sql("select left(village_code, :digits) as code, sum(%s)::float8 as amount from %s".formatted(column,
                        table) + " where season = :season and starts_with(village_code, :prefix)"
                        + (operation == null ? "" : " and operation = :operation")
                        + (monday == null ? "" : " and monday = :monday")
                        + " group by 1 having sum(%s) <> 0 order by 1".formatted(column))
                .param("digits", digits)
                .param("season", season).param("prefix", prefix)
                .param("operation", operation == null ? null : operation.name()).param("monday", monday)
                .query(Amount.class).list();
    }

    /**
     * What a county's machines in service can do.
     *
     * @param muPerHour mean of the machines that can do it
     */
    record Machines(Operation operation, int machines, double muPerHour) {}

    List<Machines> machines(String county) {
        return jdbc.sql("""
                select r.operation, count(*)::int as machines, avg(r.mu_per_hour) as mu_per_hour
                from machine_rate r join machine m on m.id = r.machine_id and m.in_service
                join provider p on p.id = m.provider_id and starts_with(p.region_code, :county) group by r.operation""")
                .param("county", county).query(DataClassRowMapper.newInstance(Machines.class)).list();
    }

    void put(int season, String village, OffsetDateTime at, int reckoning, Ground ground, Gain gain,
            List<OperationFigures> operations, List<WeekArea> weeks) {
        for (String table : List.of("planning_village", "planning_operation", "planning_week")) {
            jdbc.sql("delete from " + table + " where season = :season and village_code = :village")
                    .param("season", season).param("village", village).update();
        }
        template.update("insert into planning_village values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", season,
                village, at, reckoning, ground.farmed(), ground.ploughable(), ground.sown(), ground.recorded(),
                ground.ploughed(), ground.planted(), ground.harvested(), gain.collectivesFen(), gain.gainFen(),
                gain.gaining(), gain.appeals(), gain.disputes());
        template.batchUpdate("insert into planning_operation values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                operations.stream()
                        .map(one -> new Object[]{season, village, one.operation().name(), one.needs(),
                                one.neededSquareMeters(), one.contracts(), one.contractedSquareMeters(),
                                one.doneCentimu(),
                                one.coverage() == null ? 0.0 : one.coverage() * one.doneCentimu(), one.grossFen(),
                                one.subsidyFen()})
                        .toList());
        template.batchUpdate("insert into planning_week values (?, ?, ?, ?, ?, ?, ?, ?)",
                weeks.stream()
                        .map(one -> new Object[]{season, village, one.operation().name(), one.monday(),
                                one.neededSquareMeters(), one.contractedSquareMeters(), one.doneCentimu(),
                                one.plannedCentimu()})
                        .toList());
    }

    void mark(String village, @Nullable Integer season) {
        jdbc.sql("insert into planning_mark (village_code, season) values (:village, :season)")
                .param("village", village).param("season", season).update();
    }

    /** Where the fields lie, those that have ended included. */
    void markFields(Set<UUID> fieldIds, @Nullable Integer season) {
        jdbc.sql("""
                insert into planning_mark (village_code, season)
                select distinct village_code, :season::int from field_version where field_id = any(:ids)""")
                .param("season", season).param("ids", fieldIds.toArray(UUID[]::new)).update();
    }

    /** All villages of a region in all their seasons; without {@code all} only those whose figures are missing or of another reckoning. */
    int markRegion(String prefix, boolean all, int season, int reckoning) {
        return jdbc.sql("""
                insert into planning_mark (village_code)
                select code from region where level = 'VILLAGE' and starts_with(code, :prefix)
                    and (:all or not exists (select from planning_village v
                        where v.season = :season and v.village_code = code and v.reckoning = :reckoning))""")
                .param("prefix", prefix).param("all", all).param("season", season).param("reckoning", reckoning)
                .update();
    }

    /** Nothing happened there for long, as far as is known: made again all the same, in case something was missed. */
    void markOld(OffsetDateTime before, int season, int most) {
        jdbc.sql("""
                insert into planning_mark (village_code, season)
                select village_code, season from planning_village
                where season >= :season and figures_at < :before order by figures_at limit :most""")
                .param("season", season).param("before", before).param("most", most).update();
    }

    record Mark(long id, String villageCode, @Nullable Integer season) {}

    /** The one that waits longest. */
    Optional<Mark> findFirstMark() {
        return jdbc.sql("select id, village_code, season from planning_mark order by id limit 1").query(Mark.class)
                .optional();
    }

    /** Takes all marks of the village and season away: what is read afterwards in this transaction has what they stood for. */
    void takeMarks(Mark mark) {
        jdbc.sql("""
                delete from planning_mark where village_code = :village and season is not distinct from :season::int""")
                .param("village", mark.villageCode()).param("season", mark.season()).update();
    }

    /** The seasons that a village has records or figures of, the given one and the one before. */
    List<Integer> listSeasons(String village, int season) {
        return jdbc.sql("""
                select season from planning_village where village_code = :village
                union select season from need where village_code = :village
                union select season from crop_season where village_code = :village
                union select year from (values (:season), (:season - 1)) as years (year)""").param("village", village)
                .param("season", season).query(Integer.class).list();
    }
}
