package org.siji.platform.tenancy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.Ledger;
import org.siji.platform.settlement.LedgerEntry;
import org.siji.platform.tenancy.Trustees.Trustee;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A household lets a trustee do one, several or all operations, and gets the season's result or its guarantee, whichever is more. */
@Component
class Trusteeships {

    private final JdbcClient jdbc;
    private final HouseholdRegister households;
    private final Ledger ledger;

    Trusteeships(JdbcClient jdbc, HouseholdRegister households, Ledger ledger) {
        this.jdbc = jdbc;
        this.households = households;
        this.ledger = ledger;
    }

    enum TrusteeKind {
        PROVIDER, ENTITY, VILLAGE
    }

    enum Scope {
        ONE, SEVERAL, ALL
    }

    enum Direction {
        INCOME, COST
    }

    /**
     * @param trusteeId of the provider or entity, the code of a village
     * @param validTo   as it was agreed
     * @param endedOn   where it ended before its time
     * @param renews    the trusteeship that this one continues
     */
    record Trusteeship(UUID id, String villageCode, UUID householdId, TrusteeKind trusteeKind, String trusteeId,
            Scope scope, List<Operation> operations, LocalDate validFrom, LocalDate validTo, long areaCentimu,
            long feeFenPerMu, long guaranteeFenPerMu, @Nullable LocalDate endedOn, @Nullable String endReason,
            @Nullable UUID renews) {

        Trustee trustee() {
            return new Trustee(trusteeKind, trusteeId);
        }

        /** The first day on which it no longer holds. */
        LocalDate until() {
            return endedOn == null ? validTo : endedOn;
        }
    }

    record Booking(UUID id, Direction direction, long amountFen, String purpose, String evidence) {}

    /**
     * Both sums side by side.
     *
     * @param days          on which it holds in the year; fee and guarantee are those of that part of the year
     * @param actualFen     income less cost and fee
     * @param payFen        the larger of actual and guarantee
     * @param differenceFen what the guarantee adds to the actual result; 0 if that is larger
     */
    record Result(UUID trusteeshipId, int season, long days, long fullDays, long areaCentimu, long incomeFen,
            long costFen, long feeFen,
            long actualFen, long guaranteeFen, long payFen, long differenceFen, boolean paid, List<Booking> bookings) {}

    private static final String TRUSTEESHIP = """
            select t.*, e.ended_on, e.reason as end_reason
            from trusteeship t left join trusteeship_end e on e.trusteeship_id = t.id where\s""";

    void add(Trusteeship one, List<UUID> fieldIds, String by) {
        jdbc.sql("""
                insert into trusteeship (id, village_code, household_id, trustee_kind, trustee_id, scope, operations, valid_from,
                    valid_to, area_centimu, fee_fen_per_mu, guarantee_fen_per_mu, renews, recorded_by)
                values (:id, :village, :household, :kind, :trustee, :scope, :operations, :from, :to, :area, :fee,
                    :guarantee, :renews::uuid, :by)""").param("renews", one.renews()).param("id", one.id())
                .param("village", one.villageCode())
                .param("household", one.householdId()).param("kind", one.trusteeKind().name())
                .param("trustee", one.trusteeId()).param("scope", one.scope().name())
                .param("operations", one.operations().stream().map(Enum::name).toArray(String[]::new))
                .param("from", one.validFrom()).param("to", one.validTo()).param("area", one.areaCentimu())
                .param("fee", one.feeFenPerMu()).param("guarantee", one.guaranteeFenPerMu()).param("by", by).update();
        jdbc.sql("insert into trusteeship_field (trusteeship_id, field_id) select :id, unnest(:fields::uuid[])")
                .param("id", one.id()).param("fields", fieldIds.toArray(UUID[]::new)).update();
    }

