package org.siji.platform.verification;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.locationtech.jts.geom.Envelope;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.telemetry.ReceivedTrack;
import org.siji.platform.telemetry.TrackLog;
import org.siji.platform.telemetry.TrackReceived;
import org.siji.platform.telemetry.Tracks;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrderStatus;
import org.siji.platform.work.WorkOrders;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/**
 * Finds out which orders a track is work for, measures and decides. An order that is already decided keeps its decision: a new
 * track is then evidence for an appeal.
 */
@Component
class Verification {

    private final Tracks tracks;
    private final WorkOrders workOrders;
    private final FieldRegister fields;
    private final Fleet fleet;
    private final Measuring measuring;
    private final Decisions decisions;

    Verification(Tracks tracks, WorkOrders workOrders, FieldRegister fields, Fleet fleet, Measuring measuring,
            Decisions decisions) {
        this.tracks = tracks;
        this.workOrders = workOrders;
        this.fields = fields;
        this.fleet = fleet;
        this.measuring = measuring;
        this.decisions = decisions;
    }

    @EventListener
    void on(TrackReceived event) {
        ReceivedTrack track = tracks.getTrack(event.trackId());
        if (track.workOrderId() != null) {
            verifyAsSaid(workOrders.getWorkOrder(track.workOrderId()), track);
            return;
        }
        Machine machine = fleet.getMachine(track.machineId());
        Map<UUID, WorkOrder> candidates = new TreeMap<>();
        for (TrackLog log : track.logs()) {
            workOrders.findCandidates(track.providerId(), log.lineLonLat().getEnvelopeInternal()).stream()
                    .filter(order -> isOpen(order) && machine.rateMuPerHour().containsKey(order.operation())
                            && isInWindow(order, log))
                    .forEach(order -> candidates.put(order.id(), order));
        }
        Map<UUID, Field> places = fields
                .mapFields(candidates.values().stream().map(WorkOrder::fieldId).collect(Collectors.toSet()));
        Map<Operation, Double> attempts = new EnumMap<>(Operation.class);
        candidates.values().stream()
                // All uploads take contracts in the same order, so that they can't wait for each other.
                .sorted(Comparator.comparing(WorkOrder::contractId).thenComparing(WorkOrder::id))
                .forEach(order -> verifyIfWorked(order, requireNonNull(places.get(order.fieldId())), track,
                        attempts.computeIfAbsent(order.operation(), operation -> attemptCoverage(order, track))));
    }

    private static boolean isOpen(WorkOrder order) {
        WorkOrderStatus status = order.status();
        return status == WorkOrderStatus.ISSUED || status == WorkOrderStatus.PLANNED
                || status == WorkOrderStatus.MEASURED || status == WorkOrderStatus.IN_REVIEW;
    }

    private static boolean isInWindow(WorkOrder order, TrackLog log) {
        LocalDate from = log.startedAt().atZone(Measuring.FARM_ZONE).toLocalDate();
        LocalDate to = log.endedAt().atZone(Measuring.FARM_ZONE).toLocalDate();
        return !to.isBefore(order.windowFrom()) && !from.isAfter(order.windowTo());
    }

    /** The sender said for which order; a track that never came near its field is a mistake of his. */
    private void verifyAsSaid(WorkOrder order, ReceivedTrack track) {
        Field field = fields.getField(order.fieldId());
        List<UUID> crossing = crossing(field, track);
        if (crossing.isEmpty()) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "track.not-on-field", "file", order.number());
        }
        workOrders.markMeasured(order.id());
        if (order.status().isDecided()) {
            crossing.forEach(log -> tracks.assign(log, order));
            return;
        }
        keep(measure(order, field, crossing, 0).filter(measured -> measured.coverage().signum() > 0)
                .orElseThrow(() -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "track.not-on-field", "file",
                        order.number())),
                crossing);
    }

    /** One provider's machine works in one county: its rule holds for all orders of the day. */
    private double attemptCoverage(WorkOrder order, ReceivedTrack track) {
        LocalDate day = track.logs().getFirst().startedAt().atZone(Measuring.FARM_ZONE).toLocalDate();
        return decisions.ruleFor(order, day).attemptCoverage().doubleValue();
    }

    private void verifyIfWorked(WorkOrder order, Field field, ReceivedTrack track, double attempt) {
        List<UUID> crossing = crossing(field, track);
        if (crossing.isEmpty()) {
            return;
        }
        measure(order, field, crossing, attempt).filter(measured -> measured.coverage().doubleValue() >= attempt)
                .ifPresent(measured -> {
                    workOrders.markMeasured(order.id());
                    keep(measured, crossing);
                });
    }

    private void keep(Measurement measured, List<UUID> newLogs) {
        newLogs.forEach(log -> tracks.assign(log, measured.order()));
        measuring.store(measured);
        decisions.decide(measured);
    }

    /**
     * Half of a field in the morning and half in the evening are one work: all logs of the order count. The new ones must have
     * something to do with the field, before the old ones are read again.
     */
    private Optional<Measurement> measure(WorkOrder order, Field field, List<UUID> newLogs, double leastCoverage) {
        Set<UUID> logs = new LinkedHashSet<>();
        tracks.listLogsOfWorkOrder(order.id()).forEach(log -> logs.add(log.id()));
        boolean isFirst = logs.isEmpty();
        logs.addAll(newLogs);
        if (!isFirst && !measuring.mayCover(field, newLogs)) {
            return Optional.empty();
        }
        return measuring.measure(order, field, new ArrayList<>(logs), Measuring.Settings.USUAL, leastCoverage);
    }

    private static List<UUID> crossing(Field field, ReceivedTrack track) {
        Envelope box = field.lonLat().getEnvelopeInternal();
        return track.logs().stream().filter(log -> log.lineLonLat().getEnvelopeInternal().intersects(box))
                .map(TrackLog::id).toList();
    }
}
