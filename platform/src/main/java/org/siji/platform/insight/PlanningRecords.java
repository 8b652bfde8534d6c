package org.siji.platform.insight;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.insight.PlanningStore.Amount;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opens a number: of a county its townships, of a township its villages, of a village the records, each with the part that it adds.
 * The parts always add up to the number.
 */
@Component
class PlanningRecords {

    /** Which part of a window's days lies in the week; all of it when no week is asked for. */
    private static final String SHARE_OF_WEEK = """
            case when :monday::date is null then 1.0 else
                greatest(0, least(window_to, :sunday::date) - greatest(window_from, :monday::date) + 1)::float8
                    / (window_to - window_from + 1) end""";

    private static final String BILLS = """
            select b.acceptance_id as id, w.number as label, b.operation, null::date as first, null::date as last,
                   b.gross_fen as amount, coalesce('/ledger/' || b.transaction_id, '/work-orders/' || w.id) as link
            from bill_line b join work_order w on w.id = b.work_order_id
            where b.season = :season and b.village_code = :village
                and not exists (select from bill_line l where l.supersedes_acceptance_id = b.acceptance_id)""";

    private final JdbcClient jdbc;
    private final PlanningStore store;
    private final Planning planning;

    PlanningRecords(JdbcClient jdbc, PlanningStore store, Planning planning) {
        this.jdbc = jdbc;
        this.store = store;
        this.planning = planning;
    }

    record Asked(PlanningFigure figure, int season, String prefix, @Nullable Operation operation,
            @Nullable LocalDate week) {}

    /**
     * @param label the record's name or number: of a field, an order, a contract, a household's code
     * @param first day of the window or of the work; null where days don't matter
     * @param link  the page that shows the record
     */
    record Item(UUID id, String label, @Nullable Operation operation, @Nullable LocalDate first,
            @Nullable LocalDate last, double amount, String link) {}

    /**
     * @param total the number itself, in {@code unit}
     * @param parts of a county or township
     * @param items of a village
     */
    record Answer(PlanningFigure figure, PlanningFigure.Unit unit, int season, String region,
            @Nullable Operation operation, @Nullable LocalDate week, OffsetDateTime asOf, double total,
            List<Amount> parts, List<Item> items, @Nullable String next) {}

    Answer answer(Asked asked, @Nullable String cursor, @Nullable Integer limit) {
        PlanningFigure figure = asked.figure();
        boolean village = Planning.isVillage(asked.prefix());
        List<Amount> parts = store.amounts(figure.table(), figure.column(), asked.season(), asked.prefix(),
                Planning.digitsBelow(asked.prefix()), asked.operation(), asked.week());
        double total = parts.stream().mapToDouble(Amount::amount).sum();
        Page<Item> page = village
                ? Page.of(items(asked, Page.after(cursor), Page.rowsToRead(limit)), limit, Item::id)
                : new Page<>(List.of(), null);
        return new Answer(figure, figure.unit(), asked.season(), asked.prefix(), asked.operation(), asked.week(),
                planning.asOf(asked.season(), asked.prefix()), total, village ? List.of() : parts, page.items(),
                page.next());
    }

    private List<Item> items(Asked asked, UUID after, int rows) {
        String operation = asked.operation() == null ? null : asked.operation().name();
        LocalDate week = asked.week();
        return jdbc.sql("select id, label, operation, first, last, amount::float8 as amount, link from ("
                + source(asked.figure()) + """
                ) r where r.id > :after and r.amount <> 0 and (:operation::text is null or r.operation = :operation)
                order by r.id limit :rows""").param("village", asked.prefix()).param("season", asked.season())
                .param("operation", operation).param("monday", week)
                .param("sunday", week == null ? null : week.plusDays(6))
                .param("day", LocalDate.of(asked.season(), 7, 1)).param("after", after).param("rows", rows)
                .query(DataClassRowMapper.newInstance(Item.class)).list();
    }

