package org.siji.platform.dispatch;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Frozen;
import org.siji.dispatch.Machine;
import org.siji.dispatch.PlanCheck;
import org.siji.dispatch.Span;
import org.siji.dispatch.WeatherBlock;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Violations;
import org.siji.platform.fleet.Fleet;
import org.siji.platform.identity.CurrentUser;
import org.springframework.stereotype.Service;

/**
 * A plan made anew from some day on: with what is open now, machines that have broken down, villages that are rained off. What the old
 * plan has before that day stays as it is; the search begins with the old plan.
 */
@Service
class Replans {

    private static final int DEFAULT_SECONDS = 3;
    private static final int HOURS_PER_DAY = 24;
    private static final int MINUTES_PER_HOUR = 60;

    private final DispatchService dispatch;
    private final DispatchPlanStore plans;
    private final ProblemBuilder problems;
    private final Fleet fleet;
    private final Clock clock;

    Replans(DispatchService dispatch, DispatchPlanStore plans, ProblemBuilder problems, Fleet fleet, Clock clock) {
        this.dispatch = dispatch;
        this.plans = plans;
        this.problems = problems;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** @param from both days included */
    record Breakdown(@Nullable UUID machineId, @Nullable LocalDate from, @Nullable LocalDate to) {}

    /** @param operations that can't be done in these hours; empty or null: none can */
    record Rain(@Nullable String villageCode, @Nullable LocalDate day, @Nullable Double fromHour,
            @Nullable Double toHour, @Nullable List<Operation> operations) {}

    record ReplanRequest(@Nullable LocalDate fromDay, @Nullable Integer seconds, @Nullable List<Breakdown> breakdowns,
            @Nullable List<Rain> rain) {}

    /** @return the new plan's id */
    UUID replan(UUID id, ReplanRequest request, CurrentUser user) {
        DispatchPlanStore.Row old = dispatch.get(id, user);
        DispatchService.requireStatus(old, EnumSet.of(PlanStatus.DRAFT, PlanStatus.PUBLISHED));
        int seconds = Objects.requireNonNullElse(request.seconds(), DEFAULT_SECONDS);
        List<Breakdown> breakdowns = Objects.requireNonNullElse(request.breakdowns(), List.of());
        List<Rain> rain = Objects.requireNonNullElse(request.rain(), List.of());
        check(old, request.fromDay(), seconds, breakdowns, rain);
        PlanContent content = plans.getContent(id);
        LocalDate fromDay = Objects.requireNonNull(request.fromDay());
        int day = ProblemBuilder.day(old.firstDay(), fromDay);
        Map<String, List<Span>> down = new HashMap<>();
        content.problem().machines().forEach(machine -> down.put(machine.id(), new ArrayList<>(machine.down())));
        breakdowns.forEach(one -> down
                .computeIfAbsent(Objects.requireNonNull(one.machineId()).toString(), machine -> new ArrayList<>())
                .add(Span.ofDays(Math.max(0, ProblemBuilder.day(old.firstDay(), Objects.requireNonNull(one.from()))),
                        ProblemBuilder.day(old.firstDay(), Objects.requireNonNull(one.to())))));
        DispatchProblem now = problems.build(old.providerId(), old.firstDay(), old.lastDay(), fromDay, down);
        Map<String, List<Span>> broken = now.machines().stream()
                .collect(Collectors.toMap(Machine::id, Machine::down));
        DispatchProblem problem = anew(now, content, day, broken, rain, old.firstDay());
        DispatchPlan begun = content.found();
        UUID made = dispatch
                .putUp(new DispatchPlanStore.NewPlan(Ids.next(), old.providerId(), old.firstDay(), old.lastDay(),
                        user.username(), OffsetDateTime.now(clock), seconds, null, id, problem, begun,
                        PlanCheck.check(problem, begun).cost()));
        Set<String> open = problem.orders().stream().map(order -> order.id()).collect(Collectors.toSet());
        plans.setLocks(made, content.locked().stream()
                .filter(order -> open.contains(order.toString()) && !isBroken(begun, order.toString(), broken))
                .toList(), true);
        return made;
    }

    private static DispatchProblem anew(DispatchProblem now, PlanContent old, int day, Map<String, List<Span>> broken,
            List<Rain> rain, LocalDate firstDay) {
        Set<String> working = now.machines().stream().map(Machine::id).collect(Collectors.toSet());
        Set<String> open = now.orders().stream().map(order -> order.id()).collect(Collectors.toSet());
        List<Frozen> all = new ArrayList<>(frozen(old.found(), day, broken).stream()
                .filter(one -> open.contains(one.orderId()) && working.contains(one.machineId())).toList());
        Set<String> fixed = all.stream().map(Frozen::orderId).collect(Collectors.toSet());
        now.frozen().stream()
                .filter(one -> !fixed.contains(one.orderId()) && !isBroken(old.found(), one.orderId(), broken))
                .forEach(all::add);
        Map<String, Double> mu = new HashMap<>();
        old.problem().orders().forEach(order -> mu.put(order.id(), order.mu()));
        List<WeatherBlock> weather = new ArrayList<>(old.problem().weather());
        rain.forEach(one -> weather.add(weather(one, firstDay)));
        return now.withWeather(weather).withFrozen(all)
                .withOrders(now.orders().stream()
                        .map(order -> fixed.contains(order.id())
                                ? ProblemBuilder.promised(order).withMu(mu.getOrDefault(order.id(), order.mu()))
                                : order.withWindow(Math.max(day, order.firstDay()), order.lastDay()))
                        .toList());
    }

    /** What the old plan begins before that day stays exactly there; unless its machine breaks down over it. */
    private static List<Frozen> frozen(DispatchPlan plan, int day, Map<String, List<Span>> broken) {
        List<Frozen> frozen = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        plan.routes().forEach(route -> route.stops().forEach(stop -> {
            if (seen.add(stop.orderId()) && stop.day() < day && !isBroken(plan, stop.orderId(), broken)) {
                frozen.add(new Frozen(stop.orderId(), route.machineId(), stop.startMinute(), stop.startMinute()));
            }
        }));
        return frozen;
    }

    private static boolean isBroken(DispatchPlan plan, String orderId, Map<String, List<Span>> broken) {
        return plan.routes().stream().anyMatch(route -> broken.getOrDefault(route.machineId(), List.of()).stream()
                .anyMatch(span -> route.stops().stream().anyMatch(stop -> stop.orderId().equals(orderId)
                        && stop.startMinute() < span.toMinute() && stop.endMinute() > span.fromMinute())));
    }

    private static WeatherBlock weather(Rain rain, LocalDate firstDay) {
        int midnight = ProblemBuilder.day(firstDay, Objects.requireNonNull(rain.day())) * Span.MINUTES_PER_DAY;
        return new WeatherBlock(Objects.requireNonNull(rain.villageCode()),
                Objects.requireNonNullElse(rain.operations(), List.<Operation>of()).stream().map(Enum::name)
                        .collect(Collectors.toSet()),
                new Span(midnight + minutes(Objects.requireNonNull(rain.fromHour())),
                        midnight + minutes(Objects.requireNonNull(rain.toHour()))));
    }

    private static int minutes(double hours) {
        return (int) Math.round(hours * MINUTES_PER_HOUR);
    }

    private void check(DispatchPlanStore.Row old, @Nullable LocalDate fromDay, int seconds, List<Breakdown> breakdowns,
            List<Rain> rain) {
        Violations wrong = Violations.collect().requireValue(fromDay, "fromDay");
        requireDay(wrong, old, fromDay, "fromDay");
        DispatchService.requireSeconds(wrong, seconds);
        Set<UUID> machines = fleet.listMachinesOf(old.providerId()).stream().map(machine -> machine.id())
                .collect(Collectors.toSet());
        for (int i = 0; i < breakdowns.size(); i++) {
            Breakdown one = breakdowns.get(i);
            String path = "breakdowns[" + i + "].";
            wrong.requireValue(one.machineId(), path + "machineId").requireValue(one.from(), path + "from")
                    .requireValue(one.to(), path + "to");
            wrong.require(one.machineId() == null || machines.contains(one.machineId()), "dispatch.unknown-machine",
                    path + "machineId", String.valueOf(one.machineId()));
            wrong.require(one.from() == null || one.to() == null || !one.to().isBefore(one.from()),
                    "dispatch.days-reversed", path + "to", String.valueOf(one.from()), String.valueOf(one.to()));
            wrong.require(one.to() == null || !one.to().isBefore(old.firstDay()), "dispatch.outside-plan", path + "to",
                    String.valueOf(one.to()), old.firstDay(), old.lastDay());
            wrong.require(one.from() == null || !one.from().isAfter(old.lastDay()), "dispatch.outside-plan",
                    path + "from", String.valueOf(one.from()), old.firstDay(), old.lastDay());
        }
        Set<String> villages = plans.listVillages(old.id());
        for (int i = 0; i < rain.size(); i++) {
            Rain one = rain.get(i);
            String path = "rain[" + i + "].";
            wrong.requireValue(one.villageCode(), path + "villageCode").requireValue(one.day(), path + "day")
                    .requireValue(one.fromHour(), path + "fromHour").requireValue(one.toHour(), path + "toHour");
            wrong.require(one.villageCode() == null || villages.contains(one.villageCode()),
                    "dispatch.unknown-village", path + "villageCode", String.valueOf(one.villageCode()));
            requireDay(wrong, old, one.day(), path + "day");
            wrong.require(one.fromHour() == null || one.toHour() == null || one.fromHour() >= 0
                    && one.toHour() <= HOURS_PER_DAY && minutes(one.fromHour()) < minutes(one.toHour()),
                    "dispatch.hours", path + "toHour");
        }
        wrong.throwIfAny();
    }

    private static void requireDay(Violations wrong, DispatchPlanStore.Row plan, @Nullable LocalDate day, String path) {
        wrong.require(day == null || !day.isBefore(plan.firstDay()) && !day.isAfter(plan.lastDay()),
                "dispatch.outside-plan", path, String.valueOf(day), plan.firstDay(), plan.lastDay());
    }
}
