package org.siji.platform.tenancy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.TransferRegister;
import org.siji.platform.registry.TransferRegister.Transfer;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.Ledger;
import org.siji.platform.settlement.LedgerEntry;
import org.siji.platform.tenancy.Rents.Rate;
import org.siji.platform.tenancy.Rents.RentYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The terms of transfers and the rents that come of them. A transfer without terms of its own is paid when its year begins. */
@Component
class Agreements {

    private final JdbcClient jdbc;
    private final TransferRegister transfers;
    private final HouseholdRegister households;
    private final GrainPrices prices;
    private final Ledger ledger;

    Agreements(JdbcClient jdbc, TransferRegister transfers, HouseholdRegister households, GrainPrices prices,
            Ledger ledger) {
        this.jdbc = jdbc;
        this.transfers = transfers;
        this.households = households;
        this.prices = prices;
        this.ledger = ledger;
    }

    /** @param renews the agreement that this one continues */
    record Terms(UUID transferId, long areaCentimu, @Nullable Long fenPerMu, @Nullable Long gramsPerMu,
            @Nullable String grain, int dueMonth, int dueDay, @Nullable UUID renews) {

        Rate rate() {
            return new Rate(fenPerMu, gramsPerMu, grain);
        }
    }

    record End(UUID transferId, LocalDate endedOn, String reason) {}

    record Agreement(Transfer transfer, Terms terms, @Nullable End end) {}

    enum DueStatus {
        /** A rent in grain has no price yet. */
        HELD, OPEN, POSTED
    }

    /** @param returnedFen what an early end gave back of a posted rent */
    record Due(UUID transferId, String parcelCode, UUID householdId, UUID cultivatorId, int year, LocalDate from,
            LocalDate to, long days, long fullDays, LocalDate dueOn, long areaCentimu, @Nullable Long fenPerMu,
            @Nullable Long gramsPerMu, @Nullable String grain, @Nullable Long fenPerKg, @Nullable Long amountFen,
            long returnedFen, DueStatus status) {}

    void addTerms(Terms terms, String villageCode, String by) {
        jdbc.sql(
                """
                insert into transfer_terms (transfer_id, village_code, area_centimu, fen_per_mu, grams_per_mu, grain, due_month,
                    due_day, renews, recorded_by)
                values (:id, :village, :area, :fen::bigint, :grams::bigint, :grain, :month, :day, :renews::uuid, :by)""")
                .param("id", terms.transferId()).param("village", villageCode).param("area", terms.areaCentimu())
                .param("fen", terms.fenPerMu()).param("grams", terms.gramsPerMu()).param("grain", terms.grain())
                .param("month", terms.dueMonth()).param("day", terms.dueDay()).param("renews", terms.renews())
                .param("by", by).update();
    }

    /** @throws ProblemException 404 */
    Agreement getAgreement(UUID id) {
        return withTerms(List.of(transfers.getTransfer(id))).getFirst();
    }

    List<Agreement> list(String villageCode, LocalDate from, LocalDate to) {
        return withTerms(transfers.listTransfers(villageCode, from, to));
    }

    Map<UUID, Terms> mapTerms(List<UUID> ids) {
        Map<UUID, Terms> found = new HashMap<>();
        jdbc.sql("""
                select transfer_id, area_centimu, fen_per_mu, grams_per_mu, grain, due_month, due_day, renews
                from transfer_terms where transfer_id = any(:ids)""").param("ids", ids.toArray(UUID[]::new))
                .query(Terms.class).list().forEach(terms -> found.put(terms.transferId(), terms));
        return found;
    }

