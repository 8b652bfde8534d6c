package org.siji.platform.telemetry;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.ProblemKind;

/** A problem of a file as it is kept: the sentence is made when somebody reads it, in his language. */
record StoredProblem(String code, ProblemKind.Severity severity, String file, long row, @Nullable String field,
        List<String> details) {

    static StoredProblem of(Problem problem) {
        return new StoredProblem(problem.code(), problem.kind().severity(), problem.place().file(),
                problem.place().row(), problem.place().field(), problem.details());
    }

    private record Kind(String code, ProblemKind.Severity severity) implements ProblemKind {}

    /** For people. */
    record Shown(String code, ProblemKind.Severity severity, String file, long row, @Nullable String field,
            String message, List<String> args) {}

    Shown show(Locale locale) {
        String message = new Problem(new Kind(code, severity), new Place(file, row, field), details).sentence(locale);
        return new Shown(code, severity, file, row, field, message, details);
    }
}
