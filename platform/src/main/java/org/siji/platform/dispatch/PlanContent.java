package org.siji.platform.dispatch;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.Frozen;
import org.siji.dispatch.PlanCost;
import org.siji.formats.dispatch.DispatchFile;
import org.siji.formats.dispatch.DispatchJson;
import org.siji.formats.dispatch.DispatchPlanFile;

/**
 * What the kernel knows of a plan.
 *
 * @param problem what it was made from; its frozen orders are those begun
 * @param plan    null before anything was found
 * @param locked  orders that a dispatcher has fixed
 */
record PlanContent(DispatchProblem problem, @Nullable DispatchPlan plan, Set<UUID> locked) {

    static PlanContent read(String problemJson, @Nullable String planJson, Set<UUID> locked) {
        DispatchProblem problem = DispatchFile.read(bytes(problemJson), "problem").problem();
        if (problem == null) {
            throw new IllegalStateException("a stored problem can't be read");
        }
        DispatchPlan plan = planJson == null
                ? null
                : DispatchPlanFile.read(bytes(planJson), "plan", problem.from()).plan();
        if (planJson != null && plan == null) {
            throw new IllegalStateException("a stored plan can't be read");
        }
        return new PlanContent(problem, plan, locked);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    static String write(DispatchProblem problem) {
        StringWriter out = new StringWriter();
        DispatchJson.write(problem, out);
        return out.toString();
    }

    static String write(DispatchProblem problem, DispatchPlan plan, PlanCost cost) {
        StringWriter out = new StringWriter();
        DispatchJson.write(plan, cost, problem.from(), out);
        return out.toString();
    }

    DispatchPlan found() {
        return plan == null ? new DispatchPlan(List.of(), List.of()) : plan;
    }

    /** First stop of an order. */
    record Place(String machineId, int day) {}

    static Optional<Place> place(DispatchPlan plan, String orderId) {
        return plan.routes().stream()
                .flatMap(route -> route.stops().stream().filter(stop -> stop.orderId().equals(orderId))
                        .map(stop -> new Place(route.machineId(), stop.day())))
                .findFirst();
    }

    /** What is locked is promised: its machine and its day as the plan has them. */
    DispatchProblem problemWithLocks() {
        Set<String> begun = problem.frozen().stream().map(Frozen::orderId).collect(Collectors.toSet());
        List<Frozen> frozen = new ArrayList<>(problem.frozen());
        locked.stream().map(UUID::toString).filter(id -> !begun.contains(id)).sorted()
                .forEach(id -> place(found(), id)
                        .ifPresent(place -> frozen.add(Frozen.onDay(id, place.machineId(), place.day()))));
        return problem.withFrozen(frozen);
    }
}
