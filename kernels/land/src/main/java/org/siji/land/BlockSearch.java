package org.siji.land;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Finds bundles among the needs of one operation: always the largest set of contiguous needs with enough days in common, then
 * the largest of what is left, until nothing reaches the threshold.
 *
 * <p>
 * Windows are intervals, so a set has its common days exactly when all its members are possible from the latest first day on.
 * It is therefore enough to look at the first day of each need: what is possible on that day falls into contiguous parts, and
 * the largest part over all days is the largest bundle there is. A part that lost members to an earlier bundle is taken apart
 * again only when its turn comes.
 */
final class BlockSearch {

    private record Candidate(BitSet members, double squareMeters) {
        /** Largest first; between equals the one with the lowest need. */
        static final Comparator<Candidate> ORDER = Comparator.comparingDouble(Candidate::squareMeters).reversed()
                .thenComparingInt(candidate -> candidate.members.nextSetBit(0));
    }

    private final NeedGraph graph;
    private final BundleRules rules;
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Candidate.ORDER);
    private final BitSet taken = new BitSet();

    BlockSearch(NeedGraph graph, BundleRules rules) {
        this.graph = graph;
        this.rules = rules;
    }

    List<BitSet> bundles() {
        TreeSet<LocalDate> firstDays = new TreeSet<>();
        for (int i = 0; i < graph.size(); i++) {
            firstDays.add(graph.need(i).window().from());
        }
        firstDays.forEach(this::offerAllPossibleFrom);
        List<BitSet> bundles = new ArrayList<>();
        while (!queue.isEmpty()) {
            BitSet members = queue.remove().members();
            if (members.intersects(taken)) {
                members.andNot(taken);
                offer(members);
                continue;
            }
            BitSet bundle = withinMaximum(members);
            taken.or(bundle);
            bundles.add(bundle);
            if (!bundle.equals(members)) {
                members.andNot(bundle);
                offer(members);
            }
        }
        return bundles;
    }

    private void offerAllPossibleFrom(LocalDate day) {
        DayWindow needed = new DayWindow(day, day.plusDays(rules.minimumCommonDays() - 1L));
        BitSet possible = new BitSet();
        for (int i = 0; i < graph.size(); i++) {
            if (graph.need(i).window().commonDays(needed) == rules.minimumCommonDays()) {
                possible.set(i);
            }
        }
        offer(possible);
    }

    private void offer(BitSet members) {
        for (BitSet component : graph.components(members)) {
            double squareMeters = graph.squareMeters(component);
            if (squareMeters >= rules.threshold().squareMeters()) {
                queue.add(new Candidate(component, squareMeters));
            }
        }
    }

    /**
     * The members themselves, or a compact contiguous part of about an even share of them when they exceed the maximum. Scraps
     * that the cut would leave behind below the threshold go along when they fit.
     */
    private BitSet withinMaximum(BitSet members) {
        if (rules.maximum() == null || graph.squareMeters(members) <= rules.maximum().squareMeters()) {
            return members;
        }
        double maximum = rules.maximum().squareMeters();
        double total = graph.squareMeters(members);
        double share = Math.max(rules.threshold().squareMeters(), total / Math.ceil(total / maximum));
        BitSet part = grown(members, share, maximum);
        BitSet rest = (BitSet) members.clone();
        rest.andNot(part);
        for (BitSet scrap : graph.components(rest)) {
            double squareMeters = graph.squareMeters(scrap);
            if (squareMeters < rules.threshold().squareMeters()
                    && graph.squareMeters(part) + squareMeters <= maximum) {
                part.or(scrap);
            }
        }
        return part;
    }

    private BitSet grown(BitSet members, double share, double maximum) {
        int seed = farthestFrom(members, farthestFrom(members, members.nextSetBit(0)));
        BitSet part = new BitSet();
        BitSet seen = new BitSet();
        PriorityQueue<Integer> frontier = new PriorityQueue<>(
                Comparator.<Integer>comparingDouble(i -> distance(seed, i)).thenComparingInt(i -> i));
        frontier.add(seed);
        seen.set(seed);
        double squareMeters = 0;
        while (!frontier.isEmpty() && squareMeters < share) {
            int next = frontier.remove();
            double grown = squareMeters + graph.plots().squareMeters(graph.plotOf(next));
            if (grown > maximum && !part.isEmpty()) {
                continue;
            }
            part.set(next);
            squareMeters = grown;
            for (int neighbour : graph.neighbours(next)) {
                if (members.get(neighbour) && !seen.get(neighbour)) {
                    seen.set(neighbour);
                    frontier.add(neighbour);
                }
            }
        }
        return part;
    }

    private int farthestFrom(BitSet members, int from) {
        int farthest = from;
        for (int i = members.nextSetBit(0); i >= 0; i = members.nextSetBit(i + 1)) {
            if (distance(from, i) > distance(from, farthest)) {
                farthest = i;
            }
        }
        return farthest;
    }

    private double distance(int a, int b) {
        return graph.plots().centreDistance(graph.plotOf(a), graph.plotOf(b));
    }
}
