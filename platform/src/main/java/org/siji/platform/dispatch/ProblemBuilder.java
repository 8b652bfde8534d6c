package org.siji.platform.dispatch;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
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
import org.siji.platform.verification.MachineRecords;
import org.siji.platform.work.OperatorReports;
import org.siji.platform.work.PlannableWork;
import org.siji.platform.work.PlannedStop;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrderStatus;
import org.springframework.stereotype.Component;

/**
 * A provider's days as the kernel sees them: what waits for it, whoever asks, since a machine can't be in two villages at once. The
 * zone of an order is its village. What is under contract must be done. A machine's quality is what it has covered of the fields
 * worked in two seasons, in per cent; one without a record is as good as any.
 */
@Component
class ProblemBuilder {

    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int COUNTY_DIGITS = 6;
    private static final int PERMILLE = 1000;
    private static final int PERCENT = 100;
    private static final double ROUNDING = 1e-9;
    /** Areas are agreed on in 0.01 mu; sums of stops are off by less. */
    private static final double NO_MU = 0.005;

    /** What is done to a field between two crops, in this order (稻茬: 收割、秸秆还田、深松、耕整、栽插). */
    private static final List<Operation> SEQUENCE = List.of(Operation.HARVEST, Operation.STRAW_RETURN,
            Operation.SUBSOILING, Operation.TILLAGE, Operation.SEEDING, Operation.TRANSPLANTING);

    private final PlannableWork work;
    private final OperatorReports operators;
    private final Fleet fleet;
    private final Contracts contracts;
    private final FieldRegister fields;
    private final MachineRecords records;
    private final DispatchRules rules;
    private final CountyRoads roads;
    private final Clock clock;

    ProblemBuilder(PlannableWork work, OperatorReports operators, Fleet fleet, Contracts contracts,
            FieldRegister fields, MachineRecords records, DispatchRules rules, CountyRoads roads, Clock clock) {
        this.work = work;
        this.operators = operators;
        this.fleet = fleet;
        this.contracts = contracts;
        this.fields = fields;
        this.records = records;
        this.rules = rules;
        this.roads = roads;
        this.clock = clock;
    }

    /** As things stand now. */
    DispatchProblem build(UUID providerId, LocalDate from, LocalDate to) {
        return build(providerId, from, to, from, Map.of());
    }

    /**
     * @param start    what was to be worked before it counts as worked, where work is begun
     * @param alsoDown by machine, besides what the fleet knows
     */
    DispatchProblem build(UUID providerId, LocalDate from, LocalDate to, LocalDate start,
            Map<String, List<Span>> alsoDown) {
        List<WorkOrder> open = work.listToPlan(providerId, from, to);
        DispatchRules.RuleSet reckoning = rules.getRules(mainCounty(open));
        Map<UUID, Field> places = fields
                .mapFields(open.stream().map(WorkOrder::fieldId).collect(Collectors.toSet()));
        Map<UUID, Contract> agreed = open.stream().map(WorkOrder::contractId).distinct()
                .collect(Collectors.toMap(Function.identity(), contracts::getContract));
        List<Machine> machines = machines(providerId, from, to, reckoning).stream().map(machine -> {
            Set<Span> down = new LinkedHashSet<>(machine.down());
            down.addAll(alsoDown.getOrDefault(machine.id(), List.of()));
            return machine.withDown(List.copyOf(down));
        }).toList();
        Map<String, Left> left = left(open, from, start, machines);
        List<org.siji.dispatch.WorkOrder> orders = open.stream().map(order -> {
            org.siji.dispatch.WorkOrder planned = order(order, from, places,
                    Objects.requireNonNull(agreed.get(order.contractId())), reckoning.row(order.operation()));
            Left rest = left.get(planned.id());
            if (rest == null) {
                return planned;
            }
            org.siji.dispatch.WorkOrder part = rest.mu() > planned.mu() - NO_MU ? planned : planned.withMu(rest.mu());
            return rest.frozen() == null ? part : promised(part);
        }).toList();
        DispatchProblem problem = DispatchProblem.of(from, day(from, to) + 1, machines, orders,
                Travel.straight(reckoning.roadDetour().doubleValue()));
        return problem.withTravel(roads.between(problem.places(), reckoning.roadDetour().doubleValue()))
                .withPrecedences(precedences(open, from))
                .withFrozen(left.values().stream().map(Left::frozen).filter(Objects::nonNull).toList());
    }

