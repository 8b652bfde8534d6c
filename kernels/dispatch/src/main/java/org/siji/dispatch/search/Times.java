package org.siji.dispatch.search;

import java.util.Arrays;

import static org.siji.dispatch.search.Routes.BEGIN;
import static org.siji.dispatch.search.Routes.DEPART;
import static org.siji.dispatch.search.Routes.LATEST;
import static org.siji.dispatch.search.Routes.NEXT;
import static org.siji.dispatch.search.Routes.PLACE;
import static org.siji.dispatch.search.Routes.PREV;
import static org.siji.dispatch.search.Routes.STRIDE;

/**
 * When the nodes of {@link Routes} can be served: the earliest begin that the nodes before allow, the latest that the nodes after allow
 * and, where the duration of shifts is limited, the segments up to a node and from it on (Vidal et al. 2013).
 */
final class Times {
    static final int UP_DURATION = 0;
    static final int UP_LATEST = 2;
    private static final int UP_EARLIEST = 1;
    private static final int ON_DURATION = 3;
    private static final int ON_EARLIEST = 4;
    private static final int ON_LATEST = 5;

    final boolean limitsDuration;
    /** By node, only where durations are limited. */
    final int[] shift;
    /** By node: its window. */
    final int[] open;
    final int[] close;
    /** Whether a change made some client late. */
    boolean isBroken;

    private final Routes routes;
    private final Fleet fleet;
    private final int[] node;
    private final int n;
    private final int places;

    Times(Routes routes) {
        this.routes = routes;
        SearchProblem problem = routes.problem;
        fleet = routes.fleet;
        node = routes.node;
        n = problem.clients;
        places = problem.places;
        int nodes = n + 2 * problem.vehicles;
        limitsDuration = problem.limitsDuration;
        shift = new int[limitsDuration ? nodes * STRIDE : 0];
        open = Arrays.copyOf(problem.open, nodes);
        close = Arrays.copyOf(problem.close, nodes);
        for (int v = 0; v < problem.vehicles; v++) {
            SearchProblem.Type type = problem.types[fleet.type[v]];
            for (int end = routes.start(v); end <= routes.end(v); end++) {
                open[end] = type.earliest();
                close[end] = type.latest();
            }
        }
    }

    /** All times of a route that has just been linked. */
    void set(int vehicle) {
        int from = routes.start(vehicle);
        node[from * STRIDE + BEGIN] = open[from];
        node[from * STRIDE + DEPART] = open[from];
        for (int x = routes.next(from);; x = routes.next(x)) {
            setBegin(vehicle, x);
            if (x == routes.end(vehicle)) {
                break;
            }
        }
        node[routes.end(vehicle) * STRIDE + LATEST] = close[routes.end(vehicle)];
        for (int x = routes.prev(routes.end(vehicle));; x = routes.prev(x)) {
            node[x * STRIDE + LATEST] = latest(vehicle, x);
            if (x == from) {
                break;
            }
        }
        if (limitsDuration) {
            // What is left of an earlier load must not pass for a value that has stayed the same.
            for (int x = from; x != routes.end(vehicle); x = routes.next(x)) {
                shift[routes.next(x) * STRIDE + UP_DURATION] = -1;
                shift[x * STRIDE + ON_DURATION] = -1;
            }
            shiftsUp(vehicle, routes.next(from), true);
            shiftsOn(vehicle, routes.prev(routes.end(vehicle)), true);
        }
    }

    private boolean setBegin(int v, int x) {
        int at = x * STRIDE;
        int p = node[at + PREV];
        int pAt = p * STRIDE;
        int begin = Math.max(open[x],
                node[pAt + DEPART] + fleet.timeOut[v][node[pAt + PLACE] * places + node[at + PLACE]]);
        int depart = x < n ? begin + fleet.service[v][x] : begin;
        if (begin == node[at + BEGIN] && depart == node[at + DEPART]) {
            return false;
        }
        routes.save(x);
        node[at + BEGIN] = begin;
        node[at + DEPART] = depart;
        isBroken |= begin > close[x];
        return true;
    }

    private int latest(int v, int x) {
        int at = x * STRIDE;
        int sAt = node[at + NEXT] * STRIDE;
        int leave = node[sAt + LATEST] - fleet.timeOut[v][node[at + PLACE] * places + node[sAt + PLACE]];
        return Math.min(close[x], x < n ? leave - fleet.service[v][x] : leave);
    }

    /** Earliest begins from a node on, as far as they change; the first one is new if {@code always}. */
    void updateUp(int v, int from, boolean always) {
        boolean first = always;
        for (int x = from;; x = routes.next(x)) {
            boolean changed = setBegin(v, x);
            if (!changed && !first || x >= n) {
                break;
            }
            first = false;
        }
        if (limitsDuration) {
            shiftsUp(v, from, always);
        }
    }

