package org.siji.dispatch;

import java.util.Arrays;

/** The orders nearest to each, found when they are asked for. */
final class FarmNeighbours {

    private static final int MOST = 100;

    private final FarmModel model;
    private final int[][] near;

    FarmNeighbours(FarmModel model) {
        this.model = model;
        near = new int[model.orders.size()][];
    }

    /** Orders near one, itself first. */
    int[] of(int order) {
        if (near[order] == null) {
            long[] byDistance = within(order, radius(order));
            if (byDistance.length < MOST) {
                byDistance = within(order, Integer.MAX_VALUE);
            }
            Arrays.sort(byDistance);
            long[] sorted = byDistance;
            int[] nearest = new int[Math.min(MOST, byDistance.length)];
            Arrays.setAll(nearest, i -> (int) sorted[i]);
            near[order] = nearest;
        }
        return near[order];
    }

    /** Within which, by a sample, lie about four times as many orders as are wanted: sorting all of a county's takes too long. */
    private int radius(int order) {
        int n = model.orders.size();
        int[] sample = new int[Math.min(n, 100)];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = model.places.meters(order, (int) ((long) i * n / sample.length));
        }
        Arrays.sort(sample);
        return sample[(int) Math.min(sample.length - 1L, 4L * MOST * sample.length / n)];
    }

    private long[] within(int order, int meters) {
        long[] found = new long[model.orders.size()];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            int distance = model.places.meters(order, i);
            if (distance <= meters) {
                found[count++] = (i == order ? 0L : 1L + distance) << 32 | i;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
