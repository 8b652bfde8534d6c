package org.siji.platform.verification;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.work.Decision;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrders;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** Writes decisions down, moves the work order, and tells the others where money follows. */
@Component
class Decisions {

    /** Another provider was paid for the whole field already. */
    static final String GROUND_PAID = "acceptance.ground-paid";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Acceptances acceptances;
    private final AcceptanceRules rules;
    private final WorkOrders workOrders;
    private final GroundChecks grounds;
    private final ApplicationEventPublisher events;

    Decisions(JdbcClient jdbc, JsonMapper json, Clock clock, Acceptances acceptances, AcceptanceRules rules,
            WorkOrders workOrders, GroundChecks grounds, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.acceptances = acceptances;
        this.rules = rules;
        this.workOrders = workOrders;
        this.grounds = grounds;
        this.events = events;
    }

    private record Draft(WorkOrder order, @Nullable UUID measurementId, @Nullable UUID ruleId,
            AcceptanceRule.Verdict verdict, @Nullable GroundCheck ground, boolean isSecondPayment, Area fieldArea,
            Area covered, BigDecimal coverage, LocalDate workedOn, @Nullable String decidedBy) {}

    /** @param ground null where nothing would be paid anyway */
    private record Judged(AcceptanceRule.Verdict verdict, @Nullable GroundCheck ground) {}

    /** What the rules say about a measurement, and what the field and the ground have left to be paid for. */
    AcceptanceRule.Verdict judge(Measurement measured, AcceptanceRule rule) {
        return judgeGround(measured, rule).verdict();
    }

    private Judged judgeGround(Measurement measured, AcceptanceRule rule) {
        grounds.hold(List.of(placeOf(measured)));
        AcceptanceRule.Verdict verdict = withinField(measured.order(), measured.fieldArea(), byRule(measured, rule));
        if (verdict.decision() == AcceptanceDecision.REFUSED) {
            return new Judged(verdict, null);
        }
        GroundCheck ground = grounds.check(measured);
        return new Judged(verdict.decision().isFinal() && ground.claimedSquareMeters() > 0
                ? review("acceptance.review-ground", ground.numbers(), ground.claimed().mu().toPlainString())
                : verdict, ground);
    }

    static GroundChecks.Place placeOf(Measurement measured) {
        return new GroundChecks.Place(measured.order(), measured.field().getEnvelopeInternal());
    }

    /**
     * Two providers may have worked for one need, one after the other. Each is paid for its part, whichever is decided first in full,
     * and both together for no more than the field.
     */
    private AcceptanceRule.Verdict withinField(WorkOrder order, Area fieldArea, AcceptanceRule.Verdict verdict) {
        List<WorkOrder> others = verdict.payable().centimu() == 0 ? List.of() : workOrders.listOthersOfNeed(order);
        if (others.isEmpty()) {
            return verdict;
        }
        workOrders.holdNeed(order.needId());
        long paid = 0;
        List<String> numbers = new ArrayList<>();
        for (WorkOrder other : others) {
            long centimu = acceptances.findCurrent(other.id()).map(Acceptance::payable).orElse(PayableArea.ZERO)
                    .centimu();
            if (centimu > 0) {
                paid += centimu;
                numbers.add(other.number());
            }
        }
        long left = Math.max(0, PayableArea.of(fieldArea).centimu() - paid);
        if (verdict.payable().centimu() <= left) {
            return verdict;
        }
        PayableArea payable = new PayableArea(left);
        return new AcceptanceRule.Verdict(
                left == 0 ? AcceptanceDecision.REFUSED : AcceptanceDecision.ACCEPTED_IN_PART, payable,
                left == 0 ? GROUND_PAID : "acceptance.ground-paid-in-part",
                List.of(String.join(", ", numbers), new PayableArea(paid).mu().toPlainString(),
                        payable.mu().toPlainString()));
    }

