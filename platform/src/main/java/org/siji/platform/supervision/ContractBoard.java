package org.siji.platform.supervision;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.dispute.DisputeBoard.DisputeNote;
import org.siji.platform.inspection.InspectionBoard.InspectionNote;
import org.siji.platform.market.ContractStatus;
import org.siji.platform.market.MilestoneKind;
import org.siji.platform.work.WorkOrderStatus;

/**
 * How a contract stands on a day: what is late first, then everything that is known of it.
 *
 * @param late  the longest first
 * @param paper pieces of evidence that stand behind the contract itself
 */
record ContractBoard(UUID contractId, String number, ContractStatus status, LocalDate today, List<Late> late,
        Quality quality, List<MilestoneLine> milestones, List<OrderLine> orders, List<ReportLine> reports,
        List<InspectionLine> inspections, List<DisputeNote> disputes, int paper) {

    enum Kind {
        MILESTONE, ORDER, REPORT, INSPECTION, DISPUTE
    }

    /** Why an order is late. NOT_DECIDED: it was worked, but nobody has decided on it. */
    enum LateReason {
        NOT_PLANNED, NOT_WORKED, REFUSED_BY_PROVIDER, NOT_DECIDED, NOT_DONE, NOT_ANSWERED, NOT_INSPECTED,
        NOT_ENDED
    }

    /** @param dueOn last day on which it would have been in time; @param days since then, calendar days */
    record Late(Kind kind, UUID id, String name, LocalDate dueOn, long days, LateReason reason) {}

    /**
     * @param wantedSquareMeters  area of all orders that were not cancelled
     * @param measured            orders with a measurement; the next three sum these
     * @param overlapRate         worked twice, of these fields' area; null before anything is measured
     * @param coverage            covered of these fields' area, 0 to 1; null before anything is measured
     * @param acceptedCentimu     payable area of what was accepted, in 0.01 mu
     * @param passed              orders accepted, whole or in part
     * @param failed              orders refused
     * @param review              orders that wait for a decision by people
     */
    record Quality(double wantedSquareMeters, int orders, int measured, double measuredFieldSquareMeters,
            double coveredSquareMeters, double missedSquareMeters, @Nullable Double coverage,
            @Nullable Double overlapRate, long acceptedCentimu, int passed, int failed, int review,
            int inspected, int inspectionsFailed) {}

    record MilestoneLine(UUID id, MilestoneKind kind, String name, LocalDate dueOn, @Nullable LocalDate doneOn,
            boolean confirmed, long lateDays, int evidence) {}

    /** @param coverage null before it is measured; @param reason of the decision, a sentence */
    record OrderLine(UUID id, String number, String fieldName, WorkOrderStatus status, LocalDate windowFrom,
            LocalDate windowTo, @Nullable LocalDate plannedDay, @Nullable LocalDate workedOn, double areaSquareMeters,
            @Nullable Double coveredSquareMeters, @Nullable Double coverage, @Nullable Double overlapRate,
            @Nullable Long payableCentimu, @Nullable String reason, long lateDays, @Nullable LateReason lateReason) {}

    record ReportLine(UUID id, Report.Kind kind, String words, String subjectName, Report.ReportStatus status,
            LocalDate dueOn, @Nullable UUID disputeId, int evidence) {}

    record InspectionLine(InspectionNote inspection, int evidence) {}
}
