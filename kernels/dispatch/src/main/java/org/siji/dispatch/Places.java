package org.siji.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All places of a problem by number, orders first, with the distances between them. */
final class Places {

    private final Travel travel;
    private final Place[] places;
    private final Map<Place, Integer> others = new HashMap<>();
    private final Travel.Meters meters;

    Places(DispatchProblem problem, List<WorkOrder> orders) {
        travel = problem.travel();
        List<Place> all = new ArrayList<>();
        orders.forEach(order -> all.add(order.entry()));
        for (Machine machine : problem.machines()) {
            add(machine.depot(), all);
            add(machine.start(), all);
        }
        places = all.toArray(Place[]::new);
        meters = travel.between(all);
    }

    private void add(Place place, List<Place> all) {
        if (others.putIfAbsent(place, all.size()) == null) {
            all.add(place);
        }
    }

    int count() {
        return places.length;
    }

    int depot(Machine machine) {
        return others.getOrDefault(machine.depot(), -1);
    }

    int start(Machine machine) {
        return others.getOrDefault(machine.start(), -1);
    }

    int meters(int from, int to) {
        return meters.between(from, to);
    }

    int minutes(Machine machine, int from, int to) {
        return minutes(from, to, meters(from, to), machine.roadKmPerHour());
    }

    int minutes(int from, int to, int metersBetween, double roadKmPerHour) {
        return travel.minutes(places[from], places[to], metersBetween, roadKmPerHour);
    }
}
