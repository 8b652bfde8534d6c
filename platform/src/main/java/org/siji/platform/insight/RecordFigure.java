package org.siji.platform.insight;

/**
 * A number of a provider's record. Its SQL lists the records behind it, so that the number and what one finds behind it are the same;
 * each row has season, subject (page on which it is shown), id, number, village_code (null where everybody may see it), operation,
 * day and value. Parameters are {@code :provider} and {@code :today}.
 */
enum RecordFigure {

    /** Signed by both sides. */
    CONTRACTS("""
            select c.season, 'contracts' as subject, c.id, c.number, c.village_code, c.operation, c.window_from as day,
                null::numeric as value
            from contract c where c.provider_id = :provider and c.signed_by_collective and c.signed_by_provider
            """),
    /** Of these, ended before they were fulfilled. */
    TERMINATED("""
            select c.season, 'contracts' as subject, c.id, c.number, c.village_code, c.operation, c.window_from as day,
                null::numeric as value
            from contract c
            where c.provider_id = :provider and c.signed_by_collective and c.signed_by_provider and c.status = 'TERMINATED'
            """),
    /** Accepted, wholly or in part; the value is what is payable, in hundredths of a mu. */
    DONE(Decided.SQL
            + "select season, subject, id, number, village_code, operation, day, payable_centimu::numeric as value"
            + " from decided where decision in ('ACCEPTED', 'ACCEPTED_IN_PART')"),
    /** Decided by its latest decision; the value is the coverage, 0 to 1. */
    MEASURED(Decided.SQL
            + "select season, subject, id, number, village_code, operation, day, coverage as value from decided"),
    /** Not good enough. */
    REFUSED(Decided.SQL + "select season, subject, id, number, village_code, operation, day, coverage as value"
            + " from decided where decision = 'REFUSED'"),
    /** Decided, and its last day of work lay within its window. */
    ON_TIME(Decided.SQL + "select season, subject, id, number, village_code, operation, day, null::numeric as value"
            + " from decided where day <= window_to"),
    /** Decided, and its last day of work lay behind its window; the value is the days between. */
    LATE(Decided.SQL
            + "select season, subject, id, number, village_code, operation, day, (day - window_to)::numeric as value"
            + " from decided where day > window_to"),
    /** Still to be worked although the window is over; the value is the days since then. */
    OVERDUE("""
            select o.season, 'work-orders' as subject, o.id, o.number, o.village_code, o.operation, o.window_to as day,
                (:today - o.window_to)::numeric as value
            from work_order o
            where o.provider_id = :provider and o.status in ('ISSUED', 'PLANNED') and not o.replaced and o.window_to < :today
            """),
    /** Raised against it by a household or a collective. */
    DISPUTES("""
            select d.season, 'disputes' as subject, d.id, d.number, d.village_code, null::text as operation,
                (d.opened_at at time zone 'Asia/Shanghai')::date as day, null::numeric as value
            from dispute d where d.provider_id = :provider and d.respondent = 'PROVIDER'
            """),
    /** Of these, settled so that the provider pays, or that measuring again came to another result. */
    UPHELD("""
            select d.season, 'disputes' as subject, d.id, d.number, d.village_code, null::text as operation,
                (d.opened_at at time zone 'Asia/Shanghai')::date as day, null::numeric as value
            from dispute d
            where d.provider_id = :provider and d.respondent = 'PROVIDER' and d.status = 'SETTLED'
                and (exists (select 1 from dispute_step s join dispute_step p on p.id = s.proposal_id
                        where s.dispute_id = d.id and s.kind = 'SETTLED' and p.payer = 'PROVIDER')
                    or exists (select 1 from dispute_step s where s.dispute_id = d.id and s.kind = 'REMEASURED' and s.changed))
            """),
    /** Raised by itself. */
    DISPUTES_BY("""
            select d.season, 'disputes' as subject, d.id, d.number, d.village_code, null::text as operation,
                (d.opened_at at time zone 'Asia/Shanghai')::date as day, null::numeric as value
            from dispute d where d.provider_id = :provider and d.claimant = 'PROVIDER'
            """),
    /** For being late, booked; the value is in fen. */
    PENALTIES("""
            select c.season, 'contracts' as subject, c.id, c.number || ' ' || p.name as number, c.village_code, c.operation,
                (p.decided_at at time zone 'Asia/Shanghai')::date as day, p.amount_fen::numeric as value
            from contract_penalty p join contract c on c.id = p.contract_id
            where c.provider_id = :provider and p.decision = 'BOOKED'
            """),
    /** Of its machines, in the season's year; the value is the days of standing still until today. */
    REPAIRS("""
            select extract(year from u.on_day)::int as season, 'machines' as subject, m.id, m.name || ' ' || u.what as number,
                null::text as village_code, null::text as operation, u.on_day as day,
                greatest(0, coalesce(least(coalesce(u.down_to, :today), :today) - u.down_from + 1, 0))::numeric as value
            from machine_upkeep u join machine m on m.id = u.machine_id
            where m.provider_id = :provider and u.kind = 'REPAIR' and u.struck_by is null
            """);

    private final String sql;

    RecordFigure(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    /** Work on which there is a decision that holds. */
    static final class Decided {

        static final String SQL = """
                with decided as (
                    select a.season, 'work-orders' as subject, o.id, o.number, a.village_code, a.operation,
                        a.worked_on as day, o.window_to, a.decision, a.payable_centimu, a.coverage, a.field_square_meters,
                        least(a.covered_square_meters, a.field_square_meters) as covered_square_meters,
                        coalesce(w.overlap_square_meters, 0) as overlap_square_meters
                    from acceptance a join work_order o on o.id = a.work_order_id
                    left join measured_work w on w.id = a.measurement_id
                    where a.provider_id = :provider and a.decision in ('ACCEPTED', 'ACCEPTED_IN_PART', 'REFUSED')
                        and not exists (select 1 from acceptance later where later.supersedes = a.id))
                """;

        private Decided() {}
    }
}
