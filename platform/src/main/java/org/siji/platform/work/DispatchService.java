package org.siji.platform.work;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Point;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.NearestNextPlanner;
import org.siji.dispatch.Place;
import org.siji.dispatch.Shift;
import org.siji.dispatch.Span;
import org.siji.dispatch.Travel;
import org.siji.geo.Area;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Contracts;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.work.DispatchController.PlanRequest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/**
 * Plans a provider's days by the dispatch kernel. A plan always arranges all that waits for the provider, whoever asks for it: a
 * machine can't be in two villages at once. An office sees of it what concerns its own region.
 */
@Service
class DispatchService {

    private static final int MAX_DAYS = 92;
    static final double HOURS_PER_DAY = 10;
    private static final Shift SHIFT = Shift.of(7 * 60, 17 * 60);
    /** Country roads between fields, over the straight line. */
    private static final double ROAD_DETOUR_FACTOR = 1.4;

    private final NearestNextPlanner planner = new NearestNextPlanner();
    private final WorkOrderStore orders;
    private final DispatchStore plans;
    private final Fleet fleet;
    private final Providers providers;
    private final Contracts contracts;
    private final FieldRegister fields;
    private final StatusHistory history;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DispatchService(WorkOrderStore orders, DispatchStore plans, Fleet fleet, Providers providers, Contracts contracts,
            FieldRegister fields, JdbcTemplate jdbc, ApplicationEventPublisher events, Clock clock) {
        this.orders = orders;
        this.plans = plans;
        this.fleet = fleet;
        this.providers = providers;
        this.contracts = contracts;
        this.fields = fields;
        this.history = new StatusHistory(jdbc, clock, "work_order_event");
        this.events = events;
        this.clock = clock;
    }

    DispatchStore.Plan plan(PlanRequest request, CurrentUser user) {
        UUID providerId = request.providerId() == null ? user.providerId() : request.providerId();
        LocalDate from = request.from();
        LocalDate to = request.to();
        Violations problems = Violations.collect().requireValue(providerId, "providerId").requireValue(from, "from")
                .requireValue(to, "to");
        if (from != null && to != null) {
            problems.require(!to.isBefore(from), "dispatch.days-reversed", "to", from, to);
            problems.require(ChronoUnit.DAYS.between(from, to) < MAX_DAYS, "dispatch.too-long", "to", MAX_DAYS);
        }
        problems.throwIfAny();
        DispatchStore.Plan plan = new DispatchStore.Plan(Ids.next(), Objects.requireNonNull(providerId),
                Objects.requireNonNull(from), Objects.requireNonNull(to), user.username(), OffsetDateTime.now(clock));
        if (user.role() == Role.PROVIDER && !user.isProvider(providerId)) {
            throw ProblemException.notFound("provider", plan.providerId());
        }
        providers.getProvider(plan.providerId());
        contracts.hold(orders.listContractsToPlan(plan.providerId(), plan.lastDay()));
        List<WorkOrderStore.Row> open = orders.lockToPlan(plan.providerId(), plan.lastDay());
        Map<UUID, Field> places = fields
                .mapFields(open.stream().map(WorkOrderStore.Row::fieldId).collect(Collectors.toSet()));
        DispatchProblem problem = DispatchProblem.of(plan.firstDay(), day(plan, plan.lastDay()) + 1, machines(plan),
                open
                        .stream().map(order -> order(plan, order, Objects.requireNonNull(places.get(order.fieldId()))))
                        .toList(),
                Travel.straight(ROAD_DETOUR_FACTOR));
        store(plan, planner.plan(problem), open);
        return plan;
    }

    private List<org.siji.dispatch.Machine> machines(DispatchStore.Plan plan) {
        List<Fleet.Down> down = fleet.listDown(plan.firstDay(), plan.lastDay());
        return fleet.listMachinesOf(plan.providerId()).stream().filter(Machine::inService)
                .flatMap(machine -> longestUp(plan, down.stream().filter(one -> one.machineId().equals(machine.id()))
                        .toList()).stream()
                        .map(days -> org.siji.dispatch.Machine.of(machine.id().toString(),
                                new Place(machine.id().toString(), machine.depotLonDegrees(),
                                        machine.depotLatDegrees()),
                                rates(machine), machine.roadKmh(), SHIFT, day(plan, days.from()),
                                day(plan, days.to()))))
                .toList();
    }

    private record Days(LocalDate from, LocalDate to) {}

    /** A planned machine works one stretch of days; of those between repairs the longest, the first of equally long ones. */
    private static Optional<Days> longestUp(DispatchStore.Plan plan, List<Fleet.Down> down) {
        Days longest = null;
        LocalDate begin = null;
        for (LocalDate day = plan.firstDay(); !day.isAfter(plan.lastDay()); day = day.plusDays(1)) {
            LocalDate today = day;
            boolean up = down.stream().noneMatch(one -> !today.isBefore(one.fromDay()) && !today.isAfter(one.toDay()));
            begin = up ? (begin == null ? day : begin) : null;
            if (begin != null && (longest == null || ChronoUnit.DAYS.between(begin, day) > ChronoUnit.DAYS
                    .between(longest.from, longest.to))) {
                longest = new Days(begin, day);
            }
        }
        return Optional.ofNullable(longest);
    }

