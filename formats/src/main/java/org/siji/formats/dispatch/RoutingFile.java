package org.siji.formats.dispatch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.routing.RoutingPlan;
import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.formats.Place;
import org.siji.formats.Problem;

/**
 * A published routing problem in Solomon's text format ({@code .txt}) or in VRPLIB ({@code .vrp}), and solutions ({@code .sol}).
 *
 * @param problem null when an error stands in the way
 */
public record RoutingFile(@Nullable RoutingProblem problem, List<Problem> problems) {

    public RoutingFile {
        problems = List.copyOf(problems);
    }

    /** @param rounding null for the one that is customary: DIMACS for Solomon's format, exact for VRPLIB */
    public static RoutingFile read(Path path, @Nullable RoutingRounding rounding) throws IOException {
        String name = String.valueOf(path.getFileName());
        List<String> lines = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).lines().toList();
        boolean isVrplib = name.toLowerCase(Locale.ROOT).endsWith(".vrp");
        RoutingRounding customary = isVrplib ? RoutingRounding.EXACT : RoutingRounding.DIMACS;
        RoutingRounding wanted = rounding == null ? customary : rounding;
        return isVrplib ? VrplibReader.read(lines, name, wanted) : SolomonReader.read(lines, name, wanted);
    }

    /**
     * One route for each vehicle. In a {@code .sol} file customers are numbered from the first customer's location: with one depot from
     * 1, with four from 4.
     *
     * @param problems gets what can't be read
     */
    public static RoutingPlan readSolution(Path path, int vehicles, List<Problem> problems) throws IOException {
        String name = String.valueOf(path.getFileName());
        List<List<Integer>> routes = new ArrayList<>();
        int row = 0;
        for (String line : Files.readAllLines(path)) {
            row++;
            int colon = line.indexOf(':');
            if (!line.toLowerCase(Locale.ROOT).startsWith("route") || colon < 0) {
                continue;
            }
            try {
                int number = Integer.parseInt(line.substring(line.indexOf('#') + 1, colon).strip());
                if (number < 1 || number > 1_000_000) {
                    throw new NumberFormatException(line);
                }
                while (routes.size() < number) {
                    routes.add(List.of());
                }
                routes.set(number - 1, Stream.of(line.substring(colon + 1).strip().split("\\s+"))
                        .filter(word -> !word.isEmpty()).map(Integer::valueOf).toList());
            } catch (NumberFormatException e) {
                problems.add(Problem.of(DispatchFileProblem.ROW_BAD, Place.row(name, row), line));
            }
        }
        while (routes.size() < vehicles) {
            routes.add(List.of());
        }
        return new RoutingPlan(routes);
    }

    /** As the instances' own solutions are written; vehicles that stay at home have an empty route. */
    public static String solution(RoutingPlan plan, long distance) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < plan.routes().size(); i++) {
            text.append("Route #").append(i + 1).append(':');
            plan.routes().get(i).forEach(at -> text.append(' ').append(at));
            text.append('\n');
        }
        return text.append("Cost: ").append(distance).append('\n').toString();
    }

    static int[] distances(List<Location> locations, RoutingRounding rounding) {
        int size = locations.size();
        int[] distance = new int[size * size];
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                distance[from * size + to] = rounding.distance(locations.get(from).x() - locations.get(to).x(),
                        locations.get(from).y() - locations.get(to).y());
            }
        }
        return distance;
    }
}
