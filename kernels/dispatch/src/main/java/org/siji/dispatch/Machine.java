package org.siji.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A machine with its driver. It drives and works only in its working minutes: those of its shift, on the days on which it is
 * available, outside breaks and {@code down}.
 *
 * @param providerId     who sends it; orders that want the same provider are told apart by it
 * @param depot          where it belongs
 * @param start          where it stands when the plan begins, mostly the depot
 * @param skills         what an order may ask for: implements, certificates of the driver
 * @param quality        the record of machine and driver, as an order may ask for a minimum of it; 0 to 100
 * @param rateMuPerHour  by operation, field speed and turns included; an operation that is missing it can't do
 * @param down           repairs and the like, in minutes of the plan
 * @param firstDay       first day on which it is available, counted from the plan's first day
 * @param lastDay        last one, included
 * @param fenPerHour     of driving and working; waiting costs nothing
 * @param fenPerKm       of driving
 * @param fenPerDay      of each day on which it works
 * @param homeEveryNight whether each of its days begins and ends at the depot; otherwise it stays where it stopped, and a
 *                       drive may be interrupted by the night
 */
public record Machine(String id, String providerId, Place depot, Place start, Set<String> skills, int quality,
        Map<String, Double> rateMuPerHour, double roadKmPerHour, Shift shift, List<Span> down, int firstDay,
        int lastDay, long fenPerHour, long fenPerKm, long fenPerDay, boolean homeEveryNight) {

    public Machine {
        skills = Set.copyOf(skills);
        rateMuPerHour = Map.copyOf(rateMuPerHour);
        down = List.copyOf(down);
    }

    /** A machine of a provider of its own that costs nothing, asks for nothing, and stays where it stopped. */
    public static Machine of(String id, Place depot, Map<String, Double> rateMuPerHour, double roadKmPerHour,
            Shift shift, int firstDay, int lastDay) {
        return new Machine(id, id, depot, depot, Set.of(), 0, rateMuPerHour, roadKmPerHour, shift, List.of(), firstDay,
                lastDay, 0, 0, 0, false);
    }

    public Machine withProvider(String newProviderId) {
        return new Machine(id, newProviderId, depot, start, skills, quality, rateMuPerHour, roadKmPerHour, shift, down,
                firstDay, lastDay, fenPerHour, fenPerKm, fenPerDay, homeEveryNight);
    }

    public Machine withStart(Place newStart) {
        return new Machine(id, providerId, depot, newStart, skills, quality, rateMuPerHour, roadKmPerHour, shift, down,
                firstDay, lastDay, fenPerHour, fenPerKm, fenPerDay, homeEveryNight);
    }

    public Machine withQualification(Set<String> newSkills, int newQuality) {
        return new Machine(id, providerId, depot, start, newSkills, newQuality, rateMuPerHour, roadKmPerHour, shift,
                down, firstDay, lastDay, fenPerHour, fenPerKm, fenPerDay, homeEveryNight);
    }

    public Machine withRates(Map<String, Double> newRateMuPerHour) {
        return new Machine(id, providerId, depot, start, skills, quality, newRateMuPerHour, roadKmPerHour, shift, down,
                firstDay, lastDay, fenPerHour, fenPerKm, fenPerDay, homeEveryNight);
    }

    public Machine withDown(List<Span> newDown) {
        return new Machine(id, providerId, depot, start, skills, quality, rateMuPerHour, roadKmPerHour, shift, newDown,
                firstDay, lastDay, fenPerHour, fenPerKm, fenPerDay, homeEveryNight);
    }

    public Machine withDays(int newFirstDay, int newLastDay) {
        return new Machine(id, providerId, depot, start, skills, quality, rateMuPerHour, roadKmPerHour, shift, down,
                newFirstDay, newLastDay, fenPerHour, fenPerKm, fenPerDay, homeEveryNight);
    }

    public Machine withCosts(long newFenPerHour, long newFenPerKm, long newFenPerDay) {
        return new Machine(id, providerId, depot, start, skills, quality, rateMuPerHour, roadKmPerHour, shift, down,
                firstDay, lastDay, newFenPerHour, newFenPerKm, newFenPerDay, homeEveryNight);
    }

    public Machine withHomeEveryNight() {
        return new Machine(id, providerId, depot, start, skills, quality, rateMuPerHour, roadKmPerHour, shift, down,
                firstDay, lastDay, fenPerHour, fenPerKm, fenPerDay, true);
    }

    /** Whether operation, skills and quality allow it; says nothing of time. */
    public boolean isAbleTo(WorkOrder order) {
        return rateMuPerHour.containsKey(order.operation()) && skills.containsAll(order.skills())
                && quality >= order.minQuality();
    }

    /** Whole minutes for so much of an operation, rounded up, at least one; only for an operation that it can do. */
    public int workMinutes(String operation, double mu) {
        Double rate = rateMuPerHour.get(operation);
        if (rate == null) {
            throw new IllegalArgumentException(id + " can't do " + operation);
        }
        // A share that divides evenly must not cost a minute more for a last bit of rounding.
        return (int) Math.max(1, Math.ceil(mu * 60 / rate - 1e-6));
    }

    /** For the whole order. */
    public int workMinutes(WorkOrder order) {
        return workMinutes(order.operation(), order.mu());
    }
}
