package org.siji.platform.settlement;

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
import org.siji.platform.api.VillageYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the bank is asked to pay to cultivators of a village beside dividends. A list holds what is due and on no list yet; a line that
 * the bank sends back is counter-posted with its reason, and the next list holds it again. Nobody is paid more than his account holds.
 */
@Component
class BankLists {

    private static final int COUNTY_DIGITS = 6;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final NoticeGate gate;

    BankLists(JdbcClient jdbc, Ledger ledger, NoticeGate gate) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.gate = gate;
    }

    /** RENT: of a season. REFUND: what bills, gain, subsidies, yields and outcomes of disputes leave to somebody, of all seasons. */
    enum Source {
        RENT, REFUND
    }

    record BankList(UUID id, String villageCode, int season, Source source, int number, int lines, long amountFen,
            long returnedFen) {}

    record Line(UUID id, UUID cultivatorId, long amountFen, @Nullable LocalDate returnedOn,
            @Nullable String returnReason) {}

    private record Due(UUID cultivatorId, UUID accountId, long fen) {}

    /** Counter-postings count for what they take back; payments of other lists and of dividends are other people's business. */
    private static final String DUE = """
            with posted as (
                select a.id, a.owner_id::uuid as cultivator_id, sum(p.amount_fen) as balance,
                       coalesce(sum(p.amount_fen) filter (where
                           case when :source = 'RENT' then coalesce(o.kind, t.kind) = 'RENT' and t.season = :season
                                else coalesce(o.kind, t.kind) not in ('RENT', 'DIVIDEND', 'PAYMENT')
                                     or t.kind = 'PAYMENT' and starts_with(t.business_key, 'payment:') end), 0) as credited
                from ledger_account a join ledger_posting p on p.account_id = a.id
                join ledger_transaction t on t.id = p.transaction_id left join ledger_transaction o on o.id = t.reverses
                where a.kind = 'CULTIVATOR' and a.village_code = :village group by a.id
            ), listed as (
                select l.cultivator_id, sum(l.amount_fen) as fen
                from bank_list_line l join bank_list b on b.id = l.bank_list_id
                where b.village_code = :village and b.source = :source and l.returned_on is null
                    and (:source = 'REFUND' or b.season = :season) group by l.cultivator_id
            )
            select p.cultivator_id, p.id as account_id,
                   least(p.balance, p.credited - coalesce(l.fen, 0))::bigint as fen
            from posted p left join listed l using (cultivator_id)
            where least(p.balance, p.credited - coalesce(l.fen, 0)) > 0 order by p.cultivator_id""";

    /** @throws ProblemException 409 if nothing is due, or its notice has to be over first */
    UUID make(String villageCode, int season, Source source, LocalDate on, String by) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 232))").param("key", villageCode + source)
                .query((row, index) -> index).list();
        List<Due> due = jdbc.sql(DUE).param("source", source.name()).param("season", season)
                .param("village", villageCode).query(Due.class).list();
        if (due.isEmpty()) {
            throw ProblemException.conflict("bank-list.nothing-due", "");
        }
        if (source == Source.RENT) {
            gate.carryOut(NoticeKind.RENTS_DUE, new VillageYear(villageCode, season).toString(), villageCode, on, by);
        }
        UUID id = Ids.next();
        jdbc.sql("""
                insert into bank_list (id, village_code, season, source, number, made_by)
                select :id, :village, :season, :source, coalesce(max(number), 0) + 1, :by from bank_list
                where village_code = :village and season = :season and source = :source""").param("id", id)
                .param("village", villageCode).param("season", season).param("source", source.name()).param("by", by)
                .update();
        UUID bank = bank(villageCode);
        List<LedgerEntry> entries = new ArrayList<>();
        for (Due one : due) {
            Money amount = Money.ofFen(one.fen());
            entries.add(new LedgerEntry(key(id, one.cultivatorId()), LedgerEntry.Kind.PAYMENT, id, season, on, by,
                    List.of(new LedgerEntry.Leg("owner", one.accountId(), amount.negated()),
                            new LedgerEntry.Leg("bank", bank, amount))));
        }
        var posted = ledger.postAll(entries);
        for (Due one : due) {
            jdbc.sql("""
                    insert into bank_list_line (id, bank_list_id, cultivator_id, amount_fen, transaction_id)
                    values (:id, :list, :cultivator, :amount, :transaction)""").param("id", Ids.next())
                    .param("list", id).param("cultivator", one.cultivatorId()).param("amount", one.fen())
                    .param("transaction", posted.get(key(id, one.cultivatorId()))).update();
        }
        return id;
    }

    private static String key(UUID listId, UUID cultivatorId) {
        return "bank-list:" + listId + ":" + cultivatorId;
    }

    private UUID bank(String villageCode) {
        return ledger.account(AccountKind.BANK, villageCode.substring(0, COUNTY_DIGITS), null);
    }

    private static final String LIST = """
            select b.id, b.village_code, b.season, b.source, b.number, count(l.id)::int as lines,
                   coalesce(sum(l.amount_fen), 0)::bigint as amount_fen,
                   coalesce(sum(l.amount_fen) filter (where l.returned_on is not null), 0)::bigint as returned_fen
            from bank_list b left join bank_list_line l on l.bank_list_id = b.id""";

    /** @throws ProblemException 404 */
    BankList getList(UUID id) {
        return jdbc.sql(LIST + " where b.id = :id group by b.id").param("id", id).query(BankList.class).optional()
                .orElseThrow(() -> ProblemException.notFound("bank list", id));
    }

    List<BankList> listLists(String villageCode, int season) {
        return jdbc.sql(LIST + " where b.village_code = :village and b.season = :season group by b.id order by b.id")
                .param("village", villageCode).param("season", season).query(BankList.class).list();
    }

    List<Line> listLines(UUID listId) {
        return jdbc.sql("""
                select id, cultivator_id, amount_fen, returned_on, return_reason
                from bank_list_line where bank_list_id = :id order by cultivator_id""").param("id", listId)
                .query(Line.class).list();
    }

    /** The bank could not pay a line: it is owed again. */
    void returned(BankList list, UUID lineId, LocalDate on, String reason, String by) {
        Line line = jdbc.sql("""
                select id, cultivator_id, amount_fen, returned_on, return_reason from bank_list_line
                where id = :id and bank_list_id = :list""").param("id", lineId).param("list", list.id())
                .query(Line.class).optional().orElseThrow(() -> ProblemException.notFound("payment", lineId));
        // Of two at the same moment the second meets the business key of the first.
        UUID account = ledger.findAccount(AccountKind.CULTIVATOR, line.cultivatorId()).orElseThrow();
        Money amount = Money.ofFen(line.amountFen());
        if (line.returnedOn() != null) {
            throw ProblemException.conflict("bank-list.returned", "", line.returnedOn().toString());
        }
        UUID transaction = ledger.post(new LedgerEntry("bank-list-return:" + lineId, LedgerEntry.Kind.PAYMENT,
                list.id(), list.season(), on, by,
                List.of(new LedgerEntry.Leg("owner", account, amount),
                        new LedgerEntry.Leg("bank", bank(list.villageCode()), amount.negated()))))
                .orElseThrow();
        jdbc.sql("""
                update bank_list_line set returned_on = :on, return_reason = :reason, returned_by = :by,
                    return_transaction_id = :transaction where id = :id""").param("on", on).param("reason", reason)
                .param("by", by).param("transaction", transaction).param("id", lineId).update();
    }
}
