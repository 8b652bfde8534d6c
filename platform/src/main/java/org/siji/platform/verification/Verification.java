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
    private final GroundChecks grounds;

    Verification(Tracks tracks, WorkOrders workOrders, FieldRegister fields, Fleet fleet, Measuring measuring,
            Decisions decisions, GroundChecks grounds) {
        this.tracks = tracks;
        this.workOrders = workOrders;
        this.fields = fields;
        this.fleet = fleet;
        this.measuring = measuring;
        this.decisions = decisions;
        this.grounds = grounds;
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
        Map<UUID, Set<UUID>> known = tracks.mapLogsOfWorkOrders(candidates.keySet());
        List<Worked> worked = candidates.values().stream()
                // All uploads take contracts in the same order, so that they can't wait for each other.
                .sorted(Comparator.comparing(WorkOrder::contractId).thenComparing(WorkOrder::id))
                .flatMap(order -> measureIfWorked(order, requireNonNull(places.get(order.fieldId())), track,
                        attempts.computeIfAbsent(order.operation(), operation -> attemptCoverage(order, track)),
                        known.getOrDefault(order.id(), Set.of())).stream())
                .toList();
        keepAll(worked, known);
    }

    /** @param attempt what counts as an attempt, 0 to 1 */
    private record Worked(Measurement measured, Field field, List<UUID> newLogs, double attempt) {}

    /**
     * Measuring is most of the work and holds nobody up. What follows from it is written down by one upload at a time in each
     * village: their fields, cultivators and contracts are the same ones. Should another upload have brought logs for an order in
     * the meantime, it is measured again with them.
     */
    private void keepAll(List<Worked> worked, Map<UUID, Set<UUID>> known) {
        if (worked.isEmpty()) {
            return;
        }
        workOrders.holdVillages(worked.stream().map(one -> one.measured().order().villageCode()).toList());
        grounds.hold(worked.stream().map(one -> Decisions.placeOf(one.measured())).toList());
        Map<UUID, Set<UUID>> now = tracks
                .mapLogsOfWorkOrders(worked.stream().map(one -> one.measured().order().id()).toList());
        for (Worked one : worked) {
            UUID id = one.measured().order().id();
            Set<UUID> logs = now.getOrDefault(id, Set.of());
            if (logs.equals(known.getOrDefault(id, Set.of()))) {
                workOrders.markMeasured(id);
                keep(one.measured(), one.newLogs());
                continue;
            }
            WorkOrder order = workOrders.getWorkOrder(id);
            if (isOpen(order)) {
                measure(order, one.field(), one.newLogs(), one.attempt(), logs).ifPresent(measured -> {
                    workOrders.markMeasured(id);
                    keep(measured, one.newLogs());
                });
            }
        }
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
        workOrders.holdVillages(List.of(order.villageCode()));
        grounds.hold(List.of(new GroundChecks.Place(order, field.lonLat().getEnvelopeInternal())));
        workOrders.markMeasured(order.id());
        if (order.status().isDecided()) {
            crossing.forEach(log -> tracks.assign(log, order));
            return;
        }
        Set<UUID> known = tracks.mapLogsOfWorkOrders(List.of(order.id())).getOrDefault(order.id(), Set.of());
        keep(measure(order, field, crossing, 0, known).filter(measured -> measured.coverage().signum() > 0)
                .orElseThrow(() -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "track.not-on-field", "file",
                        order.number())),
                crossing);
    }

    /** One provider's machine works in one county: its rule holds for all orders of the day. */
    private double attemptCoverage(WorkOrder order, ReceivedTrack track) {
        LocalDate day = track.logs().getFirst().startedAt().atZone(Measuring.FARM_ZONE).toLocalDate();
        return decisions.ruleFor(order, day).attemptCoverage().doubleValue();
    }

    private Optional<Worked> measureIfWorked(WorkOrder order, Field field, ReceivedTrack track, double attempt,
            Set<UUID> known) {
        List<UUID> crossing = crossing(field, track);
        return crossing.isEmpty()
                ? Optional.empty()
                : measure(order, field, crossing, attempt, known)
                        .filter(measured -> measured.coverage().doubleValue() >= attempt)
                        .map(measured -> new Worked(measured, field, crossing, attempt));
    }

    private void keep(Measurement measured, List<UUID> newLogs) {
        newLogs.forEach(log -> tracks.assign(log, measured.order()));
        measuring.store(measured);
        decisions.decide(measured);
    }

    /**
     * Half of a field in the morning and half in the evening are one work: all logs of the order count. The new ones must have
     * something to do with the field, before the old ones are read again.
     *
     * @param known the order's logs so far
     */
    private Optional<Measurement> measure(WorkOrder order, Field field, List<UUID> newLogs, double leastCoverage,
            Set<UUID> known) {
        Set<UUID> logs = new LinkedHashSet<>(known);
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
