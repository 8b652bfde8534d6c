package org.siji.dispatch;

import java.util.Comparator;
import java.util.List;

/** Orders along a curve through all of them (Morton 1966): those near each other on the map are mostly so on the curve. */
final class NearOrders {

    private static final int CELLS = 1 << 16;

    private NearOrders() {}

    /** @param orders in an order that depends on nothing else; kept where places are equal or have no coordinates */
    static List<WorkOrder> sorted(List<WorkOrder> orders) {
        double west = orders.stream().mapToDouble(order -> order.entry().lonDegrees()).min().orElse(0);
        double east = orders.stream().mapToDouble(order -> order.entry().lonDegrees()).max().orElse(0);
        double south = orders.stream().mapToDouble(order -> order.entry().latDegrees()).min().orElse(0);
        double north = orders.stream().mapToDouble(order -> order.entry().latDegrees()).max().orElse(0);
        return orders.stream()
                .sorted(Comparator.comparingLong(order -> spread(cell(order.entry().lonDegrees(), west, east))
                        | spread(cell(order.entry().latDegrees(), south, north)) << 1))
                .toList();
    }

    private static long cell(double degrees, double from, double to) {
        return degrees >= from && to > from ? Math.min(CELLS - 1L, (long) ((degrees - from) / (to - from) * CELLS)) : 0;
    }

    /** Its bits with a gap between each two. */
    private static long spread(long cell) {
        long spread = 0;
        for (int bit = 0; 1 << bit < CELLS; bit++) {
            spread |= (cell >> bit & 1) << 2 * bit;
        }
        return spread;
    }
}
