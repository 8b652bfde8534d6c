package org.siji.platform.dispatch;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.locationtech.jts.geom.Point;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Frozen;
import org.siji.dispatch.Machine;
import org.siji.dispatch.Place;
import org.siji.dispatch.Precedence;
import org.siji.dispatch.Shift;
import org.siji.dispatch.Span;
import org.siji.dispatch.Travel;
import org.siji.dispatch.WorkOrder.LossSlope;
import org.siji.platform.api.Operation;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.market.Contract;
import org.siji.platform.market.Contracts;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.work.OperatorReports;
import org.siji.platform.work.PlannableWork;
import org.siji.platform.work.PlannedStop;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrderStatus;
import org.springframework.stereotype.Component;

/**
 * A provider's days as the kernel sees them: what waits for it, whoever asks, since a machine can't be in two villages at once. The
 * zone of an order is its village. What is under contract must be done.
 */
@Component
class ProblemBuilder {

    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int COUNTY_DIGITS = 6;
    private static final int PERMILLE = 1000;

    /** What is done to a field between two crops, in this order (稻茬: 收割、秸秆还田、深松、耕整、栽插). */
    private static final List<Operation> SEQUENCE = List.of(Operation.HARVEST, Operation.STRAW_RETURN,
            Operation.SUBSOILING, Operation.TILLAGE, Operation.SEEDING, Operation.TRANSPLANTING);

    private final PlannableWork work;
    private final OperatorReports operators;
    private final Fleet fleet;
    private final Contracts contracts;
    private final FieldRegister fields;
    private final DispatchRules rules;
    private final CountyRoads roads;
    private final Clock clock;

    ProblemBuilder(PlannableWork work, OperatorReports operators, Fleet fleet, Contracts contracts,
            FieldRegister fields, DispatchRules rules,
            CountyRoads roads, Clock clock) {
        this.work = work;
        this.operators = operators;
        this.fleet = fleet;
        this.contracts = contracts;
        this.fields = fields;
        this.rules = rules;
        this.roads = roads;
        this.clock = clock;
    }

    /** As things stand now. */
    DispatchProblem build(UUID providerId, LocalDate from, LocalDate to) {
        List<WorkOrder> open = work.listToPlan(providerId, to);
        DispatchRules.RuleSet reckoning = rules.getRules(mainCounty(open));
        Map<UUID, Field> places = fields
                .mapFields(open.stream().map(WorkOrder::fieldId).collect(Collectors.toSet()));
        Map<UUID, Contract> agreed = open.stream().map(WorkOrder::contractId).distinct()
                .collect(Collectors.toMap(Function.identity(), contracts::getContract));
        List<Machine> machines = machines(providerId, from, to, reckoning);
        Map<String, Begun> begun = begun(open, from, machines);
        List<org.siji.dispatch.WorkOrder> orders = open.stream().map(order -> {
            org.siji.dispatch.WorkOrder planned = order(order, from, places,
                    Objects.requireNonNull(agreed.get(order.contractId())), reckoning.row(order.operation()));
            Begun left = begun.get(planned.id());
            return left == null ? planned : planned.withMu(left.mu());
        }).toList();
        DispatchProblem problem = DispatchProblem.of(from, day(from, to) + 1, machines, orders,
                Travel.straight(reckoning.roadDetour().doubleValue()));
        return problem.withTravel(roads.between(problem.places(), reckoning.roadDetour().doubleValue()))
                .withPrecedences(precedences(open, from)).withFrozen(begun.entrySet().stream()
                        .map(one -> Frozen.onDay(one.getKey(), one.getValue().machineId(), one.getValue().day()))
                        .toList());
    }

