package org.siji.platform.packages;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.packages.RefundStore.Decision;
import org.siji.platform.packages.RefundStore.Refund;
import org.siji.platform.packages.ServicePackage.Part;
import org.siji.platform.packages.ServicePackage.PromiseKind;
import org.siji.platform.packages.TakingStore.Taking;
import org.siji.platform.packages.TakingStore.TiedNeed;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.settlement.AccountKind;
import org.siji.platform.settlement.Ledger;
import org.siji.platform.settlement.LedgerEntry;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.Acceptances;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrderStatus;
import org.siji.platform.work.WorkOrders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/**
 * What comes back when a package's promise was broken. The package's own data say what was promised and what a mu of it is worth; the
 * accepted work says what was done; a person decides, once per field, and says why. Each refund is a transaction of its own: from who
 * offered the package (where a collective did, from the provider whose operation broke it; for a yield, from the collective itself) to
 * the household's cultivator.
 */
@Service
class Refunds {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final double PERCENT = 100;
    private static final int MAX_JIN_PER_MU = 5_000;

    private final TakingStore takings;
    private final PackageStore packages;
    private final RefundStore refunds;
    private final WorkOrders orders;
    private final Acceptances acceptances;
    private final HouseholdRegister households;
    private final Ledger ledger;
    private final Sentences sentences;
    private final Clock clock;

    Refunds(TakingStore takings, PackageStore packages, RefundStore refunds, WorkOrders orders,
            Acceptances acceptances, HouseholdRegister households, Ledger ledger, Sentences sentences, Clock clock) {
        this.takings = takings;
        this.packages = packages;
        this.refunds = refunds;
        this.orders = orders;
        this.acceptances = acceptances;
        this.households = households;
        this.ledger = ledger;
        this.sentences = sentences;
        this.clock = clock;
    }

    /**
     * BROKEN and KEPT by the work that was decided on; ASKED: a person has to say what was weighed; OPEN while nothing is known. Of
     * several operations the first of these decides for the field.
     */
    enum Standing {
        BROKEN, ASKED, OPEN, KEPT
    }

    /**
     * How the promise stands on a field.
     *
     * @param amountFen what would come back
     * @param position  of the operation that broke it
     * @param why       in words, one sentence per operation
     */
    record Proposal(UUID fieldId, String fieldName, long payableCentimu, long amountFen, Standing standing,
            @Nullable Integer position, @Nullable UUID payerProviderId, @Nullable String payerVillage,
            List<String> why) {}

    record Decide(@Nullable UUID fieldId, @Nullable Decision decision, @Nullable Long expectedFen,
            @Nullable Integer measured, @Nullable String reason) {}

    List<Proposal> propose(Taking taking) {
        return propose(taking, packages.find(taking.packageId()).orElseThrow(), null);
    }

    private List<Proposal> propose(Taking taking, ServicePackage offer, @Nullable Integer measured) {
        List<TiedNeed> needs = takings.listNeeds(taking.id());
        Map<UUID, List<WorkOrder>> ordered = orders.listOfNeeds(needs.stream().map(TiedNeed::needId).toList()).stream()
                .filter(order -> order.status() != WorkOrderStatus.CANCELLED)
                .collect(Collectors.groupingBy(WorkOrder::needId));
        Map<UUID, List<TiedNeed>> byField = needs.stream()
                .collect(Collectors.groupingBy(TiedNeed::fieldId, LinkedHashMap::new, Collectors.toList()));
        return byField.values().stream().map(ofField -> ofField(offer, ofField, ordered, measured)).toList();
    }

    private Proposal ofField(ServicePackage offer, List<TiedNeed> needs, Map<UUID, List<WorkOrder>> ordered,
            @Nullable Integer measured) {
        List<Found> found = new ArrayList<>();
        if (offer.promise().kind() == PromiseKind.YIELD) {
            found.add(weighed(offer, measured));
        } else {
            needs.forEach(need -> found.add(look(offer, need, ordered.getOrDefault(need.needId(), List.of()))));
        }
        Found worst = found.stream().min(Comparator.comparing(Found::standing)).orElseThrow();
        TiedNeed first = needs.getFirst();
        Integer position = worst.standing() == Standing.BROKEN ? worst.position() : null;
        UUID payer = offer.leadProviderId() != null || position == null
                ? offer.leadProviderId()
                : offer.operations().get(position).providerId();
        return new Proposal(first.fieldId(), first.fieldName(), first.payableCentimu(),
                Money.ofFen(offer.promise().refundFenPerMu()).perMuTimes(first.payableCentimu()).fen(),
                worst.standing(), position, payer, payer == null ? offer.leadVillage() : null,
                found.stream().map(Found::why).toList());
    }

    /** What was found about one operation. */
    private record Found(Standing standing, @Nullable Integer position, String why) {}

    private Found weighed(ServicePackage offer, @Nullable Integer measured) {
        int promised = Objects.requireNonNull(offer.promise().value());
        if (measured == null) {
            return new Found(Standing.ASKED, null, sentences.say("refund.yield-asked", promised));
        }
        boolean kept = measured >= promised;
        return new Found(kept ? Standing.KEPT : Standing.BROKEN, null,
                sentences.say(kept ? "refund.yield-kept" : "refund.yield-broken", measured, promised));
    }

