package org.siji.platform.verification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.geometry.FeatureCollection;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.AuditTrail;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.telemetry.LogCheck;
import org.siji.platform.telemetry.Tracks;
import org.siji.platform.work.WorkOrder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;

/** What was measured and decided on a work order, and decisions by hand. */
@RestController
@RequestMapping("/api/v1")
class MeasuredWorkController {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final WorkOrderAccess access;
    private final Acceptances acceptances;
    private final Appeals appeals;
    private final Decisions decisions;
    private final Recomputing recomputing;
    private final Tracks tracks;
    private final AuditTrail audit;

    MeasuredWorkController(JdbcClient jdbc, JsonMapper json, WorkOrderAccess access, Acceptances acceptances,
            Appeals appeals, Decisions decisions, Recomputing recomputing, Tracks tracks, AuditTrail audit) {
        this.jdbc = jdbc;
        this.json = json;
        this.access = access;
        this.acceptances = acceptances;
        this.appeals = appeals;
        this.decisions = decisions;
        this.recomputing = recomputing;
        this.tracks = tracks;
        this.audit = audit;
    }

    /** What a log's checks say, under its name. */
    record CheckedLog(String logName, List<LogCheck> checks) {}

    /**
     * @param intervalLowSquareMeters  in nine of ten cases the covered area lies between this
     * @param intervalHighSquareMeters and this; null for measurements of older engines
     */
    record MeasurementView(UUID id, List<UUID> trackLogIds, JsonNode parameters, String engineVersion,
            String inputSha256, double grossSquareMeters, double netSquareMeters, double overlapSquareMeters,
            double coveredSquareMeters, @Nullable Double intervalLowSquareMeters,
            @Nullable Double intervalHighSquareMeters, double missedSquareMeters, double outsideSquareMeters,
            double fieldSquareMeters, double coverage, int stepsWithoutWidth, OffsetDateTime measuredAt,
            List<CheckedLog> checks) {}

    /**
     * Another order that is paid for the same ground.
     *
     * @param workOrderId null for whom it is out of sight
     * @param replayed    with the same drive
     */
    record ClaimingWork(@Nullable UUID workOrderId, String number, LocalDate workedOn, double claimedSquareMeters,
            boolean replayed) {}

    /** @param others those that stand in the way, none where all may be paid */
    record GroundView(double claimedSquareMeters, List<ClaimingWork> others) {}

    /**
     * @param reason        the sentence
     * @param ground        null where nobody looked
     * @param secondPayment somebody has said that the ground is rightly paid for once more
     */
    record AcceptanceView(UUID id, AcceptanceDecision decision, long payableCentimu, String reasonCode, String reason,
            List<String> reasonArgs, @Nullable String decidedBy, String decidedAt, @Nullable UUID measurementId,
            @Nullable UUID supersedes, @Nullable GroundView ground, boolean secondPayment) {}

    record WorkView(UUID workOrderId, List<MeasurementView> measurements, List<AcceptanceView> acceptances,
            List<Appeals.Appeal> appeals) {}

