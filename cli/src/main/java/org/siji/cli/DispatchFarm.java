package org.siji.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchPlanner;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.InputCheck;
import org.siji.dispatch.InputProblem;
import org.siji.dispatch.Place;
import org.siji.dispatch.PlanCheck;
import org.siji.dispatch.PlanCost;
import org.siji.dispatch.SolveLimits;
import org.siji.formats.Problem;
import org.siji.formats.dispatch.DispatchFile;
import org.siji.formats.dispatch.DispatchInputProblem;
import org.siji.formats.dispatch.DispatchJson;
import org.siji.formats.dispatch.DispatchPlanFile;
import org.siji.roads.RoadGraph;

/** A county's machines and work orders. */
final class DispatchFarm implements DispatchWork {

    /** Road length over straight line where the extract knows no road. */
    private static final double DETOUR_FACTOR = 1.4;

    private final DispatchCommand command;
    private final @Nullable Path roads;
    private final Messages messages;
    private String file = "";
    private @Nullable DispatchProblem problem;
    private @Nullable DispatchPlan given;
    private DispatchPlanner.@Nullable Solved solved;

    /** @param roads an OpenStreetMap extract; null for the distances that the problem brings */
    DispatchFarm(DispatchCommand command, @Nullable Path roads) {
        this.command = command;
        this.roads = roads;
        this.messages = command.messages();
    }

    @Override
    public boolean read(Path path) throws IOException {
        DispatchFile read = DispatchFile.read(path);
        file = String.valueOf(path.getFileName());
        DispatchProblem asGiven = read.problem();
        List<Problem> problems = new ArrayList<>(read.problems());
        if (asGiven != null) {
            // Before the roads: they are asked of places that may be the very fault.
            InputCheck.check(asGiven).problems().forEach(one -> problems.add(DispatchInputProblem.of(one, file)));
        }
        command.report(problems);
        problem = overRoads(asGiven);
        return problem != null;
    }

    private @Nullable DispatchProblem overRoads(@Nullable DispatchProblem read) {
        if (roads == null || read == null) {
            return read;
        }
        try (RoadGraph graph = RoadGraph.read(roads)) {
            RoadGraph.Roads found = graph.between(
                    read.places().stream().filter(Place::hasCoordinates).toList(), DETOUR_FACTOR);
            if (!found.withoutWay().isEmpty()) {
                command.note(messages.get("dispatch.roads-without-way", found.withoutWay().size(),
                        found.withoutWay().stream().limit(5).map(Place::id).collect(Collectors.joining(", "))));
            }
            return read.withTravel(found.travel());
        } catch (IOException | IllegalArgumentException e) {
            throw command.usage("dispatch.roads-unusable", roads, String.valueOf(e.getMessage()));
        }
    }

    private DispatchProblem problem() {
        return Objects.requireNonNull(problem);
    }

    private DispatchPlanner.Solved found() {
        return Objects.requireNonNull(solved);
    }

    @Override
    public boolean readPlan(Path path) throws IOException {
        DispatchPlanFile read = DispatchPlanFile.read(path, problem().from());
        command.report(read.problems());
        given = read.plan();
        return given != null;
    }

    @Override
    public boolean check() {
        PlanCheck.Verdict verdict = PlanCheck.check(problem(), Objects.requireNonNull(given));
        cost(verdict.cost());
        for (PlanCheck.Violation violation : verdict.violations()) {
            command.say(messages.get("dispatch.violation." + violation.kind().name(), violation.subject(),
                    violation.other()) + " [" + violation.kind().name() + "]");
        }
        command.say("cost=%d violations=%d unassigned=%d".formatted(verdict.cost().totalFen(),
                verdict.violations().size(), Objects.requireNonNull(given).undone().size()));
        return verdict.violations().isEmpty();
    }

    private void cost(PlanCost cost) {
        command.say(messages.get("dispatch.cost", yuan(cost.totalFen()), yuan(cost.latenessFen()),
                yuan(cost.travelFen()), yuan(cost.machineFen()), yuan(cost.undoneFen()),
                String.valueOf(cost.undoneMust())));
    }

    private static String yuan(long fen) {
        return "%d.%02d".formatted(fen / 100, fen % 100);
    }

    @Override
    public String solve(SolveLimits limits, DispatchProgress progress) {
        solved = DispatchPlanner.best().solve(problem(), limits, new DispatchPlanner.Listener() {
            @Override
            public void better(PlanCost cost, long iterations, Supplier<DispatchPlan> plan) {
                progress.better((double) cost.totalFen(), cost.undoneMust(), String.valueOf(cost.totalFen()),
                        iterations);
            }

            @Override
            public boolean isCancelled() {
                return progress.isCancelled();
            }
        }, given);
        progress.solved();
        found().problems().stream().filter(one -> one.kind() == InputProblem.Kind.PLAN_OF_ANOTHER_PROBLEM)
                .map(one -> DispatchInputProblem.of(one, file)).forEach(one -> command.report(List.of(one)));
        cost(found().cost());
        return String.valueOf(found().cost().totalFen());
    }

    @Override
    public int undone() {
        return found().plan().undone().size();
    }

    @Override
    public String plan() {
        StringWriter out = new StringWriter();
        DispatchJson.write(found().plan(), found().cost(), problem().from(), out);
        return out.toString();
    }

    @Override
    public String html() throws IOException {
        return DispatchHtml.of(file, problem(), found().plan(), found().cost(), messages);
    }
}
