package org.siji.dispatch;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One operation on one field or block.
 *
 * @param entry          where the machine gets onto the field
 * @param zone           where the same weather holds, see {@link WeatherBlock}
 * @param mu             area to be worked
 * @param firstDay       first day on which it may be worked, counted from the plan's first day
 * @param lastDay        last one, included: the work must be finished on it
 * @param bestUntilDay   last day without loss, at most {@code lastDay}
 * @param loss           what each day after it costs, see {@link #lossFen}; convex: later slopes are steeper
 * @param skills         what the machine must have, besides a rate for the operation
 * @param minQuality     the least {@link Machine#quality()}
 * @param prizeFen       what is lost when it stays undone, or {@link #MUST_BE_DONE}
 * @param interruptible  whether the work may be interrupted by the night or by weather; a break for lunch is no interruption
 * @param splittable     whether several machines may share it
 * @param sameProviderAs another order whose machines must be of the same provider, if both are done
 * @param startWithin    minutes of the plan within which it must begin, besides its window of days: what has to come so long after work that
 *                       is done already; {@link #ANY_TIME} if nothing asks for it
 */
public record WorkOrder(String id, Place entry, String zone, double mu, String operation, int firstDay, int lastDay,
        int bestUntilDay, List<LossSlope> loss, Set<String> skills, int minQuality, long prizeFen,
        boolean interruptible, boolean splittable, @Nullable String sameProviderAs, Span startWithin) {

    /** As minutes to begin within: no bounds but the window of days. */
    public static final Span ANY_TIME = new Span(0, Integer.MAX_VALUE);

    /** As a prize: no sum of money makes up for it. A plan with fewer such orders undone is better whatever it costs. */
    public static final long MUST_BE_DONE = Long.MAX_VALUE;

    /** From this many days after the last best one, each day costs so much. */
    public record LossSlope(int fromDaysLate, long fenPerDay) {}

    public WorkOrder {
        loss = List.copyOf(loss);
        skills = Set.copyOf(skills);
    }

    /** Work that must be done, any day of its window as good as another, and may go on the next day. */
    public static WorkOrder of(String id, Place entry, double mu, String operation, int firstDay, int lastDay) {
        return new WorkOrder(id, entry, "", mu, operation, firstDay, lastDay, lastDay, List.of(), Set.of(), 0,
                MUST_BE_DONE, true, false, null, ANY_TIME);
    }

    WorkOrder withId(String newId) {
        return new WorkOrder(newId, entry, zone, mu, operation, firstDay, lastDay, bestUntilDay, loss, skills,
                minQuality, prizeFen, interruptible, splittable, sameProviderAs, startWithin);
    }

    /** A part of the work, with as much of the prize and of the loss. */
    WorkOrder withShare(double share) {
        return new WorkOrder(id, entry, zone, share * mu, operation, firstDay, lastDay, bestUntilDay,
                loss.stream().map(slope -> new LossSlope(slope.fromDaysLate(), Math.round(share * slope.fenPerDay())))
                        .toList(),
                skills, minQuality, mustBeDone() ? prizeFen : Math.round(share * prizeFen), interruptible, splittable,
                sameProviderAs, startWithin);
    }

    public WorkOrder withZone(String newZone) {
        return new WorkOrder(id, entry, newZone, mu, operation, firstDay, lastDay, bestUntilDay, loss, skills,
                minQuality, prizeFen, interruptible, splittable, sameProviderAs, startWithin);
    }

    public WorkOrder withMu(double newMu) {
        return new WorkOrder(id, entry, zone, newMu, operation, firstDay, lastDay, bestUntilDay, loss, skills,
                minQuality, prizeFen, interruptible, splittable, sameProviderAs, startWithin);
    }

    public WorkOrder withWindow(int newFirstDay, int newLastDay) {
        return new WorkOrder(id, entry, zone, mu, operation, newFirstDay, newLastDay,
                Math.min(bestUntilDay, newLastDay), loss, skills, minQuality, prizeFen, interruptible, splittable,
                sameProviderAs, startWithin);
    }

    public WorkOrder withLoss(int newBestUntilDay, LossSlope... slopes) {
        return new WorkOrder(id, entry, zone, mu, operation, firstDay, lastDay, newBestUntilDay, List.of(slopes),
                skills, minQuality, prizeFen, interruptible, splittable, sameProviderAs, startWithin);
    }

    public WorkOrder withRequirement(Set<String> newSkills, int newMinQuality) {
        return new WorkOrder(id, entry, zone, mu, operation, firstDay, lastDay, bestUntilDay, loss, newSkills,
                newMinQuality, prizeFen, interruptible, splittable, sameProviderAs, startWithin);
    }

    public WorkOrder withPrizeFen(long newPrizeFen) {
        return new WorkOrder(id, entry, zone, mu, operation, firstDay, lastDay, bestUntilDay, loss, skills, minQuality,
                newPrizeFen, interruptible, splittable, sameProviderAs, startWithin);
    }

    public WorkOrder withInterruptible(boolean newInterruptible) {
        return new WorkOrder(id, entry, zone, mu, operation, firstDay, lastDay, bestUntilDay, loss, skills, minQuality,
                prizeFen, newInterruptible, splittable, sameProviderAs, startWithin);
    }

    public WorkOrder withSplittable(boolean newSplittable) {
        return new WorkOrder(id, entry, zone, mu, operation, firstDay, lastDay, bestUntilDay, loss, skills, minQuality,
                prizeFen, interruptible, newSplittable, sameProviderAs, startWithin);
    }

    public WorkOrder withSameProviderAs(@Nullable String newSameProviderAs) {
        return new WorkOrder(id, entry, zone, mu, operation, firstDay, lastDay, bestUntilDay, loss, skills, minQuality,
                prizeFen, interruptible, splittable, newSameProviderAs, startWithin);
    }

    public WorkOrder withStartWithin(Span newStartWithin) {
        return new WorkOrder(id, entry, zone, mu, operation, firstDay, lastDay, bestUntilDay, loss, skills, minQuality,
                prizeFen, interruptible, splittable, sameProviderAs, newStartWithin);
    }

    /** First minute of the plan at which it may begin. */
    int earliestStart() {
        return Math.max(Math.max(0, firstDay) * Span.MINUTES_PER_DAY, startWithin.fromMinute());
    }

    public boolean mustBeDone() {
        return prizeFen == MUST_BE_DONE;
    }

    /** What it costs that the last of the work is done on this day of the plan. */
    public long lossFen(int completionDay) {
        long fen = 0;
        for (int i = 0; i < loss.size(); i++) {
            int until = i + 1 < loss.size() ? loss.get(i + 1).fromDaysLate() : Integer.MAX_VALUE;
            long days = Math.min(completionDay - bestUntilDay, until) - (long) loss.get(i).fromDaysLate();
            fen += Math.max(0, days) * loss.get(i).fenPerDay();
        }
        return fen;
    }
}
