package org.siji.platform.tenancy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.TransferRegister;
import org.siji.platform.registry.TransferRegister.Search;
import org.siji.platform.registry.TransferRegister.Transfer;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.Ledger;
import org.siji.platform.settlement.LedgerEntry;
import org.siji.platform.tenancy.GrainPrices.GrainPrice;
import org.siji.platform.tenancy.Rents.Rate;
import org.siji.platform.tenancy.Rents.RentYear;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The terms of transfers and the rents that come of them. A transfer without terms of its own is paid when its year begins. */
@Component
class Agreements {

    /** No village has so many. */
    private static final int MOST = 100_000;

    private final JdbcClient jdbc;
    private final TransferRegister transfers;
    private final HouseholdRegister households;
    private final CultivatorRegister cultivators;
    private final GrainPrices prices;
    private final Ledger ledger;
    private final Sentences sentences;

    Agreements(JdbcClient jdbc, TransferRegister transfers, HouseholdRegister households,
            CultivatorRegister cultivators, GrainPrices prices, Ledger ledger, Sentences sentences) {
        this.jdbc = jdbc;
        this.transfers = transfers;
        this.households = households;
        this.cultivators = cultivators;
        this.prices = prices;
        this.ledger = ledger;
        this.sentences = sentences;
    }

    /** @param renews the agreement that this one continues */
    record Terms(UUID transferId, long areaCentimu, @Nullable Long fenPerMu, @Nullable Long gramsPerMu,
            @Nullable String grain, int dueMonth, int dueDay, @Nullable UUID renews) {

        Rate rate() {
            return new Rate(fenPerMu, gramsPerMu, grain);
        }
    }

    record End(UUID transferId, LocalDate endedOn, String reason) {}

    /** Names are masked. */
    record Parties(String holderName, String tenantName) {}

    /** @param renewedBy the agreement that continues this one */
    record Agreement(UUID id, Transfer transfer, Terms terms, @Nullable End end, Parties parties,
            @Nullable UUID renewedBy) {}

    enum DueStatus {
        /** A rent in grain has no price yet. */
        HELD, OPEN, POSTED
    }

    /**
     * @param returnedFen what an early end gave back of a posted rent
     * @param reason      why a rent is held, in one sentence
     */
    record Due(UUID id, UUID transferId, String parcelCode, UUID householdId, UUID cultivatorId, int year,
            LocalDate from,
            LocalDate to, long days, long fullDays, LocalDate dueOn, long areaCentimu, @Nullable Long fenPerMu,
            @Nullable Long gramsPerMu, @Nullable String grain, @Nullable Long fenPerKg, @Nullable Long amountFen,
            long returnedFen, DueStatus status, Parties parties, @Nullable String reason) {}

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

    List<Agreement> list(Search search, UUID after, int rows) {
        return withTerms(transfers.listTransfers(search, after, rows));
    }

    Map<UUID, Terms> mapTerms(List<UUID> ids) {
        Map<UUID, Terms> found = new HashMap<>();
        jdbc.sql("""
                select transfer_id, area_centimu, fen_per_mu, grams_per_mu, grain, due_month, due_day, renews
                from transfer_terms where transfer_id = any(:ids)""").param("ids", ids.toArray(UUID[]::new))
                .query(Terms.class).list().forEach(terms -> found.put(terms.transferId(), terms));
        return found;
    }

    /** Sums of a village's rents in a year; a rent that is held has none yet. */
    record Totals(int year, int agreements, long openFen, int open, long postedFen, int posted, long returnedFen,
            int held) {}

    Totals total(Search search, int year) {
        List<Due> dues = listDue(withTerms(transfers.listTransfers(search, new UUID(0, 0), MOST), false), year);
        return new Totals(year, dues.size(), sum(dues, DueStatus.OPEN), count(dues, DueStatus.OPEN),
                sum(dues, DueStatus.POSTED), count(dues, DueStatus.POSTED),
                dues.stream().map(due -> Money.ofFen(due.returnedFen())).reduce(Money.ZERO, Money::plus).fen(),
                count(dues, DueStatus.HELD));
    }

    private static long sum(List<Due> dues, DueStatus status) {
        return dues.stream().filter(due -> due.status() == status && due.amountFen() != null)
                .map(due -> Money.ofFen(Objects.requireNonNull(due.amountFen()))).reduce(Money.ZERO, Money::plus)
                .fen();
    }

