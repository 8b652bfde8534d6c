package org.siji.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** The orders nearest to each, found when they are asked for; all walks of a search share them. */
final class FarmNeighbours {

    private static final int MOST = 100;
    /** Of those among which it could stand. */
    private static final int MOST_ALIKE = 40;
    private static final int SAMPLE = 100;

    private final Places places;
    private final int[] all;
    /** By order, and for each of these groups the orders that some machine could do as well as those of the group. */
    private final int[] groupOf;
    private final int[][] alikeGroup;
    private final AtomicReferenceArray<int[]> near;
    private final AtomicReferenceArray<int[]> alike;

    /** @param ableMachines by order */
    FarmNeighbours(Places places, int[][] ableMachines) {
        this.places = places;
        int n = ableMachines.length;
        all = IntStream.range(0, n).toArray();
        near = new AtomicReferenceArray<>(n);
        alike = new AtomicReferenceArray<>(n);
        groupOf = new int[n];
        List<int[]> able = new ArrayList<>();
        Map<List<Integer>, Integer> groups = new HashMap<>();
        for (int i = 0; i < n; i++) {
            List<Integer> machines = IntStream.of(ableMachines[i]).boxed().toList();
            groupOf[i] = groups.computeIfAbsent(machines, key -> groups.size());
            if (groupOf[i] == able.size()) {
                able.add(ableMachines[i]);
            }
        }
        alikeGroup = new int[able.size()][];
        for (int group = 0; group < alikeGroup.length; group++) {
            int[] ours = able.get(group);
            boolean[] shares = new boolean[alikeGroup.length];
            for (int other = 0; other < shares.length; other++) {
                shares[other] = IntStream.of(able.get(other)).anyMatch(m -> Arrays.binarySearch(ours, m) >= 0);
            }
            alikeGroup[group] = Arrays.stream(all).filter(i -> shares[groupOf[i]]).toArray();
        }
    }

    /** Orders near one, itself first. */
    int[] of(int order) {
        return known(near, order, all, MOST);
    }

    /** Near ones that some machine could do as well as this one. */
    int[] alike(int order) {
        return known(alike, order, alikeGroup[groupOf[order]], MOST_ALIKE);
    }

    private int[] known(AtomicReferenceArray<int[]> found, int order, int[] among, int most) {
        int[] nearest = found.get(order);
        if (nearest == null) {
            nearest = nearest(order, among, most);
            found.set(order, nearest);
        }
        return nearest;
    }

    private int[] nearest(int order, int[] among, int most) {
        long[] byDistance = within(order, among, radius(order, among, most));
        if (byDistance.length < most) {
            byDistance = within(order, among, Integer.MAX_VALUE);
        }
        Arrays.sort(byDistance);
        return Arrays.stream(byDistance).limit(most).mapToInt(one -> (int) one).toArray();
    }

    /** Within which, by a sample, lie about four times as many orders as are wanted: sorting all of a county's takes too long. */
    private int radius(int order, int[] among, int most) {
        int[] sample = new int[Math.min(among.length, SAMPLE)];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = places.meters(order, among[(int) ((long) i * among.length / sample.length)]);
        }
        Arrays.sort(sample);
        return sample[(int) Math.min(sample.length - 1L, 4L * most * sample.length / among.length)];
    }

    private long[] within(int order, int[] among, int meters) {
        long[] found = new long[among.length];
        int count = 0;
        for (int i : among) {
            int distance = places.meters(order, i);
            if (distance <= meters) {
                found[count++] = (i == order ? 0L : 1L + distance) << 32 | i;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
