package org.siji.dispatch;

import java.util.List;

/**
 * Which machine works which order when. Every order of the problem is either done by the stops of the routes or undone.
 *
 * @param routes by machine id; only machines with stops
 * @param undone by order id
 */
public record DispatchPlan(List<Route> routes, List<Undone> undone) {

    public DispatchPlan {
        routes = List.copyOf(routes);
        undone = List.copyOf(undone);
    }

    /** @param stops in the order of time */
    public record Route(String machineId, List<Stop> stops) {
        public Route {
            stops = List.copyOf(stops);
        }
    }

    /**
     * Work on one order within one day.
     *
     * @param driveMinutes to here, in working minutes before the start: from the stop before, or from the depot in the morning of
     *                     a machine that goes home; 0 when the machine has stayed
     * @param startMinute  when work begins, in minutes of the plan
     * @param endMinute    when it ends; between both lie the work and the breaks and blocked minutes that fall into it
     * @param mu           what is worked here
     * @param interrupted  whether the same machine goes on with the order at its next stop
     */
    public record Stop(String orderId, int driveMinutes, int startMinute, int endMinute, double mu,
            boolean interrupted) {

        public int day() {
            return Math.floorDiv(startMinute, Span.MINUTES_PER_DAY);
        }
    }

    /** An order that found no place, and why. */
    public record Undone(String orderId, Reason reason) {}

    /** Why an order found no place; the first that holds, in this order. */
    public enum Reason {
        /** Something is wrong with the order itself: see the problems of the input. */
        BAD_INPUT,
        /** No machine has a rate for the operation together with the skills and the quality asked for. */
        NO_MACHINE_FOR_OPERATION,
        /** No machine that could do it is available on a day within its window. */
        NO_MACHINE_IN_WINDOW,
        /** Even a machine with nothing else to do wouldn't finish it within the window. */
        TOO_LARGE_FOR_WINDOW,
        /** What it must come after isn't done, or was done too late. */
        PREDECESSOR_UNDONE,
        /** It would cost more than the prize that is lost without it. */
        NOT_WORTH_IT,
        /** The machines were busy with other orders. */
        NO_TIME_LEFT
    }
}