    private static int count(List<Due> dues, DueStatus status) {
        return (int) dues.stream().filter(due -> due.status() == status).count();
    }

    /** What the office did in one go: how many rents were billed, and why others were not. */
    record Billed(int year, int billed, long billedFen, int notYetDue, int held) {}

    /** Bills each rent of the village that is due by today. */
    Billed postAll(Search search, int year, LocalDate today, String by) {
        List<Agreement> list = withTerms(transfers.listTransfers(search, new UUID(0, 0), MOST), false);
        Map<UUID, Agreement> byId = new HashMap<>();
        list.forEach(one -> byId.put(one.id(), one));
        List<Due> dues = listDue(list, year);
        List<Due> ripe = dues.stream()
                .filter(due -> due.status() == DueStatus.OPEN && !today.isBefore(due.dueOn())).toList();
        Money billed = ripe.stream()
                .map(due -> post(Objects.requireNonNull(byId.get(due.transferId())), year, today, by))
                .map(due -> Money.ofFen(Objects.requireNonNull(due.amountFen()))).reduce(Money.ZERO, Money::plus);
        return new Billed(year, ripe.size(), billed.fen(), count(dues, DueStatus.OPEN) - ripe.size(),
                count(dues, DueStatus.HELD));
    }

    /** Of each year that has begun, at least the first; the latest first. */
    List<Due> listRents(Agreement agreement, LocalDate today) {
        int first = agreement.transfer().validFrom().getYear();
        return IntStream.rangeClosed(first, Math.max(first, today.getYear())).boxed()
                .flatMap(year -> listDue(List.of(agreement), year).stream()).toList().reversed();
    }

    private List<Agreement> withTerms(List<Transfer> list) {
        return withTerms(list, true);
    }

    private List<Agreement> withTerms(List<Transfer> list, boolean named) {
        List<UUID> ids = list.stream().map(Transfer::id).toList();
        Map<UUID, Terms> terms = mapTerms(ids);
        Map<UUID, End> ends = new HashMap<>();
        jdbc.sql("select transfer_id, ended_on, reason from transfer_end where transfer_id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new)).query(End.class).list()
                .forEach(end -> ends.put(end.transferId(), end));
        Map<UUID, UUID> renewals = new HashMap<>();
        jdbc.sql("select renews, transfer_id from transfer_terms where renews = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new)).query(row -> {
                    renewals.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                });
        Map<UUID, Parties> parties = named ? parties(list) : Map.of();
        return list.stream().map(one -> new Agreement(one.id(), one, terms.getOrDefault(one.id(), plain(one)),
                ends.get(one.id()), parties.getOrDefault(one.id(), new Parties("", "")), renewals.get(one.id())))
                .toList();
    }

    private Map<UUID, Parties> parties(List<Transfer> list) {
        Map<UUID, UUID> own = new HashMap<>();
        list.stream().map(Transfer::villageCode).distinct()
                .forEach(village -> own.putAll(households.mapCultivatorIds(village)));
        Map<UUID, Cultivator> known = cultivators.mapCultivators(list.stream()
                .flatMap(one -> Stream.of(own.get(one.fromHouseholdId()), one.toCultivatorId()))
                .filter(Objects::nonNull).distinct().toList());
        Map<UUID, Parties> parties = new HashMap<>();
        list.forEach(one -> parties.put(one.id(),
                new Parties(name(known, own.get(one.fromHouseholdId())), name(known, one.toCultivatorId()))));
        return parties;
    }

    private static String name(Map<UUID, Cultivator> known, @Nullable UUID id) {
        Cultivator one = id == null ? null : known.get(id);
        return one == null ? "" : one.nameMasked();
    }

    private static Terms plain(Transfer transfer) {
        return plain(transfer.id(), transfer.areaCentimu(), transfer.rentFenPerMuYear(), transfer.validFrom());
    }

    /** Of a transfer without terms of its own. */
    static Terms plain(UUID id, long areaCentimu, long fenPerMu, LocalDate from) {
        return new Terms(id, areaCentimu, fenPerMu, null, null, from.getMonthValue(),
                Math.min(from.getDayOfMonth(), 28),
                null);
    }

