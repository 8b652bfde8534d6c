package org.siji.platform.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/**
 * Records that money has changed hands outside of the platform: IN from an owner who owes, OUT to one who is owed, never more than
 * is due. It moves no money itself.
 */
@RestController
@RequestMapping("/api/v1/payments")
class PaymentController {

    private static final int COUNTY_DIGITS = 6;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final AccountRegister accounts;

    PaymentController(JdbcClient jdbc, Ledger ledger, AccountRegister accounts) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.accounts = accounts;
    }

    /** As seen from the village: IN is received, OUT is paid. */
    enum Direction {
        IN, OUT
    }

    /**
     * @param evidence receipt or bank reference
     * @param season   to which it belongs; the year of the day if absent
     */
    record NewPayment(@Nullable AccountKind accountKind, @Nullable String ownerId, @Nullable Long amountFen,
            @Nullable Direction direction, @Nullable String evidence, @Nullable LocalDate onDate,
            @Nullable Integer season) {}

    record Payment(UUID id, UUID accountId, Direction direction, long amountFen, UUID transactionId, long balanceFen) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Payment pay(CurrentUser user, @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody NewPayment request) {
        Violations violations = Violations.collect().requireValue(key, "Idempotency-Key")
                .requireValue(request.accountKind(), "accountKind").requireValue(request.ownerId(), "ownerId")
                .requireValue(request.amountFen(), "amountFen").requireValue(request.direction(), "direction")
                .requireValue(request.evidence(), "evidence").requireValue(request.onDate(), "onDate");
        AccountKind kind = request.accountKind();
        violations.require(kind == null || kind.isPayable(), "payment.account-kind", "accountKind",
                String.valueOf(kind));
        Long fen = request.amountFen();
        violations.require(fen == null || fen > 0, "payment.amount", "amountFen", String.valueOf(fen));
        violations.throwIfAny();
        return record(user, requireNonNull(key), request, Money.ofFen(requireNonNull(fen)));
    }

    private Payment record(CurrentUser user, String key, NewPayment request, Money amount) {
        Direction direction = requireNonNull(request.direction());
        LocalDate day = requireNonNull(request.onDate());
        String owner = requireNonNull(request.ownerId());
        UUID account = ledger.findAccount(requireNonNull(request.accountKind()), owner)
                .orElseThrow(() -> ProblemException.notFound("account", owner));
        AccountRegister.NamedAccount owned = accounts.getAccount(user, account);
        Money balance = ledger.lock(account);
        Money due = direction == Direction.IN ? balance.negated() : balance;
        if (amount.compareTo(due) > 0) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "payment.exceeds-due", "amountFen",
                    amount.yuan(), due.isNegative() ? Money.ZERO.yuan() : due.yuan());
        }
        Money credit = direction == Direction.IN ? amount : amount.negated();
        UUID id = Ids.next();
        UUID bank = ledger.account(AccountKind.BANK, countyOf(user, owned), null);
        UUID transaction = ledger.post(new LedgerEntry("payment:" + user.username() + ":" + key,
                LedgerEntry.Kind.PAYMENT, account, request.season() == null ? day.getYear() : request.season(), day,
                user.username(), List.of(new LedgerEntry.Leg("owner", account, credit),
                        new LedgerEntry.Leg("bank", bank, credit.negated()))))
                .orElseThrow();
        jdbc.sql("""
                insert into payment (id, account_id, direction, amount_fen, evidence, on_date, transaction_id, recorded_by)
                values (:id, :account, :direction, :amount, :evidence, :on, :transaction, :by)""").param("id", id)
                .param("account", account).param("direction", direction.name()).param("amount", amount.fen())
                .param("evidence", request.evidence()).param("on", day).param("transaction", transaction)
                .param("by", user.username()).update();
        return new Payment(id, account, direction, amount.fen(), transaction, balance.plus(credit).fen());
    }

    /** Each county has its own bank account. */
    private static String countyOf(CurrentUser user, AccountRegister.NamedAccount account) {
        String place = account.villageCode() == null ? user.regionPrefix() : account.villageCode();
        return place.length() < COUNTY_DIGITS ? place : place.substring(0, COUNTY_DIGITS);
    }
}
