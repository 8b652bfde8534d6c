package org.siji.platform.inspection;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.siji.platform.inspection.Checklist.Item;

/** What the values of an inspection come to, item by item: the same values and the same edition always give the same. */
final class Findings {

    private static final int DECIMALS = 4;

    private Findings() {}

    /** @param point of the field, from 1 on; @param value 1 or 0 for yes or no */
    record Value(String item, int point, BigDecimal value) {}

    /**
     * @param values by point
     * @param within share of the points within the bounds, 0 to 1
     * @param passed null for what is only written down
     */
    record Finding(Item item, Map<Integer, BigDecimal> values, BigDecimal mean, BigDecimal within,
            @Nullable Boolean passed) {}

    /** One for each item with values, in the order of the list. */
    static List<Finding> of(Checklist checklist, List<Value> values) {
        return checklist.items().stream().map(item -> finding(item, values))
                .filter(finding -> !finding.values().isEmpty()).toList();
    }

    private static Finding finding(Item item, List<Value> values) {
        Map<Integer, BigDecimal> own = new TreeMap<>();
        values.stream().filter(value -> value.item().equals(item.code()))
                .forEach(value -> own.put(value.point(), value.value()));
        if (own.isEmpty()) {
            return new Finding(item, own, BigDecimal.ZERO, BigDecimal.ZERO, null);
        }
        BigDecimal count = BigDecimal.valueOf(own.size());
        BigDecimal sum = own.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        long inside = own.values().stream().filter(item::isWithin).count();
        BigDecimal mean = sum.divide(count, MathContext.DECIMAL64);
        // Compared as a product: a third of the points is exactly a third.
        boolean passed = item.passShare() == null
                ? item.isWithin(mean)
                : BigDecimal.valueOf(inside).compareTo(item.passShare().multiply(count)) >= 0;
        return new Finding(item, own, mean.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros(),
                BigDecimal.valueOf(inside).divide(count, DECIMALS, RoundingMode.HALF_UP),
                item.counts() ? passed : null);
    }

    static boolean passed(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> Boolean.FALSE.equals(finding.passed()));
    }
}
