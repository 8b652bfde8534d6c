package org.siji.platform.season;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.verification.Acceptance;
import org.siji.platform.verification.Acceptances;
import org.siji.platform.verification.WorkAccepted;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes accepted work into the fields' archive, in the transaction of the acceptance. */
@Component
class SeasonArchive {

    private final JdbcClient jdbc;
    private final Acceptances acceptances;
    private final Clock clock;

    SeasonArchive(JdbcClient jdbc, Acceptances acceptances, Clock clock) {
        this.jdbc = jdbc;
        this.acceptances = acceptances;
        this.clock = clock;
    }

    /** A later decision takes the place of the earlier one; work that does not count after all leaves no new entry. */
    @EventListener
    void on(WorkAccepted event) {
        if (event.supersedesAcceptanceId() != null) {
            jdbc.sql("""
                    update operation_done set superseded_at = :now
                    where acceptance_id = :old and superseded_at is null""").param("now", OffsetDateTime.now(clock))
                    .param("old", event.supersedesAcceptanceId()).update();
        }
        Acceptance acceptance = acceptances.getAcceptance(event.acceptanceId());
        if (acceptance.payable().centimu() == 0) {
            return;
        }
        jdbc.sql("""
                insert into operation_done (id, field_id, village_code, season, operation, cultivator_id, work_order_id,
                    acceptance_id, day, payable_centimu, coverage)
                values (:id, :field, :village, :season, :operation, :cultivator, :order, :acceptance, :day, :payable,
                    :coverage)""").param("id", Ids.next()).param("field", acceptance.fieldId())
                .param("village", acceptance.villageCode()).param("season", acceptance.season())
                .param("operation", acceptance.operation().name()).param("cultivator", acceptance.cultivatorId())
                .param("order", acceptance.workOrderId()).param("acceptance", acceptance.id())
                .param("day", acceptance.workedOn()).param("payable", acceptance.payable().centimu())
                .param("coverage", acceptance.coverage()).update();
    }

    /**
     * Something done on a field.
     *
     * @param coverage     part of the field that was worked, 0 to 1
     * @param supersededAt when a later decision took its place; null while it holds
     */
    record Entry(UUID id, int season, Operation operation, LocalDate day, long payableCentimu, double coverage,
            UUID workOrderId, @Nullable OffsetDateTime supersededAt) {}

    /** The latest first. */
    List<Entry> listOfField(UUID fieldId) {
        return jdbc.sql("select * from operation_done where field_id = :field order by day desc, id desc")
                .param("field", fieldId)
                .query((row, index) -> new Entry(row.getObject("id", UUID.class), row.getInt("season"),
                        Operation.valueOf(row.getString("operation")), row.getObject("day", LocalDate.class),
                        row.getLong("payable_centimu"), row.getDouble("coverage"),
                        row.getObject("work_order_id", UUID.class),
                        row.getObject("superseded_at", OffsetDateTime.class)))
                .list();
    }
}
