package org.siji.dispatch.search;

import static org.siji.dispatch.search.Routes.ARC;
import static org.siji.dispatch.search.Routes.DEPART;
import static org.siji.dispatch.search.Routes.LATEST;
import static org.siji.dispatch.search.Routes.NEXT;
import static org.siji.dispatch.search.Routes.PLACE;
import static org.siji.dispatch.search.Routes.PREV;
import static org.siji.dispatch.search.Routes.ROUTE;
import static org.siji.dispatch.search.Routes.STRIDE;
import static org.siji.dispatch.search.Times.UP_DURATION;
import static org.siji.dispatch.search.Times.UP_LATEST;

/** Exchange of the rests of two routes (Potvin and Rousseau 1995), also between vehicles of different types. */
final class Tails {
    private final Routes routes;
    private final Times times;
    private final Fleet fleet;
    private final int[] node;
    private final int[] demand;
    private final int n;
    private final int places;

    Tails(Routes routes) {
        this.routes = routes;
        times = routes.times;
        fleet = routes.fleet;
        node = routes.node;
        demand = routes.problem.demand;
        n = routes.problem.clients;
        places = routes.problem.places;
    }

    /**
     * What the cost grows by if the clients from {@code s} on follow {@code p} and the clients that followed {@code p} follow the
     * node before {@code s}, each vehicle going home to its own depot; if that is below {@code below}. Both must travel alike.
     * Windows are judged here where the vehicles are of one type; all else is left to {@link #fit}.
     */
    int cost(int p, int s, int below) {
        int pAt = p * STRIDE;
        int sAt = s * STRIDE;
        int v = node[pAt + ROUTE];
        int w = node[sAt + ROUTE];
        if (v < 0 || w < 0 || v == w || fleet.pace[v] != fleet.pace[w]) {
            return below;
        }
        int q = node[sAt + PREV];
        int r = node[pAt + NEXT];
        int there = node[pAt + PLACE] * places + routes.place(s < n ? s : routes.end(v));
        int back = routes.place(q) * places + routes.place(r < n ? r : routes.end(w));
        boolean leavesV = p >= n && s >= n;
        boolean leavesW = q >= n && r >= n;
        int delta = (leavesV ? 0 : fleet.costOut[v][there]) + (leavesW ? 0 : fleet.costOut[v][back]) - node[pAt + ARC]
                - node[q * STRIDE + ARC];
        boolean alike = fleet.type[v] == fleet.type[w];
        if (!alike) {
            if (s < n && !fleet.mayServe(v, s) || r < n && !fleet.mayServe(w, r)) {
                return below;
            }
            delta += (s < n ? homeCost(w, v) : 0) + (r < n ? homeCost(v, w) : 0);
        }
        delta += fixedCost(v, leavesV) + fixedCost(w, leavesW);
        if (delta >= below || leavesV && leavesW
                || node[pAt + DEPART] + fleet.timeOut[v][there] > (alike
                        ? node[sAt + LATEST]
                        : times.close[s < n ? s : routes.end(v)])
                || node[q * STRIDE + DEPART] + fleet.timeOut[v][back] > (alike
                        ? node[r * STRIDE + LATEST]
                        : times.close[r < n ? r : routes.end(w)])) {
            return below;
        }
        return delta;
    }

    /** What it costs more that the last client of {@code v} goes home to the depot of {@code w}. */
    private int homeCost(int v, int w) {
        int row = routes.place(routes.prev(routes.end(v))) * places;
        return fleet.costOut[v][row + routes.place(routes.end(w))]
                - fleet.costOut[v][row + routes.place(routes.end(v))];
    }

    private int fixedCost(int v, boolean becomesEmpty) {
        return becomesEmpty == (routes.size[v] == 0)
                ? 0
                : (becomesEmpty ? -1 : 1) * fleet.fixedCost[v];
    }

