package org.siji.dispatch;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Where an order costs least. Places beside near orders and on some machines drawn by lot are guessed by detour, work and loss; the likeliest
 * are tried exactly. Fewer exact trials make more steps and worse plans.
 */
final class FarmInsertion {

    private static final int RANDOM_MACHINES = 8;
    /** Of places that turn out possible. */
    private static final int MAX_POSSIBLE = 32;
    /** How often a place is overlooked. */
    private static final double BLINK = 0.03;
    private static final int ANY = -1;
    private static final int NONE = -2;

    private final FarmModel model;
    private final FarmRoutes routes;
    private final SplittableRandom random;
    /** Machines that may be given orders. */
    private final boolean[] isMine;
    private long[] candidates = new long[1024];
    /** What was found last. */
    int machine;
    int position;

    FarmInsertion(FarmModel model, FarmRoutes routes, SplittableRandom random, boolean[] isMine) {
        this.model = model;
        this.routes = routes;
        this.random = random;
        this.isMine = isMine;
    }

    /** The provider that has those already which want the same; none if two of them have different ones. */
    int providerFor(int order) {
        int provider = ANY;
        for (int other : model.sameProvider[order]) {
            if (routes.isDone(other)) {
                int its = model.providerOf[routes.machineOf[other]];
                provider = provider == ANY || provider == its ? its : NONE;
            }
        }
        return provider;
    }

    /** Whether it is able, is this walk's and has no other part of the order. */
    boolean mayDo(int m, int order, int provider) {
        if (!isMine[m] || model.work[order][m] == 0 || provider != ANY && model.providerOf[m] != provider) {
            return false;
        }
        for (int part : model.siblings[order]) {
            if (routes.machineOf[part] == m) {
                return false;
            }
        }
        return true;
    }

    /** Where it costs least, if that is less than leaving it out. The likeliest places by their detour are tried first. */
    boolean find(int order, boolean blinks) {
        int soonest = model.firstMinute[order];
        int latest = (model.lastDay[order] + 1) * Span.MINUTES_PER_DAY;
        for (int i = 0; i < model.before[order].length; i++) {
            int first = model.before[order][i];
            if (!routes.isDone(first)) {
                return false;
            }
            soonest = Math.max(soonest, routes.end[first] + model.minLagBefore[order][i]);
            latest = Math.min(latest, routes.end[first] + model.maxLagBefore[order][i]);
        }
        int count = blinks ? near(order, soonest, latest) : everywhere(order, soonest, latest);
        Arrays.sort(candidates, 0, count);
        long best = limitFen(order, blinks);
        machine = -1;
        int possible = 0;
        for (int c = 0; c < count && candidates[c] >>> 26 < best && possible < MAX_POSSIBLE; c++) {
            boolean isTwice = c > 0 && candidates[c] == candidates[c - 1];
            if (isTwice || blinks && random.nextDouble() < BLINK) {
                continue;
            }
            int m = (int) (candidates[c] >>> 12) & 0x3FFF;
            int k = (int) candidates[c] & 0xFFF;
            long more = routes.tryInsert(m, k, order, best);
            possible += more == FarmRoutes.IMPOSSIBLE ? 0 : 1;
            if (more < best) {
                best = more;
                machine = m;
                position = k;
            }
        }
        return machine >= 0;
    }

    /**
     * The prize; now and then twice as much, because two orders may be worth a machine's day though neither is alone, and now and then
     * nothing, because an order may pay for itself where it stands in the way of a better one.
     */
    private long limitFen(int order, boolean blinks) {
        int dice = blinks && !model.orders.get(order).mustBeDone() ? random.nextInt(40) : 40;
        return dice == 0 ? 0 : dice < 8 ? 2 * model.prizeFen[order] : model.prizeFen[order];
    }

    /** Every place on every machine that is able to. */
    private int everywhere(int order, int soonest, int latest) {
        int count = 0;
        int provider = providerFor(order);
        for (int m : model.ableMachines[order]) {
            count = onMachine(m, order, provider, soonest, latest, count);
        }
        return count;
    }

    /** Places beside near orders that its machines could do, and some machines by chance. */
    private int near(int order, int soonest, int latest) {
        int count = 0;
        int provider = providerFor(order);
        for (int other : model.neighbours.alike(order)) {
            int m = routes.machineOf[other];
            if (m >= 0 && mayDo(m, order, provider)) {
                int k = routes.position[other];
                count = candidate(m, k, order, soonest, latest, count);
                count = candidate(m, k + 1, order, soonest, latest, count);
            }
        }
        int[] able = model.ableMachines[order];
        for (int i = 0; i < Math.min(able.length, RANDOM_MACHINES); i++) {
            int m = able.length <= RANDOM_MACHINES ? able[i] : able[random.nextInt(able.length)];
            count = onMachine(m, order, provider, soonest, latest, count);
        }
        return count;
    }

    private int onMachine(int m, int order, int provider, int soonest, int latest, int already) {
        int count = already;
        if (mayDo(m, order, provider)) {
            for (int k = 0; k <= routes.length[m]; k++) {
                count = candidate(m, k, order, soonest, latest, count);
            }
        }
        return count;
    }

    private int candidate(int m, int k, int order, int soonest, int latest, int count) {
        // Before an order that ended sooner than this one may begin, or after one that ended later, it makes no sense.
        if (k > 0 && routes.end[routes.sequence[m][k - 1]] > latest
                || k < routes.length[m] && routes.end[routes.sequence[m][k]] <= soonest) {
            return count;
        }
        if (count == candidates.length) {
            candidates = Arrays.copyOf(candidates, 2 * count);
        }
        int begin = k == 0 ? soonest : Math.max(soonest, routes.end[routes.sequence[m][k - 1]]);
        long guess = PlanCosting.workFen(model.fenPerHour[m], model.work[order][m]) + routes.detourFen(m, k, order)
                + model.lossFen[order][Math.min(model.days() - 1, begin / Span.MINUTES_PER_DAY)]
                + routes.wishFen(m, order);
        candidates[count] = Math.max(0, Math.min((1L << 36) - 1, guess)) << 26 | (long) m << 12 | Math.min(k, 4095);
        return count + 1;
    }
}
