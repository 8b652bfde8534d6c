package org.siji.platform.supervision;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.dispute.DisputeBoard;
import org.siji.platform.dispute.DisputeBoard.DisputeNote;
import org.siji.platform.evidence.Evidences;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.inspection.InspectionBoard;
import org.siji.platform.inspection.InspectionBoard.InspectionNote;
import org.siji.platform.market.Contract;
import org.siji.platform.market.ContractStatus;
import org.siji.platform.market.Milestone;
import org.siji.platform.market.Milestones;
import org.siji.platform.supervision.ContractBoard.InspectionLine;
import org.siji.platform.supervision.ContractBoard.Kind;
import org.siji.platform.supervision.ContractBoard.Late;
import org.siji.platform.supervision.ContractBoard.LateReason;
import org.siji.platform.supervision.ContractBoard.MilestoneLine;
import org.siji.platform.supervision.ContractBoard.OrderLine;
import org.siji.platform.supervision.ContractBoard.Quality;
import org.siji.platform.supervision.ContractBoard.ReportLine;
import org.siji.platform.supervision.Report.ReportStatus;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.Acceptances;
import org.siji.platform.verification.MeasuredWorks;
import org.siji.platform.verification.MeasuredWorks.WorkFigures;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrderStatus;
import org.siji.platform.work.WorkOrders;
import org.springframework.stereotype.Component;

/** Puts a contract's board together from what the modules know. */
@Component
class ContractBoards {

    private final Milestones milestones;
    private final WorkOrders workOrders;
    private final MeasuredWorks measured;
    private final Acceptances acceptances;
    private final Reports reports;
    private final InspectionBoard inspections;
    private final DisputeBoard disputes;
    private final Evidences evidences;
    private final WorkingDays days;

    ContractBoards(Milestones milestones, WorkOrders workOrders, MeasuredWorks measured, Acceptances acceptances,
            Reports reports, InspectionBoard inspections, DisputeBoard disputes, Evidences evidences,
            WorkingDays days) {
        this.milestones = milestones;
        this.workOrders = workOrders;
        this.measured = measured;
        this.acceptances = acceptances;
        this.reports = reports;
        this.inspections = inspections;
        this.disputes = disputes;
        this.evidences = evidences;
        this.days = days;
    }

    ContractBoard of(CurrentUser user, Contract contract) {
        LocalDate today = days.today();
        List<WorkOrder> ordered = workOrders.listWorkOrdersOfContract(contract.id());
        Map<UUID, WorkFigures> figures = measured.listLatest(ordered.stream().map(WorkOrder::id).toList()).stream()
                .collect(Collectors.toMap(WorkFigures::workOrderId, Function.identity()));
        List<OrderLine> orders = orders(contract.id(), ordered, figures, today);
        List<MilestoneLine> steps = milestones(contract.id(), today);
        List<ReportLine> said = reports(user, contract.id());
        List<InspectionLine> looked = inspections(contract.id());
        List<DisputeNote> quarrels = disputes.listOfContract(user, contract.id());
        // A contract that was ended owes no milestone any more; complaints and disputes about it go on.
        List<MilestoneLine> owed = contract.status() == ContractStatus.TERMINATED ? List.of() : steps;
        List<Late> late = late(today, orders, owed, said, looked, quarrels);
        return new ContractBoard(contract.id(), contract.number(), contract.status(), today, late,
                quality(orders, figures.values(), looked), steps, orders, said, looked, quarrels,
                evidences.listEvidence("contracts", contract.id()).size());
    }

    /** Those that are late first, then in the order of their windows. */
    private List<OrderLine> orders(UUID contractId, List<WorkOrder> orders, Map<UUID, WorkFigures> figures,
            LocalDate today) {
        Map<UUID, Acceptance> decisions = acceptances.listCurrentOfContract(contractId).stream()
                .collect(Collectors.toMap(Acceptance::workOrderId, Function.identity()));
        return orders.stream().map(order -> order(order, figures.get(order.id()), decisions.get(order.id()), today))
                .sorted(Comparator.comparingLong(OrderLine::lateDays).reversed()
                        .thenComparing(OrderLine::windowTo).thenComparing(OrderLine::number))
                .toList();
    }

    private OrderLine order(WorkOrder order, @Nullable WorkFigures figures, @Nullable Acceptance decision,
            LocalDate today) {
        LateReason reason = today.isAfter(order.windowTo()) ? lateReason(order.status()) : null;
        return new OrderLine(order.id(), order.number(), order.fieldName(), order.status(), order.windowFrom(),
                order.windowTo(), order.plannedDay(), figures == null ? null : figures.workedOn(),
                order.area().squareMeters(), figures == null ? null : figures.coveredSquareMeters(),
                figures == null ? null : ratio(figures.coveredSquareMeters(), figures.fieldSquareMeters()),
                figures == null ? null : ratio(figures.overlapSquareMeters(), figures.fieldSquareMeters()),
                decision == null ? null : decision.payable().centimu(),
                decision == null ? null : acceptances.reasonOf(decision),
                reason == null ? 0 : today.toEpochDay() - order.windowTo().toEpochDay(), reason);
    }

