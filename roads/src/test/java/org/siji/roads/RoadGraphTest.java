package org.siji.roads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.dispatch.Place;
import org.siji.dispatch.Travel;
import org.siji.roads.RoadGraph.Roads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RoadGraphTest {

    private static final int SIDE = 18;
    private static final double STEP_DEGREES = 0.002;

    @TempDir
    private Path folder;

    private record Road(int from, int to) {}

    private static double lon(int node) {
        return 110.1 + STEP_DEGREES * (node % SIDE);
    }

    private static double lat(int node) {
        return 27.8 + STEP_DEGREES * Math.floorDiv(node, SIDE);
    }

    private static Place place(int node) {
        return new Place("n" + node, lon(node), lat(node));
    }

    private static int straight(int from, int to) {
        return Travel.straight(1).meters(place(from), place(to));
    }

    /** A chessboard of country roads of which some are missing. */
    private static List<Road> roads(long seed) {
        Random random = new Random(seed);
        List<Road> roads = new ArrayList<>();
        for (int node = 0; node < SIDE * SIDE; node++) {
            if (node % SIDE + 1 < SIDE && random.nextInt(100) < 80) {
                roads.add(new Road(node, node + 1));
            }
            if (node + SIDE < SIDE * SIDE && random.nextInt(100) < 80) {
                roads.add(new Road(node, node + SIDE));
            }
        }
        return roads;
    }

    private Path write(List<Road> roads, String tags) throws IOException {
        StringBuilder osm = new StringBuilder("<?xml version='1.0'?><osm version='0.6'>");
        for (int node = 0; node < SIDE * SIDE; node++) {
            osm.append("<node id='%d' version='1' lat='%.7f' lon='%.7f'/>".formatted(node + 1, lat(node), lon(node)));
        }
        for (int way = 0; way < roads.size(); way++) {
            osm.append("<way id='%d' version='1'><nd ref='%d'/><nd ref='%d'/>%s</way>".formatted(way + 1,
                    roads.get(way).from() + 1, roads.get(way).to() + 1, tags));
        }
        return Files.writeString(folder.resolve("county.osm"), osm.append("</osm>"));
    }

    private static String highway(String value) {
        return "<tag k='highway' v='" + value + "'/>";
    }

    /** Floyd and Warshall on the roads themselves. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theShortestWayIsFound(long seed) throws IOException {
        List<Road> roads = roads(seed);
        int n = SIDE * SIDE;
        double[][] shortest = new double[n][n];
        for (double[] row : shortest) {
            Arrays.fill(row, 1e12);
        }
        for (Road road : roads) {
            shortest[road.from()][road.to()] = straight(road.from(), road.to());
            shortest[road.to()][road.from()] = straight(road.from(), road.to());
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    shortest[i][j] = Math.min(shortest[i][j], i == j ? 0 : shortest[i][k] + shortest[k][j]);
                }
            }
        }
        List<Integer> nodes = new Random(seed).ints(40, 0, n).distinct()
                .filter(node -> Arrays.stream(shortest[node]).filter(way -> way < 1e12).count() > n / 2).boxed()
                .toList();
        try (RoadGraph graph = RoadGraph.read(write(roads, highway("unclassified")))) {
            Roads found = graph.between(nodes.stream().map(RoadGraphTest::place).toList(), 1.3);
            assertThat(found.withoutWay()).isEmpty();
            for (int from : nodes) {
                for (int to : nodes) {
                    // The earth is rounded to whole meters here and to its own radius there.
                    assertThat((double) found.travel().meters(place(from), place(to))).as("%d to %d", from, to)
                            .isCloseTo(shortest[from][to], within(3 + 0.005 * shortest[from][to]));
                }
            }
        }
    }

    @Test
    void farmTracksAreDrivenAndMotorwaysAreNot() throws IOException {
        List<Road> all = roads(4);
        List<Place> two = List.of(place(0), place(SIDE * SIDE - 1));
        try (RoadGraph graph = RoadGraph.read(write(all, highway("track") + "<tag k='tracktype' v='grade5'/>"))) {
            assertThat(graph.between(two, 1).withoutWay()).isEmpty();
        }
        try (RoadGraph graph = RoadGraph.read(write(all, highway("motorway")))) {
            assertThat(graph.between(two, 1).withoutWay()).hasSize(2);
        }
    }

    @Test
    void placesWithoutAWayGoStraightAndAreNamed() throws IOException {
        Place far = new Place("far", 110.5, 28.1);
        Place beside = new Place("beside", lon(0), lat(0) - 0.001);
        try (RoadGraph graph = RoadGraph.read(write(roads(1), highway("tertiary")))) {
            Roads found = graph.between(List.of(place(SIDE / 2), far, beside), 1.4);
            assertThat(found.withoutWay()).containsExactly(far);
            assertThat(found.travel().meters(far, beside)).isEqualTo(Travel.straight(1.4).meters(far, beside));
            assertThat(found.travel().meters(beside, beside)).isZero();
        }
    }

    @Test
    void whatIsNoMapIsSaid() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.osm"), "<?xml version='1.0'?><osm version='0.6'></osm>");
        assertThatThrownBy(() -> RoadGraph.read(empty)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RoadGraph.read(folder.resolve("none.osm"))).isInstanceOf(IOException.class);
        try (RoadGraph graph = RoadGraph.read(write(roads(1), highway("tertiary")))) {
            assertThatThrownBy(() -> graph.between(List.of(new Place("a", 110.1, 27.8), new Place("a", 110.2, 27.8)),
                    1.3)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a");
        }
    }
}
