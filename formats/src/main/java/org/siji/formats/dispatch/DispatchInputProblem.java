package org.siji.formats.dispatch;

import org.siji.dispatch.InputProblem;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.ProblemKind;

/** What the dispatch kernel found wrong with a problem, as a problem with a sentence. */
public record DispatchInputProblem(InputProblem.Kind kind) implements ProblemKind {

    public static Problem of(InputProblem problem, String file) {
        return Problem.of(new DispatchInputProblem(problem.kind()), Place.file(file), problem.subject(),
                problem.detail());
    }

    @Override
    public String code() {
        return ProblemKind.code("dispatch-input", kind);
    }

    /** The rest is planned; but an order or a machine that is left out is more than a blemish. */
    @Override
    public Severity severity() {
        return switch (kind) {
            case BAD_LOSS, BAD_LAG, UNKNOWN_ORDER, BAD_FROZEN, BAD_WEATHER, NO_ORDERS, PLAN_OF_ANOTHER_PROBLEM ->
                Severity.WARNING;
            default -> Severity.ERROR;
        };
    }
}
