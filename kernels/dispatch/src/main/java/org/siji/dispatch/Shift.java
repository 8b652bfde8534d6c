package org.siji.dispatch;

import java.util.List;

/**
 * A working day, the same on each: it lies between two midnights.
 *
 * @param fromMinute when it begins, in minutes after midnight
 * @param toMinute   when it ends, 24 * 60 at the latest
 * @param breaks     within it, in minutes after midnight: neither driving nor work
 */
public record Shift(int fromMinute, int toMinute, List<Span> breaks) {

    public Shift {
        breaks = List.copyOf(breaks);
    }

    public static Shift of(int fromMinute, int toMinute, Span... breaks) {
        return new Shift(fromMinute, toMinute, List.of(breaks));
    }
}