    private List<Agreement> withTerms(List<Transfer> list) {
        List<UUID> ids = list.stream().map(Transfer::id).toList();
        Map<UUID, Terms> terms = mapTerms(ids);
        Map<UUID, End> ends = new HashMap<>();
        jdbc.sql("select transfer_id, ended_on, reason from transfer_end where transfer_id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new)).query(End.class).list()
                .forEach(end -> ends.put(end.transferId(), end));
        return list.stream().map(one -> new Agreement(one, terms.getOrDefault(one.id(), plain(one)),
                ends.get(one.id()))).toList();
    }

    private static Terms plain(Transfer transfer) {
        return new Terms(transfer.id(), transfer.areaCentimu(), transfer.rentFenPerMuYear(), null, null,
                transfer.validFrom().getMonthValue(), Math.min(transfer.validFrom().getDayOfMonth(), 28), null);
    }

    private record Bill(UUID transferId, int year, LocalDate dueOn, @Nullable Long fenPerKg, long amountFen,
            long returnedFen) {}

    private static final String BILL = """
            select b.transfer_id, b.year, b.due_on, b.fen_per_kg, b.amount_fen, coalesce(r.amount_fen, 0) as returned_fen
            from rent_bill b left join rent_return r on r.transfer_id = b.transfer_id and r.year = b.year
            where b.transfer_id = any(:ids)""";

    List<Due> listDue(String villageCode, int year) {
        LocalDate first = LocalDate.of(year, 1, 1);
        // A rent year that begins in December still runs in the next year.
        List<Agreement> list = list(villageCode, first, first.plusYears(1));
        Map<UUID, Bill> bills = new HashMap<>();
        jdbc.sql(BILL + " and b.year = :year")
                .param("ids", list.stream().map(one -> one.transfer().id()).toArray(UUID[]::new)).param("year", year)
                .query(Bill.class).list().forEach(bill -> bills.put(bill.transferId(), bill));
        return list.stream().flatMap(one -> due(one, year, bills.get(one.transfer().id())).stream()).toList();
    }

    private Optional<Due> due(Agreement agreement, int year, @Nullable Bill bill) {
        Transfer transfer = agreement.transfer();
        Terms terms = agreement.terms();
        return Rents.year(transfer.validFrom(), transfer.validTo(), year).map(period -> {
            LocalDate dueOn = terms.fenPerMu() != null && terms.dueMonth() == transfer.validFrom().getMonthValue()
                    && terms.dueDay() == Math.min(transfer.validFrom().getDayOfMonth(), 28)
                            ? period.from()
                            : period.dueOn(terms.dueMonth(), terms.dueDay());
            Long fenPerKg = bill != null ? bill.fenPerKg() : price(transfer, terms, dueOn);
            boolean held = bill == null && terms.grain() != null && fenPerKg == null;
            Long amount = bill != null
                    ? Long.valueOf(bill.amountFen())
                    : held ? null : Long.valueOf(Rents.of(terms.rate(), terms.areaCentimu(), period, fenPerKg).fen());
            return new Due(transfer.id(), transfer.parcelCode(), transfer.fromHouseholdId(), transfer.toCultivatorId(),
                    year, period.from(), period.to(), period.days(), period.fullDays(), dueOn, terms.areaCentimu(),
                    terms.fenPerMu(), terms.gramsPerMu(), terms.grain(), fenPerKg, amount,
                    bill == null ? 0 : bill.returnedFen(),
                    bill != null ? DueStatus.POSTED : held ? DueStatus.HELD : DueStatus.OPEN);
        });
    }

    private @Nullable Long price(Transfer transfer, Terms terms, LocalDate day) {
        return terms.grain() == null
                ? null
                : prices.find(transfer.villageCode(), terms.grain(), day).map(GrainPrices.GrainPrice::fenPerKg)
                        .orElse(null);
    }

    /** @throws ProblemException 404 if nothing is due that year */
    Due getDue(Agreement agreement, int year) {
        Bill bill = jdbc.sql(BILL + " and b.year = :year").param("ids", new UUID[]{agreement.transfer().id()})
                .param("year", year).query(Bill.class).optional().orElse(null);
        return due(agreement, year, bill).orElseThrow(() -> ProblemException.conflict("rent.no-year", "year",
                String.valueOf(year)));
    }

    /** Bills the tenant for a year's rent; once, also when asked twice. */
    Due post(Agreement agreement, int year, LocalDate today, String by) {
        Due due = getDue(agreement, year);
        if (due.status() == DueStatus.POSTED) {
            return due;
        }
        if (due.amountFen() == null) {
            throw ProblemException.conflict("rent.no-price", "", String.valueOf(due.grain()), due.dueOn().toString());
        }
        if (today.isBefore(due.dueOn())) {
            throw ProblemException.conflict("rent.not-due", "", due.dueOn().toString());
        }
        long fen = due.amountFen();
        UUID transaction = pay("rent:" + due.transferId() + ":" + year, agreement.transfer(), year, due.dueOn(),
                Money.ofFen(fen), by).orElse(null);
        jdbc.sql("""
                insert into rent_bill (transfer_id, year, due_on, days, fen_per_kg, amount_fen, transaction_id, recorded_by)
                values (:id, :year, :due, :days, :price::bigint, :fen, :transaction::uuid, :by)""")
                .param("id", due.transferId()).param("year", year).param("due", due.dueOn()).param("days", due.days())
                .param("price", due.fenPerKg()).param("fen", fen).param("transaction", transaction).param("by", by)
                .update();
        return getDue(agreement, year);
    }

    /** From the tenant to the household; a negative amount goes back. */
    private Optional<UUID> pay(String key, Transfer transfer, int year, LocalDate on, Money amount, String by) {
        UUID tenant = ledger.account(AccountKind.CULTIVATOR, transfer.toCultivatorId(), transfer.villageCode());
        UUID household = ledger.account(AccountKind.CULTIVATOR,
                households.getHousehold(transfer.fromHouseholdId()).cultivatorId(), transfer.villageCode());
        return ledger.post(new LedgerEntry(key, LedgerEntry.Kind.RENT, transfer.id(), year, on, by,
                List.of(new LedgerEntry.Leg("tenant", tenant, amount.negated()),
                        new LedgerEntry.Leg("household", household, amount))));
    }

    /** Ends the agreement early and gives back what was billed for the days that are no more. */
    Agreement end(Agreement agreement, LocalDate on, String reason, CurrentUser user) {
        Transfer transfer = agreement.transfer();
        if (agreement.end() != null) {
            throw ProblemException.conflict("transfer.ended", "");
        }
        if (!on.isAfter(transfer.validFrom()) || !on.isBefore(transfer.validTo())) {
            throw ProblemException.badRequest("transfer.end-day", "on", on.toString(),
                    transfer.validFrom().toString(), transfer.validTo().toString());
        }
        transfers.end(transfer.id(), on, user);
        jdbc.sql(
                """
                insert into transfer_end (transfer_id, ended_on, reason, recorded_by) values (:id, :on, :reason, :by)""")
                .param("id", transfer.id()).param("on", on).param("reason", reason).param("by", user.username())
                .update();
        for (Bill bill : jdbc.sql(BILL).param("ids", new UUID[]{transfer.id()}).query(Bill.class).list()) {
            Money left = Rents.year(transfer.validFrom(), on, bill.year()).map((RentYear year) -> Rents.of(
                    agreement.terms().rate(), agreement.terms().areaCentimu(), year, bill.fenPerKg()))
                    .orElse(Money.ZERO);
            Money back = Money.ofFen(bill.amountFen()).minus(left);
            pay("rent:" + transfer.id() + ":" + bill.year() + ":end", transfer, bill.year(), on, back.negated(),
                    user.username()).ifPresent(
                            transaction -> jdbc.sql("""
                                    insert into rent_return (transfer_id, year, amount_fen, transaction_id, recorded_by)
                                    values (:id, :year, :fen, :transaction, :by)""").param("id", transfer.id())
                                    .param("year", bill.year()).param("fen", back.fen())
                                    .param("transaction", transaction).param("by", user.username()).update());
        }
        return getAgreement(transfer.id());
    }
}
