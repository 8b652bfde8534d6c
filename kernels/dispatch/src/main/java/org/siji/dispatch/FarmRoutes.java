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
    private static final long DEARER = IMPOSSIBLE / 2;

    private final FarmModel model;
    private final FarmLegs legs;
    private final FarmTimes times;
    final int[][] sequence;
    final int[] length;
    final int[] machineOf;
    /** In the sequence of its machine. */
    final int[] position;
    final int[] start;
    final int[] end;
    private final long[] cost;
    private final long[] homeCost;
    /**
     * By order: with an arrival this late what follows on its route was found impossible; forgotten when the route changes. What changes
     * on other machines it may not know: a place is missed then for a while, none is taken that can't be.
     */
    private final int[] tooLate;
    /** Orders that keep their times to the minute, because something on another walk's machines depends on them. */
    boolean[] isPinned;
    /** By order: the machine that should keep it, or -1; its old start there, for the sequence; and what it is worth to keep either. */
    int[] wishedMachine;
    int[] wishedStart;
    long wishFen;
    /** What all routes cost together, without undone orders. */
    long routesFen;

    FarmRoutes(FarmModel model) {
        this.model = model;
        int n = model.orders.size();
        sequence = new int[model.machines.size()][8];
        length = new int[model.machines.size()];
        machineOf = new int[n];
        Arrays.fill(machineOf, -1);
        position = new int[n];
        start = new int[n];
        end = new int[n];
        cost = new long[n];
        legs = new FarmLegs(model);
        times = new FarmTimes(model, legs, this);
        homeCost = new long[model.machines.size()];
        isPinned = new boolean[n];
        wishedMachine = new int[n];
        Arrays.fill(wishedMachine, -1);
        wishedStart = new int[n];
        tooLate = new int[n];
        Arrays.fill(tooLate, FarmModel.NEVER);
    }

    void copyFrom(FarmRoutes other) {
        wishedMachine = other.wishedMachine;
        wishedStart = other.wishedStart;
        wishFen = other.wishFen;
        Arrays.fill(tooLate, FarmModel.NEVER);
        for (int m = 0; m < length.length; m++) {
            sequence[m] = other.sequence[m].clone();
        }
        System.arraycopy(other.length, 0, length, 0, length.length);
        System.arraycopy(other.machineOf, 0, machineOf, 0, machineOf.length);
        System.arraycopy(other.position, 0, position, 0, position.length);
        System.arraycopy(other.start, 0, start, 0, start.length);
        System.arraycopy(other.end, 0, end, 0, end.length);
        System.arraycopy(other.cost, 0, cost, 0, cost.length);
        System.arraycopy(other.homeCost, 0, homeCost, 0, homeCost.length);
        routesFen = other.routesFen;
    }

    /**
     * Takes over from each walk what it has made of the machines of its part. All have gone on from this.
     *
     * @param partOf by machine, the number of the walk
     */
    void join(FarmRoutes[] walks, int[] partOf) {
        long begun = routesFen;
        for (FarmRoutes walk : walks) {
            routesFen += walk.routesFen - begun;
        }
        Arrays.fill(machineOf, -1);
        for (int m = 0; m < length.length; m++) {
            FarmRoutes walk = walks[partOf[m]];
            sequence[m] = walk.sequence[m].clone();
            length[m] = walk.length[m];
            homeCost[m] = walk.homeCost[m];
            for (int k = 0; k < length[m]; k++) {
                int order = sequence[m][k];
                machineOf[order] = m;
                position[order] = k;
                start[order] = walk.start[order];
                end[order] = walk.end[order];
                cost[order] = walk.cost[order];
            }
        }
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
                position[order] = k;
                tooLate[order] = FarmModel.NEVER;
                start[order] = saved.starts[k];
                end[order] = saved.ends[k];
                cost[order] = saved.costs[k];
            }
        }
        routesFen = savedRoutesFen;
    }

    /** What it would cost more; {@link #IMPOSSIBLE} if it can't be there. */
    long tryInsert(int m, int at, int order) {
        return insert(m, at, order, 0, IMPOSSIBLE, false);
    }

    /**
     * The same for a search that tries many places: what turns out to cost more than {@code limit} on the way is given up, and what follows
     * is not passed through again when it could not be begun as late before.
     */
    long tryInsert(int m, int at, int order, long limit) {
        return insert(m, at, order, 0, limit, false);
    }

    /** @param notBefore minute before which it isn't begun, though it could be */
    long tryAppend(int m, int order, int notBefore) {
        return insert(m, length[m], order, notBefore, IMPOSSIBLE, false);
    }

    /**
     * Only after {@link #tryInsert} has said what it costs. Still it may turn out impossible where a route holds both orders of a
     * precedence and both move: then nothing is changed.
     */
    boolean insert(int m, int at, int order, int notBefore) {
        Saved saved = model.mayHoldTied[m] ? save(m) : null;
        long more = insert(m, at, order, notBefore, IMPOSSIBLE, true);
        if (more == IMPOSSIBLE && saved != null) {
            machineOf[order] = -1;
            restore(List.of(saved), routesFen);
            return false;
        }
        if (length[m] == sequence[m].length) {
            sequence[m] = Arrays.copyOf(sequence[m], length[m] * 2);
        }
        System.arraycopy(sequence[m], at, sequence[m], at + 1, length[m] - at);
        sequence[m][at] = order;
        length[m]++;
        for (int k = 0; k < length[m]; k++) {
            position[sequence[m][k]] = k;
            tooLate[sequence[m][k]] = FarmModel.NEVER;
        }
        routesFen += more;
        return true;
    }

    private long insert(int m, int at, int order, int notBefore, long limit, boolean keep) {
        int previous = at == 0 ? -1 : sequence[m][at - 1];
        if (!times.place(m, order, previous, previous < 0 ? 0 : end[previous], notBefore)) {
            return IMPOSSIBLE;
        }
        long more = times.costFen;
        int next = at < length[m] ? sequence[m][at] : -1;
        int begin = next < 0 ? 0 : times.end + legs.newMinutes(m, order, next);
        if (limit < IMPOSSIBLE && next >= 0 && begin >= tooLate[next]) {
            return IMPOSSIBLE;
        }
        if (keep) {
            keep(m, previous, order);
            // From here on it counts: what comes after it may be pushed later on this very route, beyond the largest lag.
            machineOf[order] = m;
        }
        long rest = tail(m, at, order, times.end, limit - more, keep);
        if (rest == IMPOSSIBLE && next >= 0) {
            tooLate[next] = Math.min(tooLate[next], begin);
        }
        return rest == IMPOSSIBLE ? IMPOSSIBLE : more + rest;
    }

    /** Passes on from an order that now ends at {@code previousEnd}; what the rest of the route costs more. */
    private long tail(int m, int at, int previousOrder, int previousEnd, long limit, boolean keep) {
        long more = 0;
        int previous = previousOrder;
        int time = previousEnd;
        for (int k = at; k < length[m]; k++) {
            int next = sequence[m][k];
            if (!times.placeAgain(m, next, previous, time)) {
                return IMPOSSIBLE;
            }
            more += times.costFen - cost[next];
            boolean isAsBefore = times.end == end[next];
            time = times.end;
            if (keep) {
                keep(m, previous, next);
            }
            if (isAsBefore) {
                return more;
            }
            if (more > limit) {
                return DEARER;
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

    private void keep(int m, int previous, int order) {
        legs.keep(m, previous < 0 ? model.start(m) : previous, order);
        start[order] = times.start;
        end[order] = times.end;
        cost[order] = times.costFen;
    }

    /**
     * Takes orders out of a route. Those after them move up; one that can't (possible only where a detour is shorter than the way) falls
     * out as well.
     *
     * @param gone by order; gets what falls out besides
     */
    void remove(int m, boolean[] gone) {
        int first = 0;
        while (first < length[m] && !gone[sequence[m][first]]) {
            first++;
        }
        int kept = first;
        long before = homeCost[m];
        for (int k = first; k < length[m]; k++) {
            before += cost[sequence[m][k]];
        }
        int previous = first == 0 ? -1 : sequence[m][first - 1];
        int time = previous < 0 ? 0 : end[previous];
        long after = 0;
        for (int k = first; k < length[m]; k++) {
            int order = sequence[m][k];
            if (!gone[order] && times.placeAgain(m, order, previous, time)) {
                keep(m, previous, order);
                after += times.costFen;
                time = times.end;
                previous = order;
                position[order] = kept;
                sequence[m][kept++] = order;
            } else {
                gone[order] = true;
                machineOf[order] = -1;
            }
        }
        length[m] = kept;
        for (int k = 0; k < kept; k++) {
            tooLate[sequence[m][k]] = FarmModel.NEVER;
        }
        homeCost[m] = previous < 0 ? 0 : homeFen(m, previous);
        routesFen += after + homeCost[m] - before;
    }

    private long homeFen(int m, int order) {
        return model.clocks[m].homeEveryNight ? legs.homeFen(m, order) : 0;
    }

    /** What the way there and on costs more than the way on alone, not rounded: a first guess before anything is tried. */
    long detourFen(int m, int at, int order) {
        int previous = at == 0 ? model.start(m) : sequence[m][at - 1];
        long there = legs.guessFen(m, previous, order);
        if (at < length[m]) {
            int next = sequence[m][at];
            return there + legs.guessFen(m, order, next) - legs.fen(m, previous, next);
        }
        return model.clocks[m].homeEveryNight ? there + legs.homeFen(m, order) - homeCost[m] : there;
    }

    /** How much more it costs where it is than its work alone on the cheapest machine; no order costs more than one that is undone. */
    long excessFen(int order) {
        return isDone(order) ? cost[order] - model.leastWorkFen[order] : IMPOSSIBLE;
    }

    /** What a place on that machine costs beyond money, whatever stands before it. */
    long wishFen(int m, int order) {
        return times.wishFen(m, order, -1);
    }

    /** What {@link #routesFen} holds beyond money: wishes that are not met. */
    long unmetFen() {
        long fen = 0;
        for (int m = 0; m < length.length; m++) {
            for (int k = 0; k < length[m]; k++) {
                fen += times.wishFen(m, sequence[m][k], k == 0 ? -1 : sequence[m][k - 1]);
            }
        }
        return fen;
    }

    /** The routes as others read them. */
    List<Route> routes() {
        Blocked blocked = new Blocked(model.problem);
        List<Route> routes = new ArrayList<>();
        for (int m = 0; m < length.length; m++) {
            Machine machine = model.machines.get(m);
            List<Stop> stops = new ArrayList<>();
            WorkClock clock = length[m] == 0 ? null : new WorkClock(machine, model.days());
            int from = model.start(m);
            int today = Math.max(0, machine.firstDay());
            for (int k = 0; k < length[m] && clock != null; k++) {
                int order = sequence[m][k];
                boolean isFromDepot = machine.homeEveryNight() && start[order] / Span.MINUTES_PER_DAY != today;
                List<Stop> parts = clock.stops(model.orders.get(order), start[order],
                        isFromDepot ? legs.outMinutes(m, order) : legs.newMinutes(m, from, order),
                        legs.outMinutes(m, order), legs.homeMinutes(m, order),
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
