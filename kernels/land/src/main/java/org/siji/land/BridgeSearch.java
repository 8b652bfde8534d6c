package org.siji.land;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.siji.geo.Area;
import org.siji.land.BundleProposal.Bridge;
import org.siji.land.Bundler.Block;

/**
 * Which plots without a need would bring a leftover into a bundle: first single plots; if none does, pairs of which at least
 * one touches the leftover.
 */
final class BridgeSearch {

    /** A clerk asks a few neighbours, not forty. */
    private static final int MAX_BRIDGES = 5;

    private final NeedGraph graph;
    private final List<Block> blocks;
    private final BundleRules rules;
    private final int[] blockOfNeed;

    BridgeSearch(NeedGraph graph, List<Block> blocks, BundleRules rules) {
        this.graph = graph;
        this.blocks = blocks;
        this.rules = rules;
        this.blockOfNeed = new int[graph.size()];
        for (int block = 0; block < blocks.size(); block++) {
            for (int need : blocks.get(block).members().stream().toArray()) {
                blockOfNeed[need] = block;
            }
        }
    }

    List<Bridge> bridges(Block leftover) {
        if (leftover.window().days() < rules.minimumCommonDays()) {
            return List.of();
        }
        Collection<Integer> touching = touchingWithoutNeed(leftover);
        List<Bridge> found = new ArrayList<>();
        for (int plot : touching) {
            bridge(leftover, List.of(plot)).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            addPairs(leftover, touching, found);
        }
        found.sort(Comparator.<Bridge>comparingDouble(this::bridgeSquareMeters)
                .thenComparing(bridge -> String.join("\n", bridge.plotIds())));
        return found.subList(0, Math.min(MAX_BRIDGES, found.size()));
    }

    private void addPairs(Block leftover, Collection<Integer> touching, List<Bridge> found) {
        for (int first : touching) {
            TreeSet<Integer> seconds = new TreeSet<>(touching);
            for (int plot : graph.plots().neighbours(first)) {
                if (graph.mayBridge(plot)) {
                    seconds.add(plot);
                }
            }
            for (int second : seconds) {
                // A pair that touches the leftover with both is met twice; it counts from its lower number.
                if (second != first && (second > first || !touching.contains(second))) {
                    bridge(leftover, List.of(first, second)).ifPresent(found::add);
                }
            }
        }
    }

    private Collection<Integer> touchingWithoutNeed(Block leftover) {
        TreeSet<Integer> touching = new TreeSet<>();
        leftover.members().stream().map(graph::plotOf).forEach(own -> {
            for (int plot : graph.plots().neighbours(own)) {
                if (graph.mayBridge(plot)) {
                    touching.add(plot);
                }
            }
        });
        return touching;
    }

    /** What comes together when the plots join: the leftover, they, and every block that they touch and whose days fit. */
    private Optional<Bridge> bridge(Block leftover, List<Integer> plots) {
        LinkedHashSet<Block> reached = new LinkedHashSet<>();
        new TreeSet<>(plots.stream().flatMap(plot -> blocksTouching(plot).stream()).toList())
                .forEach(block -> reached.add(blocks.get(block)));
        reached.remove(leftover);
        double squareMeters = leftover.squareMeters()
                + plots.stream().mapToDouble(graph.plots()::squareMeters).sum();
        double maximum = rules.maximum() == null ? Double.POSITIVE_INFINITY : rules.maximum().squareMeters();
        DayWindow window = leftover.window();
        boolean joinsBundle = false;
        // Blocks are numbered bundles first, largest first: the best partner gets its days before the lesser ones.
        for (Block block : reached) {
            if (window.commonDays(block.window()) >= rules.minimumCommonDays()
                    && squareMeters + block.squareMeters() <= maximum) {
                window = window.intersect(block.window());
                squareMeters += block.squareMeters();
                joinsBundle |= block.bundle();
            }
        }
        if (squareMeters > maximum || (!joinsBundle && squareMeters < rules.threshold().squareMeters())) {
            return Optional.empty();
        }
        return Optional.of(new Bridge(plots.stream().map(plot -> graph.plots().plot(plot).id()).sorted().toList(),
                joinsBundle, new Area(squareMeters)));
    }

    private TreeSet<Integer> blocksTouching(int plot) {
        TreeSet<Integer> touching = new TreeSet<>();
        for (int neighbour : graph.plots().neighbours(plot)) {
            for (int need : graph.needsOfPlot(neighbour)) {
                touching.add(blockOfNeed[need]);
            }
        }
        return touching;
    }

    private double bridgeSquareMeters(Bridge bridge) {
        return bridge.plotIds().stream().mapToDouble(id -> graph.plots().squareMeters(graph.plots().number(id))).sum();
    }
}
