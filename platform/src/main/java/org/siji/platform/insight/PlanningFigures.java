package org.siji.platform.insight;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a region's season is planned by, added up from the records themselves. Slow for a county: {@link PlanningUpkeep} lets it add up
 * one village at a time for {@link PlanningStore}, whose answers are the same.
 */
@Component
class PlanningFigures {

    private final JdbcClient jdbc;

    PlanningFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An operation's week, from Monday. Needs and orders are spread evenly over the days of their windows; work counts on the day on
     * which it was done, plans in the week for which they were agreed.
     */
    record WeekArea(Operation operation, LocalDate monday, double neededSquareMeters, double contractedSquareMeters,
            long doneCentimu, long plannedCentimu) {}

    /** Ordered by week and operation. */
    List<WeekArea> weeks(int season, String prefix) {
        return jdbc.sql("""
                with wanted as (
                    select operation, window_from, window_to, sum(area_square_meters) as needed, 0.0::float8 as contracted
                    from need where season = :season and status <> 'CANCELLED' and starts_with(village_code, :prefix)
                    group by operation, window_from, window_to
                    union all
                    select operation, window_from, window_to, 0.0::float8, sum(area_square_meters)
                    from work_order where season = :season and status <> 'CANCELLED' and starts_with(village_code, :prefix)
                    group by operation, window_from, window_to),
                weekly as (
                    select operation, date_trunc('week', day)::date as monday,
                           sum(needed / (window_to - window_from + 1)) as needed,
                           sum(contracted / (window_to - window_from + 1)) as contracted, 0 as done, 0 as planned
                    from wanted, generate_series(window_from, window_to, interval '1 day') day group by 1, 2
                    union all
                    select operation, date_trunc('week', day)::date, 0, 0, sum(payable_centimu), 0 from operation_done
                    where season = :season and superseded_at is null and starts_with(village_code, :prefix) group by 1, 2
                    union all
                    select w.operation, w.monday, 0, 0, 0, sum(w.centimu)
                    from production_plan p join production_plan_week w on w.plan_id = p.id and w.edition = p.agreed_edition
                    where p.season = :season and starts_with(p.village_code, :prefix) group by 1, 2)
                select operation, monday, sum(needed) as needed_square_meters, sum(contracted) as contracted_square_meters,
                       sum(done)::bigint as done_centimu, sum(planned)::bigint as planned_centimu
                from weekly group by operation, monday order by monday, operation""").param("season", season)
                .param("prefix", prefix).query(DataClassRowMapper.newInstance(WeekArea.class)).list();
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
     * Ground and machine work of a season, in square metres.
     *
     * @param farmed     fields that somebody is registered as farming on 1 July
     * @param ploughable those and fields with a crop of the season: what there is to plough, each once
     * @param sown       what there is to plant and to harvest: the field once for each crop recorded on it, once where none is recorded
     * @param recorded   part of {@code ploughable} whose crops are recorded
     * @param ploughed   accepted work, each field up to its area once
     * @param planted    accepted work, each field up to its sown area; {@code harvested} likewise
     */
    record Ground(double farmed, double ploughable, double sown, double recorded, double ploughed, double planted,
            double harvested) {}

    Ground ground(int season, String prefix) {
        return jdbc.sql("""
                with crops as (
                    select field_id, count(*) as crops from crop_season
                    where season = :season and starts_with(village_code, :prefix) group by field_id),
                land as (
                    select v.field_id, v.area_square_meters as area, f.field_id is not null as farmed,
                           coalesce(c.crops, 0) as crops, v.area_square_meters * greatest(coalesce(c.crops, 0), 1) as sown
                    from field_version v
                    left join field_cultivator f on f.field_id = v.field_id and f.recorded_until is null
                        and f.valid_from <= :day and (f.valid_to is null or f.valid_to > :day)
                    left join crops c on c.field_id = v.field_id
                    where starts_with(v.village_code, :prefix) and v.recorded_until is null
                        and v.valid_from <= :day and (v.valid_to is null or v.valid_to > :day)
                        and (f.field_id is not null or c.crops > 0)),
                done as (
                    select case when d.operation in ('TILLAGE', 'SUBSOILING') then 'P'
                                when d.operation in ('TRANSPLANTING', 'SEEDING') then 'S' else 'H' end as kind,
                           l.area, l.sown, sum(d.payable_centimu) * 100.0 / 15 as area_done
                    from operation_done d join land l on l.field_id = d.field_id
                    where d.season = :season and d.superseded_at is null and starts_with(d.village_code, :prefix)
                        and d.operation in ('TILLAGE', 'SUBSOILING', 'TRANSPLANTING', 'SEEDING', 'HARVEST')
                    group by 1, d.field_id, l.area, l.sown)
                select coalesce(sum(area) filter (where farmed), 0) as farmed, coalesce(sum(area), 0) as ploughable,
                       coalesce(sum(sown), 0) as sown, coalesce(sum(area) filter (where crops > 0), 0) as recorded,
                       (select coalesce(sum(least(area, area_done)), 0) from done where kind = 'P')::float8 as ploughed,
                       (select coalesce(sum(least(sown, area_done)), 0) from done where kind = 'S')::float8 as planted,
                       (select coalesce(sum(least(sown, area_done)), 0) from done where kind = 'H')::float8 as harvested
                from land""").param("prefix", prefix).param("season", season).param("day", LocalDate.of(season, 7, 1))
                .query(DataClassRowMapper.newInstance(Ground.class)).single();
    }

    /**
     * What the season brought, and what people quarrelled about.
     *
     * @param collectivesFen service fees of the collectives
     * @param gainFen        what bundling brought the cultivators beyond the price of a single plot
     * @param gaining        cultivators among whom it was shared; who farms in two villages counts in both
     */
    record Gain(long collectivesFen, long gainFen, long gaining, long appeals, long disputes) {}

    Gain gain(int season, String prefix) {
        return jdbc.sql("""
                with latest as (
                    select contract_id, run, village_code, fee_fen, shared_fen from contract_settlement s
                    where season = :season and starts_with(village_code, :prefix)
                        and not exists (select from contract_settlement n where n.contract_id = s.contract_id and n.run > s.run))
                select (select coalesce(sum(fee_fen), 0) from latest) as collectives_fen,
                       (select coalesce(sum(shared_fen), 0) from latest) as gain_fen,
                       (select count(distinct (l.village_code, g.cultivator_id)) from gain_share g
                           join latest l using (contract_id, run) where g.share_fen > 0) as gaining,
                       (select count(*) from appeal where season = :season and starts_with(village_code, :prefix)) as appeals,
                       (select count(*) from dispute where season = :season and starts_with(village_code, :prefix)) as disputes
                """).param("season", season).param("prefix", prefix)
                .query(DataClassRowMapper.newInstance(Gain.class)).single();
    }
}
