package org.siji.platform.settlement;

import java.time.Clock;
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
import org.siji.platform.identity.Role;
import org.siji.platform.market.Contract;
import org.siji.platform.market.ContractStatus;
import org.siji.platform.market.Contracts;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.AcceptanceDecision;
import org.siji.platform.verification.Acceptances;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** The money side of a contract's board: deposit, penalties, yield, and the measured quality that they follow from. */
@RestController
@RequestMapping("/api/v1/contracts/{id}")
class ContractMoneyController {

    private static final int COUNTY_DIGITS = 6;
    private static final long MOST = 10_000_000_000L;

    private final JdbcClient jdbc;
    private final Contracts contracts;
    private final Acceptances acceptances;
    private final Ledger ledger;
    private final Penalties penalties;
    private final ContractOutcomes outcomes;
    private final GainSharing gain;
    private final Clock clock;

    ContractMoneyController(JdbcClient jdbc, Contracts contracts, Acceptances acceptances, Ledger ledger,
            Penalties penalties, ContractOutcomes outcomes, GainSharing gain, Clock clock) {
        this.jdbc = jdbc;
        this.contracts = contracts;
        this.acceptances = acceptances;
        this.ledger = ledger;
        this.penalties = penalties;
        this.outcomes = outcomes;
        this.gain = gain;
        this.clock = clock;
    }

    enum DepositKind {
        PAID_IN, RETURNED
    }

    record DepositMovement(UUID id, DepositKind kind, long amountFen, String evidence, LocalDate onDate,
            UUID transactionId, String recordedBy) {}

    /** @param coverage of the field, 0 to 1; the reason is in the words of the asker */
    record Quality(UUID workOrderId, AcceptanceDecision decision, double coverage, long payableCentimu,
            LocalDate workedOn, String reason) {}

    /**
     * What the village gets for bringing the sides together, out of the bundling gain.
     *
     * @param poolFen       the gain that it is paid from
     * @param settled       whether it was paid; else as it would be now
     * @param transactionId null where nothing was posted
     */
    record ServiceFee(long fenPerMu, long centimu, long poolFen, long amountFen, boolean settled,
            @Nullable UUID transactionId) {}

    record Board(ServiceFee serviceFee, long depositAskedFen, long depositHeldFen,
            List<DepositMovement> depositMovements,
            List<Penalties.Proposal> proposals, List<Penalties.Decided> penalties,
            List<ContractOutcomes.Weighing> weighings, ContractOutcomes.@Nullable Outcome expected,
            ContractOutcomes.@Nullable Outcome settled, List<Quality> quality) {}

    record NewDeposit(@Nullable DepositKind kind, @Nullable Long amountFen, @Nullable String evidence,
            @Nullable LocalDate onDate) {}

    record NewDecision(@Nullable UUID subjectId, Penalties.@Nullable Decision decision, @Nullable Long expectedFen,
            @Nullable String reason) {}

    record NewWeighing(@Nullable String noteNumber, @Nullable LocalDate weighedOn, @Nullable Long grams) {}

    record Reason(@Nullable String reason) {}

    @GetMapping("/money")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Board get(CurrentUser user, @PathVariable UUID id) {
        return board(getVisible(user, id));
    }

    @PostMapping("/deposit")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Board deposit(CurrentUser user, @PathVariable UUID id, @RequestBody NewDeposit request) {
        Contract contract = getVisible(user, id);
        Long fen = request.amountFen();
        Violations.collect().requireValue(request.kind(), "kind").requireValue(fen, "amountFen")
                .requireValue(request.evidence(), "evidence").requireValue(request.onDate(), "onDate")
                .require(fen == null || fen > 0 && fen <= MOST, "payment.amount", "amountFen", String.valueOf(fen))
                .throwIfAny();
        UUID account = ledger.account(AccountKind.DEPOSIT, id, contract.villageCode());
        Money held = ledger.lock(account);
        Money amount = Money.ofFen(requireNonNull(fen));
        boolean in = request.kind() == DepositKind.PAID_IN;
        if (in) {
            Money asked = Money.ofFen(contracts.getTerms(id).depositFen());
            if (contract.status() == ContractStatus.DRAFT || amount.plus(held).compareTo(asked) > 0) {
                throw ProblemException.conflict("deposit.more-than-asked", "amountFen", asked.yuan(), held.yuan());
            }
        } else if (amount.compareTo(held) > 0) {
            throw ProblemException.conflict("deposit.more-than-held", "amountFen", held.yuan());
        } else if (!contract.status().isOver() || !penalties.propose(contract).isEmpty()) {
            throw ProblemException.conflict("deposit.not-yet", "", contract.number());
        }
        UUID movement = Ids.next();
        UUID bank = ledger.account(AccountKind.BANK, contract.villageCode().substring(0, COUNTY_DIGITS), null);
        Money credit = in ? amount : amount.negated();
        UUID transaction = ledger.post(new LedgerEntry("deposit:" + movement, LedgerEntry.Kind.DEPOSIT, id,
                contract.season(), requireNonNull(request.onDate()), user.username(),
                List.of(new LedgerEntry.Leg("deposit", account, credit),
                        new LedgerEntry.Leg("bank", bank, credit.negated()))))
                .orElseThrow();
        jdbc.sql("""
                insert into deposit_movement (id, contract_id, kind, amount_fen, evidence, on_date, transaction_id, recorded_by)
                values (:id, :contract, :kind, :amount, :evidence, :on, :transaction, :by)""").param("id", movement)
                .param("contract", id).param("kind", requireNonNull(request.kind()).name())
                .param("amount", amount.fen()).param("evidence", request.evidence()).param("on", request.onDate())
                .param("transaction", transaction).param("by", user.username()).update();
        return board(contract);
    }

