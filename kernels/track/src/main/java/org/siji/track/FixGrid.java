package org.siji.track;

import java.util.Arrays;

/** Finds the fixes within a radius: squares of that size in an open table, the fixes of each chained. */
final class FixGrid {

    private final FlatTrack flat;
    private final double radius;
    private final long[] key;
    private final int[] head;
    private final int[] next;

    /** Says whether to go on. */
    interface Visitor {
        boolean visit(int fix);
    }

    FixGrid(FlatTrack flat, double radiusMeters) {
        this.flat = flat;
        this.radius = radiusMeters;
        // At least twice as many places as fixes.
        int capacity = Integer.highestOneBit(Math.max(1, flat.size())) * 4;
        key = new long[capacity];
        head = new int[capacity];
        next = new int[flat.size()];
        Arrays.fill(head, -1);
        for (int i = 0; i < flat.size(); i++) {
            int at = place(square(flat.x[i]), square(flat.y[i]));
            next[i] = head[at];
            head[at] = i;
        }
    }

    private int square(double meters) {
        return (int) Math.floor(meters / radius);
    }

    /** Where the square is, or would be. */
    private int place(int column, int row) {
        long wanted = (long) row << 32 | column & 0xFFFF_FFFFL;
        int at = (int) (wanted * 0x9E37_79B9_7F4A_7C15L >>> 32) & key.length - 1;
        while (head[at] >= 0 && key[at] != wanted) {
            at = at + 1 & key.length - 1;
        }
        key[at] = wanted;
        return at;
    }

    /** Visits the fixes within the radius of fix {@code i}, itself included, until the visitor has enough. */
    void near(int i, Visitor visitor) {
        int column = square(flat.x[i]);
        int row = square(flat.y[i]);
        for (int n = 0; n < 9; n++) {
            // The own square first: it often suffices.
            int turn = (n + 4) % 9;
            for (int k = head[place(column + turn % 3 - 1, row + turn / 3 - 1)]; k >= 0; k = next[k]) {
                if (flat.metersBetween(i, k) <= radius && !visitor.visit(k)) {
                    return;
                }
            }
        }
    }
}
