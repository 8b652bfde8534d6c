package org.siji.formats.parcels;

import java.util.ArrayList;
import java.util.Collection;
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
    static final List<String> LIKE_AN_ID = List.of("PARCEL_CODE", "PARCELCODE", "PARCEL_ID", "PARCELID", "CODE", "ID",
            "FID", "GML_ID", "OBJECTID");

    private static final Pattern NINETEEN_DIGITS = Pattern.compile("[0-9]{19}");

    private final @Nullable String wanted;
    private final boolean needed;
    private final String file;
    private final List<Problem> problems;

    /**
     * @param wanted attribute that the caller wants; null to choose
     * @param needed whether a row without a code, or with one that isn't the standard's, is an error
     */
    CodeColumn(@Nullable String wanted, boolean needed, String file, List<Problem> problems) {
        this.wanted = wanted;
        this.needed = needed;
        this.file = file;
        this.problems = problems;
    }

    /**
     * @param attributes those of the file
     * @return the attribute's name as the file spells it; empty, with a problem added, if there is none
     */
    Optional<String> choose(Collection<String> attributes) {
        TreeMap<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        attributes.forEach(name -> names.putIfAbsent(name, name));
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
        if (needed || wanted != null) {
            problems.add(Problem.of(ParcelProblem.CODE_ATTRIBUTE_MISSING, Place.file(file),
                    wanted == null ? STANDARD : wanted, String.join(", ", names.values())));
        }
        return Optional.empty();
    }

    /** The rows whose code can be taken; the others get their problem. */
    List<FeatureRow> accepted(List<FeatureRow> rows, String attribute) {
        long standard = rows.stream().filter(row -> isStandard(row.attributes().get(attribute))).count();
        boolean mustBeStandard = needed && (attribute.equalsIgnoreCase(STANDARD) || standard * 2 > rows.size());
        Map<String, FeatureRow> firstRows = new HashMap<>();
        List<FeatureRow> accepted = new ArrayList<>();
        String foreign = null;
        for (FeatureRow row : rows) {
            Place place = row.place(attribute);
            String code = row.attributes().get(attribute);
            if (code == null) {
                if (needed) {
                    problems.add(Problem.of(ParcelProblem.CODE_MISSING, place));
                } else {
                    accepted.add(row);
                }
                continue;
            }
            FeatureRow first = firstRows.putIfAbsent(code, row);
            if (first != null) {
                problems.add(Problem.of(ParcelProblem.CODE_DUPLICATE, place, code,
                        first.place().rowSeenFrom(row.file())));
            } else if (mustBeStandard && !isStandard(code)) {
                problems.add(Problem.of(ParcelProblem.CODE_MALFORMED, place, code));
            } else {
                foreign = foreign == null && !isStandard(code) ? code : foreign;
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
