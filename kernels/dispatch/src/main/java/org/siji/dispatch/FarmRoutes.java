package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.siji.dispatch.DispatchPlan.Route;
import org.siji.dispatch.DispatchPlan.Stop;

/**
 * The routes of all machines with the times and costs of their orders. A change of one route is tried by one forward pass from where
 * it changes to where the times are as before. Orders on other routes keep their times meanwhile: precedences bound an order by the
 * present times of those before and after it, so that a sound change leaves the whole sound.
 */
final class FarmRoutes {

    static final long IMPOSSIBLE = Long.MAX_VALUE / 4;

    private final FarmModel model;
    final int[][] sequence;
    final int[] length;
    final int[] machineOf;
    final int[] start;
    final int[] end;
    private final long[] cost;
    private final long[] homeCost;
    /** What all routes cost together, without undone orders. */
    long routesFen;

    // What the last successful call of place() found.
    private int placedStart;
    private int placedEnd;
    private long placedCost;

    FarmRoutes(FarmModel model) {
        this.model = model;
        int n = model.orders.size();
        sequence = new int[model.machines.size()][8];
        length = new int[model.machines.size()];
        machineOf = new int[n];
        Arrays.fill(machineOf, -1);
        start = new int[n];
        end = new int[n];
        cost = new long[n];
        homeCost = new long[model.machines.size()];
    }

    void copyFrom(FarmRoutes other) {
        for (int m = 0; m < length.length; m++) {
            sequence[m] = other.sequence[m].clone();
        }
        System.arraycopy(other.length, 0, length, 0, length.length);
        System.arraycopy(other.machineOf, 0, machineOf, 0, machineOf.length);
        System.arraycopy(other.start, 0, start, 0, start.length);
        System.arraycopy(other.end, 0, end, 0, end.length);
        System.arraycopy(other.cost, 0, cost, 0, cost.length);
        System.arraycopy(other.homeCost, 0, homeCost, 0, homeCost.length);
        routesFen = other.routesFen;
    }

    boolean isDone(int order) {
        return machineOf[order] >= 0;
    }

    /** What machine {@code m} does, to be put back later. */
    record Saved(int machine, int[] orders, int[] starts, int[] ends, long[] costs, long homeCost) {}

    Saved save(int m) {
        int[] orders = Arrays.copyOf(sequence[m], length[m]);
        int[] starts = new int[orders.length];
        int[] ends = new int[orders.length];
        long[] costs = new long[orders.length];
        for (int k = 0; k < orders.length; k++) {
            starts[k] = start[orders[k]];
            ends[k] = end[orders[k]];
            costs[k] = cost[orders[k]];
        }
        return new Saved(m, orders, starts, ends, costs, homeCost[m]);
    }

    /** Puts back all of them; an order may have wandered from one to the other meanwhile. */
    void restore(List<Saved> all, long savedRoutesFen) {
        for (Saved saved : all) {
            for (int k = 0; k < length[saved.machine]; k++) {
                machineOf[sequence[saved.machine][k]] = -1;
            }
        }
        for (Saved saved : all) {
            sequence[saved.machine] = Arrays.copyOf(saved.orders, Math.max(8, saved.orders.length + 4));
            length[saved.machine] = saved.orders.length;
            homeCost[saved.machine] = saved.homeCost;
            for (int k = 0; k < saved.orders.length; k++) {
                int order = saved.orders[k];
                machineOf[order] = saved.machine;
                start[order] = saved.starts[k];
                end[order] = saved.ends[k];
                cost[order] = saved.costs[k];
            }
        }
        routesFen = savedRoutesFen;
    }

    /** What it would cost more; {@link #IMPOSSIBLE} if it can't be there. */
    long tryInsert(int m, int position, int order) {
        return insert(m, position, order, 0, false);
    }

    /** @param notBefore minute before which it isn't begun, though it could be */
    long tryInsert(int m, int position, int order, int notBefore) {
        return insert(m, position, order, notBefore, false);
    }

