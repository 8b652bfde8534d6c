package org.siji.platform.verification;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.geo.Area;
import org.siji.platform.api.ProblemException;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.work.WorkOrders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/**
 * Computes a measurement once more out of the raw files as they were received and the parameters that were kept, and holds it against
 * what was kept: whoever doubts a payment can see that the figures follow from the evidence. The same engine gives the same bits.
 */
@Component
class Recomputing {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Measuring measuring;
    private final WorkOrders workOrders;

    Recomputing(JdbcClient jdbc, JsonMapper json, Clock clock, Measuring measuring, WorkOrders workOrders) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.measuring = measuring;
        this.workOrders = workOrders;
    }

    /** In square metres. */
    record Figure(String name, @Nullable Double then, double now, boolean same) {}

    /**
     * @param sameInput   files, field, parameters and engine have the hash that was kept
     * @param sameGround  the outlines of covered, overlapped and missed ground are the same to the last bit
     * @param identical   all of it
     */
    record Comparison(UUID measurementId, OffsetDateTime measuredAt, OffsetDateTime computedAt, String engineThen,
            String engineNow, String inputSha256Then, String inputSha256Now, boolean sameInput, List<Figure> figures,
            boolean sameGround, boolean identical) {}

    private record Kept(UUID workOrderId, List<UUID> logIds, String parameters, String engine, String sha256,
            OffsetDateTime measuredAt, double gross, double net, double overlap, double covered, double missed,
            double outside, double field, @Nullable Double low, @Nullable Double high, byte[] fieldWkb,
            byte[] coveredWkb, byte[] overlapWkb, byte[] missedWkb) {}

    /** @throws ProblemException 404 */
    UUID workOrderOf(UUID measurementId) {
        return jdbc.sql("select work_order_id from measured_work where id = :id").param("id", measurementId)
                .query(UUID.class).optional()
                .orElseThrow(() -> ProblemException.notFound("measured-work", measurementId));
    }

    Comparison compare(UUID measurementId) {
        Kept kept = kept(measurementId);
        Measurement now = measuring.again(workOrders.getWorkOrder(kept.workOrderId()),
                Geometries.fromWkb(kept.fieldWkb()), new Area(kept.field()), kept.logIds(),
                json.readTree(kept.parameters()));
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("field", kept.field(), now.fieldArea()));
        figures.add(figure("covered", kept.covered(), now.covered()));
        figures.add(figure("intervalLow", kept.low(), now.interval90().low()));
        figures.add(figure("intervalHigh", kept.high(), now.interval90().high()));
        figures.add(figure("missed", kept.missed(), now.missed()));
        figures.add(figure("gross", kept.gross(), now.gross()));
        figures.add(figure("net", kept.net(), now.net()));
        figures.add(figure("overlap", kept.overlap(), now.overlap()));
        figures.add(figure("outside", kept.outside(), now.outside()));
        boolean sameInput = kept.sha256().equals(now.inputSha256());
        boolean sameGround = same(kept.coveredWkb(), now.coveredGround())
                && same(kept.overlapWkb(), now.overlappedGround()) && same(kept.missedWkb(), now.missedGround());
        return new Comparison(measurementId, kept.measuredAt(), OffsetDateTime.now(clock), kept.engine(),
                now.engineVersion(), kept.sha256(), now.inputSha256(), sameInput, figures, sameGround,
                sameInput && sameGround && figures.stream().allMatch(Figure::same));
    }

    private static Figure figure(String name, @Nullable Double then, Area now) {
        return new Figure(name, then, now.squareMeters(), Objects.equals(then, now.squareMeters()));
    }

    private static boolean same(byte[] then, Geometry now) {
        return Arrays.equals(then, Geometries.toWkb(now));
    }

    private Kept kept(UUID id) {
        return jdbc.sql("select * from measured_work where id = :id").param("id", id)
                .query((row, n) -> new Kept(row.getObject("work_order_id", UUID.class),
                        List.of((UUID[]) row.getArray("track_log_ids").getArray()), row.getString("parameters"),
                        row.getString("engine_version"), row.getString("input_sha256"),
                        row.getObject("measured_at", OffsetDateTime.class), row.getDouble("gross_square_meters"),
                        row.getDouble("net_square_meters"), row.getDouble("overlap_square_meters"),
                        row.getDouble("covered_square_meters"), row.getDouble("missed_square_meters"),
                        row.getDouble("outside_square_meters"), row.getDouble("field_square_meters"),
                        row.getObject("interval_low_square_meters", Double.class),
                        row.getObject("interval_high_square_meters", Double.class), row.getBytes("field_wkb"),
                        row.getBytes("covered_wkb"), row.getBytes("overlap_wkb"), row.getBytes("missed_wkb")))
                .single();
    }
}