    private AcceptanceRule.Verdict byRule(Measurement measured, AcceptanceRule rule) {
        WorkOrder order = measured.order();
        if (measured.workedOn().isBefore(order.windowFrom()) || measured.workedOn().isAfter(order.windowTo())) {
            return review("acceptance.review-window", measured.workedOn(), order.windowFrom(), order.windowTo());
        }
        AcceptanceRule.Verdict verdict = rule.judge(measured.coverage(), measured.overlapRate(), measured.fieldArea(),
                measured.covered());
        if (measured.stepsWithoutWidth() > 0 && verdict.decision() != AcceptanceDecision.ACCEPTED) {
            return review("acceptance.review-width", measured.stepsWithoutWidth());
        }
        return verdict;
    }

    private static AcceptanceRule.Verdict review(String code, Object... args) {
        return new AcceptanceRule.Verdict(AcceptanceDecision.TO_REVIEW, PayableArea.ZERO, code,
                Arrays.stream(args).map(String::valueOf).toList());
    }

    AcceptanceRule ruleFor(Measurement measured) {
        return ruleFor(measured.order(), measured.workedOn());
    }

    AcceptanceRule ruleFor(WorkOrder order, LocalDate day) {
        return rules.getRule(order.operation(), order.villageCode(), day);
    }

    /** By the rule. */
    Acceptance decide(Measurement measured) {
        AcceptanceRule rule = ruleFor(measured);
        Judged judged = judgeGround(measured, rule);
        return record(new Draft(measured.order(), measured.id(), rule.id(), judged.verdict(), judged.ground(), false,
                measured.fieldArea(), measured.covered(), measured.coverage(), measured.workedOn(), null));
    }

