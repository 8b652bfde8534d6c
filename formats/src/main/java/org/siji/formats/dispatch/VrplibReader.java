package org.siji.formats.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;
import org.siji.formats.Place;
import org.siji.formats.Problem;

/**
 * VRPLIB with the sections that PyVRP adds: windows and service times, capacity per vehicle ({@code CAPACITY_SECTION}), its depot
 * ({@code VEHICLES_DEPOT_SECTION}) and the customers that it may visit ({@code VEHICLES_ALLOWED_CLIENTS_SECTION}). Nodes are counted
 * from 1, the depots first.
 */
final class VrplibReader {

    private final String file;
    private final RoutingRounding rounding;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> header = new HashMap<>();
    /** Per section and first column the numbers after it. */
    private final Map<String, Map<Integer, double[]>> sections = new HashMap<>();

    private VrplibReader(String file, RoutingRounding rounding) {
        this.file = file;
        this.rounding = rounding;
    }

    static RoutingFile read(List<String> lines, String file, RoutingRounding rounding) {
        VrplibReader reader = new VrplibReader(file, rounding);
        reader.lines(lines);
        RoutingProblem problem = reader.problems.isEmpty() ? reader.problem() : null;
        return new RoutingFile(reader.problems.isEmpty() ? problem : null, reader.problems);
    }

    private void lines(List<String> lines) {
        Map<Integer, double[]> section = null;
        for (int row = 1; row <= lines.size(); row++) {
            String line = lines.get(row - 1).strip();
            if (line.isEmpty() || line.equals("EOF")) {
                continue;
            }
            int colon = line.indexOf(':');
            if (line.endsWith("_SECTION")) {
                section = new LinkedHashMap<>();
                sections.put(line, section);
            } else if (section == null && colon > 0) {
                header.put(line.substring(0, colon).strip().toUpperCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            } else {
                double[] numbers = SolomonReader.numbers(line);
                if (section == null || numbers.length == 0) {
                    bad(row, line);
                } else if (numbers[0] != -1) {
                    section.put((int) numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length));
                }
            }
        }
    }

    private @Nullable RoutingProblem problem() {
        String weights = header.getOrDefault("EDGE_WEIGHT_TYPE", "");
        if (!weights.equals("EUC_2D")) {
            problems.add(Problem.of(DispatchFileProblem.WEIGHTS_UNSUPPORTED, Place.file(file), weights));
            return null;
        }
        Map<Integer, double[]> coordinates = section("NODE_COORD_SECTION", 2);
        Map<Integer, double[]> demands = section("DEMAND_SECTION", 1);
        Map<Integer, double[]> windows = sections.containsKey("TIME_WINDOW_SECTION")
                ? section("TIME_WINDOW_SECTION", 2)
                : Map.of();
        Map<Integer, double[]> services = sections.getOrDefault("SERVICE_TIME_SECTION", Map.of());
        double oneService = header("SERVICE_TIME", 0);
        int depots = Math.max(1, sections.getOrDefault("DEPOT_SECTION", Map.of()).size());
        List<Location> locations = new ArrayList<>();
        for (int node = 1; node <= coordinates.size(); node++) {
            double[] at = row("NODE_COORD_SECTION", coordinates, node);
            double[] window = windows.getOrDefault(node, new double[]{0, Integer.MAX_VALUE});
            double service = services.getOrDefault(node, new double[]{node <= depots ? 0 : oneService})[0];
            locations.add(new Location(at[0], at[1], (int) row("DEMAND_SECTION", demands, node)[0],
                    rounding.time(service), rounding.time(window[0]), rounding.time(window[1])));
        }
        List<Vehicle> vehicles = vehicles(locations.size(), depots);
        if (locations.size() < depots || locations.stream().anyMatch(at -> at.demand() < 0 || at.service() < 0)) {
            problems.add(Problem.of(DispatchFileProblem.SECTION_MISSING, Place.file(file), "NODE_COORD_SECTION"));
        }
        return problems.isEmpty()
                ? new RoutingProblem(header.getOrDefault("NAME", file), depots, rounding.scale(), locations, vehicles,
                        RoutingFile.distances(locations, rounding))
                : null;
    }

    private List<Vehicle> vehicles(int locations, int depots) {
        int count = (int) header("VEHICLES", Math.max(1, locations - depots));
        double capacity = header("CAPACITY", Integer.MAX_VALUE);
        double maxDuration = header("VEHICLES_MAX_DURATION", -1);
        Map<Integer, double[]> capacities = sections.getOrDefault("CAPACITY_SECTION", Map.of());
        Map<Integer, double[]> homes = sections.getOrDefault("VEHICLES_DEPOT_SECTION", Map.of());
        Map<Integer, double[]> allowed = sections.getOrDefault("VEHICLES_ALLOWED_CLIENTS_SECTION", Map.of());
        List<Vehicle> vehicles = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            int home = (int) homes.getOrDefault(number, new double[]{1})[0];
            if (home < 1 || home > depots) {
                problems.add(Problem.of(DispatchFileProblem.SECTION_MISSING, Place.file(file), "DEPOT_SECTION"));
                return vehicles;
            }
            vehicles.add(new Vehicle(home - 1, (int) capacities.getOrDefault(number, new double[]{capacity})[0],
                    maxDuration < 0 ? RoutingProblem.NO_LIMIT : rounding.time(maxDuration),
                    allowed.isEmpty() ? null : nodes(allowed.getOrDefault(number, new double[0]), locations)));
        }
        return vehicles;
    }

    private static BitSet nodes(double[] nodes, int locations) {
        BitSet set = new BitSet(locations);
        for (double node : nodes) {
            if (node >= 1 && node <= locations) {
                set.set((int) node - 1);
            }
        }
        return set;
    }

    private double header(String key, double absent) {
        double[] numbers = header.containsKey(key)
                ? SolomonReader.numbers(header.getOrDefault(key, ""))
                : new double[]{absent};
        if (numbers.length != 1 || numbers[0] < 0 && numbers[0] != absent) {
            problems.add(Problem.of(DispatchFileProblem.ROW_BAD, Place.file(file), key));
            return 0;
        }
        return numbers[0];
    }

    private Map<Integer, double[]> section(String name, int columns) {
        Map<Integer, double[]> section = sections.getOrDefault(name, Map.of());
        if (section.isEmpty() || section.values().stream().anyMatch(row -> row.length < columns)) {
            problems.add(Problem.of(DispatchFileProblem.SECTION_MISSING, Place.file(file), name));
            return Map.of();
        }
        return section;
    }

    private double[] row(String name, Map<Integer, double[]> section, int node) {
        double[] row = section.get(node);
        if (row == null) {
            problems.add(Problem.of(DispatchFileProblem.SECTION_MISSING, Place.file(file), name));
            return new double[2];
        }
        return row;
    }

    private void bad(int row, String line) {
        problems.add(Problem.of(DispatchFileProblem.ROW_BAD, Place.row(file, row), line));
    }
}
