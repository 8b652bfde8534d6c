package org.siji.dispatch;

/**
 * Something wrong with a problem that was given to a planner.
 *
 * @param subject id of the order or machine; empty for the problem as a whole
 * @param detail  another id or a value that the sentence about it names; may be empty
 */
public record InputProblem(Kind kind, String subject, String detail) {

    /** What; all but those of the whole name the order or machine that is left out. */
    public enum Kind {
        /** Nothing to plan with: every order stays undone. */
        NO_MACHINES,
        /** Nothing to plan. */
        NO_ORDERS,
        /** The plan has no day, or more than {@link InputCheck#MAX_DAYS}: nothing is planned. */
        BAD_DAYS,
        /** The second machine of an id is left out. */
        MACHINE_TWICE,
        /** The second order of an id is left out. */
        ORDER_TWICE,
        /** A rate isn't above 0 and finite ({@code detail}: operation): the machine doesn't do it. */
        BAD_RATE,
        /** Road speed isn't above 0 and finite: the machine is left out. */
        BAD_SPEED,
        /** The shift doesn't lie within a day, or its breaks or repairs end before they begin: the machine is left out. */
        BAD_SHIFT,
        /** A cost is negative or beyond {@link InputCheck#MAX_FEN}: the machine is left out. */
        BAD_COST,
        /** Nobody knows where the machine is: it is left out. */
        MACHINE_PLACE_MISSING,
        /** Nobody knows where the order is: it is left out. */
        ORDER_PLACE_MISSING,
        /** The area isn't above 0 and finite: the order is left out. */
        BAD_AREA,
        /** The window ends before it begins or lies outside the plan: the order is left out. */
        BAD_WINDOW,
        /** Losses aren't convex, negative, or beyond {@link InputCheck#MAX_FEN}: the order is planned without a loss. */
        BAD_LOSS,
        /** The prize is negative or beyond {@link InputCheck#MAX_FEN}: the order is left out. */
        BAD_PRIZE,
        /** No machine has a rate for the operation together with skills and quality. */
        NO_MACHINE_FOR_ORDER,
        /** No machine that could do it is available within its window. */
        NO_MACHINE_IN_WINDOW,
        /** It is more work than all able machines (or the one that is left to it) can do within its window ({@code detail}: hours). */
        TOO_MUCH_WORK,
        /** The order must come after itself, by way of others: none of the circle is planned. */
        PRECEDENCE_CIRCLE,
        /** {@code detail} isn't an order of the problem: the tie is left out. */
        UNKNOWN_ORDER,
        /** A lag is negative or the largest smaller than the least ({@code detail}: the other order): the tie is left out. */
        BAD_LAG,
        /** The window closes before, or opens too long after, the order before it ({@code detail}) can be finished. */
        WINDOWS_EXCLUDE,
        /** No provider has machines for it and for {@code detail}: it is left out. */
        NO_COMMON_PROVIDER,
        /** The frozen machine ({@code detail}) isn't known or can't do it: the order is planned freely. */
        BAD_FROZEN,
        /** The weather ends before it begins ({@code subject}: zone): it is left out. */
        BAD_WEATHER,
        /** An old plan names an order or machine that isn't of the problem: what it says of it is left out. */
        PLAN_OF_ANOTHER_PROBLEM
    }
}
