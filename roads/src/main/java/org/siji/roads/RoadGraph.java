package org.siji.roads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.siji.dispatch.MatrixTravel;
import org.siji.dispatch.Place;
import org.siji.dispatch.Travel;

import com.graphhopper.GraphHopper;
import com.graphhopper.config.Profile;
import com.graphhopper.isochrone.algorithm.ShortestPathTree;
import com.graphhopper.json.Statement;
import com.graphhopper.routing.querygraph.QueryGraph;
import com.graphhopper.routing.util.EdgeFilter;
import com.graphhopper.routing.util.TraversalMode;
import com.graphhopper.routing.weighting.Weighting;
import com.graphhopper.storage.index.Snap;
import com.graphhopper.util.CustomModel;
import com.graphhopper.util.PMap;

/**
 * A county's roads. A machine takes the shortest way over what cars may use and over farm tracks, never a motorway; from the road to
 * the place it goes straight, times the detour factor.
 */
public final class RoadGraph implements AutoCloseable {

    /** A field farther from any road has one that the map doesn't know. */
    private static final double MAX_TO_ROAD_METERS = 1000;
    private static final String PROFILE = "farm";

    /**
     * @param travel     by the places' ids
     * @param withoutWay places farther from a road than 1,000 m, or that no way leads to from most others: there, straight lines times the
     *                   detour factor stand in
     */
    public record Roads(MatrixTravel travel, List<Place> withoutWay) {
        public Roads {
            withoutWay = List.copyOf(withoutWay);
        }
    }

    private final GraphHopper hopper;
    private final Path folder;

    private RoadGraph(GraphHopper hopper, Path folder) {
        this.hopper = hopper;
        this.folder = folder;
    }

    /**
     * Reads an extract: {@code .osm.pbf}, {@code .osm} or {@code .osm.gz}. A county takes seconds and stays in memory.
     *
     * @throws IOException when the file can't be read or holds no road
     */
    public static RoadGraph read(Path osmFile) throws IOException {
        if (!Files.isReadable(osmFile)) {
            throw new IOException(osmFile + " can't be read");
        }
        Path folder = Files.createTempDirectory("siji-roads");
        GraphHopper hopper = new GraphHopper();
        hopper.setOSMFile(osmFile.toString()).setGraphHopperLocation(folder.toString()).setStoreOnFlush(false);
        hopper.setEncodedValuesString("car_access, road_class");
        hopper.setProfiles(new Profile(PROFILE).setCustomModel(new CustomModel().setDistanceInfluence(0.0)
                .addToPriority(Statement.If("road_class == MOTORWAY || !car_access && road_class != TRACK",
                        Statement.Op.MULTIPLY, "0"))
                // Farm machines are as slow on every road: the shortest way is the fastest.
                .addToSpeed(Statement.If("true", Statement.Op.LIMIT, "20"))));
        RoadGraph graph = new RoadGraph(hopper, folder);
        try {
            hopper.importOrLoad();
            return graph;
        } catch (RuntimeException e) {
            graph.close();
            throw new IOException("no roads in " + osmFile + ": " + e.getMessage(), e);
        }
    }

    /**
     * The ways between all of them. Places with one id count once.
     *
     * @param detourFactor road length over straight line, where no road is known
     * @throws IllegalArgumentException when one id lies at two places
     */
    public Roads between(List<Place> places, double detourFactor) {
        Map<String, Place> byId = new LinkedHashMap<>();
        for (Place place : places) {
            Place other = byId.putIfAbsent(place.id(), place);
            if (other != null && !other.equals(place)) {
                throw new IllegalArgumentException("one id for two places: " + place.id());
            }
        }
        List<Place> all = List.copyOf(byId.values());
        int[][] meters = new int[all.size()][all.size()];
        Travel straight = Travel.straight(detourFactor);
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < all.size(); j++) {
                meters[i][j] = straight.meters(all.get(i), all.get(j));
            }
        }
        List<Place> withoutWay = overRoads(all, detourFactor, meters);
        return new Roads(new MatrixTravel(List.copyOf(byId.keySet()), meters), withoutWay);
    }

    /** Puts the ways over roads into the matrix; returns the places that have none. */
    private List<Place> overRoads(List<Place> places, double detourFactor, int[][] meters) {
        Profile profile = hopper.getProfile(PROFILE);
        Weighting weighting = hopper.createWeighting(profile, new PMap());
        EdgeFilter usable = edge -> Double.isFinite(weighting.calcEdgeWeight(edge, false));
        List<Snap> snaps = new ArrayList<>();
        List<Integer> placeOf = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Snap snap = hopper.getLocationIndex().findClosest(places.get(i).latDegrees(), places.get(i).lonDegrees(),
                    usable);
            if (snap.isValid() && snap.getQueryDistance() <= MAX_TO_ROAD_METERS) {
                snaps.add(snap);
                placeOf.add(i);
            }
        }
        QueryGraph graph = QueryGraph.create(hopper.getBaseGraph(), snaps);
        Map<Integer, List<Integer>> snapsAt = new HashMap<>();
        for (int s = 0; s < snaps.size(); s++) {
            snapsAt.computeIfAbsent(snaps.get(s).getClosestNode(), node -> new ArrayList<>()).add(s);
        }
        int[] reached = new int[places.size()];
        IntStream.range(0, snaps.size()).parallel().forEach(from -> {
            ShortestPathTree tree = new ShortestPathTree(graph, graph.wrapWeighting(weighting), false,
                    TraversalMode.NODE_BASED);
            // Without a limit its queue can't compare.
            tree.setDistanceLimit(Travel.UNREACHABLE);
            double off = snaps.get(from).getQueryDistance() * detourFactor;
            tree.search(snaps.get(from).getClosestNode(), label -> {
                for (int to : snapsAt.getOrDefault(label.node, List.of())) {
                    double way = label.distance + off + snaps.get(to).getQueryDistance() * detourFactor;
                    if (to != from) {
                        meters[placeOf.get(from)][placeOf.get(to)] = (int) Math.min(Travel.UNREACHABLE, Math.ceil(way));
                        reached[placeOf.get(from)]++;
                    }
                }
            });
        });
        // Half of the others at least: what can't get to its own neighbours lies on an island of the map.
        return IntStream.range(0, places.size()).filter(i -> 2 * reached[i] < places.size() - 1)
                .mapToObj(places::get).toList();
    }

    @Override
    public void close() {
        hopper.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
