package org.siji.platform.registry;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Problem;
import org.siji.formats.ProblemKind.Severity;

/**
 * One thing wrong with an imported file, as it is kept with the import.
 *
 * @param file  the one within a zip or delivery
 * @param row   from 1; 0 means the whole file
 * @param field attribute, if one is meant
 */
record ImportProblem(String file, long row, String code, Severity severity, @Nullable String field, String message,
        List<String> args) {

    static ImportProblem of(Problem problem, Locale locale) {
        return new ImportProblem(problem.place().file(), problem.place().row(), problem.code(),
                problem.kind().severity(),
                problem.place().field(), problem.sentence(locale), problem.details());
    }

    boolean isError() {
        return severity == Severity.ERROR;
    }
}