    /** A person books a proposed penalty or lets it off, and says why. */
    @PostMapping("/penalties")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Board decide(CurrentUser user, @PathVariable UUID id, @RequestBody NewDecision request) {
        Contract contract = getVisible(user, id);
        Violations.collect().requireValue(request.subjectId(), "subjectId")
                .requireValue(request.decision(), "decision").requireValue(request.expectedFen(), "expectedFen")
                .requireValue(request.reason(), "reason").throwIfAny();
        penalties.decide(contract, requireNonNull(request.subjectId()), requireNonNull(request.decision()),
                requireNonNull(request.expectedFen()), requireNonNull(request.reason()), user.username());
        return board(contract);
    }

    /** The provider says that it has been told. */
    @PostMapping("/penalties/{penaltyId}/seen")
    @Allowed(PROVIDER)
    Board seen(CurrentUser user, @PathVariable UUID id, @PathVariable UUID penaltyId) {
        Contract contract = getVisible(user, id);
        penalties.seen(id, penaltyId, user.username());
        return board(contract);
    }

    @PostMapping("/weighings")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    ContractOutcomes.Weighing weigh(CurrentUser user, @PathVariable UUID id, @RequestBody NewWeighing request) {
        Contract contract = getVisible(user, id);
        Long grams = request.grams();
        LocalDate on = request.weighedOn();
        LocalDate today = LocalDate.now(clock.withZone(Billing.FARM_ZONE));
        Violations.collect().requireValue(request.noteNumber(), "noteNumber").requireValue(on, "weighedOn")
                .requireValue(grams, "grams")
                .require(grams == null || grams > 0 && grams <= MOST * 1000, "weighing.grams", "grams")
                .require(on == null || !on.isAfter(today), "weighing.future", "weighedOn", String.valueOf(on))
                .throwIfAny();
        if (contracts.getTerms(id).yield() == null) {
            throw ProblemException.conflict("outcome.none", "", contract.number());
        }
        return outcomes.weigh(contract, requireNonNull(request.noteNumber()), requireNonNull(on),
                requireNonNull(grams), user.username());
    }

    /** A note that was entered wrongly stays, struck through. */
    @PostMapping("/weighings/{weighingId}/strike")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Board strike(CurrentUser user, @PathVariable UUID id, @PathVariable UUID weighingId,
            @RequestBody Reason request) {
        Contract contract = getVisible(user, id);
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        outcomes.strike(id, weighingId, requireNonNull(request.reason()), user.username());
        return board(contract);
    }

    @PostMapping("/outcome")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Board settle(CurrentUser user, @PathVariable UUID id) {
        Contract contract = getVisible(user, id);
        if (!contract.status().isOver()) {
            throw ProblemException.conflict("settlement.contract-open", "", contract.number());
        }
        int open = acceptances.countOpenQuestions(id);
        if (open > 0) {
            throw ProblemException.conflict("settlement.undecided", "", open);
        }
        outcomes.settle(contract, user.username());
        return board(contract);
    }

    private Contract getVisible(CurrentUser user, UUID id) {
        Contract contract = contracts.getContract(id);
        if (!WeighingEvidence.sees(user, contract)
                || user.role() == Role.PROVIDER && contract.status() == ContractStatus.DRAFT) {
            throw ProblemException.notFound("contract", id);
        }
        return contract;
    }

    private Board board(Contract contract) {
        UUID id = contract.id();
        long held = ledger.findAccount(AccountKind.DEPOSIT, id).map(account -> jdbc
                .sql("select coalesce(sum(amount_fen), 0) from ledger_posting where account_id = :id")
                .param("id", account).query(Long.class).single()).orElse(0L);
        List<DepositMovement> movements = jdbc.sql("""
                select id, kind, amount_fen, evidence, on_date, transaction_id, recorded_by
                from deposit_movement where contract_id = :id order by id""").param("id", id)
                .query(new SimplePropertyRowMapper<>(DepositMovement.class)).list();
        List<Quality> quality = acceptances.listCurrentOfContract(id).stream().map(this::quality).toList();
        return new Board(serviceFee(contract), contracts.getTerms(id).depositFen(), held, movements,
                penalties.propose(contract),
                penalties.listDecided(id), outcomes.listWeighings(id), outcomes.compute(contract).orElse(null),
                outcomes.findSettled(id).orElse(null), quality);
    }

    private ServiceFee serviceFee(Contract contract) {
        return gain.findRun(contract.id())
                .map(run -> new ServiceFee(run.serviceFeeFenPerMu(), run.payableCentimu(), run.poolFen(), run.feeFen(),
                        true, run.transactionId()))
                .orElseGet(() -> {
                    List<BillLine> lines = gain.listLines(contract.id());
                    long centimu = lines.stream().mapToLong(BillLine::payableCentimu).sum();
                    long pool = lines.stream().mapToLong(BillLine::poolFen).sum();
                    long wanted = Money.ofFen(contract.serviceFeeFenPerMu()).perMuTimes(centimu).fen();
                    return new ServiceFee(contract.serviceFeeFenPerMu(), centimu, pool, Math.min(wanted, pool), false,
                            null);
                });
    }

    private Quality quality(Acceptance one) {
        return new Quality(one.workOrderId(), one.decision(), one.coverage(), one.payable().centimu(), one.workedOn(),
                acceptances.reasonOf(one));
    }
}
