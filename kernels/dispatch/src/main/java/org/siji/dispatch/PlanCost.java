package org.siji.dispatch;

import java.util.Comparator;

/**
 * What a plan costs, by its parts. Each leg of driving and each machine's share of an order is rounded to a fen by itself (half up), so
 * that the sums don't depend on the order of adding.
 *
 * @param undoneMust   orders undone that must be done: fewer is better whatever the rest costs
 * @param latenessFen  lost yield, see {@link WorkOrder#lossFen}
 * @param travelFen    kilometres and hours of driving
 * @param machineFen   hours of work and days of use
 * @param undoneFen    prizes of orders that stay undone
 */
public record PlanCost(int undoneMust, long latenessFen, long travelFen, long machineFen,
        long undoneFen) implements Comparable<PlanCost> {

    public long totalFen() {
        return latenessFen + travelFen + machineFen + undoneFen;
    }

    @Override
    public int compareTo(PlanCost other) {
        return Comparator.comparingInt(PlanCost::undoneMust).thenComparingLong(PlanCost::totalFen).compare(this,
                other);
    }
}
