package org.siji.dispatch;

/** The working minutes of a {@link WorkClock}, and back from their number to the minute: both in one step. */
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
        working = clock.working;
        before = clock.before;
        minuteAfter = new int[before[clock.horizon()] + 1];
        for (int minute = 0; minute < clock.horizon(); minute++) {
            if (working[minute]) {
                minuteAfter[before[minute + 1]] = minute + 1;
            }
        }
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
