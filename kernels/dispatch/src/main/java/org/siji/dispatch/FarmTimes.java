package org.siji.dispatch;

/**
 * When a machine does an order after another one, and what that costs: as soon as its calendar, the weather, the order's window and
 * the present times of what is tied to it let it. The last answer stands in {@link #start}, {@link #end} and {@link #costFen}.
 */
final class FarmTimes {

    private final FarmModel model;
    private final FarmLegs legs;
    private final FarmRoutes routes;
    int start;
    int end;
    /** Ways to it, work, days that nothing else was done on, loss, and the wish if it is not met. */
    long costFen;

    FarmTimes(FarmModel model, FarmLegs legs, FarmRoutes routes) {
        this.model = model;
        this.legs = legs;
        this.routes = routes;
    }

    /** As soon as it can be, or when it is now. */
    boolean placeAgain(int m, int order, int previous, int previousEnd) {
        if (routes.isPinned[order]) {
            return place(m, order, previous, previousEnd, routes.start[order]) && start == routes.start[order]
                    && end == routes.end[order];
        }
        return place(m, order, previous, previousEnd, 0) || place(m, order, previous, previousEnd, routes.start[order]);
    }

    /** Finds times and cost of an order that machine {@code m} does after another one; false if they can't be. */
    boolean place(int m, int order, int previous, int previousEnd, int notBefore) {
        int earliest = Math.max(model.firstMinute[order], notBefore);
        int latestStart = model.latestStart[order];
        int earliestEnd = 0;
        int latestEnd = FarmModel.NEVER;
        int[] before = model.before[order];
        for (int i = 0; i < before.length; i++) {
            if (routes.machineOf[before[i]] >= 0) {
                earliest = Math.max(earliest, routes.end[before[i]] + model.minLagBefore[order][i]);
                latestStart = Math.min(latestStart, routes.end[before[i]] + model.maxLagBefore[order][i]);
            } else if (routes.machineOf[order] >= 0) {
                // The one before it is out for a while and needs its time: no sooner than now.
                earliest = Math.max(earliest, routes.start[order]);
            } else {
                return false;
            }
        }
        int[] after = model.after[order];
        for (int i = 0; i < after.length; i++) {
            if (routes.machineOf[after[i]] >= 0) {
                latestEnd = Math.min(latestEnd, routes.start[after[i]] - model.minLagAfter[order][i]);
                earliestEnd = Math.max(earliestEnd, routes.start[after[i]] - model.maxLagAfter[order][i]);
            }
        }
        if (earliest > latestStart || !begin(m, order, previous, previousEnd, earliest)) {
            return false;
        }
        return start <= latestStart && end >= earliestEnd && end <= latestEnd;
    }

    /** Begins as soon as it can: today if there is time, else on the next day that has some. */
    private boolean begin(int m, int order, int previous, int previousEnd, int earliest) {
        FarmClock clock = model.clocks[m];
        int from = previous < 0 ? model.start(m) : previous;
        int today = previous < 0 ? model.machineFrom[m] : (previousEnd - 1) / Span.MINUTES_PER_DAY;
        boolean isHome = clock.homeEveryNight;
        int lastDay = Math.min(model.lastDay[order], model.machineTo[m]);
        int time = previous < 0 ? today * Span.MINUTES_PER_DAY : previousEnd;
        if (time >= clock.horizon()) {
            return false;
        }
        int arrival = clock.after(time, legs.minutes(m, from, order));
        for (int day = Math.max(today, earliest / Span.MINUTES_PER_DAY); day <= lastDay; day++) {
            int midnight = day * Span.MINUTES_PER_DAY;
            boolean goesOn = !isHome || day == today;
            int there = goesOn ? arrival : clock.after(midnight, legs.outMinutes(m, order));
            int begin = Math.max(Math.max(there, earliest), midnight);
            if (begin < midnight + Span.MINUTES_PER_DAY && work(m, order, begin)) {
                if (goesOn) {
                    costFen += legs.fen(m, from, order);
                } else {
                    costFen += (previous < 0 ? 0 : legs.homeFen(m, previous)) + legs.outFen(m, order);
                }
                // The first day was counted by the order before, if it worked on it.
                boolean isCounted = previous >= 0 && start / Span.MINUTES_PER_DAY == today;
                costFen -= isCounted ? model.fenPerDay[m] : 0;
                costFen += wishFen(m, order, previous);
                return true;
            }
        }
        return false;
    }

