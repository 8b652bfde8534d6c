package org.siji.dispatch;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Machines, work orders, what ties them together, and the days to plan. A county's list may hold anything, so this does too: what
 * can't be planned is found by {@link InputCheck}, and every planner plans the rest.
 *
 * <p>Days are counted from {@code from} = 0, minutes from the midnight before it, in local time. Money is in fen.
 *
 * @param from first day of the plan
 * @param days how many
 */
public record DispatchProblem(LocalDate from, int days, List<Machine> machines, List<WorkOrder> orders,
        List<Precedence> precedences, List<WeatherBlock> weather, List<Frozen> frozen, Travel travel) {

    public DispatchProblem {
        machines = List.copyOf(machines);
        orders = List.copyOf(orders);
        precedences = List.copyOf(precedences);
        weather = List.copyOf(weather);
        frozen = List.copyOf(frozen);
    }

    /** Orders that have nothing to do with each other, in lasting sunshine. */
    public static DispatchProblem of(LocalDate from, int days, List<Machine> machines, List<WorkOrder> orders,
            Travel travel) {
        return new DispatchProblem(from, days, machines, orders, List.of(), List.of(), List.of(), travel);
    }

    public DispatchProblem withMachines(List<Machine> newMachines) {
        return new DispatchProblem(from, days, newMachines, orders, precedences, weather, frozen, travel);
    }

    public DispatchProblem withOrders(List<WorkOrder> newOrders) {
        return new DispatchProblem(from, days, machines, newOrders, precedences, weather, frozen, travel);
    }

    public DispatchProblem withPrecedences(List<Precedence> newPrecedences) {
        return new DispatchProblem(from, days, machines, orders, newPrecedences, weather, frozen, travel);
    }

    public DispatchProblem withWeather(List<WeatherBlock> newWeather) {
        return new DispatchProblem(from, days, machines, orders, precedences, newWeather, frozen, travel);
    }

    public DispatchProblem withFrozen(List<Frozen> newFrozen) {
        return new DispatchProblem(from, days, machines, orders, precedences, weather, newFrozen, travel);
    }

    public DispatchProblem withTravel(Travel newTravel) {
        return new DispatchProblem(from, days, machines, orders, precedences, weather, frozen, newTravel);
    }

    /** Every place that anything in it lies at, each once: entries of orders, then depots and where machines stand. */
    public List<Place> places() {
        return Stream.concat(orders.stream().map(WorkOrder::entry),
                machines.stream().flatMap(machine -> Stream.of(machine.depot(), machine.start()))).distinct().toList();
    }
}
