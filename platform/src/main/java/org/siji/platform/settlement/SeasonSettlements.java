package org.siji.platform.settlement;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.market.Contract;
import org.siji.platform.market.Contracts;
import org.siji.platform.verification.Acceptances;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A season's contracts settled in one go: what is over and decided is settled, what is not stays and says what it waits for. The
 * work is a queue in the database, a contract a row; {@link SeasonSettlementRunner} empties it.
 */
@Component
class SeasonSettlements {

    private static final String SELECT = """
            select s.id, s.season, s.region_code, s.begun_by, s.begun_at, count(c.contract_id) as contracts,
                   count(*) filter (where c.outcome = 'SETTLED') as settled, count(*) filter (where c.outcome = 'WAITS') as waits,
                   coalesce(sum(c.bills), 0) as bills, coalesce(sum(c.shared_fen), 0) as shared_fen,
                   case when count(c.contract_id) = count(c.outcome) then greatest(s.begun_at, max(c.done_at)) end as ended_at
            from season_settlement s left join season_settlement_contract c on c.settlement_id = s.id
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Contracts contracts;
    private final Acceptances acceptances;
    private final Billing billing;
    private final GainSharing gain;
    private final ApplicationEventPublisher events;

    SeasonSettlements(JdbcClient jdbc, Clock clock, Contracts contracts, Acceptances acceptances, Billing billing,
            GainSharing gain, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.contracts = contracts;
        this.acceptances = acceptances;
        this.billing = billing;
        this.gain = gain;
        this.events = events;
    }

    /** There is something to do, once the transaction has ended. */
    record Begun(UUID id) {}

    /**
     * @param contracts that were not settled when it began
     * @param bills     on which the gain was shared
     * @param endedAt   null while it runs
     */
    record Progress(UUID id, int season, String regionCode, String begunBy, OffsetDateTime begunAt, long contracts,
            long settled, long waits, long bills, long sharedFen, @Nullable OffsetDateTime endedAt) {}

    /** A contract that could not be settled. */
    record Waiting(UUID contractId, String reasonCode, List<String> reasonArgs) {}

    /** @throws ProblemException 409 while another one of the same place and season runs */
    UUID begin(int season, String region, String by) {
        // Two who press at the same moment: the second waits here and then finds the first one's.
        jdbc.sql("select pg_advisory_xact_lock(hashtext('season_settlement'), :season)").param("season", season)
                .query((row, number) -> 0).list();
        boolean running = jdbc.sql("""
                select exists (select from season_settlement s join season_settlement_contract c on c.settlement_id = s.id
                    where c.outcome is null and s.season = :season
                    and (starts_with(s.region_code, :region) or starts_with(:region, s.region_code)))""")
                .param("season", season).param("region", region).query(Boolean.class).single();
        if (running) {
            throw ProblemException.conflict("season-settlement.running", "", season);
        }
        UUID id = Ids.next();
        jdbc.sql(
                "insert into season_settlement (id, season, region_code, begun_by) values (:id, :season, :region, :by)")
                .param("id", id).param("season", season).param("region", region).param("by", by).update();
        UUID[] over = contracts.listOver(region, season).toArray(UUID[]::new);
        jdbc.sql("""
                insert into season_settlement_contract (settlement_id, contract_id)
                select :id, one from unnest(:contracts::uuid[]) one
                where not exists (select from contract_settlement s where s.contract_id = one)""").param("id", id)
                .param("contracts", over).update();
        events.publishEvent(new Begun(id));
        return id;
    }

    List<Progress> list(String region, @Nullable Integer season, UUID after, int rows) {
        return jdbc.sql(SELECT + """
                where starts_with(s.region_code, :region) and (:season::int is null or s.season = :season) and s.id > :after
                group by s.id order by s.id limit :rows""").param("region", region).param("season", season)
                .param("after", after).param("rows", rows).query(Progress.class).list();
    }

    /** @throws ProblemException 404 outside of the region */
    Progress get(UUID id, String region) {
        return jdbc.sql(SELECT + "where s.id = :id and starts_with(s.region_code, :region) group by s.id")
                .param("id", id)
                .param("region", region).query(Progress.class).optional()
                .orElseThrow(() -> ProblemException.notFound("season-settlement", id));
    }

    List<Waiting> listWaiting(UUID id, UUID after, int rows) {
        return jdbc
                .sql("""
                select contract_id, reason_code, reason_args from season_settlement_contract
                where settlement_id = :id and outcome = 'WAITS' and contract_id > :after order by contract_id limit :rows""")
                .param("id", id).param("after", after).param("rows", rows)
                .query((row, number) -> new Waiting(row.getObject(1, UUID.class), row.getString(2),
                        List.of((String[]) row.getArray(3).getArray())))
                .list();
    }

    /** A contract in hand. */
    record Taken(UUID settlementId, UUID contractId, String begunBy) {}

    /**
     * Settles a contract that nobody else has in hand; it is held until the transaction ends.
     *
     * @param told which one, before anything is done to it
     * @return whether there was one
     */
    boolean settleNext(Consumer<Taken> told) {
        Optional<Taken> taken = jdbc.sql("""
                select c.settlement_id, c.contract_id, s.begun_by
                from season_settlement_contract c join season_settlement s on s.id = c.settlement_id
                where c.outcome is null order by c.settlement_id, c.contract_id
                for update of c skip locked limit 1""").query(Taken.class).optional();
        taken.ifPresent(one -> {
            told.accept(one);
            // Every contract is settled by the same statements: no need to think about each of them again.
            jdbc.sql("set local plan_cache_mode = auto").update();
            // A season's books begin empty. What is thought out then is kept for the session: it must not read a table from end to end
            // that has a million rows by the evening. A guard for joins: plain key lookups, also those between tables, take their
            // index without it (3,000 transactions into emptied tables: not a row read from end to end, with it or without).
            jdbc.sql("set local enable_seqscan = off").update();
            // Nobody is told that it is done before it is: what a power cut takes away is still in the queue.
            jdbc.sql("set local synchronous_commit = off").update();
            settle(one);
        });
        return taken.isPresent();
    }

    private void settle(Taken taken) {
        Contract contract = contracts.getContract(taken.contractId());
        int open = acceptances.countOpenQuestions(contract.id());
        if (open > 0) {
            putOff(taken, "settlement.undecided", String.valueOf(open));
            return;
        }
        Billing.Claimable billed = billing.billMissing(contract);
        GainSharing.Run run = gain.settle(contract, LocalDate.now(clock.withZone(Billing.FARM_ZONE)), taken.begunBy(),
                () -> billing.claim(billed));
        jdbc.sql("""
                update season_settlement_contract set outcome = 'SETTLED', done_at = :now, shared_fen = :shared,
                    bills = (select count(*) from gain_share g where g.contract_id = :contract and g.run = :run)
                where settlement_id = :settlement and contract_id = :contract""")
                .param("now", OffsetDateTime.now(clock))
                .param("settlement", taken.settlementId()).param("shared", run.sharedFen()).param("run", run.run())
                .param("contract", contract.id()).update();
    }

    /** It stays unsettled; the next settlement of the season takes it up again. */
    void putOff(Taken taken, String code, String... arguments) {
        jdbc.sql("""
                update season_settlement_contract set outcome = 'WAITS', reason_code = :code, reason_args = :args, done_at = :now
                where settlement_id = :settlement and contract_id = :contract""").param("code", code)
                .param("args", arguments).param("now", OffsetDateTime.now(clock))
                .param("settlement", taken.settlementId())
                .param("contract", taken.contractId()).update();
    }
}
