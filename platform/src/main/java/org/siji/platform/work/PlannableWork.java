package org.siji.platform.work;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.market.Contracts;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What a dispatch plan may arrange, and what becomes of the orders when one is published. It looks at nobody's rights. */
@Component
public class PlannableWork {

    /** A dispatcher wants to see some of them, not a page of numbers. */
    private static final int MOST_NAMED = 20;
    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");

    private final WorkOrderStore orders;
    private final PlannedStops stops;
    private final OperatorReports operators;
    private final Contracts contracts;
    private final StatusHistory history;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PlannableWork(WorkOrderStore orders, PlannedStops stops, OperatorReports operators, Contracts contracts,
            JdbcTemplate jdbc, Clock clock,
            ApplicationEventPublisher events) {
        this.orders = orders;
        this.stops = stops;
        this.operators = operators;
        this.contracts = contracts;
        this.history = new StatusHistory(jdbc, clock, "work_order_event");
        this.events = events;
        this.clock = clock;
    }

    /**
     * What a plan for these days, both included, arranges anew: waiting orders whose window has opened by the last one, and planned ones
     * that nobody has worked yet. What its operator has done is not among them, nor what is planned for days before: that is arranged
     * anew only if those days are over and its window is not. Ordered by id.
     */
    public List<WorkOrder> listToPlan(UUID providerId, LocalDate firstDay, LocalDate lastDay) {
        List<WorkOrder> open = orders.listToPlan(providerId, lastDay).stream().map(WorkOrderStore.Row::order).toList();
        Set<UUID> planned = open.stream().filter(order -> order.status() == WorkOrderStatus.PLANNED)
                .map(WorkOrder::id).collect(Collectors.toSet());
        Map<UUID, OperatorReports.Report> said = operators.mapReports(planned);
        Map<UUID, List<PlannedStop>> places = stops.mapStopsThatCount(planned);
        LocalDate today = LocalDate.now(clock.withZone(FARM_ZONE));
        return open.stream().filter(order -> {
            if (!planned.contains(order.id())) {
                return true;
            }
            OperatorReports.Report report = said.get(order.id());
            if (report != null && report.state() == OperatorReports.State.DONE) {
                return false;
            }
            LocalDate end = places.getOrDefault(order.id(), List.of()).stream().map(PlannedStop::day)
                    .max(LocalDate::compareTo).orElse(firstDay);
            return !end.isBefore(firstDay) || end.isBefore(today) && !order.windowTo().isBefore(firstDay);
        }).toList();
    }

    /** What machines have to work on these days, both included, by the plan that each order stands in; in order of time. */
    public List<PlannedStop> listStops(Collection<UUID> machineIds, LocalDate from, LocalDate to) {
        return stops.listStops(machineIds, from, to);
    }

    /** Those of the ids that exist, ordered by id. */
    public List<WorkOrder> listOrders(Collection<UUID> ids) {
        return orders.listOf(ids).stream().map(WorkOrderStore.Row::order).toList();
    }

    /** By order: its stops in the published plan that it stands in, in order of time. */
    public Map<UUID, List<PlannedStop>> mapStopsThatCount(Collection<UUID> ids) {
        return stops.mapStopsThatCount(ids);
    }

    /**
     * Gives the orders of a plan their machine and day. What the plan leaves undone, and what the provider had planned for its days
     * without it, waits again; what an operator has begun stays where it is.
     *
     * @param madeAt when the plan was put up: what it knew of
     * @param undone orders that found no place
     * @throws ProblemException 409 naming the planned orders that were cancelled, given back, worked on, begun with another machine or given
     *                          other days meanwhile
     */
    public void publish(UUID planId, UUID providerId, OffsetDateTime madeAt, LocalDate firstDay, LocalDate lastDay,
            List<PlannedStop> planned, Set<UUID> undone) {
        Map<UUID, PlannedStop> first = new LinkedHashMap<>();
        planned.forEach(
                stop -> first.merge(stop.workOrderId(), stop, (a, b) -> b.day().isBefore(a.day()) ? b : a));
        Set<UUID> all = new HashSet<>(first.keySet());
        all.addAll(undone);
        orders.listPlanned(providerId, firstDay, lastDay).forEach(order -> all.add(order.id()));
        contracts.hold(orders.listOf(all).stream().map(WorkOrderStore.Row::contractId).collect(Collectors.toSet()));
        Map<UUID, WorkOrderStore.Row> held = new HashMap<>();
        orders.lockAll(all).forEach(order -> held.put(order.id(), order));
        Map<UUID, OperatorReports.Report> said = operators.mapReports(held.keySet());
        requireUnchanged(planned, held, said, madeAt);
        stops.insert(planId, planned);
        stops.assign(planId, first.values());
        history.recordAll(first.keySet(), WorkOrderStatus.PLANNED, "");
        Set<UUID> fields = new HashSet<>();
        for (WorkOrderStore.Row order : held.values()) {
            if (first.containsKey(order.id())) {
                fields.add(order.fieldId());
            } else if (order.status() == WorkOrderStatus.PLANNED && !isBegun(said.get(order.id()))) {
                orders.unplan(order.id());
                orders.move(order.id(), WorkOrderStatus.ISSUED, null);
                history.record(order.id(), WorkOrderStatus.ISSUED, "dispatch.unassigned");
            }
        }
        events.publishEvent(new WorkPlanned(planId, fields));
    }

    private static boolean isBegun(OperatorReports.@Nullable Report report) {
        return report != null && report.isBegun();
    }

    private static void requireUnchanged(List<PlannedStop> planned, Map<UUID, WorkOrderStore.Row> held,
            Map<UUID, OperatorReports.Report> said, OffsetDateTime madeAt) {
        List<String> changed = planned.stream().filter(stop -> {
            WorkOrderStore.Row order = held.get(stop.workOrderId());
            return order == null || order.status() != WorkOrderStatus.ISSUED
                    && order.status() != WorkOrderStatus.PLANNED
                    || stop.day().isBefore(order.windowFrom()) || stop.day().isAfter(order.windowTo())
                    || isBegunElsewhere(stop, order, said.get(order.id()), madeAt);
        }).map(stop -> {
            WorkOrderStore.Row order = held.get(stop.workOrderId());
            return order == null ? stop.workOrderId().toString() : order.number();
        }).distinct().sorted().toList();
        if (!changed.isEmpty()) {
            throw ProblemException.conflict("dispatch.orders-changed", "",
                    changed.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")), changed.size());
        }
    }

    /** A dispatcher may give begun work to another machine, when one is broken; a plan that did not know that it is begun may not. */
    private static boolean isBegunElsewhere(PlannedStop stop, WorkOrderStore.Row order,
            OperatorReports.@Nullable Report said, OffsetDateTime madeAt) {
        OffsetDateTime heardAt = said == null ? null : said.heardAt();
        return heardAt != null && heardAt.isAfter(madeAt) && !stop.machineId().equals(order.plannedMachineId());
    }
}
