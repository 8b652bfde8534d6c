package org.siji.dispatch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Distances that somebody else has measured, by the places' ids. Needs no coordinates. */
public final class MatrixTravel implements Travel {

    private final List<String> ids;
    private final Map<String, Integer> index = new HashMap<>();
    private final int[][] meters;

    /**
     * @param meters from (row) to (column), in the order of {@code ids}
     * @throws IllegalArgumentException when the matrix isn't square, a distance is negative or an id occurs twice
     */
    public MatrixTravel(List<String> ids, int[][] meters) {
        this.ids = List.copyOf(ids);
        this.meters = new int[meters.length][];
        for (int i = 0; i < meters.length; i++) {
            this.meters[i] = meters[i].clone();
            if (meters[i].length != ids.size() || Arrays.stream(meters[i]).anyMatch(length -> length < 0)) {
                throw new IllegalArgumentException("row " + i + " of the matrix");
            }
        }
        for (String id : ids) {
            if (index.put(id, index.size()) != null) {
                throw new IllegalArgumentException("place occurs twice: " + id);
            }
        }
        if (meters.length != ids.size()) {
            throw new IllegalArgumentException(meters.length + " rows for " + ids.size() + " places");
        }
    }

    @Override
    public int meters(Place from, Place to) {
        Integer row = index.get(from.id());
        Integer column = index.get(to.id());
        return row == null || column == null ? UNREACHABLE : Math.min(UNREACHABLE, meters[row][column]);
    }

    @Override
    public boolean knowsById() {
        return true;
    }

    public List<String> ids() {
        return ids;
    }
}
