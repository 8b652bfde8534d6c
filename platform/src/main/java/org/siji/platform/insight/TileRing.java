package org.siji.platform.insight;

import java.util.Arrays;

/** A ring of whole tile units under work: corners are added, then it is cut at the drawn square. Used again for the next ring. */
final class TileRing {

    private int[] x = new int[64];
    private int[] y = new int[64];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int x(int i) {
        return x[i];
    }

    int y(int i) {
        return y[i];
    }

    /** A corner that falls on the one before is none. */
    void add(int cornerX, int cornerY) {
        if (size > 0 && x[size - 1] == cornerX && y[size - 1] == cornerY) {
            return;
        }
        if (size == x.length) {
            x = Arrays.copyOf(x, size * 2);
            y = Arrays.copyOf(y, size * 2);
        }
        x[size] = cornerX;
        y[size] = cornerY;
        size++;
    }

    /** Twice the area; positive when the corners run clockwise on the screen, where y grows to the south. */
    long twiceArea() {
        long sum = 0;
        for (int i = 0, before = size - 1; i < size; before = i++) {
            sum += (long) x[before] * y[i] - (long) x[i] * y[before];
        }
        return sum;
    }

    void reverse() {
        for (int i = 0, j = size - 1; i < j; i++, j--) {
            int swapX = x[i];
            int swapY = y[i];
            x[i] = x[j];
            y[i] = y[j];
            x[j] = swapX;
            y[j] = swapY;
        }
    }

    /**
     * Cuts the ring at a square (Sutherland and Hodgman, Reentrant Polygon Clipping, 1974): one side after the other. Where it leaves the
     * square twice, the pieces stay joined along the border, which lies outside of what is seen.
     *
     * @param work another ring, overwritten
     */
    void cut(int min, int max, TileRing work) {
        if (isWithin(min, max)) {
            return;
        }
        for (int side = 0; side < 4; side++) {
            work.clear();
            boolean vertical = side < 2;
            boolean upper = side % 2 == 1;
            int border = upper ? max : min;
            for (int i = 0, before = size - 1; i < size; before = i++) {
                boolean wasIn = isIn(before, vertical, upper, border);
                boolean isIn = isIn(i, vertical, upper, border);
                if (wasIn != isIn) {
                    work.addCrossing(x[before], y[before], x[i], y[i], vertical, border);
                }
                if (isIn) {
                    work.add(x[i], y[i]);
                }
            }
            work.dropRepeatedEnd();
            swap(work);
        }
    }

    private boolean isWithin(int min, int max) {
        for (int i = 0; i < size; i++) {
            if (x[i] < min || x[i] > max || y[i] < min || y[i] > max) {
                return false;
            }
        }
        return true;
    }

    private boolean isIn(int i, boolean vertical, boolean upper, int border) {
        int value = vertical ? x[i] : y[i];
        return upper ? value <= border : value >= border;
    }

    private void addCrossing(int fromX, int fromY, int toX, int toY, boolean vertical, int border) {
        if (vertical) {
            double share = (border - (double) fromX) / ((double) toX - fromX);
            add(border, (int) Math.rint(fromY + share * ((double) toY - fromY)));
        } else {
            double share = (border - (double) fromY) / ((double) toY - fromY);
            add((int) Math.rint(fromX + share * ((double) toX - fromX)), border);
        }
    }

    void dropRepeatedEnd() {
        while (size > 1 && x[0] == x[size - 1] && y[0] == y[size - 1]) {
            size--;
        }
    }

    private void swap(TileRing other) {
        int[] otherX = other.x;
        int[] otherY = other.y;
        int otherSize = other.size;
        other.x = x;
        other.y = y;
        other.size = size;
        x = otherX;
        y = otherY;
        size = otherSize;
    }
}
