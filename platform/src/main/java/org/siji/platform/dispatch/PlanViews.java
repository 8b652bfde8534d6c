package org.siji.platform.dispatch;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Frozen;
import org.siji.dispatch.InputCheck;
import org.siji.dispatch.InputProblem;
import org.siji.dispatch.PlanCost;
import org.siji.dispatch.Span;
import org.siji.dispatch.WeatherBlock;
import org.siji.platform.api.Operation;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.fleet.Machine;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.RegionRegister;
import org.siji.platform.work.OperatorReports;
import org.siji.platform.work.PlannableWork;
import org.siji.platform.work.PlannedStop;
import org.siji.platform.work.WorkOrder;
import org.siji.platform.work.WorkOrderStatus;
import org.springframework.stereotype.Component;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** Plans as people read them: with names, of an office's own region only. */
@Component
class PlanViews {

    private static final int MINUTES_PER_HOUR = 60;
    private static final String TOO_LOW = "QUALITY_TOO_LOW";

    private final DispatchPlanStore plans;
    private final PlannableWork work;
    private final OperatorReports operators;
    private final Fleet fleet;
    private final Providers providers;
    private final RegionRegister regions;
    private final CultivatorRegister cultivators;
    private final Sentences sentences;

    PlanViews(DispatchPlanStore plans, PlannableWork work, OperatorReports operators, Fleet fleet, Providers providers,
            RegionRegister regions, CultivatorRegister cultivators, Sentences sentences) {
        this.plans = plans;
        this.work = work;
        this.operators = operators;
        this.fleet = fleet;
        this.providers = providers;
        this.regions = regions;
        this.cultivators = cultivators;
        this.sentences = sentences;
    }

    /** @param undoneMust orders undone that are under contract; the sums are in fen */
    record Cost(long totalFen, long lateFen, long travelFen, long machineFen, long undoneFen, int undoneMust) {

        static Cost of(PlanCost cost) {
            return new Cost(cost.totalFen(), cost.latenessFen(), cost.travelFen(), cost.machineFen(), cost.undoneFen(),
                    cost.undoneMust());
        }

        /** @return null before anything was found */
        static @Nullable Cost of(DispatchPlanStore.Row row) {
            if (row.undoneMust() == null || row.lateFen() == null || row.travelFen() == null
                    || row.machineFen() == null || row.undoneFen() == null) {
                return null;
            }
            return of(new PlanCost(row.undoneMust(), row.lateFen(), row.travelFen(), row.machineFen(),
                    row.undoneFen()));
        }
    }

    record PlanSummary(UUID id, UUID providerId, String providerName, @JsonProperty("from") LocalDate firstDay,
            @JsonProperty("to") LocalDate lastDay, PlanStatus status, long version, String madeBy,
            OffsetDateTime recordedAt, @Nullable OffsetDateTime publishedAt, @Nullable UUID basedOn, int seconds,
            int placed, int undone, @Nullable Cost cost) {}

    /** @param from both days included */
    record Days(LocalDate from, LocalDate to) {}

    /** @param down whole days on which it stands still */
    record PlanMachineView(UUID id, String name, double depotLon, double depotLat, List<Operation> operations,
            List<Days> down) {}

    /** @param begun at work, or done as an older plan has it: neither a search nor a hand moves it */
    record StopView(UUID orderId, UUID machineId, LocalDate day, int sequence, double startHour, int driveMinutes,
            int workMinutes, double mu, boolean interrupted, boolean locked, boolean begun) {}

    record UndoneView(UUID orderId, String reasonCode, String sentence) {}

    /** @param lon of the field's entry; null for plans that were made before places were kept */
    record OrderView(UUID id, String number, Operation operation, double mu, String villageCode, String villageName,
            UUID fieldId, String fieldName, @Nullable String cultivatorNameMasked, @Nullable Double lon,
            @Nullable Double lat, LocalDate windowFrom, LocalDate windowTo, WorkOrderStatus status) {}

    record WeatherView(String villageCode, LocalDate day, double fromHour, double toHour, List<String> operations) {}

