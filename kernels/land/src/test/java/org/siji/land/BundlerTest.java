package org.siji.land;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.siji.geo.Area;
import org.siji.geo.LocalPlane;
import org.siji.land.BundleProposal.Bridge;
import org.siji.land.BundleProposal.Leftover;
import org.siji.land.BundleProposal.ProposedBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BundlerTest {

    private static final LocalPlane PLANE = LocalPlane.at(110.1, 27.8);
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);
    private static final DayWindow ALL_JULY = days(1, 31);

    private static DayWindow days(int from, int to) {
        return new DayWindow(JULY.withDayOfMonth(from), JULY.withDayOfMonth(to));
    }

    /** A rectangle in metres around (110.1 E, 27.8 N). */
    private static Plot plot(String id, double x, double y, double width, double height) {
        Geometry plane = new GeometryFactory().toGeometry(new Envelope(x, x + width, y, y + height));
        return new Plot(id, PLANE.toLonLat(plane), new Area(width * height));
    }

    private static Need harvest(String plotId, DayWindow window) {
        return new Need("need-" + plotId, plotId, "HARVEST", window);
    }

    private static List<String> plotIds(List<Need> needs) {
        return needs.stream().map(Need::plotId).toList();
    }

    @Test
    void joinsWhatLiesWithinTheGapAndReachesTheThreshold() {
        // 100 m x 200 m = 30 mu each; 2.5 m between a and b, 3.5 m between b and c.
        List<Plot> plots = List.of(plot("a", 0, 0, 100, 200), plot("b", 102.5, 0, 100, 200),
                plot("c", 206, 0, 100, 200));
        BundleProposal proposal = new Bundler(BundleRules.DEFAULT).propose(plots,
                List.of(harvest("a", ALL_JULY), harvest("b", days(10, 20)), harvest("c", ALL_JULY)));
        ProposedBundle bundle = proposal.bundles().get(0);
        assertThat(proposal.bundles()).hasSize(1);
        assertThat(plotIds(bundle.needs())).containsExactly("a", "b");
        assertThat(bundle.window()).isEqualTo(days(10, 20));
        assertThat(bundle.area().mu()).isEqualTo(60, within(1e-9));
        assertThat(proposal.leftovers()).singleElement()
                .satisfies(leftover -> assertThat(plotIds(leftover.needs())).containsExactly("c"));
        BundleRules wider = new BundleRules(4, Area.ofMu(50), null, 1);
        assertThat(new Bundler(wider).propose(plots,
                List.of(harvest("a", ALL_JULY), harvest("b", ALL_JULY), harvest("c", ALL_JULY))).bundles())
                .singleElement().satisfies(whole -> assertThat(whole.needs()).hasSize(3));
    }

    @Test
    void windowsWithoutACommonDayAreNeverJoined() {
        List<Plot> plots = List.of(plot("a", 0, 0, 100, 200), plot("b", 100, 0, 100, 200), plot("c", 200, 0, 100, 200));
        // a-b and b-c overlap, a-c do not: the chain may not become one bundle.
        BundleProposal proposal = new Bundler(BundleRules.DEFAULT).propose(plots,
                List.of(harvest("a", days(1, 10)), harvest("b", days(8, 20)), harvest("c", days(15, 30))));
        assertThat(proposal.bundles()).singleElement()
                .satisfies(bundle -> assertThat(plotIds(bundle.needs())).containsExactly("a", "b"));
        BundleRules fiveDays = new BundleRules(3, Area.ofMu(50), null, 5);
        assertThat(new Bundler(fiveDays).propose(plots,
                List.of(harvest("a", days(1, 10)), harvest("b", days(8, 20)), harvest("c", days(15, 30)))).bundles())
                .singleElement()
                .satisfies(bundle -> assertThat(plotIds(bundle.needs())).containsExactly("b", "c"));
    }

    @Test
    void operationsStayApart() {
        List<Plot> plots = List.of(plot("a", 0, 0, 100, 200), plot("b", 100, 0, 100, 200));
        BundleProposal proposal = new Bundler(BundleRules.DEFAULT).propose(plots, List.of(harvest("a", ALL_JULY),
                harvest("b", ALL_JULY), new Need("t", "a", "TILLAGE", ALL_JULY)));
        assertThat(proposal.bundles()).singleElement()
                .satisfies(bundle -> assertThat(bundle.operation()).isEqualTo("HARVEST"));
        // b has no need for tillage, so it is a possible bridge for it.
        assertThat(proposal.leftovers().get(0).bridges())
                .containsExactly(new Bridge(List.of("b"), false, new Area(40_000)));
    }

    @Test
    void aLeftoverIsToldWhichFieldsWouldBridgeIt() {
        List<Plot> plots = List.of(plot("bundle", 0, 0, 200, 200), plot("gap", 200, 0, 20, 200),
                plot("left", 220, 0, 50, 200), plot("beyond", 270, 0, 20, 200), plot("far", 400, 0, 50, 200),
                plot("near-far", 450, 0, 20, 200), plot("next", 470, 0, 150, 200));
        BundleProposal proposal = new Bundler(BundleRules.DEFAULT).propose(plots,
                List.of(harvest("bundle", ALL_JULY), harvest("left", ALL_JULY), harvest("far", days(1, 3))));
        assertThat(bridgesOf(proposal, "left"))
                .containsExactly(new Bridge(List.of("gap"), true, new Area(40_000 + 10_000 + 4_000)));
        // "near-far" alone doesn't reach 50 mu; with "next" behind it, it does.
        assertThat(bridgesOf(proposal, "far"))
                .containsExactly(new Bridge(List.of("near-far", "next"), false, new Area(44_000)));
    }

    private static List<Bridge> bridgesOf(BundleProposal proposal, String plotId) {
        return proposal.leftovers().stream().filter(leftover -> plotIds(leftover.needs()).contains(plotId)).findFirst()
                .map(Leftover::bridges).orElseThrow();
    }

    @Test
    void aBridgeToABundleOfOtherDaysIsNone() {
        List<Plot> plots = List.of(plot("bundle", 0, 0, 200, 200), plot("gap", 200, 0, 20, 200),
                plot("left", 220, 0, 50, 200));
        BundleProposal proposal = new Bundler(BundleRules.DEFAULT).propose(plots,
                List.of(harvest("bundle", days(1, 5)), harvest("left", days(20, 25))));
        assertThat(proposal.leftovers().get(0).bridges()).isEmpty();
    }

    @Test
    void aMaximumCutsABlockIntoContiguousPartsAboveTheThreshold() {
        List<Plot> plots = new ArrayList<>();
        List<Need> needs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String id = String.format("p%03d", i);
            plots.add(plot(id, (i % 20) * 25, (i / 20) * 25, 24, 24));
            needs.add(harvest(id, ALL_JULY));
        }
        Area maximum = Area.ofMu(120);
        BundleProposal proposal = new Bundler(new BundleRules(3, Area.ofMu(50), maximum, 1)).propose(plots, needs);
        assertThat(proposal.leftovers()).isEmpty();
        assertThat(proposal.bundles()).hasSizeBetween(3, 5).allSatisfy(bundle -> {
            assertThat(bundle.area()).isBetween(Area.ofMu(50), maximum);
            assertThat(bruteComponents(plots, bundle.needs(), 3)).hasSize(1);
        });
    }

    @Test
    void refusesContradictoryInput() {
        Plot plot = plot("a", 0, 0, 10, 10);
        Bundler bundler = new Bundler(BundleRules.DEFAULT);
        assertThatThrownBy(() -> bundler.propose(List.of(plot, plot), List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a");
        assertThatThrownBy(() -> bundler.propose(List.of(plot), List.of(harvest("b", ALL_JULY))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("b");
        assertThatThrownBy(() -> bundler.propose(List.of(plot),
                List.of(harvest("a", ALL_JULY), new Need("other", "a", "HARVEST", days(31, 31)))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("other");
        assertThat(bundler.propose(List.of(), List.of()).bundles()).isEmpty();
    }

    /** Union-find over all pairs of exact distances. */
    private static List<TreeSet<String>> bruteComponents(List<Plot> plots, List<Need> needs, double gapMeters) {
        List<Geometry> shapes = needs.stream()
                .map(need -> plots.stream().filter(plot -> plot.id().equals(need.plotId())).findFirst().orElseThrow())
                .map(plot -> PLANE.toPlane(plot.lonLat())).toList();
        int[] parent = IntStream.range(0, needs.size()).toArray();
        for (int i = 0; i < parent.length; i++) {
            for (int j = 0; j < i; j++) {
                if (shapes.get(i).distance(shapes.get(j)) <= gapMeters) {
                    int from = parent[i];
                    int to = parent[j];
                    for (int k = 0; k < parent.length; k++) {
                        parent[k] = parent[k] == from ? to : parent[k];
                    }
                }
            }
        }
        Map<Integer, TreeSet<String>> components = new TreeMap<>();
        for (int i = 0; i < parent.length; i++) {
            components.computeIfAbsent(parent[i], root -> new TreeSet<>()).add(needs.get(i).id());
        }
        return List.copyOf(components.values());
    }

    private static List<Plot> scattered(Random random, int count, double extentMeters) {
        List<Plot> plots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Coordinate corner = new Coordinate(random.nextDouble() * extentMeters, random.nextDouble() * extentMeters);
            plots.add(plot("p" + i, corner.x, corner.y, 5 + random.nextInt(40), 5 + random.nextInt(40)));
        }
        return plots;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void withOneWindowTheBlocksAreTheComponentsOfAllPairs(long seed) {
        Random random = new Random(seed);
        List<Plot> plots = scattered(random, 120, 500);
        List<Need> needs = plots.stream().filter(plot -> random.nextInt(3) > 0)
                .map(plot -> harvest(plot.id(), ALL_JULY)).collect(Collectors.toList());
        BundleRules rules = new BundleRules(3, Area.ofMu(5), null, 1);
        BundleProposal proposal = new Bundler(rules).propose(plots, needs);
        Set<TreeSet<String>> actual = new HashSet<>();
        proposal.bundles().forEach(bundle -> {
            assertThat(bundle.area().mu()).isGreaterThanOrEqualTo(5);
            actual.add(bundle.needs().stream().map(Need::id).collect(Collectors.toCollection(TreeSet::new)));
        });
        proposal.leftovers().forEach(leftover -> {
            assertThat(leftover.area().mu()).isLessThan(5);
            actual.add(leftover.needs().stream().map(Need::id).collect(Collectors.toCollection(TreeSet::new)));
        });
        assertThat(actual).as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(bruteComponents(plots, needs, 3));
        Collections.shuffle(needs, random);
        Collections.shuffle(plots, random);
        assertThat(new Bundler(rules).propose(plots, needs)).isEqualTo(proposal);
    }

    /** Several operations on one map, each with plots that can't be asked, are what each is alone on a map without these plots. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void operationsTogetherAreWhatEachIsAlone(long seed) {
        Random random = new Random(seed);
        List<Plot> plots = scattered(random, 120, 450);
        Bundler bundler = new Bundler(new BundleRules(3, Area.ofMu(4), null, 1));
        List<Need> needs = new ArrayList<>();
        Map<String, Set<String>> notAsked = new TreeMap<>();
        List<BundleProposal.ProposedBundle> bundles = new ArrayList<>();
        List<BundleProposal.Leftover> leftovers = new ArrayList<>();
        for (String operation : List.of("HARVEST", "TILLAGE")) {
            List<Need> own = plots.stream().filter(plot -> random.nextInt(2) > 0)
                    .map(plot -> new Need(operation + plot.id(), plot.id(), operation, ALL_JULY)).toList();
            Set<String> wanted = own.stream().map(Need::plotId).collect(Collectors.toSet());
            Set<String> closed = plots.stream().map(Plot::id)
                    .filter(id -> !wanted.contains(id) && random.nextInt(2) > 0).collect(Collectors.toSet());
            needs.addAll(own);
            notAsked.put(operation, closed);
            BundleProposal alone = bundler.propose(plots.stream().filter(plot -> !closed.contains(plot.id())).toList(),
                    own);
            bundles.addAll(alone.bundles());
            leftovers.addAll(alone.leftovers());
        }
        assertThat(leftovers.stream().mapToLong(leftover -> leftover.bridges().size()).sum()).isPositive();
        BundleProposal together = bundler.propose(plots, needs, notAsked);
        assertThat(together.bundles()).isEqualTo(bundles);
        assertThat(together.leftovers()).isEqualTo(leftovers);
    }

    /** The first bundle is the largest contiguous set with enough common days: against all subsets. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theFirstBundleIsTheLargestThereIs(long seed) {
        Random random = new Random(seed);
        List<Plot> plots = scattered(random, 11, 90);
        List<Need> needs = plots.stream().map(plot -> {
            int from = 1 + random.nextInt(20);
            return harvest(plot.id(), days(from, from + 1 + random.nextInt(8)));
        }).toList();
        BundleRules rules = new BundleRules(3, Area.ofMu(1), null, 2);
        double best = 0;
        for (int subset = 1; subset < 1 << needs.size(); subset++) {
            int mask = subset;
            List<Need> chosen = IntStream.range(0, needs.size()).filter(i -> (mask >> i & 1) == 1).mapToObj(needs::get)
                    .toList();
            LocalDate from = chosen.stream().map(need -> need.window().from()).max(LocalDate::compareTo).orElseThrow();
            LocalDate to = chosen.stream().map(need -> need.window().to()).min(LocalDate::compareTo).orElseThrow();
            double squareMeters = chosen.stream()
                    .mapToDouble(need -> plots.get(Integer.parseInt(need.plotId().substring(1))).area().squareMeters())
                    .sum();
            if (squareMeters > best && !to.isBefore(from.plusDays(1))
                    && bruteComponents(plots, chosen, 3).size() == 1) {
                best = squareMeters;
            }
        }
        BundleProposal proposal = new Bundler(rules).propose(plots, needs);
        double actual = proposal.bundles().stream().mapToDouble(bundle -> bundle.area().squareMeters()).max().orElse(0);
        assertThat(actual).as("seed %d", seed).isEqualTo(best >= Area.ofMu(1).squareMeters() ? best : 0,
                within(1e-6));
        int placed = proposal.bundles().stream().mapToInt(bundle -> bundle.needs().size()).sum()
                + proposal.leftovers().stream().mapToInt(leftover -> leftover.needs().size()).sum();
        assertThat(placed).isEqualTo(needs.size());
    }

    /** Every bridge, applied by hand (its plots get the need too), makes one block of at least the threshold. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void aBridgeHoldsWhatItPromises(long seed) {
        Random random = new Random(seed);
        List<Plot> plots = scattered(random, 90, 420);
        List<Need> needs = plots.stream().filter(plot -> random.nextBoolean())
                .map(plot -> harvest(plot.id(), ALL_JULY)).toList();
        BundleRules rules = new BundleRules(3, Area.ofMu(6), null, 1);
        BundleProposal proposal = new Bundler(rules).propose(plots, needs);
        int bridges = 0;
        for (Leftover leftover : proposal.leftovers()) {
            for (Bridge bridge : leftover.bridges()) {
                List<Need> more = new ArrayList<>(needs);
                bridge.plotIds().forEach(id -> more.add(harvest(id, ALL_JULY)));
                String member = leftover.needs().get(0).id();
                ProposedBundle whole = new Bundler(rules).propose(plots, more).bundles().stream()
                        .filter(bundle -> bundle.needs().stream().anyMatch(need -> need.id().equals(member)))
                        .findFirst().orElseThrow();
                assertThat(whole.area().squareMeters()).as("seed %d", seed)
                        .isEqualTo(bridge.result().squareMeters(), within(1e-6));
                bridges++;
            }
        }
        assertThat(bridges).isPositive();
    }

    @Test
    void aWholeCountyOfFieldsIsBundled() {
        Random random = new Random(42);
        List<Plot> plots = new ArrayList<>();
        List<Need> needs = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            plots.add(plot("p" + i, (i % 200) * 23, (i / 200) * 23, 21, 21));
            if (random.nextInt(10) < 7) {
                int from = 1 + random.nextInt(15);
                needs.add(harvest("p" + i, days(from, from + 3 + random.nextInt(10))));
            }
        }
        BundleProposal proposal = new Bundler(BundleRules.DEFAULT).propose(plots, needs);
        int placed = proposal.bundles().stream().mapToInt(bundle -> bundle.needs().size()).sum()
                + proposal.leftovers().stream().mapToInt(leftover -> leftover.needs().size()).sum();
        assertThat(placed).isEqualTo(needs.size());
        assertThat(proposal.bundles()).allSatisfy(bundle -> assertThat(bundle.needs()).allSatisfy(need -> {
            assertThat(need.window().from()).isBeforeOrEqualTo(bundle.window().from());
            assertThat(need.window().to()).isAfterOrEqualTo(bundle.window().to());
        }));
    }
}
