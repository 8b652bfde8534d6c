package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.NoticeGate;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.ProblemException;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.Ledger;
import org.siji.platform.settlement.LedgerEntry;
import org.siji.platform.shares.Entities.Entity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/**
 * What the bank is asked to pay of a dividend. The first list holds everything that is due to households; a line that the bank sends
 * back is counter-posted with its reason, and the next list holds it again.
 */
@Component
class PaymentLists {

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Bookings bookings;
    private final HouseholdRegister households;
    private final NoticeGate gate;

    PaymentLists(JdbcClient jdbc, Ledger ledger, Bookings bookings, HouseholdRegister households, NoticeGate gate) {
        this.gate = gate;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.bookings = bookings;
        this.households = households;
    }

    record PaymentList(UUID id, UUID dividendId, int number, int lines, long amountFen, long returnedFen) {}

    record Line(UUID id, UUID householdId, long amountFen, @Nullable LocalDate returnedOn,
            @Nullable String returnReason) {}

    private record Due(UUID householdId, long fen) {}

    /** @throws ProblemException 409 if nothing is left to be paid */
    UUID make(Dividends.Dividend dividend, Entity entity, LocalDate on, String by) {
        List<Due> due = listDue(dividend.id());
        if (due.isEmpty()) {
            throw ProblemException.conflict("payment-list.nothing-due", "");
        }
        gate.carryOut(NoticeKind.DIVIDEND, dividend.id().toString(), entity.villageCode(), on, by);
        UUID id = Ids.next();
        int number = jdbc.sql("""
                insert into payment_list (id, dividend_id, number, made_by)
                select :id, :dividend, coalesce(max(number), 0) + 1, :by from payment_list where dividend_id = :dividend
                returning number""").param("id", id).param("dividend", dividend.id()).param("by", by)
                .query(Integer.class).single();
        var cultivators = households.mapCultivatorIds(entity.villageCode());
        var accounts = ledger.accounts(AccountKind.CULTIVATOR,
                due.stream().map(one -> String.valueOf(cultivators.get(one.householdId()))).toList(),
                entity.villageCode());
        UUID bank = bookings.bank(entity);
        List<LedgerEntry> entries = new ArrayList<>();
        for (Due one : due) {
            Money amount = Money.ofFen(one.fen());
            UUID account = requireNonNull(accounts.get(String.valueOf(cultivators.get(one.householdId()))));
            entries.add(new LedgerEntry(key(dividend.id(), number, one.householdId()), LedgerEntry.Kind.PAYMENT,
                    dividend.id(), dividend.season(), on, by,
                    List.of(new LedgerEntry.Leg("owner", account, amount.negated()),
                            new LedgerEntry.Leg("bank", bank, amount))));
        }
        var posted = ledger.postAll(entries);
        jdbc.sql("""
                insert into payment_list_line (id, payment_list_id, household_id, amount_fen, transaction_id)
                select unnest(:ids::uuid[]), :list, unnest(:households::uuid[]), unnest(:amounts::bigint[]),
                    unnest(:transactions::uuid[])""")
                .param("ids", due.stream().map(one -> Ids.next()).toArray(UUID[]::new))
                .param("list", id).param("households", due.stream().map(Due::householdId).toArray(UUID[]::new))
                .param("amounts", due.stream().map(Due::fen).toArray(Long[]::new))
                .param("transactions", due.stream()
                        .map(one -> posted.get(key(dividend.id(), number, one.householdId()))).toArray(UUID[]::new))
                .update();
        return id;
    }

    private static String key(UUID dividendId, int number, UUID householdId) {
        return "payout:" + dividendId + ":" + number + ":" + householdId;
    }

    /** Credited to households of this dividend, also as heirs, and not on a list that was paid. */
    private List<Due> listDue(UUID dividendId) {
        return jdbc.sql("""
                select due.household_id, sum(due.fen)::bigint - coalesce((
                    select sum(p.amount_fen) from payment_list_line p join payment_list q on q.id = p.payment_list_id
                    where q.dividend_id = :id and p.household_id = due.household_id and p.returned_on is null), 0)::bigint
                    as fen
                from (select s.household_id, l.guaranteed_fen + l.dividend_fen as fen
                      from dividend_line l join shareholder s on s.id = l.shareholder_id
                      where l.dividend_id = :id and not l.held and s.household_id is not null
                      union all
                      select household_id, amount_fen from held_release_part where dividend_id = :id) due
                group by due.household_id order by due.household_id""").param("id", dividendId).query(Due.class).list()
                .stream().filter(due -> due.fen() > 0).toList();
    }

    private static final String LIST = """
            select q.id, q.dividend_id, q.number, count(p.id)::int as lines, coalesce(sum(p.amount_fen), 0)::bigint as amount_fen,
                   coalesce(sum(p.amount_fen) filter (where p.returned_on is not null), 0)::bigint as returned_fen
            from payment_list q left join payment_list_line p on p.payment_list_id = q.id""";

    /** @throws ProblemException 404 */
    PaymentList getList(UUID id) {
        return jdbc.sql(LIST + " where q.id = :id group by q.id").param("id", id).query(PaymentList.class).optional()
                .orElseThrow(() -> ProblemException.notFound("payment list", id));
    }

    List<PaymentList> listLists(UUID dividendId) {
        return jdbc.sql(LIST + " where q.dividend_id = :id group by q.id order by q.number").param("id", dividendId)
                .query(PaymentList.class).list();
    }

    List<Line> listLines(UUID listId) {
        return jdbc.sql("""
                select id, household_id, amount_fen, returned_on, return_reason
                from payment_list_line where payment_list_id = :id order by household_id""").param("id", listId)
                .query(Line.class).list();
    }

    /** The bank could not pay a line: the household is owed it again. */
    void returned(Dividends.Dividend dividend, Entity entity, UUID listId, UUID lineId, LocalDate on, String reason,
            String by) {
        record Open(UUID householdId, long amountFen, @Nullable LocalDate returnedOn) {}
        Open line = jdbc.sql("""
                select household_id, amount_fen, returned_on from payment_list_line
                where id = :id and payment_list_id = :list for update""").param("id", lineId).param("list", listId)
                .query(Open.class).optional().orElseThrow(() -> ProblemException.notFound("payment", lineId));
        if (line.returnedOn() != null) {
            throw ProblemException.conflict("payment-list.returned", "", line.returnedOn().toString());
        }
        Money amount = Money.ofFen(line.amountFen());
        UUID cultivator = households.getHousehold(line.householdId()).cultivatorId();
        UUID transaction = ledger.post(new LedgerEntry("payout-return:" + lineId, LedgerEntry.Kind.PAYMENT,
                dividend.id(), dividend.season(), on, by, List.of(
                        new LedgerEntry.Leg("owner",
                                ledger.account(AccountKind.CULTIVATOR, cultivator, entity.villageCode()), amount),
                        new LedgerEntry.Leg("bank", bookings.bank(entity), amount.negated()))))
                .orElseThrow();
        jdbc.sql("""
                update payment_list_line set returned_on = :on, return_reason = :reason, returned_by = :by,
                    return_transaction_id = :transaction where id = :id""").param("on", on).param("reason", reason)
                .param("by", by).param("transaction", transaction).param("id", lineId).update();
    }
}
