package org.siji.bench.dispatch;

import java.util.ArrayList;
import java.util.List;

import org.siji.dispatch.DispatchProblem;
import org.siji.sample.SampleDispatch;

/** The twelve county problems of {@code bench/dispatch/README.md}: numbers for the generator, which makes the same everywhere. */
record PublishedCounty(String name, int orders, int machines, int days, long seed) {

    static final List<PublishedCounty> ALL = all();
    static final PublishedCounty LARGEST = ALL.get(ALL.size() - 1);

    private static List<PublishedCounty> all() {
        List<PublishedCounty> counties = new ArrayList<>();
        int[][] sizes = {{50, 13, 6}, {200, 18, 10}, {1000, 70, 15}, {5000, 300, 15}};
        for (int[] size : sizes) {
            for (int seed = 3; seed >= 1; seed--) {
                counties.add(new PublishedCounty("county-%d-%d".formatted(size[0], seed), size[0], size[1], size[2],
                        seed));
            }
        }
        return counties;
    }

    DispatchProblem problem() {
        return SampleDispatch.of(orders, machines, days, seed);
    }
}