    /**
     * Only after {@link #tryInsert} has said what it costs. Still it may turn out impossible where a route holds both orders of a
     * precedence and both move: then nothing is changed.
     */
    boolean insert(int m, int position, int order, int notBefore) {
        Saved saved = model.machines.get(m).rateMuPerHour().size() > 1 ? save(m) : null;
        long more = insert(m, position, order, notBefore, true);
        if (more == IMPOSSIBLE && saved != null) {
            restore(List.of(saved), routesFen);
            return false;
        }
        if (length[m] == sequence[m].length) {
            sequence[m] = Arrays.copyOf(sequence[m], length[m] * 2);
        }
        System.arraycopy(sequence[m], position, sequence[m], position + 1, length[m] - position);
        sequence[m][position] = order;
        length[m]++;
        machineOf[order] = m;
        routesFen += more;
        return true;
    }

    private long insert(int m, int position, int order, int notBefore, boolean keep) {
        int previous = position == 0 ? -1 : sequence[m][position - 1];
        if (!place(m, order, previous, previous < 0 ? 0 : end[previous], notBefore)) {
            return IMPOSSIBLE;
        }
        long more = placedCost;
        if (keep) {
            keep(order);
        }
        long rest = tail(m, position, order, placedEnd, keep);
        return rest == IMPOSSIBLE ? IMPOSSIBLE : more + rest;
    }

    /** Passes on from an order that now ends at {@code previousEnd}; what the rest of the route costs more. */
    private long tail(int m, int position, int previousOrder, int previousEnd, boolean keep) {
        long more = 0;
        int previous = previousOrder;
        int time = previousEnd;
        for (int k = position; k < length[m]; k++) {
            int next = sequence[m][k];
            if (!place(m, next, previous, time, 0) && !place(m, next, previous, time, start[next])) {
                return IMPOSSIBLE;
            }
            more += placedCost - cost[next];
            boolean isAsBefore = placedEnd == end[next];
            time = placedEnd;
            if (keep) {
                keep(next);
            }
            if (isAsBefore) {
                return more;
            }
            previous = next;
        }
        long home = previous < 0 ? 0 : homeFen(m, previous);
        more += home - homeCost[m];
        if (keep) {
            homeCost[m] = home;
        }
        return more;
    }

    private void keep(int order) {
        start[order] = placedStart;
        end[order] = placedEnd;
        cost[order] = placedCost;
    }

    /**
     * Takes orders out of a route. Those after them move up; one that can't (possible only where a detour is shorter than the way) falls
     * out as well.
     *
     * @param gone by order; gets what falls out besides
     */
    void remove(int m, boolean[] gone) {
        int kept = 0;
        long before = homeCost[m];
        for (int k = 0; k < length[m]; k++) {
            before += cost[sequence[m][k]];
        }
        int previous = -1;
        int time = 0;
        long after = 0;
        for (int k = 0; k < length[m]; k++) {
            int order = sequence[m][k];
            if (!gone[order] && (place(m, order, previous, time, 0) || place(m, order, previous, time, start[order]))) {
                keep(order);
                after += placedCost;
                time = placedEnd;
                previous = order;
                sequence[m][kept++] = order;
            } else {
                gone[order] = true;
                machineOf[order] = -1;
            }
        }
        length[m] = kept;
        homeCost[m] = previous < 0 ? 0 : homeFen(m, previous);
        routesFen += after + homeCost[m] - before;
    }

    private long homeFen(int m, int order) {
        return model.clocks[m].homeEveryNight ? legFen(m, order, model.depot(m)) : 0;
    }

    private long legFen(int m, int from, int to) {
        return PlanCosting.legFen(model.machines.get(m), model.places.meters(from, to), drive(m, from, to));
    }

    private int drive(int m, int from, int to) {
        return model.places.minutes(model.machines.get(m), from, to);
    }

    /** What the way there and on costs more than the way on alone: a first guess before anything is tried. */
    long detourFen(int m, int position, int order) {
        int previous = position == 0 ? model.depot(m) : sequence[m][position - 1];
        int next = position < length[m] ? sequence[m][position] : model.clocks[m].homeEveryNight ? model.depot(m) : -1;
        long there = legFen(m, previous, order);
        return next < 0 ? there : there + legFen(m, order, next) - legFen(m, previous, next);
    }