    record ProblemView(String code, String sentence, @Nullable UUID orderId, @Nullable UUID machineId) {}

    record DispatchPlanView(@JsonUnwrapped PlanSummary summary, List<PlanMachineView> machines, List<StopView> stops,
            List<UndoneView> undoneOrders, List<OrderView> orders, List<WeatherView> weather,
            List<ProblemView> problems) {}

    static String prefix(CurrentUser user) {
        return user.role().isOffice() ? user.regionPrefix() : "";
    }

    List<PlanSummary> summaries(Collection<DispatchPlanStore.Row> rows) {
        Map<UUID, String> names = providers.listProviders().stream()
                .collect(Collectors.toMap(Provider::id, Provider::name));
        return rows.stream().map(row -> summary(row, names.getOrDefault(row.providerId(), ""))).toList();
    }

    PlanSummary summary(DispatchPlanStore.Row row) {
        return summary(row, providers.getProvider(row.providerId()).name());
    }

    private static PlanSummary summary(DispatchPlanStore.Row row, String providerName) {
        return new PlanSummary(row.id(), row.providerId(), providerName, row.firstDay(), row.lastDay(), row.status(),
                row.version(), row.madeBy(), row.recordedAt(), row.publishedAt(), row.basedOn(), row.seconds(),
                row.placed(), row.undone(), Cost.of(row));
    }

    DispatchPlanView view(UUID id, CurrentUser user) {
        DispatchPlanStore.Row row = plans.find(id).orElseThrow(() -> ProblemException.notFound("dispatch-plan", id));
        PlanContent content = plans.getContent(id);
        DispatchPlan plan = content.found();
        Map<UUID, WorkOrder> orders = visibleOrders(content, user);
        return new DispatchPlanView(summary(row), machines(row, content.problem()),
                stops(row, content).stream().filter(stop -> orders.containsKey(stop.orderId())).toList(),
                plan.undone().stream().filter(one -> orders.containsKey(UUID.fromString(one.orderId())))
                        .map(one -> undone(content, one)).toList(),
                orders(orders.values(), content.problem()), weather(row, content.problem(), prefix(user)),
                problems(content.problem(), orders));
    }

    /** Those that the plan knows and the user may see, in the order of their ids. */
    Map<UUID, WorkOrder> visibleOrders(PlanContent content, CurrentUser user) {
        Set<String> ids = content.problem().orders().stream().map(order -> order.id())
                .collect(Collectors.toCollection(HashSet::new));
        content.found().routes().forEach(route -> route.stops().forEach(stop -> ids.add(stop.orderId())));
        content.found().undone().forEach(one -> ids.add(one.orderId()));
        String prefix = prefix(user);
        return work.listOrders(ids.stream().map(UUID::fromString).toList()).stream()
                .filter(order -> order.villageCode().startsWith(prefix))
                .collect(Collectors.toMap(WorkOrder::id, Function.identity(), (a, b) -> a,
                        LinkedHashMap::new));
    }

    private List<PlanMachineView> machines(DispatchPlanStore.Row row, DispatchProblem problem) {
        Map<String, org.siji.dispatch.Machine> planned = new HashMap<>();
        problem.machines().forEach(machine -> planned.put(machine.id(), machine));
        return fleet.listMachinesOf(row.providerId()).stream()
                .filter(machine -> problem.machines().isEmpty() || planned.containsKey(machine.id().toString()))
                .map(machine -> machine(row, machine, planned.get(machine.id().toString()))).toList();
    }

    private static PlanMachineView machine(DispatchPlanStore.Row row, Machine machine,
            org.siji.dispatch.@Nullable Machine planned) {
        List<Days> down = planned == null
                ? List.of()
                : planned.down().stream()
                        .map(span -> new Days(row.firstDay().plusDays(span.fromMinute() / Span.MINUTES_PER_DAY),
                                row.firstDay().plusDays((span.toMinute() - 1L) / Span.MINUTES_PER_DAY)))
                        .toList();
        return new PlanMachineView(machine.id(), machine.name(), machine.depotLonDegrees(), machine.depotLatDegrees(),
                machine.rateMuPerHour().keySet().stream().sorted().toList(), down);
    }

