package org.siji.dispatch;

import java.util.Arrays;

/**
 * The drives between orders and from and to depots, in minutes and fen. Reckoning one or looking it up among a county's 25 million
 * pairs took a third of all time, so the way to each order on its route, and its ways from and to the depot, are remembered.
 */
final class FarmLegs {

    private final FarmModel model;
    /** Machine and place that the kept way to an order comes from. */
    private final long[] wayOf;
    private final int[] wayMinutes;
    private final long[] wayFen;
    /** The same of the way reckoned last, and the order that it leads to. */
    private long lastWayOf = -1;
    private int lastTo = -1;
    private int lastMinutes;
    private long lastFen;
    /** Machine whose depot's ways are remembered. */
    private final int[] depotOf;
    private final int[] outMinutes;
    private final int[] homeMinutes;
    private final long[] outFen;
    private final long[] homeFen;

    FarmLegs(FarmModel model) {
        this.model = model;
        int n = model.orders.size();
        wayOf = new long[n];
        Arrays.fill(wayOf, -1);
        wayMinutes = new int[n];
        wayFen = new long[n];
        depotOf = new int[n];
        Arrays.fill(depotOf, -1);
        outMinutes = new int[n];
        homeMinutes = new int[n];
        outFen = new long[n];
        homeFen = new long[n];
    }

    int minutes(int m, int from, int order) {
        return knows(m, from, order) ? wayMinutes[order] : lastMinutes;
    }

    long fen(int m, int from, int order) {
        return knows(m, from, order) ? wayFen[order] : lastFen;
    }

    /** Keeps the way to an order on its route: until the route changes it will be asked for again, also when others are tried before it. */
    void keep(int m, int from, int order) {
        if (!knows(m, from, order)) {
            wayOf[order] = lastWayOf;
            wayMinutes[order] = lastMinutes;
            wayFen[order] = lastFen;
        }
    }

    /** Whether the way is the one that is kept; if not, it is the one reckoned last. */
    private boolean knows(int m, int from, int order) {
        long key = (long) m << 32 | from;
        if (wayOf[order] == key) {
            return true;
        }
        if (lastWayOf != key || lastTo != order) {
            int meters = model.places.meters(from, order);
            lastWayOf = key;
            lastTo = order;
            lastMinutes = minutes(m, from, order, meters);
            lastFen = cost(m, meters, lastMinutes);
        }
        return false;
    }

    /** Of a way that is only guessed with. */
    int newMinutes(int m, int from, int to) {
        return minutes(m, from, to, model.places.meters(from, to));
    }

    /** About what it costs, without rounding to minutes and fen. */
    long guessFen(int m, int from, int to) {
        return (long) (model.places.meters(from, to) * model.fenPerMeter[m]);
    }

    int outMinutes(int m, int order) {
        rememberDepot(m, order);
        return outMinutes[order];
    }

    int homeMinutes(int m, int order) {
        rememberDepot(m, order);
        return homeMinutes[order];
    }

    long outFen(int m, int order) {
        rememberDepot(m, order);
        return outFen[order];
    }

    long homeFen(int m, int order) {
        rememberDepot(m, order);
        return homeFen[order];
    }

    private void rememberDepot(int m, int order) {
        if (depotOf[order] != m) {
            int depot = model.depot(m);
            int out = model.places.meters(depot, order);
            int home = model.places.meters(order, depot);
            depotOf[order] = m;
            outMinutes[order] = minutes(m, depot, order, out);
            homeMinutes[order] = minutes(m, order, depot, home);
            outFen[order] = cost(m, out, outMinutes[order]);
            homeFen[order] = cost(m, home, homeMinutes[order]);
        }
    }

    private int minutes(int m, int from, int to, int meters) {
        return model.places.minutes(from, to, meters, model.roadKmPerHour[m]);
    }

    private long cost(int m, int meters, int minutes) {
        return PlanCosting.legFen(model.fenPerKm[m], model.fenPerHour[m], meters, minutes);
    }
}