    /** Finds times and cost of an order that machine {@code m} does after another one; false if they can't be. */
    private boolean place(int m, int order, int previous, int previousEnd, int notBefore) {
        int earliest = Math.max(model.firstMinute[order], notBefore);
        int latestStart = model.frozenLatest[order];
        int earliestEnd = 0;
        int latestEnd = FarmModel.NEVER;
        int[] before = model.before[order];
        for (int i = 0; i < before.length; i++) {
            if (machineOf[before[i]] < 0) {
                return false;
            }
            earliest = Math.max(earliest, end[before[i]] + model.minLagBefore[order][i]);
            latestStart = Math.min(latestStart, end[before[i]] + model.maxLagBefore[order][i]);
        }
        int[] after = model.after[order];
        for (int i = 0; i < after.length; i++) {
            if (machineOf[after[i]] >= 0) {
                latestEnd = Math.min(latestEnd, start[after[i]] - model.minLagAfter[order][i]);
                earliestEnd = Math.max(earliestEnd, start[after[i]] - model.maxLagAfter[order][i]);
            }
        }
        if (earliest > latestStart || !begin(m, order, previous, previousEnd, earliest)) {
            return false;
        }
        return placedStart <= latestStart && placedEnd >= earliestEnd && placedEnd <= latestEnd;
    }

    /** Begins as soon as it can: today if there is time, else on the next day that has some. */
    private boolean begin(int m, int order, int previous, int previousEnd, int earliest) {
        FarmClock clock = model.clocks[m];
        Machine machine = model.machines.get(m);
        int depot = model.depot(m);
        int from = previous < 0 ? model.start(m) : previous;
        int today = previous < 0 ? Math.max(0, machine.firstDay()) : (previousEnd - 1) / Span.MINUTES_PER_DAY;
        boolean isHome = clock.homeEveryNight;
        int lastDay = Math.min(model.lastDay[order], machine.lastDay());
        int time = previous < 0 ? today * Span.MINUTES_PER_DAY : previousEnd;
        if (time >= clock.horizon()) {
            return false;
        }
        int arrival = clock.after(time, drive(m, from, order));
        for (int day = Math.max(today, earliest / Span.MINUTES_PER_DAY); day <= lastDay; day++) {
            int midnight = day * Span.MINUTES_PER_DAY;
            boolean goesOn = !isHome || day == today;
            int there = goesOn ? arrival : clock.after(midnight, drive(m, depot, order));
            int begin = Math.max(Math.max(there, earliest), midnight);
            if (begin < midnight + Span.MINUTES_PER_DAY && work(m, order, begin)) {
                if (goesOn) {
                    placedCost += legFen(m, from, order);
                } else {
                    placedCost += (previous < 0 ? 0 : legFen(m, previous, depot)) + legFen(m, depot, order);
                }
                // The first day was counted by the order before, if it worked on it.
                boolean isCounted = previous >= 0 && placedStart / Span.MINUTES_PER_DAY == today;
                placedCost -= isCounted ? machine.fenPerDay() : 0;
                return true;
            }
        }
        return false;
    }

    /** Works from {@code begin} on; false when it can't be begun on that day or not be finished in time. */
    private boolean work(int m, int order, int begin) {
        FarmClock clock = model.clocks[m];
        Machine machine = model.machines.get(m);
        int left = model.work[m][order];
        int depot = model.depot(m);
        int home = clock.homeEveryNight ? drive(m, order, depot) : 0;
        int day = begin / Span.MINUTES_PER_DAY;
        int minute = begin;
        long fen = PlanCosting.workFen(machine, left);
        int first = -1;
        int lastDay = Math.min(model.lastDay[order], model.days() - 1);
        while (day <= lastDay) {
            int midnight = (day + 1) * Span.MINUTES_PER_DAY;
            // How many working minutes lie before the one at which it must leave for home.
            int mostBefore = clock.before[midnight] - home;
            int done = model.interruptible[order]
                    ? part(clock, order, minute, mostBefore, left)
                    : whole(clock, order, minute, mostBefore, left);
            if (first < 0 && (done == 0 || done < Math.min(left, WorkClock.MIN_PART_MINUTES))) {
                return false;
            }
            if (done > 0) {
                fen += machine.fenPerDay();
                if (first < 0) {
                    first = partStart;
                } else if (clock.homeEveryNight) {
                    fen += legFen(m, order, depot) + legFen(m, depot, order);
                }
                left -= done;
                if (left == 0) {
                    placedStart = first;
                    placedEnd = partEnd;
                    placedCost = fen + model.lossFen[order][day];
                    return true;
                }
            }
            // A drive from home that takes longer than what the day has is tried again on the next.
            do {
                day++;
                minute = day * Span.MINUTES_PER_DAY;
                if (day > lastDay) {
                    return false;
                }
                minute = clock.homeEveryNight ? clock.after(minute, drive(m, depot, order)) : minute;
            } while (minute >= (day + 1) * Span.MINUTES_PER_DAY);
        }
        return false;
    }

