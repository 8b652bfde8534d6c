package org.siji.dispatch.search;

import static org.siji.dispatch.search.Routes.ARC;
import static org.siji.dispatch.search.Routes.DEPART;
import static org.siji.dispatch.search.Routes.LATEST;
import static org.siji.dispatch.search.Routes.NEXT;
import static org.siji.dispatch.search.Routes.PLACE;
import static org.siji.dispatch.search.Routes.ROUTE;
import static org.siji.dispatch.search.Routes.STRIDE;
import static org.siji.dispatch.search.Times.UP_DURATION;

/** What it costs to put a client somewhere, in constant time: the segment before, the client, the segment after. */
final class Insertion {
    /** What a unit of waiting counts where the length of shifts is limited: it uses them up and earns nothing. */
    static final double WAIT_WEIGHT = 0.2;

    private final Routes routes;
    private final Times times;
    private final Fleet fleet;
    private final int[] node;
    private final int[] demand;
    private final int places;

    Insertion(Routes routes) {
        this.routes = routes;
        times = routes.times;
        fleet = routes.fleet;
        node = routes.node;
        demand = routes.problem.demand;
        places = routes.problem.places;
    }

    /**
     * What the route's cost grows by if the client is put right after {@code p}, and with limited shifts a part of the waiting that
     * comes with it; if that is below {@code below} and allowed; {@code below} otherwise.
     */
    int cost(int c, int p, int below) {
        int pAt = p * STRIDE;
        int v = node[pAt + ROUTE];
        if (v < 0 || routes.free[v] < demand[c] || !fleet.mayServe(v, c)) {
            return below;
        }
        int sAt = node[pAt + NEXT] * STRIDE;
        int row = c * places;
        int pPlace = node[pAt + PLACE];
        int sPlace = node[sAt + PLACE];
        int delta = fleet.costInto[v][row + pPlace] + fleet.costOut[v][row + sPlace] - node[pAt + ARC];
        if (delta >= below) {
            return below;
        }
        int begin = Math.max(times.open[c], node[pAt + DEPART] + fleet.timeInto[v][row + pPlace]);
        if (begin > times.close[c]
                || begin + fleet.service[v][c] + fleet.timeOut[v][row + sPlace] > node[sAt + LATEST]) {
            return below;
        }
        if (times.limitsDuration) {
            int duration = times.durationWith(v, c, pAt, sAt);
            if (duration > fleet.maxDuration[v]) {
                return below;
            }
            int way = fleet.timeInto[v][row + pPlace] + fleet.timeOut[v][row + sPlace]
                    - fleet.timeOut[v][pPlace * places + sPlace];
            int wait = duration - times.shift[routes.end(v) * STRIDE + UP_DURATION] - fleet.service[v][c] - way;
            return Math.min(below, delta + (int) (WAIT_WEIGHT * wait));
        }
        return delta;
    }

    /** Fixed cost and both ways, if a vehicle without clients may serve this one in time; {@code below} otherwise. */
    int lonelyCost(int c, int vehicle, int below) {
        int fixed = fleet.fixedCost[vehicle];
        int found = cost(c, routes.start(vehicle), below - fixed);
        return found < below - fixed ? found + fixed : below;
    }
}