    /** Latest begins from a node back, as far as they change. */
    void updateOn(int v, int from, boolean always) {
        boolean first = always;
        for (int x = from;; x = routes.prev(x)) {
            int latest = latest(v, x);
            if (latest == node[x * STRIDE + LATEST] && !first) {
                break;
            }
            routes.save(x);
            node[x * STRIDE + LATEST] = latest;
            first = false;
            if (x >= n) {
                break;
            }
        }
        if (limitsDuration) {
            shiftsOn(v, from, always);
        }
    }

    private void shiftsUp(int v, int from, boolean always) {
        boolean first = always;
        int start = routes.start(v);
        shift[start * STRIDE + UP_DURATION] = 0;
        shift[start * STRIDE + UP_EARLIEST] = open[start];
        shift[start * STRIDE + UP_LATEST] = close[start];
        for (int x = from;; x = routes.next(x)) {
            int p = routes.prev(x) * STRIDE;
            int way = shift[p + UP_DURATION] + fleet.timeOut[v][node[p + PLACE] * places + routes.place(x)];
            int wait = Math.max(0, open[x] - way - shift[p + UP_LATEST]);
            int duration = way + wait + (x < n ? fleet.service[v][x] : 0);
            int earliest = Math.max(open[x] - way, shift[p + UP_EARLIEST]) - wait;
            int latest = Math.min(close[x] - way, shift[p + UP_LATEST]);
            int at = x * STRIDE;
            if (!first && shift[at + UP_DURATION] == duration && shift[at + UP_EARLIEST] == earliest
                    && shift[at + UP_LATEST] == latest) {
                return;
            }
            routes.save(x);
            shift[at + UP_DURATION] = duration;
            shift[at + UP_EARLIEST] = earliest;
            shift[at + UP_LATEST] = latest;
            first = false;
            if (x >= n) {
                isBroken |= duration > fleet.maxDuration[v];
                return;
            }
        }
    }

    private void shiftsOn(int v, int from, boolean always) {
        boolean first = always;
        int end = routes.end(v) * STRIDE;
        shift[end + ON_DURATION] = 0;
        shift[end + ON_EARLIEST] = open[routes.end(v)];
        shift[end + ON_LATEST] = close[routes.end(v)];
        for (int x = from;; x = routes.prev(x)) {
            int s = routes.next(x) * STRIDE;
            int way = (x < n ? fleet.service[v][x] : 0) + fleet.timeOut[v][routes.place(x) * places + node[s + PLACE]];
            int wait = Math.max(0, shift[s + ON_EARLIEST] - way - close[x]);
            int duration = way + shift[s + ON_DURATION] + wait;
            int earliest = Math.max(shift[s + ON_EARLIEST] - way, open[x]) - wait;
            int latest = Math.min(shift[s + ON_LATEST] - way, close[x]);
            int at = x * STRIDE;
            if (!first && shift[at + ON_DURATION] == duration && shift[at + ON_EARLIEST] == earliest
                    && shift[at + ON_LATEST] == latest) {
                return;
            }
            routes.save(x);
            shift[at + ON_DURATION] = duration;
            shift[at + ON_EARLIEST] = earliest;
            shift[at + ON_LATEST] = latest;
            first = false;
            if (x >= n) {
                return;
            }
        }
    }

    /** Duration of the shift if {@code s} and what comes after it follow {@code p}. */
    int joined(int v, int p, int s) {
        int way = shift[p * STRIDE + UP_DURATION] + fleet.timeOut[v][routes.place(p) * places + routes.place(s)];
        return way + shift[s * STRIDE + ON_DURATION]
                + Math.max(0, shift[s * STRIDE + ON_EARLIEST] - way - shift[p * STRIDE + UP_LATEST]);
    }

    /** Duration of the shift: segment before, client, segment after (Vidal et al. 2013, time-window segments). */
    int durationWith(int v, int c, int pAt, int sAt) {
        int row = c * places;
        int way = shift[pAt + UP_DURATION] + fleet.timeInto[v][row + node[pAt + PLACE]];
        int wait = Math.max(0, open[c] - way - shift[pAt + UP_LATEST]);
        int latest = Math.min(close[c] - way, shift[pAt + UP_LATEST]);
        way += wait + fleet.service[v][c] + fleet.timeOut[v][row + node[sAt + PLACE]];
        int wait2 = Math.max(0, shift[sAt + ON_EARLIEST] - way - latest);
        return way + wait2 + shift[sAt + ON_DURATION];
    }
}