    private JdbcClient.MappedQuerySpec<Trusteeship> mapped(JdbcClient.StatementSpec query) {
        return query.query((row, index) -> new Trusteeship(row.getObject("id", UUID.class),
                row.getString("village_code"), row.getObject("household_id", UUID.class),
                TrusteeKind.valueOf(row.getString("trustee_kind")), row.getString("trustee_id"),
                Scope.valueOf(row.getString("scope")),
                Arrays.stream((String[]) row.getArray("operations").getArray()).map(Operation::valueOf).toList(),
                row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class),
                row.getLong("area_centimu"), row.getLong("fee_fen_per_mu"), row.getLong("guarantee_fen_per_mu"),
                row.getObject("ended_on", LocalDate.class), row.getString("end_reason"),
                row.getObject("renews", UUID.class)));
    }

    Optional<Trusteeship> find(UUID id) {
        return mapped(jdbc.sql(TRUSTEESHIP + "t.id = :id").param("id", id)).optional();
    }

    /**
     * @param householdId only those of this household, if given
     * @param providerId  only those that this provider is the trustee of, if given
     */
    List<Trusteeship> list(String prefix, @Nullable UUID householdId, @Nullable UUID providerId, UUID after,
            int rows) {
        return mapped(jdbc.sql(TRUSTEESHIP + """
                starts_with(t.village_code, :prefix) and t.id > :after
                and (:household::uuid is null or t.household_id = :household::uuid)
                and (:provider::text is null or t.trustee_kind = 'PROVIDER' and t.trustee_id = :provider)
                order by t.id limit :rows""").param("prefix", prefix).param("household", householdId)
                .param("provider", providerId == null ? null : providerId.toString()).param("after", after)
                .param("rows", rows)).list();
    }

    /** Those that another one continues. */
    Set<UUID> listRenewed(List<UUID> ids) {
        return new HashSet<>(jdbc.sql("select renews from trusteeship where renews = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new)).query(UUID.class).list());
    }

    List<UUID> listFields(UUID id) {
        return jdbc.sql("select field_id from trusteeship_field where trusteeship_id = :id order by field_id")
                .param("id", id).query(UUID.class).list();
    }

    /** Ends before its time. What is settled stays: a year that was paid out must not get other days. */
    void end(Trusteeship one, LocalDate on, String reason, String by) {
        lock(one.id());
        if (one.endedOn() != null) {
            throw ProblemException.conflict("trusteeship.ended", "");
        }
        if (!on.isAfter(one.validFrom()) || !on.isBefore(one.validTo())) {
            throw ProblemException.badRequest("trusteeship.end-day", "on", on.toString(), one.validFrom().toString(),
                    one.validTo().toString());
        }
        jdbc.sql("select season from trusteeship_result where trusteeship_id = :id order by season")
                .param("id", one.id()).query(Integer.class).list().stream()
                .filter(season -> days(one.validFrom(), one.validTo(), season) != days(one.validFrom(), on, season))
                .findFirst().ifPresent(season -> {
                    throw ProblemException.conflict("trusteeship.end-settled", "on", String.valueOf(season));
                });
        jdbc.sql("""
                insert into trusteeship_end (trusteeship_id, ended_on, reason, recorded_by)
                values (:id, :on, :reason, :by)""").param("id", one.id()).param("on", on).param("reason", reason)
                .param("by", by).update();
    }

    /** Days of the term within the calendar year. */
    static long days(LocalDate from, LocalDate to, int year) {
        LocalDate first = LocalDate.of(year, 1, 1);
        LocalDate begin = from.isAfter(first) ? from : first;
        LocalDate end = to.isBefore(first.plusYears(1)) ? to : first.plusYears(1);
        return Math.max(0, ChronoUnit.DAYS.between(begin, end));
    }

    /** Those of the fields that another trusteeship has for an operation of this one on some of its days. */
    List<UUID> listTaken(List<UUID> fieldIds, List<Operation> operations, LocalDate from, LocalDate to) {
        return jdbc
                .sql("""
                select distinct f.field_id from trusteeship t join trusteeship_field f on f.trusteeship_id = t.id
                  left join trusteeship_end e on e.trusteeship_id = t.id
                where f.field_id = any(:fields) and t.valid_from < :to and coalesce(e.ended_on, t.valid_to) > :from
                  and (t.scope = 'ALL' or cardinality(:operations::text[]) = 0 or t.operations && :operations::text[])""")
                .param("fields", fieldIds.toArray(UUID[]::new)).param("from", from).param("to", to)
                .param("operations", operations.stream().map(Enum::name).toArray(String[]::new)).query(UUID.class)
                .list();
    }

    /** Bookings and the settling of one trusteeship wait for each other. */
    void lock(UUID id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, 135))").param("id", id.toString())
                .query(row -> {});
    }

    /** Of the years that have begun, at least the first; the latest first. */
    List<Result> results(Trusteeship one, LocalDate today) {
        int first = one.validFrom().getYear();
        int last = Math.max(first, Math.min(today.getYear(), one.until().minusDays(1).getYear()));
        return IntStream.rangeClosed(first, last).mapToObj(year -> result(one, year)).toList().reversed();
    }

    /** A trusteeship that holds on a field on the day. */
    record OnField(UUID fieldId, UUID trusteeshipId, TrusteeKind trusteeKind, String trusteeId, Scope scope) {

        Trustee trustee() {
            return new Trustee(trusteeKind, trusteeId);
        }
    }

    /** What was known at the moment of the trusteeships of these fields on the day; one with all operations before others. */
    Map<UUID, OnField> mapOnFields(Collection<UUID> fieldIds, LocalDate on, OffsetDateTime known) {
        Map<UUID, OnField> found = new HashMap<>();
        jdbc.sql("""
                select f.field_id, t.id as trusteeship_id, t.trustee_kind, t.trustee_id, t.scope
                from trusteeship_field f join trusteeship t on t.id = f.trusteeship_id
                left join trusteeship_end e on e.trusteeship_id = t.id and e.recorded_at <= :known
                where f.field_id = any(:fields) and t.recorded_at <= :known and t.valid_from <= :on
                    and coalesce(e.ended_on, t.valid_to) > :on
                order by t.scope = 'ALL' desc, t.id""").param("fields", fieldIds.toArray(UUID[]::new))
                .param("on", on).param("known", known).query(OnField.class).list()
                .forEach(one -> found.putIfAbsent(one.fieldId(), one));
        return found;
    }

    Result result(Trusteeship one, int season) {
        long days = days(one.validFrom(), one.until(), season);
        long fullDays = LocalDate.of(season, 1, 1).lengthOfYear();
        if (days == 0) {
            throw ProblemException.badRequest("trusteeship.season", "season", String.valueOf(season));
        }
        List<Booking> bookings = jdbc.sql("""
                select id, direction, amount_fen, purpose, evidence from trusteeship_booking
                where trusteeship_id = :id and season = :season order by id""").param("id", one.id())
                .param("season", season).query(Booking.class).list();
        Money income = sum(bookings, Direction.INCOME);
        Money cost = sum(bookings, Direction.COST);
        Money fee = yearly(one.feeFenPerMu(), one.areaCentimu(), days, fullDays);
        Optional<Paid> paid = jdbc.sql("""
                select actual_fen, guarantee_fen, paid_fen from trusteeship_result
                where trusteeship_id = :id and season = :season""").param("id", one.id()).param("season", season)
                .query(Paid.class).optional();
        // What is settled is told as it was settled.
        Money guarantee = paid.map(was -> Money.ofFen(was.guaranteeFen()))
                .orElseGet(() -> yearly(one.guaranteeFenPerMu(), one.areaCentimu(), days, fullDays));
        Money actual = paid.map(was -> Money.ofFen(was.actualFen())).orElseGet(() -> income.minus(cost).minus(fee));
        Money pay = actual.compareTo(guarantee) < 0 ? guarantee : actual;
        return new Result(one.id(), season, days, fullDays, one.areaCentimu(), income.fen(), cost.fen(), fee.fen(),
                actual.fen(), guarantee.fen(), pay.fen(), pay.minus(actual).fen(), paid.isPresent(), bookings);
    }

    private record Paid(long actualFen, long guaranteeFen, long paidFen) {}

    /** The part of a yearly amount per mu that falls on the days; rounded once. */
    static Money yearly(long fenPerMu, long areaCentimu, long days, long fullDays) {
        return Money.ofFen(fenPerMu).times(Math.multiplyExact(areaCentimu, days), 100 * fullDays);
    }

    private static Money sum(List<Booking> bookings, Direction direction) {
        return bookings.stream().filter(one -> one.direction() == direction)
                .map(one -> Money.ofFen(one.amountFen())).reduce(Money.ZERO, Money::plus);
    }

    void book(UUID id, int season, Booking booking, String by) {
        jdbc.sql("""
                insert into trusteeship_booking (id, trusteeship_id, season, direction, amount_fen, purpose, evidence,
                    recorded_by)
                values (:id, :trusteeship, :season, :direction, :fen, :purpose, :evidence, :by)""")
                .param("id", booking.id()).param("trusteeship", id).param("season", season)
                .param("direction", booking.direction().name()).param("fen", booking.amountFen())
                .param("purpose", booking.purpose()).param("evidence", booking.evidence()).param("by", by).update();
    }

    /** Once; asked again, it tells what was paid. */
    Result pay(Trusteeship one, int season, LocalDate today, String by) {
        lock(one.id());
        Result result = result(one, season);
        if (result.paid()) {
            return result;
        }
        AccountKind kind = AccountKind.valueOf(one.trusteeKind().name());
        UUID trustee = ledger.account(kind, one.trusteeId(),
                kind == AccountKind.PROVIDER ? null : one.villageCode());
        UUID household = ledger.account(AccountKind.CULTIVATOR,
                households.getHousehold(one.householdId()).cultivatorId(), one.villageCode());
        Money pay = Money.ofFen(result.payFen());
        UUID transaction = ledger.post(new LedgerEntry("trusteeship:" + one.id() + ":" + season,
                LedgerEntry.Kind.TRUSTEESHIP, one.id(), season, today, by,
                List.of(new LedgerEntry.Leg("trustee", trustee, pay.negated()),
                        new LedgerEntry.Leg("household", household, pay))))
                .orElse(null);
        jdbc.sql("""
                insert into trusteeship_result (trusteeship_id, season, actual_fen, guarantee_fen, paid_fen, transaction_id,
                    recorded_by)
                values (:id, :season, :actual, :guarantee, :paid, :transaction::uuid, :by)""").param("id", one.id())
                .param("season", season).param("actual", result.actualFen())
                .param("guarantee", result.guaranteeFen()).param("paid", result.payFen())
                .param("transaction", transaction).param("by", by).update();
        return result(one, season);
    }

}