    @GetMapping("/work-orders/{id}/measured-work")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD})
    WorkView get(CurrentUser user, @PathVariable UUID id) {
        access.getVisible(user, id);
        return view(user, id);
    }

    private WorkView view(CurrentUser user, UUID workOrderId) {
        return new WorkView(workOrderId, listMeasurements(workOrderId),
                acceptances.listOfWorkOrder(workOrderId).stream().map(one -> view(user, one)).toList(),
                appeals.listOfWorkOrder(workOrderId));
    }

    private AcceptanceView view(CurrentUser user, Acceptance acceptance) {
        return new AcceptanceView(acceptance.id(), acceptance.decision(), acceptance.payable().centimu(),
                acceptance.reasonCode(), acceptances.reasonOf(acceptance), acceptance.reasonArgs(),
                acceptance.decidedBy(), acceptance.decidedAt().toString(), acceptance.measurementId(),
                acceptance.supersedes(), ground(user, acceptance.groundCheck()), acceptance.isSecondPayment());
    }

    private @Nullable GroundView ground(CurrentUser user, @Nullable GroundCheck check) {
        return check == null
                ? null
                : new GroundView(check.claimedSquareMeters(), check.listClaiming().stream()
                        .map(other -> new ClaimingWork(
                                access.isVisible(user, other.workOrderId()) ? other.workOrderId() : null,
                                other.number(), other.workedOn(), other.claimedSquareMeters(), other.replayed()))
                        .toList());
    }

    private List<MeasurementView> listMeasurements(UUID workOrderId) {
        return jdbc.sql("select * from measured_work where work_order_id = :id order by id").param("id", workOrderId)
                .query((row, n) -> new MeasurementView(row.getObject("id", UUID.class), logIds(row),
                        json.readTree(row.getString("parameters")), row.getString("engine_version"),
                        row.getString("input_sha256"), row.getDouble("gross_square_meters"),
                        row.getDouble("net_square_meters"), row.getDouble("overlap_square_meters"),
                        row.getDouble("covered_square_meters"),
                        row.getObject("interval_low_square_meters", Double.class),
                        row.getObject("interval_high_square_meters", Double.class),
                        row.getDouble("missed_square_meters"),
                        row.getDouble("outside_square_meters"), row.getDouble("field_square_meters"),
                        row.getDouble("coverage"), row.getInt("steps_without_width"),
                        row.getObject("measured_at", OffsetDateTime.class), listChecks(logIds(row))))
                .list();
    }

    private static List<UUID> logIds(ResultSet row) throws SQLException {
        return List.of((UUID[]) row.getArray("track_log_ids").getArray());
    }

    private List<CheckedLog> listChecks(List<UUID> logIds) {
        Map<UUID, List<LogCheck>> checks = tracks.mapChecks(logIds);
        return tracks.listSources(logIds).stream().filter(source -> checks.containsKey(source.logId()))
                .map(source -> new CheckedLog(source.logName(), requireNonNull(checks.get(source.logId())))).toList();
    }

    /** Nothing is stored; who had it computed is on the audit trail. */
    @PostMapping("/measured-work/{id}/again")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    Recomputing.Comparison computeAgain(CurrentUser user, @PathVariable UUID id) {
        access.getVisible(user, recomputing.workOrderOf(id));
        audit.record(user, "measured-work.again", "measured_work", id.toString(), "");
        return recomputing.compare(id);
    }

    private record Ground(UUID workOrderId, UUID[] trackLogIds, byte[] field, byte[] covered, byte[] overlap,
            byte[] missed) {}

    /** Features of kind field, covered, overlap, missed; and the tracks, which a household does not get: they cross others' land. */
    @GetMapping("/measured-work/{id}/geometry")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD})
    FeatureCollection geometry(CurrentUser user, @PathVariable UUID id) {
        Ground ground = jdbc.sql("""
                select work_order_id, track_log_ids, field_wkb, covered_wkb, overlap_wkb, missed_wkb
                from measured_work where id = :id""").param("id", id)
                .query((row, n) -> new Ground(row.getObject("work_order_id", UUID.class),
                        (UUID[]) row.getArray("track_log_ids").getArray(), row.getBytes("field_wkb"),
                        row.getBytes("covered_wkb"), row.getBytes("overlap_wkb"), row.getBytes("missed_wkb")))
                .optional().orElseThrow(() -> ProblemException.notFound("measured-work", id));
        access.getVisible(user, ground.workOrderId());
        List<FeatureCollection.Feature> features = new ArrayList<>();
        features.add(feature("field", ground.field()));
        features.add(feature("covered", ground.covered()));
        features.add(feature("overlap", ground.overlap()));
        features.add(feature("missed", ground.missed()));
        if (user.role() != Role.HOUSEHOLD) {
            tracks.listLogs(List.of(ground.trackLogIds())).forEach(log -> features.add(new FeatureCollection.Feature(
                    Map.of("kind", "track", "logId", log.id(), "name", log.name()), log.lineLonLat())));
        }
        return new FeatureCollection(features);
    }

    private static FeatureCollection.Feature feature(String kind, byte[] wkb) {
        return new FeatureCollection.Feature(Map.of("kind", kind), Geometries.fromWkb(wkb));
    }

    /** @param secondPayment that ground for which another order is paid is rightly paid for once more, for the reason given */
    record Review(@Nullable AcceptanceDecision decision, @Nullable Long payableCentimu,
            @Nullable Boolean secondPayment, @Nullable String reason) {}

    @PostMapping("/work-orders/{id}/review")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    WorkView review(CurrentUser user, @PathVariable UUID id, @RequestBody Review request) {
        WorkOrder order = access.getVisible(user, id);
        Violations.collect().requireValue(request.decision(), "decision").requireValue(request.reason(), "reason")
                .throwIfAny();
        String reason = requireNonNull(request.reason());
        Acceptance decided = decisions.review(order, requireNonNull(request.decision()), request.payableCentimu(),
                Boolean.TRUE.equals(request.secondPayment()), reason, user.username());
        audit.record(user, "work-order.review", "work-order", id, reason);
        if (decided.isSecondPayment()) {
            audit.record(user, "work-order.second-payment", "work-order", id, reason);
        }
        return view(user, id);
    }

    record ToReview(@Nullable String reason) {}

    @PostMapping("/work-orders/{id}/send-to-review")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    WorkView sendToReview(CurrentUser user, @PathVariable UUID id, @RequestBody ToReview request) {
        WorkOrder order = access.getVisible(user, id);
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        String reason = requireNonNull(request.reason());
        decisions.sendToReview(order, reason, user.username());
        audit.record(user, "work-order.send-to-review", "work-order", id, reason);
        return view(user, id);
    }
}
