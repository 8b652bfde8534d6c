package org.siji.dispatch;

/** Makes a plan. Implementations differ in how good it is, never in what is allowed: see {@link PlanCheck}. */
public interface DispatchPlanner {

    /** Never fails for want of capacity: what finds no place is listed in the plan with its reason. */
    DispatchPlan plan(DispatchProblem problem);
}