    private static Map<String, Double> rates(Machine machine) {
        Map<String, Double> rates = new HashMap<>();
        machine.rateMuPerHour().forEach((operation, rate) -> rates.put(operation.name(), rate));
        return rates;
    }

    private static org.siji.dispatch.WorkOrder order(DispatchStore.Plan plan, WorkOrderStore.Row order, Field field) {
        Point entry = field.lonLat().getInteriorPoint();
        return org.siji.dispatch.WorkOrder.of(order.id().toString(),
                new Place(order.fieldId().toString(), entry.getX(), entry.getY()),
                new Area(order.areaSquareMeters()).mu(), order.operation().name(), day(plan, order.windowFrom()),
                day(plan, order.windowTo()));
    }

    /** As the kernel counts: from the plan's first day. */
    private static int day(DispatchStore.Plan plan, LocalDate day) {
        return (int) ChronoUnit.DAYS.between(plan.firstDay(), day);
    }

    private void store(DispatchStore.Plan plan, DispatchPlan found, List<WorkOrderStore.Row> open) {
        List<DispatchStore.Stop> stops = new ArrayList<>();
        Map<UUID, DispatchStore.Stop> first = new LinkedHashMap<>();
        for (DispatchPlan.Route route : found.routes()) {
            int day = -1;
            int number = 0;
            for (DispatchPlan.Stop stop : route.stops()) {
                number = stop.day() == day ? number + 1 : 1;
                day = stop.day();
                // Shifts have no breaks here, so a stop is all work.
                DispatchStore.Stop stored = new DispatchStore.Stop(UUID.fromString(route.machineId()),
                        plan.firstDay().plusDays(day), number, UUID.fromString(stop.orderId()),
                        (stop.startMinute() - day * Span.MINUTES_PER_DAY) / 60.0, stop.driveMinutes(),
                        stop.endMinute() - stop.startMinute(), stop.mu(), stop.interrupted());
                stops.add(stored);
                first.merge(stored.workOrderId(), stored, (a, b) -> b.day().isBefore(a.day()) ? b : a);
            }
        }
        // Their days are over before the plan begins: to the kernel that is bad input, to people just too late.
        Set<String> late = open.stream().filter(order -> order.windowTo().isBefore(plan.firstDay()))
                .map(order -> order.id().toString()).collect(Collectors.toSet());
        plans.insert(plan, stops, found.undone().stream().map(one -> new DispatchStore.Unassigned(
                UUID.fromString(one.orderId()),
                (late.contains(one.orderId()) ? DispatchPlan.Reason.NO_MACHINE_IN_WINDOW : one.reason()).name()))
                .toList());
        plans.assign(plan.id(), first.values());
        history.recordAll(first.keySet(), WorkOrderStatus.PLANNED, "");
        Set<UUID> planned = new HashSet<>();
        for (WorkOrderStore.Row order : open) {
            if (first.containsKey(order.id())) {
                planned.add(order.fieldId());
            } else if (order.status() == WorkOrderStatus.PLANNED) {
                orders.unplan(order.id());
                orders.move(order.id(), WorkOrderStatus.ISSUED, null);
                history.record(order.id(), WorkOrderStatus.ISSUED, "dispatch.unassigned");
            }
        }
        events.publishEvent(new WorkPlanned(plan.id(), planned));
    }

    /** @throws ProblemException 404 when the plan holds nothing that the user may see */
    DispatchController.PlanView view(UUID id, CurrentUser user) {
        DispatchStore.Plan plan = plans.find(id)
                .filter(found -> user.role().isOffice() || user.isProvider(found.providerId()))
                .orElseThrow(() -> ProblemException.notFound("dispatch-plan", id));
        String prefix = prefix(user);
        List<DispatchStore.Stop> stops = plans.listStops(id, prefix);
        List<DispatchStore.Unassigned> unassigned = plans.listUnassigned(id, prefix);
        if (user.role().isOffice() && stops.isEmpty() && unassigned.isEmpty()
                && !plan.madeBy().equals(user.username())) {
            throw ProblemException.notFound("dispatch-plan", id);
        }
        return new DispatchController.PlanView(plan.id(), plan.providerId(), plan.firstDay(), plan.lastDay(),
                plan.madeBy(), plan.recordedAt(), stops, unassigned);
    }

    List<DispatchStore.Plan> list(@Nullable UUID providerId, CurrentUser user, UUID after, int rows) {
        return plans.list(user.role() == Role.PROVIDER ? user.providerId() : providerId, prefix(user), after, rows);
    }

    private static String prefix(CurrentUser user) {
        return user.role().isOffice() ? user.regionPrefix() : "";
    }
}