    private Found look(ServicePackage offer, TiedNeed need, List<WorkOrder> ofNeed) {
        Part part = offer.operations().get(need.position());
        String operation = sentences.say("operation." + part.operation());
        Acceptance done = ofNeed.stream().filter(order -> order.status().isDecided())
                .flatMap(order -> acceptances.findCurrent(order.id()).stream())
                .max(Comparator.comparing(Acceptance::decidedAt)).orElse(null);
        LocalDate today = LocalDate.now(clock.withZone(FARM_ZONE));
        if (done == null) {
            boolean late = offer.promise().kind() == PromiseKind.ON_TIME && !ofNeed.isEmpty()
                    && today.isAfter(part.windowTo());
            return new Found(late ? Standing.BROKEN : Standing.OPEN, need.position(),
                    sentences.say(late ? "refund.not-done" : "refund.open", operation, part.windowTo()));
        }
        if (offer.promise().kind() == PromiseKind.ON_TIME) {
            boolean late = done.workedOn().isAfter(part.windowTo());
            return new Found(late ? Standing.BROKEN : Standing.KEPT, need.position(), sentences
                    .say(late ? "refund.late" : "refund.in-time", operation, done.workedOn(), part.windowTo()));
        }
        double covered = done.coverage() * PERCENT;
        int promised = Objects.requireNonNull(offer.promise().value());
        boolean missed = covered < promised;
        return new Found(missed ? Standing.BROKEN : Standing.KEPT, need.position(),
                sentences.say(missed ? "refund.missed" : "refund.covered", operation,
                        String.format(Locale.ROOT, "%.2f", covered), promised));
    }

    Refund decide(UUID takingId, Decide request, CurrentUser user) {
        Taking taking = takings.lock(takingId).filter(found -> user.seesVillage(found.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("taking", takingId));
        ServicePackage offer = packages.find(taking.packageId()).orElseThrow();
        Integer measured = offer.promise().kind() == PromiseKind.YIELD ? request.measured() : null;
        Violations.collect().requireValue(request.fieldId(), "fieldId").requireValue(request.decision(), "decision")
                .requireValue(request.expectedFen(), "expectedFen").requireValue(request.reason(), "reason")
                .require(offer.promise().kind() != PromiseKind.YIELD
                        || measured != null && measured >= 0 && measured <= MAX_JIN_PER_MU, "refund.measured",
                        "measured", MAX_JIN_PER_MU)
                .throwIfAny();
        Proposal proposal = propose(taking, offer, measured).stream()
                .filter(one -> one.fieldId().equals(request.fieldId())).findFirst()
                .orElseThrow(() -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT,
                        "refund.field", "fieldId"));
        boolean granted = request.decision() == Decision.GRANTED;
        if (refunds.isGranted(takingId, proposal.fieldId())) {
            throw ProblemException.conflict("refund.paid-already", "fieldId", proposal.fieldName());
        }
        if (granted && proposal.standing() != Standing.BROKEN) {
            throw ProblemException.conflict("refund.not-broken", "fieldId", proposal.fieldName());
        }
        if (proposal.amountFen() != Objects.requireNonNull(request.expectedFen())) {
            throw ProblemException.conflict("refund.changed", "expectedFen", Money.ofFen(proposal.amountFen()).yuan());
        }
        UUID id = Ids.next();
        UUID transaction = granted ? post(id, taking, offer, proposal, user) : null;
        Refund made = new Refund(id, takingId, proposal.fieldId(), proposal.fieldName(), proposal.position(), measured,
                Objects.requireNonNull(request.decision()), granted ? proposal.amountFen() : 0,
                proposal.payerProviderId(), proposal.payerVillage(), String.join(" ", proposal.why()),
                Objects.requireNonNull(request.reason()).strip(), transaction, user.username(),
                OffsetDateTime.now(clock));
        refunds.insert(made);
        return made;
    }

    /** Null where the promise is worth nothing: then nothing is posted. */
    private @Nullable UUID post(UUID id, Taking taking, ServicePackage offer, Proposal proposal, CurrentUser user) {
        UUID provider = proposal.payerProviderId();
        UUID payer = provider == null
                ? ledger.account(AccountKind.VILLAGE, Objects.requireNonNull(proposal.payerVillage()),
                        proposal.payerVillage())
                : ledger.account(AccountKind.PROVIDER, provider, null);
        UUID payee = ledger.account(AccountKind.CULTIVATOR,
                households.getHousehold(taking.householdId()).cultivatorId(), taking.villageCode());
        Money amount = Money.ofFen(proposal.amountFen());
        return ledger.post(new LedgerEntry("package-refund:" + id, LedgerEntry.Kind.REFUND, taking.id(),
                offer.season(), LocalDate.now(clock.withZone(FARM_ZONE)), user.username(),
                List.of(new LedgerEntry.Leg("household", payee, amount),
                        new LedgerEntry.Leg("payer", payer, amount.negated()))))
                .orElse(null);
    }
}
