package org.siji.platform.cab;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.work.OperatorReports;
import org.springframework.stereotype.Component;

/** Tells work orders what their operators say. */
@Component
class CabReports implements OperatorReports {

    private final StepStore steps;

    CabReports(StepStore steps) {
        this.steps = steps;
    }

    @Override
    public Map<UUID, Report> mapReports(Collection<UUID> workOrderIds) {
        Map<UUID, List<Step>> byOrder = new HashMap<>();
        steps.listOf(workOrderIds)
                .forEach(step -> byOrder.computeIfAbsent(step.orderId(), id -> new ArrayList<>()).add(step));
        Map<UUID, Report> reports = new HashMap<>();
        byOrder.forEach((id, list) -> reports.put(id, report(list)));
        return reports;
    }

    /**
     * Steps arrive in any order and with doubtful clocks: only what was expressly gone on with is undone again by a later step, so that
     * a late "start" never reopens what is done.
     *
     * @param steps in the order in which they happened
     */
    static Report report(List<Step> steps) {
        State state = State.NOT_BEGUN;
        OffsetDateTime begun = null;
        OffsetDateTime heard = null;
        OffsetDateTime since = null;
        String problem = null;
        Set<UUID> insisting = new HashSet<>();
        for (Step step : steps.stream().filter(Step::counts).toList()) {
            State next = after(state, step.kind());
            problem = problemAfter(problem, step);
            if (next != State.NOT_BEGUN) {
                begun = begun == null ? step.countedAt() : begun;
                heard = heard == null || step.receivedAt().isBefore(heard) ? step.receivedAt() : heard;
            }
            // Whoever is heard again has his order back.
            if (step.kind() == Step.Kind.INSIST) {
                insisting.add(step.userId());
            } else {
                insisting.remove(step.userId());
            }
            since = next != state || since == null ? step.countedAt() : since;
            state = next;
        }
        return new Report(state, begun, heard, since, problem,
                (int) steps.stream().filter(step -> !step.counts()).count(), !insisting.isEmpty());
    }

    private static State after(State state, Step.Kind kind) {
        return switch (kind) {
            case START -> state == State.NOT_BEGUN ? State.WORKING : state;
            case PAUSE -> state == State.DONE ? state : State.PAUSED;
            case GO_ON -> State.WORKING;
            case DONE -> State.DONE;
            case PROBLEM, INSIST -> state;
        };
    }

    private static @Nullable String problemAfter(@Nullable String before, Step step) {
        return switch (step.kind()) {
            case PROBLEM -> step.problem() == null ? null : step.problem().name();
            case START, GO_ON, DONE -> null;
            case PAUSE, INSIST -> before;
        };
    }
}