    private record Bill(UUID transferId, int year, LocalDate dueOn, @Nullable Long fenPerKg, long amountFen,
            long returnedFen) {}

    private static final String BILL = """
            select b.transfer_id, b.year, b.due_on, b.fen_per_kg, b.amount_fen, coalesce(r.amount_fen, 0) as returned_fen
            from rent_bill b left join rent_return r on r.transfer_id = b.transfer_id and r.year = b.year
            where b.transfer_id = any(:ids)""";

    /** The rents of these agreements in the year; not each agreement has one. */
    List<Due> listDue(List<Agreement> list, int year) {
        Map<UUID, Bill> bills = new HashMap<>();
        jdbc.sql(BILL + " and b.year = :year").param("ids", list.stream().map(Agreement::id).toArray(UUID[]::new))
                .param("year", year).query(Bill.class).list().forEach(bill -> bills.put(bill.transferId(), bill));
        Map<String, BiFunction<String, LocalDate, Optional<GrainPrice>>> known = new HashMap<>();
        return list.stream().flatMap(one -> due(one, year, bills.get(one.id()),
                known.computeIfAbsent(one.transfer().villageCode(), prices::of)).stream()).toList();
    }

    private Optional<Due> due(Agreement agreement, int year, @Nullable Bill bill,
            BiFunction<String, LocalDate, Optional<GrainPrice>> known) {
        Transfer transfer = agreement.transfer();
        Terms terms = agreement.terms();
        return Rents.year(transfer.validFrom(), transfer.validTo(), year).map(period -> {
            LocalDate dueOn = terms.fenPerMu() != null && terms.dueMonth() == transfer.validFrom().getMonthValue()
                    && terms.dueDay() == Math.min(transfer.validFrom().getDayOfMonth(), 28)
                            ? period.from()
                            : period.dueOn(terms.dueMonth(), terms.dueDay());
            Long fenPerKg = bill != null ? bill.fenPerKg() : price(known, terms, dueOn);
            boolean held = bill == null && terms.grain() != null && fenPerKg == null;
            Long amount = bill != null
                    ? Long.valueOf(bill.amountFen())
                    : held ? null : Long.valueOf(Rents.of(terms.rate(), terms.areaCentimu(), period, fenPerKg).fen());
            return new Due(transfer.id(), transfer.id(), transfer.parcelCode(), transfer.fromHouseholdId(),
                    transfer.toCultivatorId(),
                    year, period.from(), period.to(), period.days(), period.fullDays(), dueOn, terms.areaCentimu(),
                    terms.fenPerMu(), terms.gramsPerMu(), terms.grain(), fenPerKg, amount,
                    bill == null ? 0 : bill.returnedFen(),
                    bill != null ? DueStatus.POSTED : held ? DueStatus.HELD : DueStatus.OPEN, agreement.parties(),
                    held ? sentences.say("rent.no-price", String.valueOf(terms.grain()), dueOn.toString()) : null);
        });
    }

    private static @Nullable Long price(BiFunction<String, LocalDate, Optional<GrainPrice>> known, Terms terms,
            LocalDate day) {
        return terms.grain() == null ? null : known.apply(terms.grain(), day).map(GrainPrice::fenPerKg).orElse(null);
    }

    /** @throws ProblemException 404 if nothing is due that year */
    Due getDue(Agreement agreement, int year) {
        Bill bill = jdbc.sql(BILL + " and b.year = :year").param("ids", new UUID[]{agreement.transfer().id()})
                .param("year", year).query(Bill.class).optional().orElse(null);
        return due(agreement, year, bill, prices.of(agreement.transfer().villageCode()))
                .orElseThrow(() -> ProblemException.conflict("rent.no-year", "year",
                        String.valueOf(year)));
    }

    /** Bills the tenant for a year's rent; once, also when asked twice. */
    Due post(Agreement agreement, int year, LocalDate today, String by) {
        // Two people press at the same moment: the second is told so instead of waiting for what he can't know.
        boolean alone = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:key, 136))")
                .param("key", agreement.id().toString()).query(Boolean.class).single();
        if (!alone) {
            throw ProblemException.conflict("rent.busy", "year", String.valueOf(year));
        }
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
