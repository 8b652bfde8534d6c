package org.siji.platform.market;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.siji.platform.api.Operation;
import org.siji.platform.api.Violations;
import org.siji.platform.market.ProviderController.PriceRequest;

/**
 * What a price list must be: no negative price, a price for a single plot for each operation, and no larger area dearer than a
 * smaller one, because the difference is what the cultivators gain.
 */
final class PriceRules {

    private static final BigDecimal CENTIMU_PER_MU = BigDecimal.valueOf(100);
    private static final BigDecimal MAX_MU = BigDecimal.valueOf(1_000_000);

    private PriceRules() {}

    /** @return the rows; meaningless when problems were found */
    static List<PriceLists.Row> check(List<PriceRequest> requests, Violations problems) {
        List<PriceLists.Row> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            PriceRequest request = requests.get(i);
            String path = "prices[" + i + "].";
            Violations own = Violations.collect();
            own.requireValue(request.operation(), path + "operation")
                    .requireValue(request.minAreaMu(), path + "minAreaMu")
                    .requireValue(request.fenPerMu(), path + "fenPerMu");
            own.require(request.fenPerMu() == null || request.fenPerMu() >= 0, "price.negative", path + "fenPerMu",
                    String.valueOf(request.fenPerMu()));
            own.require(request.minAreaMu() == null || isArea(request.minAreaMu()), "price.area", path + "minAreaMu",
                    String.valueOf(request.minAreaMu()));
            if (!own.any()) {
                PriceLists.Row row = new PriceLists.Row(Objects.requireNonNull(request.operation()),
                        Objects.requireNonNull(request.minAreaMu()).multiply(CENTIMU_PER_MU).longValueExact(),
                        Objects.requireNonNull(request.fenPerMu()));
                own.require(seen.add(row.operation() + " " + row.minCentimu()), "price.twice", path + "minAreaMu",
                        row.operation(), request.minAreaMu());
                rows.add(row);
            }
            problems.addAll(own.list());
        }
        if (!problems.any()) {
            checkClasses(rows, problems);
        }
        return rows;
    }

    private static boolean isArea(BigDecimal mu) {
        return mu.signum() >= 0 && mu.stripTrailingZeros().scale() <= 2 && mu.compareTo(MAX_MU) <= 0;
    }

    private static void checkClasses(List<PriceLists.Row> rows, Violations problems) {
        Map<Operation, List<PriceLists.Row>> byOperation = new TreeMap<>();
        rows.forEach(row -> byOperation.computeIfAbsent(row.operation(), key -> new ArrayList<>()).add(row));
        byOperation.forEach((operation, classes) -> {
            classes.sort(Comparator.comparingLong(PriceLists.Row::minCentimu));
            problems.require(classes.getFirst().minCentimu() == 0, "price.single-missing", "prices", operation);
            for (int i = 1; i < classes.size(); i++) {
                problems.require(classes.get(i).fenPerMu() <= classes.get(i - 1).fenPerMu(), "price.larger-dearer",
                        "prices", operation, BigDecimal.valueOf(classes.get(i).minCentimu(), 2));
            }
        });
    }
}
