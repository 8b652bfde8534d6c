package org.siji.platform.verification;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Measurements, for the auditor's chain. */
@Component
public class MeasuredWorks {

    private final JdbcClient jdbc;

    MeasuredWorks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The latest measurement of a work order, in square metres.
     *
     * @param coveredSquareMeters worked at least once, inside the field
     * @param overlapSquareMeters worked more than once
     */
    public record WorkFigures(UUID workOrderId, double fieldSquareMeters, double coveredSquareMeters,
            double missedSquareMeters, double overlapSquareMeters, LocalDate workedOn) {}

    public List<WorkFigures> listLatest(Collection<UUID> workOrderIds) {
        return jdbc.sql("""
                select distinct on (work_order_id) work_order_id, field_square_meters, covered_square_meters,
                    missed_square_meters, overlap_square_meters, worked_on
                from measured_work where work_order_id = any(:ids)
                order by work_order_id, id desc""").param("ids", workOrderIds.toArray(UUID[]::new))
                .query(WorkFigures.class).list();
    }

    /** @throws ProblemException 404 if there is no such measurement */
    public Evidence getEvidence(UUID measurementId) {
        return jdbc
                .sql("""
                select id, track_log_ids, engine_version, input_sha256, measured_at from measured_work where id = :id""")
                .param("id", measurementId)
                .query((row, n) -> new Evidence(measurementId,
                        List.of((UUID[]) row.getArray("track_log_ids").getArray()), row.getString("engine_version"),
                        row.getString("input_sha256"), row.getObject("measured_at", OffsetDateTime.class)))
                .optional().orElseThrow(() -> ProblemException.notFound("measured-work", measurementId));
    }
}