    /**
     * By a person, about what is under review.
     *
     * @param secondPayment that ground for which others are paid is rightly paid for once more
     * @throws ProblemException 409 where it would be, and nobody says so
     */
    Acceptance review(WorkOrder order, AcceptanceDecision decision, @Nullable Long payableCentimu,
            boolean secondPayment, String reason, String by) {
        Acceptance current = acceptances.findCurrent(order.id())
                .filter(acceptance -> acceptance.decision() == AcceptanceDecision.TO_REVIEW)
                .orElseThrow(() -> ProblemException.conflict("review.not-waiting", "", order.number()));
        PayableArea whole = PayableArea.of(current.fieldArea());
        PayableArea payable = switch (decision) {
            case ACCEPTED -> whole;
            case ACCEPTED_IN_PART -> part(payableCentimu, whole);
            case REFUSED -> PayableArea.ZERO;
            case TO_REVIEW -> throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "review.decision",
                    "decision");
        };
        UUID measurement = current.measurementId();
        if (decision != AcceptanceDecision.REFUSED && measurement != null) {
            grounds.hold(order, measurement);
        }
        AcceptanceRule.Verdict verdict = withinField(order, current.fieldArea(), new AcceptanceRule.Verdict(decision,
                payable, "acceptance.by-hand." + decision.name(), List.of(payable.mu().toPlainString(), reason)));
        if (verdict.payable().centimu() == 0 || measurement == null) {
            return byHand(order, current, new Judged(verdict, null), false, by);
        }
        GroundCheck ground = grounds.check(order, measurement);
        if (!ground.isSecondPayment(verdict.payable(), current.covered())) {
            return byHand(order, current, new Judged(verdict, ground), false, by);
        }
        String claimed = ground.claimed().mu().toPlainString();
        if (!secondPayment) {
            throw ProblemException.conflict("review.ground-claimed", "secondPayment", order.number(), ground.numbers(),
                    claimed);
        }
        return byHand(order, current, new Judged(new AcceptanceRule.Verdict(verdict.decision(), verdict.payable(),
                "acceptance.second-payment",
                List.of(verdict.payable().mu().toPlainString(), ground.numbers(), claimed, reason)), ground), true, by);
    }

    private static PayableArea part(@Nullable Long centimu, PayableArea whole) {
        if (centimu == null || centimu <= 0 || centimu > whole.centimu()) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "review.payable", "payableCentimu",
                    String.valueOf(centimu), whole.centimu());
        }
        return new PayableArea(centimu);
    }

    /** Takes a decision back into review; what money followed from it stays until there is a new one. */
    Acceptance sendToReview(WorkOrder order, String reason, String by) {
        Acceptance current = acceptances.findCurrent(order.id()).filter(acceptance -> acceptance.decision().isFinal())
                .orElseThrow(() -> ProblemException.conflict("review.nothing-decided", "", order.number()));
        AcceptanceRule.Verdict verdict = new AcceptanceRule.Verdict(AcceptanceDecision.TO_REVIEW, PayableArea.ZERO,
                "acceptance.sent-to-review", List.of(reason));
        return byHand(order, current, new Judged(verdict, current.groundCheck()), false, by);
    }

    private Acceptance byHand(WorkOrder order, Acceptance current, Judged judged, boolean isSecondPayment, String by) {
        return record(new Draft(order, current.measurementId(), null, judged.verdict(), judged.ground(),
                isSecondPayment, current.fieldArea(), current.covered(), BigDecimal.valueOf(current.coverage()),
                current.workedOn(), by));
    }

    private Acceptance record(Draft draft) {
        WorkOrder order = draft.order();
        AcceptanceRule.Verdict verdict = draft.verdict();
        Optional<UUID> before = acceptances.findCurrent(order.id()).map(Acceptance::id);
        Optional<UUID> told = lastAnnounced(order.id());
        boolean announced = verdict.decision().isFinal()
                && (verdict.decision() != AcceptanceDecision.REFUSED || told.isPresent());
        UUID id = Ids.next();
        insert(id, draft, before.orElse(null), announced);
        workOrders.recordDecision(order.id(), Decision.valueOf(verdict.decision().name()), verdict.reasonCode());
        if (announced) {
            events.publishEvent(new WorkAccepted(id, order.id(), told.orElse(null)));
        }
        events.publishEvent(new WorkDecided(id));
        return acceptances.getAcceptance(id);
    }

    private Optional<UUID> lastAnnounced(UUID workOrderId) {
        return jdbc.sql("select id from acceptance where work_order_id = :id and announced order by id desc limit 1")
                .param("id", workOrderId).query(UUID.class).optional();
    }

    private void insert(UUID id, Draft draft, @Nullable UUID supersedes, boolean announced) {
        WorkOrder order = draft.order();
        AcceptanceRule.Verdict verdict = draft.verdict();
        jdbc.sql("""
                insert into acceptance (id, work_order_id, contract_id, field_id, cultivator_id, provider_id, village_code,
                    season, operation, measurement_id, rule_id, decision, payable_centimu, field_square_meters,
                    covered_square_meters, coverage, worked_on, reason_code, reason_args, decided_by, decided_at, supersedes,
                    announced, ground_check, second_payment)
                values (:id, :order, :contract, :field, :cultivator, :provider, :village, :season, :operation, :measurement,
                    :rule, :decision, :payable, :area, :covered, :coverage, :workedOn, :code, :args, :by, :at, :supersedes,
                    :announced, :ground::jsonb, :second)""")
                .param("ground", draft.ground() == null ? null : json.writeValueAsString(draft.ground()))
                .param("second", draft.isSecondPayment()).param("id", id).param("order", order.id())
                .param("contract", order.contractId()).param("field", order.fieldId())
                .param("cultivator", order.cultivatorId()).param("provider", order.providerId())
                .param("village", order.villageCode()).param("season", order.season())
                .param("operation", order.operation().name()).param("measurement", draft.measurementId())
                .param("rule", draft.ruleId()).param("decision", verdict.decision().name())
                .param("payable", verdict.payable().centimu()).param("area", draft.fieldArea().squareMeters())
                .param("covered", draft.covered().squareMeters()).param("coverage", draft.coverage())
                .param("workedOn", draft.workedOn()).param("code", verdict.reasonCode())
                .param("args", verdict.reasonArgs().toArray(String[]::new)).param("by", draft.decidedBy())
                .param("at", OffsetDateTime.now(clock)).param("supersedes", supersedes).param("announced", announced)
                .update();
    }
}
