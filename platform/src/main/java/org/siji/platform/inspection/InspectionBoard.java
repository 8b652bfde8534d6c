package org.siji.platform.inspection;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.inspection.Inspection.InspectionStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Inspections as the boards of contracts show them. */
@Component
public class InspectionBoard {

    private final InspectionStore inspections;
    private final JdbcClient jdbc;

    InspectionBoard(InspectionStore inspections, JdbcClient jdbc) {
        this.inspections = inspections;
        this.jdbc = jdbc;
    }

    /** @param asksForFollowUp failed, and nobody has decided what follows */
    public record InspectionNote(UUID id, UUID workOrderId, String number, @Nullable String inspectorName,
            LocalDate dueOn, String status, @Nullable OffsetDateTime doneAt, @Nullable Boolean passed,
            @Nullable String followUp, @Nullable UUID disputeId, boolean asksForFollowUp) {

        public boolean isOpen() {
            return status.equals(InspectionStatus.ASSIGNED.name());
        }
    }

    public List<InspectionNote> listOfContract(UUID contractId) {
        return inspections.listOfContract(contractId).stream()
                .map(one -> new InspectionNote(one.id(), one.workOrderId(), one.number(), one.inspectorName(),
                        one.dueOn(), one.status().name(), one.doneAt(), one.passed(),
                        one.followUp() == null ? null : one.followUp().name(), one.disputeId(),
                        one.asksForFollowUp()))
                .toList();
    }

    /** @param count inspections of a contract past their day; @param since the earliest of these days */
    public record LateInspections(UUID contractId, long count, LocalDate since) {}

    public List<LateInspections> listLate(String regionPrefix, int season, LocalDate today) {
        return jdbc.sql("""
                select contract_id, count(*) as count, min(due_on) as since from inspection
                where season = :season and starts_with(village_code, :prefix) and status = 'ASSIGNED' and due_on < :today
                group by contract_id""").param("season", season).param("prefix", regionPrefix).param("today", today)
                .query(LateInspections.class).list();
    }
}
