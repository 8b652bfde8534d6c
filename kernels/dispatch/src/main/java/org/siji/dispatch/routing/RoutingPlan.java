package org.siji.dispatch.routing;

import java.util.List;

/** @param routes one for each vehicle of the problem, in its order: the locations visited between leaving and coming back, perhaps none */
public record RoutingPlan(List<List<Integer>> routes) {

    public RoutingPlan {
        routes = routes.stream().map(List::copyOf).toList();
    }
}
