package org.siji.dispatch;

import java.util.Arrays;

/**
 * The drives between orders and from and to depots, in minutes and fen. Reckoning one or looking it up among a county's 25 million
 * pairs took a third of all time, so the last way to each order, and its ways from and to the depot, are remembered.
 */
final class FarmLegs {

    private final FarmModel model;
    /** Machine and place that the remembered way to an order comes from. */
    private final long[] wayOf;
    private final int[] wayMinutes;
    private final long[] wayFen;
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

    /** Of a way that will be asked for again. */
    int minutes(int m, int from, int order) {
        remember(m, from, order);
        return wayMinutes[order];
    }

    long fen(int m, int from, int order) {
        remember(m, from, order);
        return wayFen[order];
    }

    /** Of a way that is only tried. */
    int newMinutes(int m, int from, int to) {
        return minutes(m, from, to, model.places.meters(from, to));
    }

    long newFen(int m, int from, int to) {
        int meters = model.places.meters(from, to);
        return cost(m, meters, minutes(m, from, to, meters));
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

    private void remember(int m, int from, int order) {
        long key = (long) m << 32 | from;
        if (wayOf[order] != key) {
            int meters = model.places.meters(from, order);
            wayOf[order] = key;
            wayMinutes[order] = minutes(m, from, order, meters);
            wayFen[order] = cost(m, meters, wayMinutes[order]);
        }
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