    /** Whether both routes keep all limits if the clients from {@code s} on change places with those after {@code p}. */
    boolean fit(int p, int s) {
        int v = routes.route(p);
        int w = routes.route(s);
        int toV = 0;
        for (int x = s; x < n; x = routes.next(x)) {
            toV += demand[x];
        }
        int toW = 0;
        for (int x = routes.next(p); x < n; x = routes.next(x)) {
            toW += demand[x];
        }
        if (routes.free[v] - toV + toW < 0 || routes.free[w] - toW + toV < 0) {
            return false;
        }
        if (fleet.type[v] != fleet.type[w]) {
            return tailFits(v, p, s) && tailFits(w, routes.prev(s), routes.next(p));
        }
        int limit = fleet.maxDuration[v];
        return !times.limitsDuration
                || times.joined(v, p, s) <= limit && times.joined(v, routes.prev(s), routes.next(p)) <= limit;
    }

    /** Walks along the other route's clients from {@code s} on as if they followed {@code p}. */
    private boolean tailFits(int v, int p, int s) {
        int depart = node[p * STRIDE + DEPART];
        int duration = times.limitsDuration ? times.shift[p * STRIDE + UP_DURATION] : 0;
        int latest = times.limitsDuration ? times.shift[p * STRIDE + UP_LATEST] : 0;
        int at = routes.place(p);
        for (int x = s;; x = routes.next(x)) {
            int to = x < n ? x : routes.end(v);
            if (x < n && !fleet.mayServe(v, x)) {
                return false;
            }
            int way = fleet.timeOut[v][at * places + routes.place(to)];
            int begin = Math.max(times.open[to], depart + way);
            if (begin > times.close[to]) {
                return false;
            }
            if (times.limitsDuration) {
                int sum = duration + way;
                duration = sum + Math.max(0, times.open[to] - sum - latest) + (x < n ? fleet.service[v][x] : 0);
                latest = Math.min(times.close[to] - sum, latest);
            }
            if (x >= n) {
                return duration <= fleet.maxDuration[v];
            }
            depart = begin + fleet.service[v][x];
            at = x;
        }
    }

    /** Lets the clients after {@code p} and the clients from {@code s} on change places. */
    void swap(int p, int s) {
        int v = routes.route(p);
        int w = routes.route(s);
        int q = routes.prev(s);
        int r = routes.next(p);
        routes.saveRoute(v);
        routes.saveRoute(w);
        int lastV = routes.prev(routes.end(v));
        int lastW = routes.prev(routes.end(w));
        routes.save(p);
        routes.save(q);
        routes.save(r);
        routes.save(s);
        routes.save(lastV);
        routes.save(lastW);
        routes.save(routes.end(v));
        routes.save(routes.end(w));
        long before = routeCostOf(p, v) + routeCostOf(q, w);
        int movedLoad = 0;
        int moved = 0;
        for (int x = s; x < n; x = routes.next(x)) {
            routes.save(x);
            node[x * STRIDE + ROUTE] = v;
            movedLoad += demand[x];
            moved++;
        }
        for (int x = r; x < n; x = routes.next(x)) {
            routes.save(x);
            node[x * STRIDE + ROUTE] = w;
            movedLoad -= demand[x];
            moved--;
        }
        boolean sIsEnd = s >= n;
        boolean rIsEnd = r >= n;
        routes.link(v, p, sIsEnd ? routes.end(v) : s);
        if (!sIsEnd) {
            routes.link(v, lastW, routes.end(v));
        }
        routes.link(w, q, rIsEnd ? routes.end(w) : r);
        if (!rIsEnd) {
            routes.link(w, lastV, routes.end(w));
        }
        routes.resize(v, moved, movedLoad);
        routes.resize(w, -moved, -movedLoad);
        routes.cost += routeCostOf(p, v) + routeCostOf(q, w) - before;
        times.updateUp(v, routes.next(p), true);
        times.updateUp(v, routes.end(v), true);
        times.updateUp(w, routes.next(q), true);
        times.updateUp(w, routes.end(w), true);
        if (fleet.type[v] != fleet.type[w]) {
            times.updateOn(v, routes.prev(routes.end(v)), true);
            times.updateOn(w, routes.prev(routes.end(w)), true);
        }
        times.updateOn(v, p, true);
        times.updateOn(w, q, true);
    }

    /** Arcs that a change of tails touches, and the fixed cost. */
    private long routeCostOf(int p, int v) {
        if (routes.size[v] == 0) {
            return 0;
        }
        int last = routes.prev(routes.end(v));
        return node[p * STRIDE + ARC] + (last == p ? 0 : node[last * STRIDE + ARC])
                + (long) fleet.fixedCost[v];
    }
}