    /** That of most orders; with none it doesn't matter. */
    private static String mainCounty(List<WorkOrder> open) {
        return open.stream()
                .collect(Collectors.groupingBy(order -> order.villageCode().substring(0, COUNTY_DIGITS),
                        Collectors.counting()))
                .entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey).orElse("");
    }

    private List<Machine> machines(UUID providerId, LocalDate from, LocalDate to, DispatchRules.RuleSet reckoning) {
        List<Fleet.Down> down = fleet.listDown(from, to);
        Shift shift = Shift.of(minute(reckoning.shiftFrom()), minute(reckoning.shiftTo()));
        return fleet.listMachinesOf(providerId).stream().filter(machine -> machine.inService()).map(machine -> {
            Map<String, Double> rates = new HashMap<>();
            machine.rateMuPerHour().forEach((operation, rate) -> rates.put(operation.name(), rate));
            long fenPerHour = machine.rateMuPerHour().keySet().stream()
                    .mapToLong(operation -> reckoning.row(operation).costFenPerHour()).max().orElse(0);
            String id = machine.id().toString();
            return Machine.of(id, new Place(id, machine.depotLonDegrees(), machine.depotLatDegrees()), rates,
                    machine.roadKmh(), shift, 0, day(from, to))
                    .withDown(down.stream().filter(one -> one.machineId().equals(machine.id()))
                            .map(one -> Span.ofDays(day(from, one.fromDay()), day(from, one.toDay()))).toList())
                    .withCosts(fenPerHour, reckoning.costFenPerKm(), reckoning.costFenPerDay());
        }).toList();
    }

    private static int minute(LocalTime time) {
        return time.getHour() * 60 + time.getMinute();
    }

    private static org.siji.dispatch.WorkOrder order(WorkOrder order, LocalDate from, Map<UUID, Field> places,
            Contract contract, DispatchRules.RuleRow rule) {
        Field field = Objects.requireNonNull(places.get(order.fieldId()));
        Point entry = field.lonLat().getInteriorPoint();
        int firstDay = day(from, order.windowFrom());
        int lastDay = day(from, order.windowTo());
        double priceFen = contract.bundlePriceFenPerMu() * order.area().mu();
        return org.siji.dispatch.WorkOrder
                .of(order.id().toString(), new Place(order.fieldId().toString(), entry.getX(), entry.getY()),
                        order.area().mu(), order.operation().name(), firstDay, lastDay)
                .withZone(order.villageCode())
                .withLoss(Math.min(lastDay, Math.max(0, firstDay)),
                        new LossSlope(0, Math.round(priceFen * rule.latePermillePerDay() / PERMILLE)));
    }

    /** @param day counted from the plan's first */
    private record Begun(String machineId, int day, double mu) {}

    /**
     * What is left of work that is begun stays with its machine, unless that stands still on the day. Begun is what an operator has
     * reported, on its planned day or first thing if that is past; and what, as published, began before today and before the first day
     * and goes on after it, first thing on the first day.
     */
    private Map<String, Begun> begun(List<WorkOrder> open, LocalDate from, List<Machine> machines) {
        LocalDate today = LocalDate.now(clock.withZone(FARM_ZONE));
        Map<String, Machine> byId = machines.stream().collect(Collectors.toMap(Machine::id, Function.identity()));
        Map<UUID, WorkOrder> planned = open.stream().filter(order -> order.status() == WorkOrderStatus.PLANNED)
                .collect(Collectors.toMap(WorkOrder::id, Function.identity()));
        Map<UUID, OperatorReports.Report> said = operators.mapReports(planned.keySet());
        Map<String, Begun> begun = new HashMap<>();
        work.mapStopsThatCount(planned.keySet()).forEach((id, stops) -> {
            WorkOrder order = Objects.requireNonNull(planned.get(id));
            LocalDate first = stops.getFirst().day();
            double left = stops.stream().filter(stop -> !stop.day().isBefore(from)).mapToDouble(PlannedStop::mu).sum();
            Machine machine = byId.get(stops.getFirst().machineId().toString());
            OperatorReports.Report report = said.get(id);
            boolean isReported = report != null && report.isBegun();
            int day = isReported ? Math.max(0, day(from, first)) : 0;
            boolean isPlannedSo = first.isBefore(from) && first.isBefore(today) && left > 0;
            if ((isReported || isPlannedSo) && machine != null && isUp(machine, day)
                    && !order.windowTo().isBefore(from.plusDays(day))) {
                begun.put(id.toString(), new Begun(machine.id(), day, left > 0 ? left : order.area().mu()));
            }
        });
        return begun;
    }

    private static boolean isUp(Machine machine, int day) {
        return machine.down().stream().noneMatch(span -> span.fromMinute() < (day + 1) * Span.MINUTES_PER_DAY
                && span.toMinute() > day * Span.MINUTES_PER_DAY);
    }

    /**
     * Of one field's open orders each comes after those before it in the sequence, unless its window says that it is another crop's. What
     * is past its window ties nothing: it is done and not yet measured, or never will be.
     */
    private static List<Precedence> precedences(List<WorkOrder> open, LocalDate from) {
        List<Precedence> ties = new ArrayList<>();
        open.stream().filter(order -> SEQUENCE.contains(order.operation()) && !order.windowTo().isBefore(from))
                .collect(Collectors.groupingBy(WorkOrder::fieldId)).values().forEach(orders -> {
                    List<WorkOrder> sorted = orders.stream()
                            .sorted(Comparator.comparingInt((WorkOrder order) -> SEQUENCE.indexOf(order.operation()))
                                    .thenComparing(WorkOrder::windowFrom))
                            .toList();
                    for (WorkOrder after : sorted) {
                        sorted.subList(0, sorted.indexOf(after)).stream()
                                .filter(before -> before.operation() != after.operation()
                                        && !before.windowFrom().isAfter(after.windowFrom()))
                                .forEach(before -> ties.add(new Precedence(before.id().toString(),
                                        after.id().toString(), 0, Precedence.NO_LIMIT)));
                    }
                });
        ties.sort(Comparator.comparing(Precedence::beforeId).thenComparing(Precedence::afterId));
        return ties;
    }

    /** As the kernel counts: from the plan's first day. */
    static int day(LocalDate from, LocalDate day) {
        return (int) ChronoUnit.DAYS.between(from, day);
    }
}
