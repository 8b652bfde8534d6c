package org.siji.dispatch;

/** From one minute until before another. Counted from the midnight before the plan's first day, or from midnight where said so. */
public record Span(int fromMinute, int toMinute) {

    public static final int MINUTES_PER_DAY = 24 * 60;

    /** Whole days of a plan, the last one included. */
    public static Span ofDays(int firstDay, int lastDay) {
        return new Span(firstDay * MINUTES_PER_DAY, (lastDay + 1) * MINUTES_PER_DAY);
    }

    public boolean contains(int minute) {
        return minute >= fromMinute && minute < toMinute;
    }
}
