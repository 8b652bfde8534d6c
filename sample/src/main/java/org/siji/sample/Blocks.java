package org.siji.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;
import org.siji.geo.LocalPlane;

/**
 * Which fields lie within a gap of each other, by plain distances: enough to choose where the season's mishaps strike, and
 * independent of the land kernel that these blocks test.
 */
final class Blocks {

    private Blocks() {}

    /** Connected sets of indices into the list, by falling number of members, ties by their first member. */
    static List<List<Integer>> connected(List<Geometry> lonLat, double gapMeters) {
        if (lonLat.isEmpty()) {
            return List.of();
        }
        LocalPlane plane = LocalPlane.around(lonLat.get(0));
        List<Geometry> inPlane = lonLat.stream().map(plane::toPlane).toList();
        STRtree tree = new STRtree();
        int[] parent = new int[inPlane.size()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
            tree.insert(inPlane.get(i).getEnvelopeInternal(), i);
        }
        for (int i = 0; i < parent.length; i++) {
            Envelope near = new Envelope(inPlane.get(i).getEnvelopeInternal());
            near.expandBy(gapMeters);
            for (Object found : tree.query(near)) {
                int j = (Integer) found;
                if (j > i && root(parent, i) != root(parent, j)
                        && inPlane.get(i).isWithinDistance(inPlane.get(j), gapMeters)) {
                    parent[root(parent, j)] = root(parent, i);
                }
            }
        }
        Map<Integer, List<Integer>> sets = new LinkedHashMap<>();
        for (int i = 0; i < parent.length; i++) {
            sets.computeIfAbsent(root(parent, i), r -> new ArrayList<>()).add(i);
        }
        List<List<Integer>> sorted = new ArrayList<>(sets.values());
        sorted.sort(Comparator.comparingInt((List<Integer> s) -> s.size()).reversed());
        return sorted;
    }

    private static int root(int[] parent, int i) {
        int r = i;
        while (parent[r] != r) {
            parent[r] = parent[parent[r]];
            r = parent[r];
        }
        return r;
    }
}