    private int partStart;
    private int partEnd;

    /** Works as many of {@code wanted} minutes as there are, around the weather; how many. */
    private int part(FarmClock clock, int order, int begin, int mostBefore, int wanted) {
        int[] blockedFrom = model.blockedFrom[order];
        int[] blockedTo = model.blockedTo[order];
        int done = 0;
        int minute = begin;
        partStart = -1;
        int block = 0;
        while (block < blockedTo.length && blockedTo[block] <= minute) {
            block++;
        }
        while (done < wanted) {
            int dryUntil = block < blockedFrom.length ? blockedFrom[block] : clock.horizon();
            if (dryUntil > minute) {
                int now = clock.before[minute];
                int available = Math.min(clock.before[Math.min(dryUntil, clock.horizon())], mostBefore) - now;
                if (available > 0) {
                    int take = Math.min(available, wanted - done);
                    partStart = partStart < 0 ? clock.next(minute) : partStart;
                    partEnd = clock.after(minute, take);
                    done += take;
                }
            }
            if (block >= blockedTo.length || blockedTo[block] >= clock.horizon()
                    || clock.before[blockedTo[block]] >= mostBefore) {
                return done;
            }
            minute = Math.max(minute, blockedTo[block]);
            block++;
        }
        return done;
    }

    /** All of it in one go, as soon as the weather lets it; 0 if not on this day. */
    private int whole(FarmClock clock, int order, int begin, int mostBefore, int wanted) {
        int minute = clock.next(begin);
        for (int block = 0; block <= model.blockedFrom[order].length; block++) {
            int stop = minute >= clock.horizon() ? FarmModel.NEVER : clock.after(minute, wanted);
            if (stop == FarmModel.NEVER || clock.before[stop] > mostBefore) {
                return 0;
            }
            if (block == model.blockedFrom[order].length) {
                partStart = minute;
                partEnd = stop;
                return wanted;
            }
            int wetFrom = Math.max(minute, model.blockedFrom[order][block]);
            int wetTo = Math.min(stop, model.blockedTo[order][block]);
            if (wetTo > wetFrom && clock.before[wetTo] > clock.before[wetFrom]) {
                minute = clock.next(Math.min(clock.horizon(), model.blockedTo[order][block]));
            }
        }
        return 0;
    }

    /** The routes as others read them. */
    List<Route> routes() {
        Blocked blocked = new Blocked(model.problem);
        List<Route> routes = new ArrayList<>();
        for (int m = 0; m < length.length; m++) {
            Machine machine = model.machines.get(m);
            List<Stop> stops = new ArrayList<>();
            WorkClock clock = length[m] == 0 ? null : new WorkClock(machine, model.days());
            int depot = model.depot(m);
            int from = model.start(m);
            int today = Math.max(0, machine.firstDay());
            for (int k = 0; k < length[m] && clock != null; k++) {
                int order = sequence[m][k];
                boolean isFromDepot = machine.homeEveryNight() && start[order] / Span.MINUTES_PER_DAY != today;
                List<Stop> parts = clock.stops(model.orders.get(order), start[order],
                        drive(m, isFromDepot ? depot : from, order), drive(m, depot, order), drive(m, order, depot),
                        blocked.of(model.orders.get(order)));
                if (parts == null || parts.get(parts.size() - 1).endMinute() != end[order]) {
                    throw new IllegalStateException("times of " + model.orders.get(order).id() + " on " + machine.id());
                }
                stops.addAll(parts);
                from = order;
                today = (end[order] - 1) / Span.MINUTES_PER_DAY;
            }
            if (!stops.isEmpty()) {
                routes.add(new Route(machine.id(), stops));
            }
        }
        return routes;
    }
}