    static List<StopView> stops(DispatchPlanStore.Row row, PlanContent content) {
        Set<String> begun = content.problem().frozen().stream().map(Frozen::orderId).collect(Collectors.toSet());
        List<StopView> stops = new ArrayList<>();
        for (PlannedStop stop : plannedStops(row.firstDay(), content)) {
            UUID order = stop.workOrderId();
            stops.add(new StopView(order, stop.machineId(), stop.day(), stop.sequence(), stop.startHour(),
                    stop.driveMinutes(), stop.workMinutes(), stop.mu(), stop.interrupted(),
                    content.locked().contains(order), begun.contains(order.toString())));
        }
        return stops;
    }

    /** By machine, day and sequence. */
    static List<PlannedStop> plannedStops(LocalDate firstDay, PlanContent content) {
        Map<String, org.siji.dispatch.Machine> machines = new HashMap<>();
        content.problem().machines().forEach(machine -> machines.put(machine.id(), machine));
        Map<String, String> operations = new HashMap<>();
        content.problem().orders().forEach(order -> operations.put(order.id(), order.operation()));
        List<PlannedStop> stops = new ArrayList<>();
        for (DispatchPlan.Route route : content.found().routes()) {
            int day = -1;
            int number = 0;
            for (DispatchPlan.Stop stop : route.stops()) {
                number = stop.day() == day ? number + 1 : 1;
                day = stop.day();
                stops.add(new PlannedStop(UUID.fromString(route.machineId()), firstDay.plusDays(day), number,
                        UUID.fromString(stop.orderId()),
                        (stop.startMinute() - day * Span.MINUTES_PER_DAY) / (double) MINUTES_PER_HOUR,
                        stop.driveMinutes(),
                        workMinutes(machines.get(route.machineId()), operations.get(stop.orderId()), stop), stop.mu(),
                        stop.interrupted()));
            }
        }
        return stops;
    }

    /** Between start and end there may be rain. */
    private static int workMinutes(org.siji.dispatch.@Nullable Machine machine, @Nullable String operation,
            DispatchPlan.Stop stop) {
        int all = stop.endMinute() - stop.startMinute();
        return machine == null || operation == null || !machine.rateMuPerHour().containsKey(operation)
                ? all
                : Math.min(all, machine.workMinutes(operation, stop.mu()));
    }

    private UndoneView undone(PlanContent content, DispatchPlan.Undone one) {
        String code = reason(content, one);
        return new UndoneView(UUID.fromString(one.orderId()), code, findTooLow(content.problem(), one.orderId())
                .map(low -> sentences.say("dispatch." + code, low.leastPercent(), low.bestPercent()))
                .orElseGet(() -> sentences.say("dispatch." + code)));
    }

    /** A code: the kernel's, unless people want to know more. */
    static String reason(PlanContent content, DispatchPlan.Undone one) {
        // Its days are over before the plan begins: to the kernel that is bad input, to people just too late.
        boolean isLate = content.problem().orders().stream().anyMatch(order -> order.id().equals(one.orderId())
                && order.lastDay() < Math.max(0, order.firstDay()));
        if (isLate) {
            return DispatchPlan.Reason.NO_MACHINE_IN_WINDOW.name();
        }
        return one.reason() == DispatchPlan.Reason.NO_MACHINE_FOR_OPERATION
                && findTooLow(content.problem(), one.orderId()).isPresent() ? TOO_LOW : one.reason().name();
    }

    /** What an order asks for, and the best record of the machines that do such work. */
    private record Low(int leastPercent, int bestPercent) {}

    /** Empty if some machine's record is good enough, or none does such work at all. */
    private static Optional<Low> findTooLow(DispatchProblem problem, String orderId) {
        return problem.orders().stream().filter(order -> order.id().equals(orderId)).findFirst()
                .flatMap(order -> problem.machines().stream()
                        .filter(machine -> machine.rateMuPerHour().containsKey(order.operation()))
                        .map(machine -> new Low(order.minQuality(), machine.quality()))
                        .max(Comparator.comparingInt(Low::bestPercent)))
                .filter(low -> low.bestPercent() < low.leastPercent());
    }

