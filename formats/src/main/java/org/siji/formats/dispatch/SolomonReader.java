package org.siji.formats.dispatch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingProblem.Location;
import org.siji.dispatch.routing.RoutingProblem.Vehicle;
import org.siji.formats.Place;
import org.siji.formats.Problem;

/** Solomon 1987: a name, a row with vehicles and capacity, then rows of number, x, y, demand, ready, due and service time. */
final class SolomonReader {

    private static final int COLUMNS = 7;

    private SolomonReader() {}

    static RoutingFile read(List<String> lines, String file, RoutingRounding rounding) {
        List<Problem> problems = new ArrayList<>();
        List<Location> locations = new ArrayList<>();
        double[] fleet = {};
        for (int row = 1; row <= lines.size(); row++) {
            String line = lines.get(row - 1).strip();
            if (line.isEmpty() || row == 1 || Character.isLetter(line.charAt(0))) {
                continue;
            }
            double[] numbers = numbers(line);
            if (numbers.length == 2 && fleet.length == 0) {
                fleet = numbers;
            } else if (numbers.length == COLUMNS && numbers[0] == locations.size() && numbers[3] >= 0
                    && numbers[6] >= 0) {
                locations.add(new Location(numbers[1], numbers[2], (int) numbers[3], rounding.time(numbers[6]),
                        rounding.time(numbers[4]), rounding.time(numbers[5])));
            } else {
                problems.add(Problem.of(DispatchFileProblem.ROW_BAD, Place.row(file, row), line));
            }
        }
        if (fleet.length == 0 || fleet[0] < 0 || fleet[1] < 0 || fleet[0] > 1_000_000) {
            problems.add(Problem.of(DispatchFileProblem.SECTION_MISSING, Place.file(file), "VEHICLE"));
        }
        if (locations.isEmpty()) {
            problems.add(Problem.of(DispatchFileProblem.SECTION_MISSING, Place.file(file), "CUSTOMER"));
        }
        if (!problems.isEmpty()) {
            return new RoutingFile(null, problems);
        }
        List<Vehicle> vehicles = Collections.nCopies((int) fleet[0],
                new Vehicle(0, (int) fleet[1], RoutingProblem.NO_LIMIT, null));
        return new RoutingFile(new RoutingProblem(lines.get(0).strip(), 1, rounding.scale(), locations, vehicles,
                RoutingFile.distances(locations, rounding)), problems);
    }

    /** Empty when one of them isn't a number. */
    static double[] numbers(String line) {
        String[] words = line.split("\\s+");
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                numbers[i] = Double.parseDouble(words[i]);
            } catch (NumberFormatException e) {
                return new double[0];
            }
            if (!(Math.abs(numbers[i]) <= 1e9)) {
                return new double[0];
            }
        }
        return numbers;
    }
}
