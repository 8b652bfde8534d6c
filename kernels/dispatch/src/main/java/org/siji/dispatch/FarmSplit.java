package org.siji.dispatch;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A plan cut into parts, one for each walk, so that they can go on at the same time without knowing of each other: machines by region,
 * cut between two orders far apart that are drawn by lot. Orders tied to each other over the border stay where and when they are;
 * the next cut runs elsewhere.
 */
final class FarmSplit {

    private static final int POLE_DRAWS = 3;

    final int[] partOfMachine;
    final int[] partOfOrder;
    final boolean[] isPinned;

    FarmSplit(FarmModel model, FarmRoutes routes, int parts, SplittableRandom random) {
        int n = model.orders.size();
        double[] pull = pulls(model, random);
        double[] mean = new double[model.machines.size()];
        int all = 0;
        for (int m = 0; m < mean.length; m++) {
            double sum = 0;
            for (int k = 0; k < routes.length[m]; k++) {
                sum += pull[routes.sequence[m][k]];
            }
            all += routes.length[m];
            mean[m] = routes.length[m] == 0 ? pull[model.depot(m)] : sum / routes.length[m];
        }
        partOfMachine = new int[mean.length];
        double[] border = new double[parts];
        int passed = 0;
        for (int m : IntStream.range(0, mean.length).boxed()
                .sorted(Comparator.comparingDouble((Integer m) -> mean[m]).thenComparing(m -> m)).toList()) {
            int part = (int) Math.min(parts - 1L, (long) (passed + routes.length[m] / 2) * parts / Math.max(1, all));
            partOfMachine[m] = part;
            border[part] = mean[m];
            passed += routes.length[m];
        }
        partOfOrder = new int[n];
        for (int i = 0; i < n; i++) {
            int part = 0;
            while (part < parts - 1 && pull[i] > border[part]) {
                part++;
            }
            partOfOrder[i] = routes.isDone(i) ? partOfMachine[routes.machineOf[i]] : part;
        }
        isPinned = new boolean[n];
        for (int[] tied : model.tied) {
            settle(tied, routes);
        }
    }

    /** Those tied to each other are of one part, or stay as they are. */
    private void settle(int[] tied, FarmRoutes routes) {
        int part = partOfOrder[IntStream.of(tied).filter(routes::isDone).findFirst().orElse(tied[0])];
        boolean isOverBorder = IntStream.of(tied).anyMatch(i -> routes.isDone(i) && partOfOrder[i] != part);
        for (int i : tied) {
            isPinned[i] = isOverBorder;
            partOfOrder[i] = routes.isDone(i) ? partOfOrder[i] : part;
        }
    }

    /** By place: how much nearer to one of two orders than to the other. */
    private static double[] pulls(FarmModel model, SplittableRandom random) {
        int n = model.orders.size();
        int a = random.nextInt(n);
        int b = random.nextInt(n);
        for (int i = 0; i < POLE_DRAWS; i++) {
            int c = random.nextInt(n);
            b = model.places.meters(a, c) > model.places.meters(a, b) ? c : b;
        }
        double[] pull = new double[model.places.count()];
        for (int place = 0; place < pull.length; place++) {
            double toA = model.places.meters(place, a);
            double toB = model.places.meters(place, b);
            pull[place] = toA * toA - toB * toB;
        }
        return pull;
    }
}