    private static String source(PlanningFigure figure) {
        return switch (figure) {
            case NEEDS -> needs("1");
            case NEEDED -> needs("area_square_meters * 15 / 10000 * " + SHARE_OF_WEEK);
            case CONTRACTS -> """
                    select c.id, c.number as label, w.operation, min(w.window_from) as first, max(w.window_to) as last,
                           1 as amount, '/contracts/' || c.id as link
                    from work_order w join contract c on c.id = w.contract_id
                    where w.season = :season and w.village_code = :village and w.status <> 'CANCELLED'
                    group by c.id, c.number, w.operation""";
            case CONTRACTED -> """
                    select id, number as label, operation, window_from as first, window_to as last,
                           area_square_meters * 15 / 10000 * %s as amount, '/work-orders/' || id as link
                    from work_order where season = :season and village_code = :village and status <> 'CANCELLED'"""
                    .formatted(SHARE_OF_WEEK);
            case DONE -> """
                    select d.id, w.number as label, d.operation, d.day as first, d.day as last,
                           d.payable_centimu / 100.0 as amount, '/work-orders/' || w.id as link
                    from operation_done d join work_order w on w.id = d.work_order_id
                    where d.season = :season and d.village_code = :village and d.superseded_at is null
                        and (:monday::date is null or d.day between :monday and :sunday)""";
            case GROSS -> BILLS;
            case SUBSIDY -> """
                    select c.id, w.number as label, b.operation, null::date as first, null::date as last, c.paid_fen as amount,
                           coalesce('/ledger/' || c.transaction_id, '/funds/' || c.fund_id) as link
                    from subsidy_claim c join bill_line b on b.acceptance_id = c.acceptance_id
                    join work_order w on w.id = b.work_order_id
                    where b.season = :season and b.village_code = :village
                        and not exists (select from bill_line l where l.supersedes_acceptance_id = b.acceptance_id)""";
            case COLLECTIVES -> settled("s.contract_id", "s.fee_fen", "");
            case GAIN -> settled("g.acceptance_id", "g.share_fen", "join gain_share g using (contract_id, run)");
            case GAINING ->
                """
                    select distinct g.cultivator_id as id, coalesce(h.code, '') as label, null as operation, null::date as first,
                           null::date as last, 1 as amount,
                           coalesce('/statement/' || h.id || '?season=' || :season, '/accounts') as link
                    from contract_settlement s join gain_share g using (contract_id, run)
                    join cultivator c on c.id = g.cultivator_id left join household h on h.id = c.household_id
                    where s.season = :season and s.village_code = :village and g.share_fen > 0
                        and not exists (select from contract_settlement n where n.contract_id = s.contract_id and n.run > s.run)""";
            case APPEALS -> """
                    select a.id, w.number as label, w.operation, a.filed_at::date as first, a.closed_at::date as last, 1 as amount,
                           '/work-orders/' || w.id as link
                    from appeal a join work_order w on w.id = a.work_order_id
                    where a.season = :season and a.village_code = :village""";
            case DISPUTES -> """
                    select id, number as label, null as operation, opened_at::date as first, null::date as last, 1 as amount,
                           '/disputes/' || id as link
                    from dispute where season = :season and village_code = :village""";
            case PLOUGHABLE -> ground("l.area", "");
            case SOWN -> ground("l.sown", "");
            case PLOUGHED -> ground("least(l.area, d.area_done)", "'TILLAGE', 'SUBSOILING'");
            case PLANTED -> ground("least(l.sown, d.area_done)", "'TRANSPLANTING', 'SEEDING'");
            case HARVESTED -> ground("least(l.sown, d.area_done)", "'HARVEST'");
        };
    }

    private static String needs(String amount) {
        return """
                select id, field_name as label, operation, window_from as first, window_to as last, %s as amount,
                       '/map?field=' || field_id as link
                from need where season = :season and village_code = :village and status <> 'CANCELLED'"""
                .formatted(amount);
    }

    private static String settled(String id, String amount, String more) {
        return """
                select %s as id, c.number as label, c.operation, null::date as first, null::date as last, %s as amount,
                       coalesce('/ledger/' || s.transaction_id, '/contracts/' || c.id) as link
                from contract_settlement s %s join contract c on c.id = s.contract_id
                where s.season = :season and s.village_code = :village
                    and not exists (select from contract_settlement n where n.contract_id = s.contract_id and n.run > s.run)"""
                .formatted(id, amount, more);
    }

    /** As {@link PlanningFigures#ground} adds it up, field by field. */
    private static String ground(String amount, String operations) {
        String done = operations.isEmpty() ? "" : """
                join (select field_id, sum(payable_centimu) * 100.0 / 15 as area_done from operation_done
                    where season = :season and village_code = :village and superseded_at is null and operation in (%s)
                    group by field_id) d using (field_id)""".formatted(operations);
        return """
                select l.field_id as id, l.name as label, null as operation, null::date as first, null::date as last,
                       %s * 15 / 10000 as amount, '/map?field=' || l.field_id as link
                from (select v.field_id, v.name, v.area_square_meters as area,
                             v.area_square_meters * greatest(coalesce(c.crops, 0), 1) as sown
                      from field_version v
                      left join field_cultivator f on f.field_id = v.field_id and f.recorded_until is null
                          and f.valid_from <= :day and (f.valid_to is null or f.valid_to > :day)
                      left join (select field_id, count(*) as crops from crop_season
                          where season = :season and village_code = :village group by field_id) c on c.field_id = v.field_id
                      where v.village_code = :village and v.recorded_until is null
                          and v.valid_from <= :day and (v.valid_to is null or v.valid_to > :day)
                          and (f.field_id is not null or c.crops > 0)) l %s""".formatted(amount, done);
    }
}