    /** What stays where it is: asking its machine for a record would only take it away. */
    static org.siji.dispatch.WorkOrder promised(org.siji.dispatch.WorkOrder order) {
        return order.withRequirement(order.skills(), 0);
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
        boolean isAskedFor = reckoning.rows().stream().anyMatch(row -> row.leastCoveragePercent() != null);
        Map<UUID, Double> coverage = isAskedFor
                ? records.mapCoverage(providerId, from.getYear() - 1, from.getYear())
                : Map.of();
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
                    .withQualification(Set.of(),
                            (int) Math.floor(PERCENT * coverage.getOrDefault(machine.id(), 1.0) + ROUNDING))
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
                .withRequirement(Set.of(), Objects.requireNonNullElse(rule.leastCoveragePercent(), 0))
                .withLoss(Math.min(lastDay, Math.max(0, firstDay)),
                        new LossSlope(0, Math.round(priceFen * rule.latePermillePerDay() / PERMILLE)));
    }

    /** @param frozen where it has to stay; null where it is free */
    private record Left(double mu, @Nullable Frozen frozen) {}

    /**
     * What is left of planned work. Of work that is begun it stays with its machine, unless that stands still when it was to go on. Begun is what
     * an operator has reported, on its planned day or first thing if that is past; and what, as published, began before today and
     * before the start and goes on after it, first thing then. What a machine was to work while it stood still is not worked.
     */
    private Map<String, Left> left(List<WorkOrder> open, LocalDate from, LocalDate start, List<Machine> machines) {
        LocalDate today = LocalDate.now(clock.withZone(FARM_ZONE));
        Map<String, Machine> byId = machines.stream().collect(Collectors.toMap(Machine::id, Function.identity()));
        Map<UUID, WorkOrder> planned = open.stream().filter(order -> order.status() == WorkOrderStatus.PLANNED)
                .collect(Collectors.toMap(WorkOrder::id, Function.identity()));
        Map<UUID, OperatorReports.Report> said = operators.mapReports(planned.keySet());
        Map<String, Left> left = new HashMap<>();
        work.mapStopsThatCount(planned.keySet()).forEach((id, stops) -> {
            WorkOrder order = Objects.requireNonNull(planned.get(id));
            LocalDate first = stops.getFirst().day();
            double all = mu(stops);
            double rest = mu(stops.stream()
                    .filter(stop -> !stop.day().isBefore(start)
                            || !isUp(byId.get(stop.machineId().toString()), day(from, stop.day())))
                    .toList());
            OperatorReports.Report report = said.get(id);
            boolean isReported = report != null && report.isBegun();
            boolean isPlannedSo = first.isBefore(start) && first.isBefore(today) && rest > 0 && rest < all;
            if (isReported || isPlannedSo) {
                int day = day(from, isReported && first.isAfter(start) ? first : start);
                Machine machine = byId.get(stops.getFirst().machineId().toString());
                boolean isStaying = isUp(machine, day) && !order.windowTo().isBefore(from.plusDays(day))
                        && stops.stream().allMatch(
                                stop -> stop.day().isBefore(start) || isUp(machine, day(from, stop.day())));
                Frozen frozen = machine != null && isStaying
                        ? Frozen.onDay(id.toString(), machine.id(), day)
                        : null;
                left.put(id.toString(), new Left(rest > 0 ? rest : all, frozen));
            } else {
                // Less than its area when it was given to this machine by one that had begun it.
                left.put(id.toString(), new Left(all, null));
            }
        });
        return left;
    }

    private static double mu(List<PlannedStop> stops) {
        return stops.stream().mapToDouble(PlannedStop::mu).sum();
    }

    private static boolean isUp(@Nullable Machine machine, int day) {
        return machine == null
                || machine.down().stream().noneMatch(span -> span.fromMinute() < (day + 1) * Span.MINUTES_PER_DAY
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
