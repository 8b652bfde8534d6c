package org.siji.platform.verification;

import java.time.OffsetDateTime;
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
