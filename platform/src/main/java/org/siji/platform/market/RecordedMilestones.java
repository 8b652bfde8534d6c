package org.siji.platform.market;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.StatusHistory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Milestones that the platform's own records prove: measured tracks that machines were there and that the work is done, decisions that
 * it is accepted, the settlement that it is settled. Nobody has to say again what is known.
 */
@Component
public class RecordedMilestones {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");

    private final Milestones milestones;
    private final ObjectProvider<MeasuredDays> measured;
    private final StatusHistory history;
    private final Clock clock;

    RecordedMilestones(Milestones milestones, ObjectProvider<MeasuredDays> measured, JdbcTemplate jdbc, Clock clock) {
        this.milestones = milestones;
        this.measured = measured;
        this.history = new StatusHistory(jdbc, clock, "contract_milestone_event");
        this.clock = clock;
    }

    @EventListener
    void on(ContractFulfilled event) {
        UUID contractId = event.contractId();
        MeasuredDays days = measured.getIfAvailable();
        if (days != null) {
            days.findFirstDay(contractId).ifPresent(first -> ready(contractId, first));
            days.findLastDay(contractId).ifPresent(last -> done(contractId, MilestoneKind.WORK_DONE, last));
        }
        done(contractId, MilestoneKind.ACCEPTED, today());
    }

    /** A contract's bills are posted and its gain is shared. */
    public void settled(UUID contractId) {
        done(contractId, MilestoneKind.SETTLED, today());
    }

    /** A machine that works in the morning stood ready the evening before. */
    private void ready(UUID contractId, LocalDate firstWork) {
        LocalDate due = milestones.listOfContract(contractId).stream()
                .filter(one -> one.kind() == MilestoneKind.MACHINES_READY).map(Milestone::dueOn).findFirst()
                .orElse(firstWork);
        done(contractId, MilestoneKind.MACHINES_READY, firstWork.isAfter(due) ? firstWork.minusDays(1) : firstWork);
    }

    private void done(UUID contractId, MilestoneKind kind, LocalDate on) {
        List<UUID> done = milestones.doneByRecord(contractId, kind, on);
        if (!done.isEmpty()) {
            history.recordAll(done, MilestoneController.Step.DONE, "milestone.by-record");
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(FARM_ZONE));
    }
}
