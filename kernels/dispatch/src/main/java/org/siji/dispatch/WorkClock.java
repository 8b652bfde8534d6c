package org.siji.dispatch;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchPlan.Stop;

/** The working minutes of one machine, and how work falls into them. */
final class WorkClock {

    /** Nobody drives out for less; an order that takes less in all is begun only if it can be finished. */
    static final int MIN_PART_MINUTES = 30;

    private final Machine machine;
    final boolean[] working;
    /** How many working minutes lie before each minute. */
    final int[] before;

    WorkClock(Machine machine, int days) {
        this.machine = machine;
        int horizon = days * Span.MINUTES_PER_DAY;
        working = new boolean[horizon];
        before = new int[horizon + 1];
        for (int day = Math.max(0, machine.firstDay()); day <= Math.min(days - 1, machine.lastDay()); day++) {
            int midnight = day * Span.MINUTES_PER_DAY;
            fill(midnight + machine.shift().fromMinute(), midnight + machine.shift().toMinute(), true);
            machine.shift().breaks()
                    .forEach(pause -> fill(midnight + pause.fromMinute(), midnight + pause.toMinute(), false));
        }
        machine.down().forEach(repair -> fill(repair.fromMinute(), repair.toMinute(), false));
        for (int minute = 0; minute < horizon; minute++) {
            before[minute + 1] = before[minute] + (working[minute] ? 1 : 0);
        }
    }

    private void fill(int from, int to, boolean value) {
        for (int minute = Math.max(0, from); minute < Math.min(working.length, to); minute++) {
            working[minute] = value;
        }
    }

    int horizon() {
        return working.length;
    }

    /** The soonest minute before which so many working minutes have passed since {@code from}; the horizon if there are too few. */
    int after(int from, int minutes) {
        int at = from;
        while (at < working.length && before[at] - before[from] < minutes) {
            at++;
        }
        return at;
    }

    /** The next working minute; the horizon if there is none. */
    int next(int from) {
        int at = from;
        while (at < working.length && !working[at]) {
            at++;
        }
        return at;
    }

    private int midnightAfter(int minute) {
        return (minute / Span.MINUTES_PER_DAY + 1) * Span.MINUTES_PER_DAY;
    }

    /**
     * Stops for the whole of an order that is begun no sooner than {@code from}, on the day of {@code from}, without a pause of the
     * machine's own.
     *
     * @param from     when the machine has arrived
     * @param drive    minutes that it drove to get here
     * @param fromHome minutes to the order from the depot
     * @param home     minutes from the order to the depot; both are only asked of machines that go home
     * @param blocked  minutes without work here, null for none
     * @return null when it can't be begun on this day, can't be finished in its window, or would be interrupted but must not
     */
    @Nullable
    List<Stop> stops(WorkOrder order, int from, int drive, int fromHome, int home, boolean @Nullable [] blocked) {
        int total = machine.workMinutes(order);
        int left = total;
        int begin = from;
        int driven = drive;
        int firstMidnight = midnightAfter(from);
        List<Stop> stops = new ArrayList<>();
        while (begin < working.length) {
            int midnight = midnightAfter(begin);
            if (midnight > (order.lastDay() + 1) * Span.MINUTES_PER_DAY) {
                return null;
            }
            int start = -1;
            int end = begin;
            int part = 0;
            for (int minute = begin; minute < midnight && part < left
                    && (!machine.homeEveryNight() || before[midnight] - before[minute + 1] >= home); minute++) {
                if (working[minute] && (blocked == null || !blocked[minute])) {
                    start = start < 0 ? minute : start;
                    part++;
                    end = minute + 1;
                } else if (working[minute] && start >= 0 && !order.interruptible()) {
                    return null;
                }
            }
            if (part == 0 && midnight == firstMidnight || part < left && !order.interruptible()) {
                return null;
            }
            left -= part;
            if (part > 0) {
                stops.add(new Stop(order.id(), driven, start, end, order.mu() * part / total, left > 0));
                driven = 0;
            }
            if (left == 0) {
                return stops;
            }
            begin = midnight;
            while (machine.homeEveryNight() && begin < working.length
                    && after(begin, fromHome) >= begin + Span.MINUTES_PER_DAY) {
                begin += Span.MINUTES_PER_DAY;
            }
            if (begin >= working.length) {
                return null;
            }
            begin = machine.homeEveryNight() ? after(begin, fromHome) : begin;
            driven = machine.homeEveryNight() ? fromHome : driven;
        }
        return null;
    }
}
