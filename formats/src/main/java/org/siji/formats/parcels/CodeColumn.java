package org.siji.formats.parcels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.features.FeatureRow;

/** Decides which attribute is the parcel's code, and judges the codes. */
final class CodeColumn {

    static final String STANDARD = "DKBM";

    /** Tried in this order where there is no DKBM. */
    private static final List<String> LIKE_AN_ID = List.of("PARCEL_CODE", "PARCELCODE", "PARCEL_ID", "PARCELID", "CODE",
            "ID", "FID", "GML_ID", "OBJECTID");

    private static final Pattern NINETEEN_DIGITS = Pattern.compile("[0-9]{19}");

    private CodeColumn() {}

    /**
     * @param wanted attribute that the caller wants; null to choose
     * @return the attribute's name as the file spells it; empty, with a problem added, if there is none
     */
    static Optional<String> choose(List<FeatureRow> rows, @Nullable String wanted, String file,
            List<Problem> problems) {
        TreeMap<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rows.forEach(row -> row.attributes().keySet().forEach(name -> names.putIfAbsent(name, name)));
        if (wanted != null || names.containsKey(STANDARD)) {
            String name = names.get(wanted != null ? wanted : STANDARD);
            if (name != null) {
                return Optional.of(name);
            }
        } else {
            for (String candidate : LIKE_AN_ID) {
                String name = names.get(candidate);
                if (name != null) {
                    problems.add(Problem.of(ParcelProblem.CODE_ATTRIBUTE_CHOSEN, Place.file(file), name));
                    return Optional.of(name);
                }
            }
        }
        problems.add(Problem.of(ParcelProblem.CODE_ATTRIBUTE_MISSING, Place.file(file),
                wanted == null ? STANDARD : wanted, String.join(", ", names.values())));
        return Optional.empty();
    }

    /** The rows whose code can be taken; the others get their problem. */
    static List<FeatureRow> accepted(List<FeatureRow> rows, String attribute, String file, List<Problem> problems) {
        long standard = rows.stream().filter(row -> isStandard(row.attributes().get(attribute))).count();
        boolean chinese = attribute.equalsIgnoreCase(STANDARD) || standard * 2 > rows.size();
        Map<String, Long> firstRows = new HashMap<>();
        List<FeatureRow> accepted = new ArrayList<>();
        String foreign = null;
        for (FeatureRow row : rows) {
            Place place = Place.field(file, row.row(), attribute);
            String code = row.attributes().get(attribute);
            if (code == null) {
                problems.add(Problem.of(ParcelProblem.CODE_MISSING, place));
                continue;
            }
            Long first = firstRows.putIfAbsent(code, row.row());
            if (first != null) {
                problems.add(Problem.of(ParcelProblem.CODE_DUPLICATE, place, code, first));
            } else if (chinese && !isStandard(code)) {
                problems.add(Problem.of(ParcelProblem.CODE_MALFORMED, place, code));
            } else {
                foreign = foreign == null && !chinese ? code : foreign;
                accepted.add(row);
            }
        }
        if (foreign != null) {
            // Once for the file: on each of three thousand rows nobody would read it.
            problems.add(Problem.of(ParcelProblem.CODES_FOREIGN, Place.file(file), attribute, foreign));
        }
        return accepted;
    }

    private static boolean isStandard(@Nullable String code) {
        return code != null && NINETEEN_DIGITS.matcher(code).matches();
    }
}
