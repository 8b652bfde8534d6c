package org.siji.dispatch;

/**
 * What is begun or promised: this machine does the whole order and begins within these minutes of the plan. A day that was
 * promised is its first and last minute; work that goes on when the plan begins is 0 and the machine's first working minute.
 */
public record Frozen(String orderId, String machineId, int earliestStartMinute, int latestStartMinute) {

    /** Promised for a day. */
    public static Frozen onDay(String orderId, String machineId, int day) {
        return new Frozen(orderId, machineId, day * Span.MINUTES_PER_DAY, (day + 1) * Span.MINUTES_PER_DAY - 1);
    }
}
