package org.siji.platform.insight;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a village, a township or the county plans by, added up from the records themselves: whoever opens a number finds them behind it.
 */
@Component
class PlanningFigures {

    /** A machine's day in the season, by which its rate becomes hours that are there. */
    static final double HOURS_PER_DAY = 10;

    private final JdbcClient jdbc;

    PlanningFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An operation's week, from Monday: what the region needs, and what the whole county needs of the machines that it shares.
     *
     * @param squareMeters    of the region's needs; each need is spread evenly over the days of its window
     * @param neededHours     of the region, at the mean rate of the county's machines; null when no machine can do it
     * @param countyHours     needed by the whole county
     * @param availableHours  of all machines in service that can do it, seven days of {@link #HOURS_PER_DAY}; a machine that can do
     *                        two operations counts for both
     * @param shortHours      what the county lacks in that week; null when no machine can do it at all
     */
    record Week(Operation operation, LocalDate monday, double squareMeters, @Nullable Double neededHours,
            @Nullable Double countyHours, double availableHours, @Nullable Double shortHours) {}

    private record WeekRow(Operation operation, LocalDate monday, double squareMeters, double countySquareMeters,
            int machines, @Nullable Double muPerHour) {}

    List<Week> weeks(int season, String prefix) {
        return jdbc.sql("""
                with wanted as (
                    select operation, window_from, window_to, sum(area_square_meters) as county,
                           coalesce(sum(area_square_meters) filter (where starts_with(village_code, :prefix)), 0) as own
                    from need where season = :season and status <> 'CANCELLED' and starts_with(village_code, :county)
                    group by operation, window_from, window_to),
                weekly as (
                    select operation, date_trunc('week', day)::date as monday,
                           sum(own / (window_to - window_from + 1)) as own, sum(county / (window_to - window_from + 1)) as county
                    from wanted, generate_series(window_from, window_to, interval '1 day') day
                    group by operation, monday),
                machines as (
                    select r.operation, count(*) as machines, avg(r.mu_per_hour) as rate
                    from machine_rate r join machine m on m.id = r.machine_id and m.in_service
                    join provider p on p.id = m.provider_id and starts_with(p.region_code, :county) group by r.operation)
                select w.operation, w.monday, w.own as square_meters, w.county as county_square_meters,
                       coalesce(m.machines, 0) as machines, m.rate as mu_per_hour
                from weekly w left join machines m on m.operation = w.operation
                where w.own > 0 order by w.monday, w.operation""").param("season", season).param("prefix", prefix)
                .param("county", county(prefix)).query(DataClassRowMapper.newInstance(WeekRow.class)).list().stream()
                .map(PlanningFigures::week).toList();
    }

    private static Week week(WeekRow row) {
        double available = row.machines() * 7 * HOURS_PER_DAY;
        Double needed = hours(row.squareMeters(), row.muPerHour());
        Double county = hours(row.countySquareMeters(), row.muPerHour());
        return new Week(row.operation(), row.monday(), row.squareMeters(), needed, county, available,
                county == null ? null : Math.max(0, county - available));
    }

    private static @Nullable Double hours(double squareMeters, @Nullable Double muPerHour) {
        return muPerHour == null ? null : squareMeters * 15 / 10_000 / muPerHour;
    }

    private static String county(String prefix) {
        return prefix.substring(0, Math.min(6, prefix.length()));
    }

    /**
     * An operation's season in a region. What is under contract is the work ordered by signed contracts: of a contract that ended early
     * counts what its provider still did.
     *
     * @param doneCentimu what was accepted, each piece of work once
     * @param coverage    mean of the accepted work by area, null when there is none
     */
    record OperationFigures(Operation operation, long needs, double neededSquareMeters, long contracts,
            double contractedSquareMeters, long doneCentimu, @Nullable Double coverage, long grossFen,
            long subsidyFen) {}

    List<OperationFigures> operations(int season, String prefix) {
        return jdbc.sql("""
                with n as (select operation, count(*) as needs, sum(area_square_meters) as area from need
                        where season = :season and status <> 'CANCELLED' and starts_with(village_code, :prefix) group by operation),
                c as (select operation, count(distinct contract_id) as contracts, sum(area_square_meters) as area
                        from work_order where season = :season and status <> 'CANCELLED'
                            and starts_with(village_code, :prefix) group by operation),
                d as (select operation, sum(payable_centimu) as done,
                             (sum(coverage * payable_centimu) / sum(payable_centimu))::float8 as coverage
                        from operation_done where season = :season and superseded_at is null
                            and starts_with(village_code, :prefix) group by operation),
                b as (select b.operation, sum(b.gross_fen) as gross, coalesce(sum(s.paid), 0) as subsidy from bill_line b
                        left join lateral (select sum(paid_fen) as paid from subsidy_claim
                            where acceptance_id = b.acceptance_id) s on true
                        where b.season = :season and starts_with(b.village_code, :prefix)
                            and not exists (select from bill_line l where l.supersedes_acceptance_id = b.acceptance_id)
                        group by b.operation)
                select operation, coalesce(n.needs, 0) as needs, coalesce(n.area, 0) as needed_square_meters,
                       coalesce(c.contracts, 0) as contracts, coalesce(c.area, 0) as contracted_square_meters,
                       coalesce(d.done, 0) as done_centimu, d.coverage, coalesce(b.gross, 0) as gross_fen,
                       coalesce(b.subsidy, 0) as subsidy_fen
                from n full join c using (operation) full join d using (operation) full join b using (operation)
                order by operation""").param("season", season).param("prefix", prefix)
                .query(DataClassRowMapper.newInstance(OperationFigures.class)).list();
    }

    /**
     * How far the work is done by machine: 0.4 of ploughing + 0.3 of planting + 0.3 of harvest (NY/T 1408.1-2007). Each is the accepted
     * area, a field once, of the area that is farmed in the season: there is no sown area by crop in the records yet.
     */
    record Mechanisation(double farmedSquareMeters, double ploughing, double planting, double harvest, double rate) {}

    private record MachineWork(double farmed, double ploughed, double planted, double harvested) {}

    Mechanisation mechanisation(int season, String prefix) {
        MachineWork work = jdbc.sql("""
                with farmed as (
                    select v.field_id, v.area_square_meters as area from field_version v
                    where starts_with(v.village_code, :prefix) and v.recorded_until is null
                        and v.valid_from <= :day and (v.valid_to is null or v.valid_to > :day)
                        and exists (select from field_cultivator c where c.field_id = v.field_id
                            and c.recorded_until is null and c.valid_from <= :day and (c.valid_to is null or c.valid_to > :day))),
                done as (
                    select f.field_id, f.area,
                        case when d.operation in ('TILLAGE', 'SUBSOILING') then 'P'
                             when d.operation in ('TRANSPLANTING', 'SEEDING') then 'S' else 'H' end as kind,
                        least(f.area, sum(d.payable_centimu) * 100.0 / 15) as area_done
                    from operation_done d join farmed f on f.field_id = d.field_id
                    where d.season = :season and d.superseded_at is null
                        and d.operation in ('TILLAGE', 'SUBSOILING', 'TRANSPLANTING', 'SEEDING', 'HARVEST')
                    group by 1, 2, 3)
                select (select coalesce(sum(area), 0) from farmed) as farmed,
                       coalesce(sum(area_done) filter (where kind = 'P'), 0)::float8 as ploughed,
                       coalesce(sum(area_done) filter (where kind = 'S'), 0)::float8 as planted,
                       coalesce(sum(area_done) filter (where kind = 'H'), 0)::float8 as harvested from done""")
                .param("prefix", prefix).param("season", season).param("day", LocalDate.of(season, 7, 1))
                .query(MachineWork.class).single();
        double ploughing = rate(work.ploughed(), work.farmed());
        double planting = rate(work.planted(), work.farmed());
        double harvest = rate(work.harvested(), work.farmed());
        return new Mechanisation(work.farmed(), ploughing, planting, harvest,
                0.4 * ploughing + 0.3 * planting + 0.3 * harvest);
    }

    private static double rate(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /**
     * What the season brought.
     *
     * @param collectivesFen service fees of the collectives
     * @param gainFen        what bundling brought the cultivators beyond the price of a single plot
     * @param gaining        cultivators among whom it was shared
     */
    record Gain(long collectivesFen, long gainFen, long gaining, long appeals) {}

    Gain gain(int season, String prefix) {
        return jdbc.sql("""
                with latest as (
                    select contract_id, run, fee_fen, shared_fen from contract_settlement s
                    where season = :season and starts_with(village_code, :prefix)
                        and not exists (select from contract_settlement n where n.contract_id = s.contract_id and n.run > s.run))
                select (select coalesce(sum(fee_fen), 0) from latest) as collectives_fen,
                       (select coalesce(sum(shared_fen), 0) from latest) as gain_fen,
                       (select count(distinct g.cultivator_id) from gain_share g join latest using (contract_id, run)
                        where g.share_fen > 0) as gaining,
                       (select count(*) from appeal where season = :season and starts_with(village_code, :prefix)) as appeals
                """).param("season", season).param("prefix", prefix).query(Gain.class).single();
    }

    /** A part of the region: what is needed, contracted and done there, in all operations. */
    record Part(String code, double neededSquareMeters, double contractedSquareMeters, long doneCentimu) {}

    /** The townships of a county, the villages of a township. */
    List<Part> parts(int season, String prefix) {
        if (prefix.length() >= 12) {
            return List.of();
        }
        return jdbc.sql("""
                with n as (select left(village_code, :digits) as code, sum(area_square_meters) as area from need
                        where season = :season and status <> 'CANCELLED' and starts_with(village_code, :prefix) group by 1),
                c as (select left(village_code, :digits) as code, sum(area_square_meters) as area from work_order
                        where season = :season and status <> 'CANCELLED' and starts_with(village_code, :prefix) group by 1),
                d as (select left(village_code, :digits) as code, sum(payable_centimu) as done from operation_done
                        where season = :season and superseded_at is null and starts_with(village_code, :prefix) group by 1)
                select code, coalesce(n.area, 0) as needed_square_meters, coalesce(c.area, 0) as contracted_square_meters,
                       coalesce(d.done, 0) as done_centimu
                from n full join c using (code) full join d using (code) order by code""").param("season", season)
                .param("prefix", prefix).param("digits", prefix.length() < 9 ? 9 : 12)
                .query(DataClassRowMapper.newInstance(Part.class)).list();
    }
}
