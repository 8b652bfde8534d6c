package org.siji.bench.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;
import org.siji.dispatch.DispatchPlanner;
import org.siji.dispatch.DispatchPlanner.Listener;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Machine;
import org.siji.dispatch.Place;
import org.siji.dispatch.PlanCheck;
import org.siji.dispatch.PlanCost;
import org.siji.dispatch.Replanning;
import org.siji.dispatch.SolveLimits;
import org.siji.dispatch.Span;
import org.siji.dispatch.WeatherBlock;
import org.siji.dispatch.WorkOrder;

/**
 * A season with its own luck, known only day by day: machines work faster or slower than planned, it rains where no rain was
 * forecast, machines stand still. Each morning the rest is planned anew with what is then known of the day: who is broken and where
 * it will rain. How fast each order is really worked shows only on the field; what a day is too short for is planned anew.
 */
final class Replay {

    private static final double RATE_SIGMA = 0.15;
    private static final double BREAKDOWN_PER_DAY = 0.03;
    private static final double RAIN_PER_DAY = 0.12;

    private final DispatchProblem problem;
    private final Map<String, Double> slowness = new HashMap<>();
    private final List<Map<String, Span>> breakdowns = new ArrayList<>();
    private final List<List<WeatherBlock>> rains = new ArrayList<>();

    Replay(DispatchProblem problem, long seed) {
        this.problem = problem;
        Random random = new Random(seed);
        problem.orders().forEach(order -> slowness.put(order.id(), Math.exp(RATE_SIGMA * random.nextGaussian())));
        List<String> zones = problem.orders().stream().map(WorkOrder::zone).distinct().sorted().toList();
        for (int day = 0; day < problem.days(); day++) {
            Map<String, Span> broken = new HashMap<>();
            for (Machine machine : problem.machines()) {
                if (random.nextDouble() < BREAKDOWN_PER_DAY) {
                    broken.put(machine.id(), Span.ofDays(day, day + random.nextInt(2)));
                }
            }
            breakdowns.add(broken);
            List<WeatherBlock> rain = new ArrayList<>();
            for (String zone : zones) {
                if (random.nextDouble() < RAIN_PER_DAY) {
                    int from = day * Span.MINUTES_PER_DAY + 60 * (6 + random.nextInt(8));
                    rain.add(new WeatherBlock(zone, Set.of(), new Span(from, from + 60 * (3 + random.nextInt(6)))));
                }
            }
            rains.add(rain);
        }
    }

    /** What the season costs in the end: work is paid as long as it really took, and what stays half done loses that part of its prize. */
    PlanCost play(DispatchPlanner planner, DispatchPlan first, SolveLimits limits) {
        DispatchProblem known = problem;
        DispatchPlan plan = first;
        Map<String, List<Stop>> done = new HashMap<>();
        for (int day = 0; day < problem.days(); day++) {
            known = learn(known, day);
            DispatchProblem rest = Replanning.restOf(known, plan(done), day);
            plan = planner.solve(rest, limits, Listener.NONE, Replanning.restOf(plan, day)).plan();
            new Day(known, done, day).work(plan);
        }
        PlanCost cost = PlanCheck.check(known, plan(done)).cost();
        Map<String, Double> mu = new HashMap<>();
        done.values().forEach(stops -> stops.forEach(stop -> mu.merge(stop.orderId(), stop.mu(), Double::sum)));
        long lost = 0;
        int must = 0;
        for (WorkOrder order : problem.orders()) {
            double left = 1 - mu.getOrDefault(order.id(), order.mu()) / order.mu();
            if (left > 1e-6) {
                lost += order.mustBeDone() ? 0 : Math.round(left * order.prizeFen());
                must += order.mustBeDone() ? 1 : 0;
            }
        }
        return new PlanCost(cost.undoneMust() + must, cost.latenessFen(), cost.travelFen(), cost.machineFen(),
                cost.undoneFen() + lost);
    }

    private DispatchProblem learn(DispatchProblem known, int day) {
        Map<String, Span> broken = breakdowns.get(day);
        List<WeatherBlock> weather = new ArrayList<>(known.weather());
        weather.addAll(rains.get(day));
        return known.withWeather(weather).withMachines(known.machines().stream().map(machine -> {
            List<Span> down = new ArrayList<>(machine.down());
            Span repair = broken.get(machine.id());
            if (repair != null) {
                down.add(repair);
            }
            return machine.withDown(down);
        }).toList());
    }

    private static DispatchPlan plan(Map<String, List<Stop>> done) {
        return new DispatchPlan(done.entrySet().stream().map(entry -> new Route(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Route::machineId)).toList(), List.of());
    }

