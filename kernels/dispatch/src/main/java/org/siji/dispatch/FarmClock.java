package org.siji.dispatch;

import java.util.Arrays;

/** The working minutes of one machine, counted before each minute, and back from their number to the minute: both in one step. */
final class FarmClock {

    final boolean homeEveryNight;
    /** Working minutes before each minute of the plan. */
    final int[] before;
    /** The minute after so many working minutes. */
    private final int[] minuteAfter;
    private final boolean[] working;

    FarmClock(Machine machine, int days) {
        homeEveryNight = machine.homeEveryNight();
        WorkClock clock = new WorkClock(machine, days);
        int horizon = days * Span.MINUTES_PER_DAY;
        working = new boolean[horizon];
        before = new int[horizon + 1];
        int[] inverse = new int[horizon + 1];
        for (int minute = 0; minute < horizon; minute++) {
            working[minute] = clock.isWorking(minute);
            before[minute + 1] = before[minute] + (working[minute] ? 1 : 0);
            inverse[before[minute + 1]] = inverse[before[minute + 1]] == 0 && working[minute]
                    ? minute + 1
                    : inverse[before[minute + 1]];
        }
        minuteAfter = Arrays.copyOf(inverse, before[horizon] + 1);
    }

    int horizon() {
        return working.length;
    }

    /** The soonest minute before which so many working minutes have passed since {@code from}. */
    int after(int from, int minutes) {
        if (minutes == 0) {
            return from;
        }
        int count = before[from] + minutes;
        return count < minuteAfter.length ? minuteAfter[count] : FarmModel.NEVER;
    }

    /** The next working minute, this one if it is. */
    int next(int from) {
        if (from >= working.length) {
            return FarmModel.NEVER;
        }
        return working[from] ? from : after(from, 1) == FarmModel.NEVER ? FarmModel.NEVER : after(from, 1) - 1;
    }
}