    /** What it counts that an order is not on its old machine, or right after one there that it came before. */
    long wishFen(int m, int order, int previous) {
        if (routes.wishedMachine[order] < 0) {
            return 0;
        }
        boolean isMet = routes.wishedMachine[order] == m && (previous < 0 || routes.wishedMachine[previous] != m
                || routes.wishedStart[previous] <= routes.wishedStart[order]);
        return isMet ? 0 : routes.wishFen;
    }

    /** Works from {@code begin} on; false when it can't be begun on that day or not be finished in time. */
    private boolean work(int m, int order, int begin) {
        FarmClock clock = model.clocks[m];
        int left = model.work[order][m];
        int home = clock.homeEveryNight ? legs.homeMinutes(m, order) : 0;
        int day = begin / Span.MINUTES_PER_DAY;
        int minute = begin;
        long fen = PlanCosting.workFen(model.fenPerHour[m], left);
        int first = -1;
        int lastDay = Math.min(model.lastDay[order], model.days() - 1);
        while (day <= lastDay) {
            int midnight = (day + 1) * Span.MINUTES_PER_DAY;
            // How many working minutes lie before the one at which it must leave for home.
            int mostBefore = clock.before[midnight] - home;
            int done = model.interruptible[order]
                    ? part(clock, order, minute, mostBefore, left)
                    : whole(clock, order, minute, mostBefore, left);
            if (first < 0 && (done == 0 || done < Math.min(left, WorkClock.MIN_PART_MINUTES))) {
                return false;
            }
            if (done > 0) {
                fen += model.fenPerDay[m];
                if (first < 0) {
                    first = partStart;
                } else if (clock.homeEveryNight) {
                    fen += legs.homeFen(m, order) + legs.outFen(m, order);
                }
                left -= done;
                if (left == 0) {
                    start = first;
                    end = partEnd;
                    costFen = fen + model.lossFen[order][day];
                    return true;
                }
            }
            // A drive from home that takes longer than what the day has is tried again on the next.
            do {
                day++;
                minute = day * Span.MINUTES_PER_DAY;
                if (day > lastDay) {
                    return false;
                }
                minute = clock.homeEveryNight ? clock.after(minute, legs.outMinutes(m, order)) : minute;
            } while (minute >= (day + 1) * Span.MINUTES_PER_DAY);
        }
        return false;
    }

    private int partStart;
    private int partEnd;

    /** Works as many of {@code wanted} minutes as there are, around the weather; how many. */
    private int part(FarmClock clock, int order, int begin, int mostBefore, int wanted) {
        int[] blockedFrom = model.blockedFrom[order];
        int[] blockedTo = model.blockedTo[order];
        int done = 0;
        int minute = begin;
        partStart = -1;
        int block = 0;
        while (block < blockedTo.length && blockedTo[block] <= minute) {
            block++;
        }
        while (done < wanted) {
            int dryUntil = block < blockedFrom.length ? blockedFrom[block] : clock.horizon();
            if (dryUntil > minute) {
                int now = clock.before[minute];
                int available = Math.min(clock.before[Math.min(dryUntil, clock.horizon())], mostBefore) - now;
                if (available > 0) {
                    int take = Math.min(available, wanted - done);
                    partStart = partStart < 0 ? clock.next(minute) : partStart;
                    partEnd = clock.after(minute, take);
                    done += take;
                }
            }
            if (block >= blockedTo.length || blockedTo[block] >= clock.horizon()
                    || clock.before[blockedTo[block]] >= mostBefore) {
                return done;
            }
            minute = Math.max(minute, blockedTo[block]);
            block++;
        }
        return done;
    }

    /** All of it in one go, as soon as the weather lets it; 0 if not on this day. */
    private int whole(FarmClock clock, int order, int begin, int mostBefore, int wanted) {
        int minute = clock.next(begin);
        for (int block = 0; block <= model.blockedFrom[order].length; block++) {
            int stop = minute >= clock.horizon() ? FarmModel.NEVER : clock.after(minute, wanted);
            if (stop == FarmModel.NEVER || clock.before[stop] > mostBefore) {
                return 0;
            }
            if (block == model.blockedFrom[order].length) {
                partStart = minute;
                partEnd = stop;
                return wanted;
            }
            int wetFrom = Math.max(minute, model.blockedFrom[order][block]);
            int wetTo = Math.min(stop, model.blockedTo[order][block]);
            if (wetTo > wetFrom && clock.before[wetTo] > clock.before[wetFrom]) {
                minute = clock.next(Math.min(clock.horizon(), model.blockedTo[order][block]));
            }
        }
        return 0;
    }
}
