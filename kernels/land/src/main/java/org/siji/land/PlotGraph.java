package org.siji.land;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;
import org.siji.geo.LocalPlane;

/** Which plots lie within the gap of each other. Plots are numbered in the order of their ids. */
final class PlotGraph {
    private final List<Plot> plots;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[][] neighbours;
    private final Coordinate[] centres;

    PlotGraph(List<Plot> unordered, double gapMeters) {
        plots = unordered.stream().sorted(java.util.Comparator.comparing(Plot::id)).toList();
        Envelope box = new Envelope();
        for (int i = 0; i < plots.size(); i++) {
            if (numbers.put(plots.get(i).id(), i) != null) {
                throw new IllegalArgumentException("two plots with one id: " + plots.get(i).id());
            }
            box.expandToInclude(plots.get(i).lonLat().getEnvelopeInternal());
        }
        neighbours = new int[plots.size()][];
        centres = new Coordinate[plots.size()];
        if (!plots.isEmpty()) {
            connect(LocalPlane.at(box.centre().x, box.centre().y), gapMeters);
        }
    }

    private void connect(LocalPlane plane, double gapMeters) {
        // One plane for all: 40 km from its middle a length is off by 2e-5, a gap of 3 m by 0.06 mm.
        Geometry[] shapes = new Geometry[plots.size()];
        STRtree tree = new STRtree();
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = plane.toPlane(plots.get(i).lonLat());
            centres[i] = shapes[i].getEnvelopeInternal().centre();
            tree.insert(shapes[i].getEnvelopeInternal(), i);
        }
        List<List<Integer>> lists = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            lists.add(new ArrayList<>());
        }
        for (int i = 0; i < shapes.length; i++) {
            Envelope reach = new Envelope(shapes[i].getEnvelopeInternal());
            reach.expandBy(gapMeters);
            for (Object found : tree.query(reach)) {
                int j = (Integer) found;
                if (i < j && shapes[i].isWithinDistance(shapes[j], gapMeters)) {
                    lists.get(i).add(j);
                    lists.get(j).add(i);
                }
            }
        }
        for (int i = 0; i < shapes.length; i++) {
            neighbours[i] = lists.get(i).stream().mapToInt(Integer::intValue).sorted().toArray();
        }
    }

    int number(String plotId) {
        Integer number = numbers.get(plotId);
        if (number == null) {
            throw new IllegalArgumentException("need for an unknown plot: " + plotId);
        }
        return number;
    }

    int size() {
        return plots.size();
    }

    Plot plot(int number) {
        return plots.get(number);
    }

    double squareMeters(int number) {
        return plots.get(number).area().squareMeters();
    }

    int[] neighbours(int number) {
        return neighbours[number];
    }

    /** Metres between the middles of two plots. */
    double centreDistance(int a, int b) {
        return centres[a].distance(centres[b]);
    }
}
