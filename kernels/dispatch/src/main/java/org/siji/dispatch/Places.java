package org.siji.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All places of a problem by number, orders first, with the distances between them. */
final class Places {

    private final Travel travel;
    private final List<Place> places = new ArrayList<>();
    private final Map<Place, Integer> others = new HashMap<>();
    private final int[] meters;

    Places(DispatchProblem problem, List<WorkOrder> orders) {
        travel = problem.travel();
        orders.forEach(order -> places.add(order.entry()));
        for (Machine machine : problem.machines()) {
            add(machine.depot());
            add(machine.start());
        }
        meters = travel.meters(places);
    }

    private void add(Place place) {
        if (others.putIfAbsent(place, places.size()) == null) {
            places.add(place);
        }
    }

    int depot(Machine machine) {
        return others.getOrDefault(machine.depot(), -1);
    }

    int start(Machine machine) {
        return others.getOrDefault(machine.start(), -1);
    }

    int meters(int from, int to) {
        return meters[from * places.size() + to];
    }

    int minutes(Machine machine, int from, int to) {
        return travel.minutes(places.get(from), places.get(to), meters(from, to),
                machine.roadKmPerHour());
    }
}
