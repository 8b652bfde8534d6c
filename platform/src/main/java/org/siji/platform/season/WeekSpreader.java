package org.siji.platform.season;

import java.util.Arrays;
import java.util.List;

/**
 * Spreads work over weeks that can't take everything: as little as possible is left over, and of all ways to do that, the one whose work
 * lies nearest to the weeks in which it is wanted. A minimum-cost maximum flow from pieces of work to weeks by successive shortest paths
 * (Ahuja, Magnanti, Orlin, Network Flows, 9.7); pieces and weeks are a few dozen.
 */
final class WeekSpreader {

    private WeekSpreader() {}

    /**
     * A piece of work that may be done in any of the weeks from {@code first} to {@code last}; numbers of weeks begin with 0.
     *
     * @param amount whole units, such as 0.01 mu
     */
    record Work(long amount, int first, int last, int wanted) {}

    /**
     * @param done  units of each piece in each week
     * @param left what finds no room, by piece
     */
    record Spread(long[][] done, long[] left) {}

    /** @param room units that each week takes */
    static Spread spread(List<Work> works, long[] room) {
        long[][] done = new long[works.size()][room.length];
        long[] left = works.stream().mapToLong(Work::amount).toArray();
        long[] free = room.clone();
        while (augment(works, done, left, free)) {
            // One shortest path after the other.
        }
        return new Spread(done, left);
    }

    /** Sends as much as fits along the cheapest way from a piece with something left to a week with room. */
    private static boolean augment(List<Work> works, long[][] done, long[] left, long[] free) {
        int pieces = works.size();
        int weeks = free.length;
        long[] costOfPiece = new long[pieces];
        long[] costOfWeek = new long[weeks];
        int[] cameFromWeek = new int[pieces];
        int[] cameFromPiece = new int[weeks];
        Arrays.fill(cameFromWeek, -1);
        Arrays.fill(costOfWeek, Long.MAX_VALUE);
        for (int piece = 0; piece < pieces; piece++) {
            costOfPiece[piece] = left[piece] > 0 ? 0 : Long.MAX_VALUE;
        }
        boolean better = true;
        while (better) {
            better = false;
            for (int piece = 0; piece < pieces; piece++) {
                Work work = works.get(piece);
                for (int week = work.first(); week <= work.last(); week++) {
                    long cost = Math.abs(week - work.wanted());
                    if (costOfPiece[piece] != Long.MAX_VALUE && costOfPiece[piece] + cost < costOfWeek[week]) {
                        costOfWeek[week] = costOfPiece[piece] + cost;
                        cameFromPiece[week] = piece;
                        better = true;
                    }
                    if (done[piece][week] > 0 && costOfWeek[week] != Long.MAX_VALUE
                            && costOfWeek[week] - cost < costOfPiece[piece]) {
                        costOfPiece[piece] = costOfWeek[week] - cost;
                        cameFromWeek[piece] = week;
                        better = true;
                    }
                }
            }
        }
        int end = -1;
        for (int week = 0; week < weeks; week++) {
            if (free[week] > 0 && costOfWeek[week] != Long.MAX_VALUE
                    && (end < 0 || costOfWeek[week] < costOfWeek[end])) {
                end = week;
            }
        }
        if (end < 0) {
            return false;
        }
        send(done, left, free, cameFromPiece, cameFromWeek, end);
        return true;
    }

    private static void send(long[][] done, long[] left, long[] free, int[] cameFromPiece, int[] cameFromWeek,
            int end) {
        long amount = free[end];
        int week = end;
        while (cameFromWeek[cameFromPiece[week]] >= 0) {
            int piece = cameFromPiece[week];
            week = cameFromWeek[piece];
            amount = Math.min(amount, done[piece][week]);
        }
        amount = Math.min(amount, left[cameFromPiece[week]]);
        left[cameFromPiece[week]] -= amount;
        free[end] -= amount;
        week = end;
        while (true) {
            int piece = cameFromPiece[week];
            done[piece][week] += amount;
            if (cameFromWeek[piece] < 0) {
                return;
            }
            week = cameFromWeek[piece];
            done[piece][week] -= amount;
        }
    }
}
