package org.siji.land;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The needs of one operation, numbered in the order of their ids, and which of them lie together. */
final class NeedGraph {
    private final PlotGraph plots;
    private final List<Need> needs;
    private final int[] plotOf;
    private final List<List<Integer>> needsOfPlot;
    private final BitSet notAsked = new BitSet();

    /** @param notAsked ids of plots that can't be asked to bridge */
    NeedGraph(PlotGraph plots, List<Need> unordered, Set<String> notAsked) {
        this.plots = plots;
        notAsked.forEach(id -> this.notAsked.set(plots.number(id)));
        this.needs = unordered.stream().sorted(Comparator.comparing(Need::id)).toList();
        this.plotOf = new int[needs.size()];
        this.needsOfPlot = new ArrayList<>(Collections.nCopies(plots.size(), List.of()));
        for (int i = 0; i < plotOf.length; i++) {
            plotOf[i] = plots.number(needs.get(i).plotId());
            List<Integer> others = new ArrayList<>(needsOfPlot.get(plotOf[i]));
            for (int other : others) {
                if (needs.get(other).window().commonDays(needs.get(i).window()) > 0) {
                    throw new IllegalArgumentException("two needs for one operation on one plot at one time: "
                            + needs.get(other).id() + ", " + needs.get(i).id());
                }
            }
            others.add(i);
            needsOfPlot.set(plotOf[i], others);
        }
    }

    PlotGraph plots() {
        return plots;
    }

    int size() {
        return plotOf.length;
    }

    Need need(int number) {
        return needs.get(number);
    }

    int plotOf(int number) {
        return plotOf[number];
    }

    List<Integer> needsOfPlot(int plot) {
        return needsOfPlot.get(plot);
    }

    /** Whether nobody has a need on the plot, and its holder can be asked for one. */
    boolean mayBridge(int plot) {
        return needsOfPlot.get(plot).isEmpty() && !notAsked.get(plot);
    }

    double squareMeters(BitSet members) {
        return members.stream().mapToDouble(i -> plots.squareMeters(plotOf[i])).sum();
    }

    DayWindow commonWindow(BitSet members) {
        DayWindow window = needs.get(members.nextSetBit(0)).window();
        for (int i = members.nextSetBit(0); i >= 0; i = members.nextSetBit(i + 1)) {
            window = window.intersect(needs.get(i).window());
        }
        return window;
    }

    /** Needs on neighbouring plots and other needs on the same plot. */
    List<Integer> neighbours(int number) {
        List<Integer> result = new ArrayList<>();
        for (int sibling : needsOfPlot.get(plotOf[number])) {
            if (sibling != number) {
                result.add(sibling);
            }
        }
        for (int plot : plots.neighbours(plotOf[number])) {
            result.addAll(needsOfPlot.get(plot));
        }
        return result;
    }

    /** The contiguous parts of a set of needs, each once, by their first need. */
    List<BitSet> components(BitSet members) {
        List<BitSet> components = new ArrayList<>();
        BitSet open = (BitSet) members.clone();
        for (int seed = open.nextSetBit(0); seed >= 0; seed = open.nextSetBit(seed + 1)) {
            BitSet component = new BitSet();
            ArrayDeque<Integer> queue = new ArrayDeque<>();
            queue.add(seed);
            open.clear(seed);
            while (!queue.isEmpty()) {
                int at = queue.remove();
                component.set(at);
                for (int next : neighbours(at)) {
                    if (open.get(next)) {
                        open.clear(next);
                        queue.add(next);
                    }
                }
            }
            components.add(component);
        }
        return components;
    }
}
