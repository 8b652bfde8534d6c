package org.siji.platform.inspection;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.identity.Officers;
import org.siji.platform.identity.Officers.Officer;
import org.siji.platform.inspection.InspectionPlan.PlanStatus;
import org.siji.platform.inspection.InspectionPlan.Work;
import org.siji.platform.inspection.SamplingRules.SamplingRule;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrderStatus;
import org.siji.platform.work.WorkOrders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Publishes a plan with its frozen list and the hash of its secret, and draws it later. */
@Component
class Drawing {

    /** More are asked for township by township: a list that nobody can look through is no public list. */
    static final int MOST_CANDIDATES = 50_000;
    private static final int SECRET_BYTES = 32;
    private static final int COUNTY_DIGITS = 6;

    private final InspectionPlans plans;
    private final InspectionStore inspections;
    private final Checklists checklists;
    private final SamplingRules rules;
    private final WorkOrders workOrders;
    private final Officers officers;
    private final WorkingDays days;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Drawing(InspectionPlans plans, InspectionStore inspections, Checklists checklists, SamplingRules rules,
            WorkOrders workOrders, Officers officers, WorkingDays days, Clock clock) {
        this.plans = plans;
        this.inspections = inspections;
        this.checklists = checklists;
        this.rules = rules;
        this.workOrders = workOrders;
        this.officers = officers;
        this.days = days;
        this.clock = clock;
    }

    /** Which orders are meant. */
    record Question(String regionCode, int season, Operation operation, Work work, @Nullable UUID contractId) {}

    /** What a plan over these orders would draw. */
    record Outlook(int candidates, int sampleSize, SamplingRule rule, Checklist checklist) {}

    record Announcement(String reason, String publicValueOf, OffsetDateTime drawFrom, @Nullable UUID inspectorId) {}

    Outlook foresee(Question question) {
        List<WorkOrderStatus> states = Arrays.stream(WorkOrderStatus.values())
                .filter(status -> fits(status, question.work())).toList();
        return foresee(question, Math.toIntExact(workOrders.countWorkOrders(question.regionCode(), question.season(),
                question.operation(), question.contractId(), states)));
    }

    private Outlook foresee(Question question, int count) {
        SamplingRule rule = rules.getRule(question.operation(), question.regionCode(), days.today());
        return new Outlook(count, rule.sizeOf(count), rule,
                checklists.getInForce(question.operation(), question.regionCode(), days.today()));
    }

    private List<WorkOrder> candidates(Question question) {
        return workOrders.listWorkOrders(question.regionCode(), question.season(), question.operation()).stream()
                .filter(order -> question.contractId() == null || order.contractId().equals(question.contractId()))
                .filter(order -> fits(order.status(), question.work()))
                .sorted(Comparator.comparing(WorkOrder::number)).toList();
    }

    private static boolean fits(WorkOrderStatus status, Work work) {
        boolean open = status == WorkOrderStatus.ISSUED || status == WorkOrderStatus.PLANNED;
        boolean worked = status.isDecided() || status == WorkOrderStatus.MEASURED
                || status == WorkOrderStatus.IN_REVIEW;
        return switch (work) {
            case OPEN -> open;
            case WORKED -> worked;
            case ALL -> open || worked;
        };
    }

    InspectionPlan publish(Question question, Announcement said, String by) {
        List<WorkOrder> candidates = candidates(question);
        if (candidates.isEmpty()) {
            throw ProblemException.conflict("inspection-plan.no-candidates", "work");
        }
        if (candidates.size() > MOST_CANDIDATES) {
            throw ProblemException.conflict("inspection-plan.too-many", "regionCode", candidates.size(),
                    MOST_CANDIDATES);
        }
        Outlook outlook = foresee(question, candidates.size());
        String county = question.regionCode().substring(0, COUNTY_DIGITS);
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String number = String.format(Locale.ROOT, "CJ-%d-%s-%04d", question.season(), county,
                plans.nextNumber(county, question.season()));
        InspectionPlan plan = new InspectionPlan(Ids.next(), number, question.regionCode(), question.season(),
                question.operation(), question.work(), question.contractId(), outlook.checklist().id(), said.reason(),
                outlook.rule().share(), outlook.rule().minimum(), outlook.rule().workingDays(),
                outlook.rule().source(), outlook.rule().example(), outlook.sampleSize(),
                candidates.size(), Draw.listSha256(candidates.stream().map(WorkOrder::number).toList()),
                Draw.commitmentTo(secret), said.publicValueOf(), said.drawFrom(), said.inspectorId(),
                OffsetDateTime.now(clock), by, PlanStatus.PUBLISHED, null, null, null, null, null, null);
        plans.insert(plan, candidates, secret);
        return plan;
    }

    /** @throws ProblemException 409 before its time, or when it is drawn or cancelled */
    void draw(UUID id, String publicValue, String by) {
        InspectionPlan plan = plans.hold(id);
        if (plan.status() != PlanStatus.PUBLISHED) {
            throw ProblemException.conflict("inspection-plan.over", "", plan.status());
        }
        if (OffsetDateTime.now(clock).isBefore(plan.drawFrom())) {
            throw ProblemException.conflict("inspection-plan.early", "",
                    plan.drawFrom().atZoneSameInstant(WorkingDays.ZONE).toLocalDateTime());
        }
        byte[] secret = plans.getSecret(id);
        List<String> numbers = plans.listNumbers(id);
        List<UUID> ids = plans.listCandidates(id);
        List<String> drawn = Draw.draw(numbers, plan.sampleSize(), Draw.seed(plan.listSha256(), secret, publicValue));
        plans.end(id, PlanStatus.DRAWN, HexFormat.of().formatHex(secret), publicValue, drawn, null, by);
        Officer inspector = plan.inspectorId() == null ? null : officers.findOfficer(plan.inspectorId()).orElse(null);
        LocalDate due = days.plusWorkingDays(days.today(), plan.workingDays());
        for (int rank = 1; rank <= drawn.size(); rank++) {
            WorkOrder order = workOrders.getWorkOrder(ids.get(numbers.indexOf(drawn.get(rank - 1))));
            inspections.insert(plan, rank, order, inspector, due);
        }
    }

    /** Also its secret is told, so that nobody can say that it was cancelled for what it would have drawn without being contradicted. */
    void cancel(UUID id, String reason, String by) {
        plans.end(id, PlanStatus.CANCELLED, HexFormat.of().formatHex(plans.getSecret(id)), null, null, reason, by);
    }

    /** @throws ProblemException 422 unless it is somebody of the region's own offices or leaders */
    Officer getInspector(UUID id, String regionCode) {
        return officers.findOfficer(id).filter(officer -> officer.isOf(regionCode)).orElseThrow(
                () -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "inspection.inspector", "inspectorId",
                        Objects.toString(id)));
    }
}
