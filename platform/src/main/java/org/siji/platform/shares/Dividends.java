package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Allocation;
import org.siji.money.Money;
import org.siji.money.Share;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ManyRows;
import org.siji.platform.api.ProblemException;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.Ledger;
import org.siji.platform.settlement.LedgerEntry;
import org.siji.platform.shares.DividendSheet.Purpose;
import org.siji.platform.shares.Entities.Entity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Decides an entity's dividend of a season, once: what the books hold, the provisions that were voted, the shares on the record day.
 * Households are credited on their accounts, the village on its own; what falls to a dead shareholder waits for the heirs.
 */
@Component
class Dividends {

    private static final int OWNERS_PER_TRANSACTION = 500;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Entities entities;
    private final Holdings holdings;
    private final Bookings bookings;
    private final Votes votes;
    private final HouseholdRegister households;

    Dividends(JdbcClient jdbc, Ledger ledger, Entities entities, Holdings holdings,
            Bookings bookings, Votes votes, HouseholdRegister households) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.entities = entities;
        this.holdings = holdings;
        this.bookings = bookings;
        this.votes = votes;
        this.households = households;
    }

    record Dividend(UUID id, UUID entityId, int season, String villageCode, LocalDate recordOn, UUID voteId,
            long incomeFen, long costFen, long reserveFen, long welfareFen, long fromReserveFen, long guaranteedFen,
            long missingFen, long dividendFen, long keptFen, String decidedBy) {}

    /** @param held whether it waits for the heirs of a dead shareholder; @param released whether they have it by now */
    record Line(UUID holdingId, UUID shareholderId, @Nullable UUID householdId, String classCode, long numerator,
            long denominator, long dueFen, long guaranteedFen, long dividendFen, boolean held, boolean released) {}

    /** What would come of it now; nothing is posted. */
    DividendSheet preview(Entity entity, int season, LocalDate recordOn) {
        Votes.Vote provisions = votes.findProvisions(entity.id())
                .orElseThrow(() -> ProblemException.conflict("dividend.no-vote", ""));
        return sheet(entity, season, recordOn, provisions, holdings.listHoldings(entity.id(), recordOn));
    }

    private DividendSheet sheet(Entity entity, int season, LocalDate recordOn, Votes.Vote provisions,
            List<Holdings.Holding> held) {
        if (held.isEmpty()) {
            throw ProblemException.conflict("dividend.no-shares", "recordOn", recordOn.toString());
        }
        Map<String, DividendSheet.Terms> terms = new HashMap<>();
        entities.listClasses(entity.id()).forEach(one -> terms.put(one.code(), one.terms()));
        Money reserve = ledger.findAccount(AccountKind.RESERVE, entity.id()).map(ledger::lock).orElse(Money.ZERO);
        return DividendSheet.of(bookings.sum(entity.id(), season, Bookings.Direction.INCOME),
                bookings.sum(entity.id(), season, Bookings.Direction.COST),
                List.of(new DividendSheet.Rate(Purpose.RESERVE, points(provisions.reserveBasisPoints())),
                        new DividendSheet.Rate(Purpose.WELFARE, points(provisions.welfareBasisPoints()))),
                terms, held.stream().map(Holdings.Holding::forDividend).toList(), reserve);
    }

    private static int points(@Nullable Integer basisPoints) {
        return basisPoints == null ? 0 : basisPoints;
    }

    UUID decide(Entity entity, int season, LocalDate recordOn, LocalDate today, String by) {
        entities.lock(entity.id());
        if (bookings.isClosed(entity.id(), season)) {
            throw ProblemException.conflict("dividend.decided", "season", String.valueOf(season));
        }
        Votes.Vote provisions = votes.findProvisions(entity.id())
                .orElseThrow(() -> ProblemException.conflict("dividend.no-vote", ""));
        List<Holdings.Holding> held = holdings.listHoldings(entity.id(), recordOn);
        DividendSheet sheet = sheet(entity, season, recordOn, provisions, held);
        UUID id = Ids.next();
        insert(id, entity, season, recordOn, provisions, sheet, by);
        insertLines(id, sheet, held);
        ledger.postAll(entries(id, entity, season, today, sheet, held, by));
        return id;
    }

    private void insert(UUID id, Entity entity, int season, LocalDate recordOn, Votes.Vote provisions,
            DividendSheet sheet, String by) {
        jdbc.sql("""
                insert into dividend (id, entity_id, season, village_code, record_on, vote_id, income_fen, cost_fen,
                    reserve_fen, welfare_fen, from_reserve_fen, guaranteed_fen, missing_fen, dividend_fen, kept_fen,
                    decided_by)
                values (:id, :entity, :season, :village, :record, :vote, :income, :cost, :reserve, :welfare, :from,
                    :guaranteed, :missing, :dividend, :kept, :by)""").param("id", id).param("entity", entity.id())
                .param("season", season).param("village", entity.villageCode()).param("record", recordOn)
                .param("vote", provisions.id()).param("income", sheet.income().fen()).param("cost", sheet.cost().fen())
                .param("reserve", provision(sheet, Purpose.RESERVE).fen())
                .param("welfare", provision(sheet, Purpose.WELFARE).fen()).param("from", sheet.fromReserve().fen())
                .param("guaranteed", sheet.guaranteed().fen()).param("missing", sheet.missing().fen())
                .param("dividend", sheet.dividend().fen()).param("kept", sheet.kept().fen()).param("by", by).update();
    }

    private static Money provision(DividendSheet sheet, Purpose purpose) {
        return sheet.provisions().stream().filter(one -> one.purpose() == purpose)
                .map(DividendSheet.Provision::amount).reduce(Money.ZERO, Money::plus);
    }

    private void insertLines(UUID dividendId, DividendSheet sheet, List<Holdings.Holding> held) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            DividendSheet.Line line = sheet.lines().get(i);
            Holdings.Holding holding = held.get(i);
            rows.add(new @Nullable Object[]{dividendId, holding.id(), holding.shareholderId(), holding.classCode(),
                    line.shares().numerator(), line.shares().denominator(), line.due().fen(), line.guaranteed().fen(),
                    line.dividend().fen(), holding.diedOn() != null});
        }
        ManyRows.insert(jdbc, """
                insert into dividend_line (dividend_id, holding_id, shareholder_id, class_code, numerator, denominator,
                    due_fen, guaranteed_fen, dividend_fen, held)
                select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::boolean[])""", rows);
    }

    /**
     * One transaction for the provisions and one for some owners at a time: one per owner would post the entity's side as often, and
     * nobody can read one of a whole county.
     */
    private List<LedgerEntry> entries(UUID dividendId, Entity entity, int season, LocalDate today,
            DividendSheet sheet, List<Holdings.Holding> held, String by) {
        UUID own = account(AccountKind.ENTITY, entity);
        List<LedgerEntry> entries = new ArrayList<>();
        Money reserve = provision(sheet, Purpose.RESERVE).minus(sheet.fromReserve());
        Money welfare = provision(sheet, Purpose.WELFARE);
        entries.add(new LedgerEntry("dividend:" + dividendId + ":provisions", LedgerEntry.Kind.DIVIDEND, dividendId,
                season, today, by,
                List.of(new LedgerEntry.Leg("entity", own, reserve.plus(welfare).negated()),
                        new LedgerEntry.Leg("reserve", account(AccountKind.RESERVE, entity), reserve),
                        new LedgerEntry.Leg("welfare", account(AccountKind.WELFARE, entity), welfare))));
        List<LedgerEntry.Leg> owners = new ArrayList<>();
        creditsByAccount(entity, sheet, held)
                .forEach((accountId, amount) -> owners
                        .add(new LedgerEntry.Leg(accountId.toString(), accountId, amount)));
        for (int from = 0; from < owners.size(); from += OWNERS_PER_TRANSACTION) {
            List<LedgerEntry.Leg> legs = new ArrayList<>(
                    owners.subList(from, Math.min(owners.size(), from + OWNERS_PER_TRANSACTION)));
            Money sum = legs.stream().map(LedgerEntry.Leg::amount).reduce(Money.ZERO, Money::plus);
            legs.add(new LedgerEntry.Leg("entity", own, sum.negated()));
            entries.add(new LedgerEntry("dividend:" + dividendId + ":" + from / OWNERS_PER_TRANSACTION,
                    LedgerEntry.Kind.DIVIDEND, dividendId, season, today, by, legs));
        }
        return entries;
    }

    private UUID account(AccountKind kind, Entity entity) {
        return ledger.account(kind, entity.id(), entity.villageCode());
    }

    private Map<UUID, Money> creditsByAccount(Entity entity, DividendSheet sheet, List<Holdings.Holding> held) {
        Map<UUID, UUID> cultivators = households.mapCultivatorIds(entity.villageCode());
        Map<String, UUID> accounts = ledger.accounts(AccountKind.CULTIVATOR,
                held.stream().filter(one -> one.diedOn() == null && one.householdId() != null)
                        .map(one -> String.valueOf(cultivators.get(one.householdId()))).toList(),
                entity.villageCode());
        Map<UUID, Money> credits = new LinkedHashMap<>();
        for (int i = 0; i < held.size(); i++) {
            Holdings.Holding holding = held.get(i);
            UUID to;
            if (holding.diedOn() != null) {
                to = account(AccountKind.HELD, entity);
            } else if (holding.householdId() == null) {
                to = ledger.account(AccountKind.VILLAGE, entity.villageCode(), entity.villageCode());
            } else {
                to = accounts.get(String.valueOf(cultivators.get(holding.householdId())));
            }
            credits.merge(to, sheet.lines().get(i).total(), Money::plus);
        }
        return credits;
    }

    private static final String DIVIDEND = """
            select id, entity_id, season, village_code, record_on, vote_id, income_fen, cost_fen, reserve_fen,
                   welfare_fen, from_reserve_fen, guaranteed_fen, missing_fen, dividend_fen, kept_fen, decided_by
            from dividend""";

    /** @throws ProblemException 404 */
    Dividend getDividend(UUID id) {
        return findDividend(id).orElseThrow(() -> ProblemException.notFound("dividend", id));
    }

    Optional<Dividend> findDividend(UUID id) {
        return jdbc.sql(DIVIDEND + " where id = :id").param("id", id).query(Dividend.class).optional();
    }

    List<Dividend> listDividends(UUID entityId) {
        return jdbc.sql(DIVIDEND + " where entity_id = :id order by season").param("id", entityId)
                .query(Dividend.class).list();
    }

    List<Line> listLines(UUID dividendId) {
        return jdbc.sql("""
                select l.holding_id, l.shareholder_id, s.household_id, l.class_code, l.numerator, l.denominator, l.due_fen,
                       l.guaranteed_fen, l.dividend_fen, l.held, r.movement_id is not null as released
                from dividend_line l join shareholder s on s.id = l.shareholder_id
                left join held_release r on r.dividend_id = l.dividend_id and r.holding_id = l.holding_id
                where l.dividend_id = :id order by l.shareholder_id, l.class_code""").param("id", dividendId)
                .query(Line.class).list();
    }

    /** @param householdId null for the village collective, to which the shares of one without heirs go */
    record Heir(@Nullable UUID householdId, Share shares) {}

    /** An inheritance gives the heirs what was held back of earlier dividends, by the shares that they inherit. */
    void release(Entity entity, UUID deadShareholder, UUID movementId, List<Heir> heirs, LocalDate today, String by) {
        Map<UUID, UUID> cultivators = households.mapCultivatorIds(entity.villageCode());
        List<UUID> accounts = heirs.stream().map(heir -> heir.householdId() == null
                ? ledger.account(AccountKind.VILLAGE, entity.villageCode(), entity.villageCode())
                : ledger.account(AccountKind.CULTIVATOR, String.valueOf(cultivators.get(heir.householdId())),
                        entity.villageCode()))
                .toList();
        List<Share> weights = heirs.stream().map(Heir::shares).toList();
        record Waiting(UUID dividendId, UUID holdingId, int season, long fen) {}
        for (Waiting waiting : jdbc.sql("""
                select l.dividend_id, l.holding_id, d.season, l.guaranteed_fen + l.dividend_fen as fen
                from dividend_line l join dividend d on d.id = l.dividend_id
                where l.shareholder_id = :dead and l.held and l.guaranteed_fen + l.dividend_fen > 0
                    and not exists (select from held_release r
                        where r.dividend_id = l.dividend_id and r.holding_id = l.holding_id)
                order by l.dividend_id, l.holding_id""").param("dead", deadShareholder).query(Waiting.class).list()) {
            Money amount = Money.ofFen(waiting.fen());
            Money[] parts = Allocation.byLargestRemainder(amount, weights);
            List<LedgerEntry.Leg> legs = new ArrayList<>();
            legs.add(new LedgerEntry.Leg("held", account(AccountKind.HELD, entity), amount.negated()));
            for (int i = 0; i < parts.length; i++) {
                legs.add(new LedgerEntry.Leg("heir" + i, accounts.get(i), parts[i]));
            }
            UUID transaction = ledger.post(new LedgerEntry("held:" + waiting.dividendId() + ":" + waiting.holdingId(),
                    LedgerEntry.Kind.DIVIDEND, waiting.dividendId(), waiting.season(), today, by, legs)).orElseThrow();
            jdbc.sql("""
                    insert into held_release (dividend_id, holding_id, movement_id, transaction_id)
                    values (:dividend, :holding, :movement, :transaction)""").param("dividend", waiting.dividendId())
                    .param("holding", waiting.holdingId()).param("movement", movementId)
                    .param("transaction", transaction).update();
        }
    }
}