    /** One day as it really goes: machines follow their plan in its sequence, each as fast as its fields let it. */
    private final class Day {
        private final DispatchProblem known;
        private final Map<String, List<Stop>> done;
        private final int day;
        private final int midnight;
        private final Map<String, WorkOrder> orders = new HashMap<>();
        private final Map<String, Machine> machines = new HashMap<>();
        private final Map<String, Double> muDone = new HashMap<>();
        private final Map<String, Integer> end = new HashMap<>();
        private final Map<String, Integer> freeAt = new HashMap<>();
        private final Map<String, Place> stands = new HashMap<>();

        Day(DispatchProblem known, Map<String, List<Stop>> done, int day) {
            this.known = known;
            this.done = done;
            this.day = day;
            this.midnight = day * Span.MINUTES_PER_DAY;
            known.orders().forEach(order -> orders.put(order.id(), order));
            known.machines().forEach(machine -> machines.put(machine.id(), machine));
            done.forEach((machine, stops) -> stops.forEach(stop -> {
                muDone.merge(stop.orderId(), stop.mu(), Double::sum);
                end.merge(stop.orderId(), stop.endMinute(), Math::max);
                WorkOrder order = orders.get(stop.orderId());
                if (order != null) {
                    stands.put(machine, order.entry());
                }
            }));
        }

        void work(DispatchPlan plan) {
            record Planned(Machine machine, Stop stop) {}
            List<Planned> today = new ArrayList<>();
            for (Route route : plan.routes()) {
                Machine machine = machines.get(route.machineId());
                if (machine != null) {
                    route.stops().stream().filter(stop -> stop.day() == day)
                            .forEach(stop -> today.add(new Planned(machine, stop)));
                }
            }
            today.sort(Comparator.comparingInt((Planned one) -> one.stop.startMinute())
                    .thenComparing(one -> one.machine.id()));
            for (Planned one : today) {
                WorkOrder order = orders.get(one.stop.orderId());
                if (order != null && isReady(order, one.stop.startMinute())) {
                    work(one.machine, order, one.stop);
                }
            }
        }

        private boolean isReady(WorkOrder order, int minute) {
            return known.precedences().stream().filter(tie -> tie.afterId().equals(order.id())).allMatch(tie -> {
                WorkOrder before = orders.get(tie.beforeId());
                return before != null
                        && muDone.getOrDefault(before.id(), 0.0) >= before.mu() * (1 - 1e-6)
                        && end.getOrDefault(before.id(), Integer.MAX_VALUE / 2) + tie.minLagMinutes() <= minute;
            });
        }

        private void work(Machine machine, WorkOrder order, Stop planned) {
            boolean isFirst = !freeAt.containsKey(machine.id());
            Place from = isFirst && machine.homeEveryNight()
                    ? machine.depot()
                    : stands.getOrDefault(machine.id(), machine.start());
            int minute = freeAt.getOrDefault(machine.id(), midnight);
            int drive = known.travel().minutes(from, order.entry(), machine.roadKmPerHour());
            for (int left = drive; left > 0 && minute < midnight + Span.MINUTES_PER_DAY; minute++) {
                left -= isWorking(machine, minute) ? 1 : 0;
            }
            minute = Math.max(minute, planned.startMinute());
            double factor = slowness.getOrDefault(order.id(), 1.0);
            int needed = (int) Math.ceil(machine.workMinutes(order.operation(), planned.mu()) * factor);
            int latest = lastMinute(machine, order);
            int worked = 0;
            int start = -1;
            for (; minute < latest && worked < needed; minute++) {
                int now = minute;
                boolean isDry = known.weather().stream()
                        .noneMatch(block -> block.concerns(order) && block.span().contains(now));
                if (isDry && isWorking(machine, minute)) {
                    start = start < 0 ? minute : start;
                    worked++;
                }
            }
            if (worked == 0) {
                return;
            }
            double mu = planned.mu() * worked / needed;
            boolean goesOn = worked < needed || planned.interrupted();
            done.computeIfAbsent(machine.id(), id -> new ArrayList<>())
                    .add(new Stop(order.id(), drive, start, minute, mu, goesOn));
            muDone.merge(order.id(), mu, Double::sum);
            end.merge(order.id(), minute, Math::max);
            freeAt.put(machine.id(), minute);
            stands.put(machine.id(), order.entry());
        }

        private boolean isWorking(Machine machine, int minute) {
            int ofDay = minute % Span.MINUTES_PER_DAY;
            return day >= machine.firstDay() && day <= machine.lastDay() && ofDay >= machine.shift().fromMinute()
                    && ofDay < machine.shift().toMinute()
                    && machine.shift().breaks().stream().noneMatch(pause -> pause.contains(ofDay))
                    && machine.down().stream().noneMatch(repair -> repair.contains(minute));
        }

        /** When it has to leave for home, if it goes home. */
        private int lastMinute(Machine machine, WorkOrder order) {
            int home = machine.homeEveryNight()
                    ? known.travel().minutes(order.entry(), machine.depot(), machine.roadKmPerHour())
                    : 0;
            return midnight + machine.shift().toMinute() - home;
        }
    }
}