    private List<OrderView> orders(Collection<WorkOrder> orders, DispatchProblem problem) {
        Map<String, org.siji.dispatch.WorkOrder> planned = new HashMap<>();
        problem.orders().forEach(order -> planned.put(order.id(), order));
        Map<UUID, Cultivator> farmers = cultivators
                .mapCultivators(orders.stream().map(WorkOrder::cultivatorId).collect(Collectors.toSet()));
        Map<String, String> villages = new HashMap<>();
        orders.forEach(order -> villages.computeIfAbsent(order.villageCode(),
                code -> regions.findRegion(code).map(region -> region.name()).orElse(code)));
        return orders.stream().map(order -> {
            Cultivator farmer = farmers.get(order.cultivatorId());
            org.siji.dispatch.WorkOrder known = planned.get(order.id().toString());
            return new OrderView(order.id(), order.number(), order.operation(), order.area().mu(), order.villageCode(),
                    Objects.requireNonNull(villages.get(order.villageCode())), order.fieldId(), order.fieldName(),
                    farmer == null ? null : farmer.nameMasked(), known == null ? null : known.entry().lonDegrees(),
                    known == null ? null : known.entry().latDegrees(), order.windowFrom(), order.windowTo(),
                    order.status());
        }).toList();
    }

    private static List<WeatherView> weather(DispatchPlanStore.Row row, DispatchProblem problem, String prefix) {
        return problem.weather().stream().filter(block -> block.zone().startsWith(prefix))
                .map(block -> weather(row, block)).toList();
    }

    private static WeatherView weather(DispatchPlanStore.Row row, WeatherBlock block) {
        int day = block.span().fromMinute() / Span.MINUTES_PER_DAY;
        int midnight = day * Span.MINUTES_PER_DAY;
        return new WeatherView(block.zone(), row.firstDay().plusDays(day),
                (block.span().fromMinute() - midnight) / (double) MINUTES_PER_HOUR,
                (block.span().toMinute() - midnight) / (double) MINUTES_PER_HOUR,
                block.operations().stream().sorted().toList());
    }

    private List<ProblemView> problems(DispatchProblem problem, Map<UUID, WorkOrder> orders) {
        Set<String> machines = problem.machines().stream().map(machine -> machine.id()).collect(Collectors.toSet());
        List<ProblemView> views = new ArrayList<>();
        Map<UUID, OperatorReports.Report> said = operators.mapReports(orders.keySet());
        orders.forEach((id, order) -> {
            OperatorReports.Report report = said.get(id);
            if (report != null && report.insisted()) {
                views.add(new ProblemView("dispatch.insisted", sentences.say("dispatch.insisted", order.number()), id,
                        null));
            }
        });
        for (InputProblem one : InputCheck.check(problem).problems()) {
            String code = "dispatch.input." + one.kind();
            if (machines.contains(one.subject())) {
                UUID machine = UUID.fromString(one.subject());
                views.add(new ProblemView(code, sentences.say(code, fleet.getMachine(machine).name(), one.detail()),
                        null, machine));
            } else if (one.subject().isEmpty()) {
                views.add(new ProblemView(code, sentences.say(code, "", one.detail()), null, null));
            } else {
                WorkOrder order = orders.values().stream()
                        .filter(known -> known.id().toString().equals(one.subject())).findFirst().orElse(null);
                if (order != null) {
                    views.add(problem(one, order, findTooLow(problem, one.subject()).orElse(null)));
                }
            }
        }
        return views;
    }

    private ProblemView problem(InputProblem one, WorkOrder order, @Nullable Low low) {
        boolean isTooLow = low != null && one.kind() == InputProblem.Kind.NO_MACHINE_FOR_ORDER;
        String code = "dispatch.input." + (isTooLow ? TOO_LOW : one.kind());
        return new ProblemView(code,
                low != null && isTooLow
                        ? sentences.say(code, order.number(), low.leastPercent(), low.bestPercent())
                        : sentences.say(code, order.number(), one.detail()),
                order.id(), null);
    }
}
