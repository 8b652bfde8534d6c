package org.siji.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.SolveLimits;
import org.siji.dispatch.routing.RoutingCheck;
import org.siji.dispatch.routing.RoutingPlan;
import org.siji.dispatch.routing.RoutingProblem;
import org.siji.dispatch.routing.RoutingSolver;
import org.siji.formats.Problem;
import org.siji.formats.dispatch.RoutingFile;
import org.siji.formats.dispatch.RoutingRounding;

/** A published benchmark: routes with time windows, by distance only. */
final class DispatchRouting implements DispatchWork {

    private final DispatchCommand command;
    private final Messages messages;
    private final @Nullable RoutingRounding rounding;
    private @Nullable RoutingProblem problem;
    private @Nullable RoutingPlan given;
    private RoutingSolver.@Nullable Solved solved;

    DispatchRouting(DispatchCommand command, @Nullable RoutingRounding rounding) {
        this.command = command;
        this.messages = command.messages();
        this.rounding = rounding;
    }

    @Override
    public boolean read(Path path) throws IOException {
        RoutingFile read = RoutingFile.read(path, rounding);
        command.report(read.problems());
        problem = read.problem();
        return problem != null;
    }

    private RoutingProblem problem() {
        return Objects.requireNonNull(problem);
    }

    private RoutingSolver.Solved found() {
        return Objects.requireNonNull(solved);
    }

    @Override
    public boolean readPlan(Path path) throws IOException {
        List<Problem> problems = new ArrayList<>();
        given = RoutingFile.readSolution(path, problem().vehicles().size(), problems);
        command.report(problems);
        return problems.isEmpty();
    }

    @Override
    public boolean check() {
        RoutingCheck.Verdict verdict = RoutingCheck.check(problem(), Objects.requireNonNull(given));
        for (RoutingCheck.Violation violation : verdict.violations()) {
            command.say(messages.get("dispatch.violation." + violation.kind().name(),
                    String.valueOf(violation.route()), String.valueOf(violation.location()),
                    units(violation.excess())) + " [" + violation.kind().name() + "]");
        }
        command.say("cost=%s violations=%d unassigned=%d".formatted(units(verdict.distance()),
                verdict.violations().size(), verdict.unvisited()));
        return verdict.violations().isEmpty();
    }

    /** In the source's units. */
    private String units(long scaled) {
        int digits = String.valueOf(problem().scale()).length() - 1;
        return String.format(Locale.ROOT, "%." + digits + "f", scaled / (double) problem().scale());
    }

    @Override
    public String solve(SolveLimits limits, DispatchProgress progress) {
        solved = RoutingSolver.best().solve(problem(), limits, new RoutingSolver.Listener() {
            @Override
            public void better(long distance, int unvisited, long iterations, Supplier<RoutingPlan> plan) {
                progress.better((double) distance, unvisited, units(distance), iterations);
            }

            @Override
            public boolean isCancelled() {
                return progress.isCancelled();
            }
        }, given);
        progress.solved();
        return units(found().distance());
    }

    @Override
    public int undone() {
        return found().unvisited();
    }

    @Override
    public String plan() {
        return RoutingFile.solution(found().plan(), found().distance());
    }

    @Override
    public String html() throws IOException {
        return DispatchHtml.of(problem(), found().plan(), units(found().distance()), messages);
    }
}
