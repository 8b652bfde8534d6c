package org.siji.formats.features;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Problem;
import org.siji.geo.CoordinateSystem;

/**
 * What a map file gave.
 *
 * @param rows     usable rows in the order of the file
 * @param problems everything that was wrong, in the order in which it was met
 * @param names    the attributes that have a value in any row, also those that were not asked for
 * @param crs      coordinate system of the file; null if it could not be established
 * @param records  rows in the file or files, usable or not
 */
public record ReadResult(List<FeatureRow> rows, List<Problem> problems, Set<String> names,
        @Nullable CoordinateSystem crs, long records) {

    public ReadResult {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
        names = Set.copyOf(names);
    }

    /** False when something is wrong with the file as a whole: then single rows mean nothing. */
    public boolean isUsable() {
        return problems.stream().noneMatch(problem -> problem.isError() && problem.place().row() == 0);
    }
}
