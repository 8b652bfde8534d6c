package org.siji.dispatch;

import java.util.Set;

/**
 * Hours in which nothing is worked in a zone: rain, a field too wet, wind too high to spray. Machines drive all the same.
 *
 * @param operations which ones; empty means all
 * @param span       in minutes of the plan
 */
public record WeatherBlock(String zone, Set<String> operations, Span span) {

    public WeatherBlock {
        operations = Set.copyOf(operations);
    }

    public boolean concerns(WorkOrder order) {
        return zone.equals(order.zone()) && (operations.isEmpty() || operations.contains(order.operation()));
    }
}