    private static @Nullable LateReason lateReason(WorkOrderStatus status) {
        return switch (status) {
            case ISSUED -> LateReason.NOT_PLANNED;
            case PLANNED -> LateReason.NOT_WORKED;
            case REFUSED_BY_PROVIDER -> LateReason.REFUSED_BY_PROVIDER;
            case MEASURED, IN_REVIEW -> LateReason.NOT_DECIDED;
            case ACCEPTED, ACCEPTED_IN_PART, REFUSED, CANCELLED -> null;
        };
    }

    private static @Nullable Double ratio(double part, double whole) {
        return whole <= 0 ? null : part / whole;
    }

    private List<MilestoneLine> milestones(UUID contractId, LocalDate today) {
        List<Milestone> all = milestones.listOfContract(contractId);
        Map<UUID, Integer> proofs = evidences.countBySubject("milestones", all.stream().map(Milestone::id).toList());
        return all.stream().map(one -> new MilestoneLine(one.id(), one.kind(), one.name(), one.dueOn(), one.doneOn(),
                one.confirmedBy() != null, one.lateDays(today), proofs.getOrDefault(one.id(), 0))).toList();
    }

    private List<ReportLine> reports(CurrentUser user, UUID contractId) {
        List<Report> own = reports.listOfContract(contractId).stream().filter(one -> Reports.sees(user, one)).toList();
        Map<UUID, Integer> photos = evidences.countBySubject("reports", own.stream().map(Report::id).toList());
        return own.stream().map(one -> new ReportLine(one.id(), one.kind(), one.words(), one.subjectName(),
                one.status(), one.dueOn(), one.disputeId(), photos.getOrDefault(one.id(), 0))).toList();
    }

    private List<InspectionLine> inspections(UUID contractId) {
        List<InspectionNote> all = inspections.listOfContract(contractId);
        Map<UUID, Integer> photos = evidences.countBySubject("inspections",
                all.stream().map(InspectionNote::id).toList());
        return all.stream().map(one -> new InspectionLine(one, photos.getOrDefault(one.id(), 0))).toList();
    }

    private static List<Late> late(LocalDate today, List<OrderLine> orders, List<MilestoneLine> steps,
            List<ReportLine> said, List<InspectionLine> looked, List<DisputeNote> quarrels) {
        List<Late> late = new ArrayList<>();
        orders.stream().filter(one -> one.lateReason() != null).forEach(one -> late.add(new Late(Kind.ORDER, one.id(),
                one.number() + " " + one.fieldName(), one.windowTo(), one.lateDays(), one.lateReason())));
        steps.stream().filter(one -> one.doneOn() == null && one.lateDays() > 0)
                .forEach(one -> late.add(new Late(Kind.MILESTONE, one.id(), one.name(), one.dueOn(), one.lateDays(),
                        LateReason.NOT_DONE)));
        said.stream().filter(one -> one.status() == ReportStatus.OPEN && today.isAfter(one.dueOn()))
                .forEach(one -> late.add(new Late(Kind.REPORT, one.id(), one.subjectName(), one.dueOn(),
                        today.toEpochDay() - one.dueOn().toEpochDay(), LateReason.NOT_ANSWERED)));
        looked.stream().map(InspectionLine::inspection).filter(one -> one.isOpen() && today.isAfter(one.dueOn()))
                .forEach(one -> late.add(new Late(Kind.INSPECTION, one.id(), one.number(), one.dueOn(),
                        today.toEpochDay() - one.dueOn().toEpochDay(), LateReason.NOT_INSPECTED)));
        quarrels.stream().filter(one -> one.isOpen() && today.isAfter(one.dueOn()))
                .forEach(one -> late.add(new Late(Kind.DISPUTE, one.id(), one.number(), one.dueOn(),
                        today.toEpochDay() - one.dueOn().toEpochDay(), LateReason.NOT_ENDED)));
        late.sort(Comparator.comparingLong(Late::days).reversed().thenComparing(Late::kind).thenComparing(Late::name));
        return late;
    }

    private static Quality quality(List<OrderLine> orders, Collection<WorkFigures> figures,
            List<InspectionLine> looked) {
        List<OrderLine> live = orders.stream().filter(one -> one.status() != WorkOrderStatus.CANCELLED).toList();
        double fields = sum(figures, WorkFigures::fieldSquareMeters);
        double covered = sum(figures, WorkFigures::coveredSquareMeters);
        int passed = count(live, WorkOrderStatus.ACCEPTED) + count(live, WorkOrderStatus.ACCEPTED_IN_PART);
        List<InspectionNote> done = looked.stream().map(InspectionLine::inspection)
                .filter(one -> one.passed() != null).toList();
        return new Quality(live.stream().mapToDouble(OrderLine::areaSquareMeters).sum(), live.size(),
                figures.size(), fields, covered, sum(figures, WorkFigures::missedSquareMeters), ratio(covered, fields),
                ratio(sum(figures, WorkFigures::overlapSquareMeters), fields),
                live.stream().mapToLong(one -> one.payableCentimu() == null ? 0 : one.payableCentimu()).sum(), passed,
                count(live, WorkOrderStatus.REFUSED), count(live, WorkOrderStatus.IN_REVIEW), done.size(),
                (int) done.stream().filter(one -> Boolean.FALSE.equals(one.passed())).count());
    }

    private static double sum(Collection<WorkFigures> figures, ToDoubleFunction<WorkFigures> figure) {
        return figures.stream().mapToDouble(figure).sum();
    }

    private static int count(List<OrderLine> orders, WorkOrderStatus status) {
        return (int) orders.stream().filter(one -> one.status() == status).count();
    }
}
