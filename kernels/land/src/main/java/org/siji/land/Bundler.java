package org.siji.land;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.siji.geo.Area;
import org.siji.land.BundleProposal.Leftover;
import org.siji.land.BundleProposal.ProposedBundle;

/**
 * Joins needs of the same operation on plots that lie together into bundles worth a machine's trip, and says for what stays
 * below the threshold which plots would bridge it.
 *
 * <p>
 * A contiguous block is kept whole unless the rules state a maximum: a driver who is there anyway works all of it. Where not
 * all needs of a block have enough days in common, the largest part that does is taken first.
 */
public final class Bundler {

    private final BundleRules rules;

    public Bundler(BundleRules rules) {
        this.rules = rules;
    }

    /**
     * @param plots all plots of the area, with or without a need: those without are the possible bridges
     * @param needs of any operations; each names one of the plots
     * @throws IllegalArgumentException when an id occurs twice, a need names no plot, or a plot has two needs of one operation
     *                                  with overlapping windows
     */
    public BundleProposal propose(List<Plot> plots, List<Need> needs) {
        return propose(plots, needs, Map.of());
    }

    /**
     * @param notAsked by operation, ids of plots that can't be asked to bridge: what they need is promised elsewhere
     * @see #propose(List, List)
     */
    public BundleProposal propose(List<Plot> plots, List<Need> needs, Map<String, Set<String>> notAsked) {
        Set<String> ids = new HashSet<>();
        TreeMap<String, List<Need>> byOperation = new TreeMap<>();
        for (Need need : needs) {
            if (!ids.add(need.id())) {
                throw new IllegalArgumentException("two needs with one id: " + need.id());
            }
            byOperation.computeIfAbsent(need.operation(), operation -> new ArrayList<>()).add(need);
        }
        PlotGraph plotGraph = new PlotGraph(plots, rules.gapMeters());
        List<ProposedBundle> bundles = new ArrayList<>();
        List<Leftover> leftovers = new ArrayList<>();
        byOperation.forEach((operation, ofOperation) -> {
            NeedGraph graph = new NeedGraph(plotGraph, ofOperation, notAsked.getOrDefault(operation, Set.of()));
            List<Block> blocks = blocks(graph);
            BridgeSearch bridges = new BridgeSearch(graph, blocks, rules);
            for (Block block : blocks) {
                if (block.bundle()) {
                    bundles.add(new ProposedBundle(operationOf(graph, block), block.window(), needsOf(graph, block),
                            new Area(block.squareMeters())));
                } else {
                    leftovers.add(new Leftover(operationOf(graph, block), block.window(), needsOf(graph, block),
                            new Area(block.squareMeters()), bridges.bridges(block)));
                }
            }
        });
        return new BundleProposal(bundles, leftovers);
    }

    /** Contiguous needs with common days, at or above the threshold (bundle) or below it. */
    record Block(BitSet members, DayWindow window, double squareMeters, boolean bundle) {
        static final Comparator<Block> ORDER = Comparator.comparing(Block::bundle).reversed()
                .thenComparing(Comparator.comparingDouble(Block::squareMeters).reversed())
                .thenComparingInt(block -> block.members.nextSetBit(0));
    }

    private List<Block> blocks(NeedGraph graph) {
        List<Block> blocks = new ArrayList<>();
        BitSet left = new BitSet();
        left.set(0, graph.size());
        for (BitSet members : new BlockSearch(graph, rules).bundles()) {
            left.andNot(members);
            blocks.add(new Block(members, graph.commonWindow(members), graph.squareMeters(members), true));
        }
        for (BitSet members : leftoverGroups(graph, left)) {
            blocks.add(new Block(members, graph.commonWindow(members), graph.squareMeters(members), false));
        }
        blocks.sort(Block.ORDER);
        return blocks;
    }

    /** Joins what is left along its neighbourhoods, in the order of ids, as long as days in common and the maximum allow. */
    private List<BitSet> leftoverGroups(NeedGraph graph, BitSet left) {
        int[] groupOf = IntStream.range(0, graph.size()).toArray();
        List<BitSet> members = new ArrayList<>();
        List<DayWindow> windows = new ArrayList<>();
        for (int i = 0; i < graph.size(); i++) {
            BitSet single = new BitSet();
            single.set(i);
            members.add(single);
            windows.add(graph.need(i).window());
        }
        for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) {
            for (int j : graph.neighbours(i)) {
                int a = groupOf[i];
                int b = groupOf[j];
                if (j > i && left.get(j) && a != b && joinable(graph, members.get(a), members.get(b), windows.get(a),
                        windows.get(b))) {
                    members.get(a).or(members.get(b));
                    windows.set(a, windows.get(a).intersect(windows.get(b)));
                    members.get(b).stream().forEach(moved -> groupOf[moved] = a);
                }
            }
        }
        return IntStream.range(0, graph.size()).filter(i -> left.get(i) && groupOf[i] == i).mapToObj(members::get)
                .toList();
    }

    private boolean joinable(NeedGraph graph, BitSet a, BitSet b, DayWindow windowOfA, DayWindow windowOfB) {
        return windowOfA.commonDays(windowOfB) >= rules.minimumCommonDays() && (rules.maximum() == null
                || graph.squareMeters(a) + graph.squareMeters(b) <= rules.maximum().squareMeters());
    }

    private static String operationOf(NeedGraph graph, Block block) {
        return graph.need(block.members().nextSetBit(0)).operation();
    }

    private static List<Need> needsOf(NeedGraph graph, Block block) {
        return block.members().stream().mapToObj(graph::need).toList();
    }
}
