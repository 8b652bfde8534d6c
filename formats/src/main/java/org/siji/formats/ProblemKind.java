package org.siji.formats;

import java.util.Locale;

/**
 * A kind of thing that can be wrong with an input. Each format has an enum of its own kinds; the sentence for people stands in
 * {@code problems.properties} (Chinese) and {@code problems_en.properties} under {@link #code()}.
 */
public interface ProblemKind {

    /** Stable, lower case, dotted: {@code shapefile.dbf-missing}. */
    String code();

    /** {@code DBF_MISSING} of the family {@code shapefile} is {@code shapefile.dbf-missing}. */
    static String code(String family, Enum<?> kind) {
        return family + "." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Severity severity();

    /** How bad it is. */
    enum Severity {
        /** The row, or the whole input, can't be used. */
        ERROR,
        /** Usable, but somebody should look. */
        WARNING
    }
}
