package org.siji.platform.packages;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Violations;
import org.siji.platform.packages.ServicePackage.Part;
import org.siji.platform.packages.ServicePackage.Promise;
import org.siji.platform.packages.ServicePackage.PromiseKind;
import org.siji.platform.packages.ServicePackage.Step;

/** What an offer must be, as far as it can be told without looking anything up. */
final class PackageRules {

    static final int MAX_OPERATIONS = 20;
    static final int MAX_VILLAGES = 200;
    private static final int MAX_TEXT = 500;
    private static final int MAX_WEIGHT = 10_000;
    private static final int MAX_JIN_PER_MU = 5_000;
    private static final int FULL_PERCENT = 100;
    private static final long MAX_FEN_PER_MU = 10_000_000;
    private static final BigDecimal MAX_MU = BigDecimal.valueOf(1_000_000);

    private PackageRules() {}

    record OperationRequest(@Nullable Operation operation, @Nullable UUID providerId, @Nullable LocalDate windowFrom,
            @Nullable LocalDate windowTo, @Nullable Integer weight) {}

    record StepRequest(@Nullable BigDecimal minAreaMu, @Nullable Long fenPerMu) {}

    record PromiseRequest(@Nullable PromiseKind kind, @Nullable Integer value, @Nullable Long refundFenPerMu,
            @Nullable String text) {}

    /**
     * @param lead who works where the operation names nobody
     * @return meaningless when problems were found
     */
    static List<Part> operations(List<OperationRequest> requests, @Nullable UUID lead, Violations problems) {
        problems.require(requests.size() >= 2, "package.too-few", "operations").require(
                requests.size() <= MAX_OPERATIONS, "package.too-many", "operations", MAX_OPERATIONS);
        boolean whole = true;
        for (int i = 0; i < requests.size(); i++) {
            OperationRequest one = requests.get(i);
            String path = "operations[" + i + "].";
            Violations own = Violations.collect().requireValue(one.operation(), path + "operation")
                    .requireValue(one.windowFrom(), path + "windowFrom")
                    .requireValue(one.windowTo(), path + "windowTo").requireValue(one.weight(), path + "weight")
                    .requireValue(one.providerId() == null ? lead : one.providerId(), path + "providerId");
            own.require(one.weight() == null || one.weight() >= 1 && one.weight() <= MAX_WEIGHT, "package.weight",
                    path + "weight", MAX_WEIGHT);
            own.require(one.windowFrom() == null || one.windowTo() == null
                    || !one.windowTo().isBefore(one.windowFrom()), "need.window-reversed", path + "windowTo",
                    String.valueOf(one.windowFrom()), String.valueOf(one.windowTo()));
            whole &= !own.any();
            problems.addAll(own.list());
        }
        if (!whole) {
            return List.of();
        }
        List<Part> parts = requests.stream().map(one -> new Part(Objects.requireNonNull(one.operation()),
                Objects.requireNonNull(one.providerId() == null ? lead : one.providerId()),
                Objects.requireNonNull(one.windowFrom()), Objects.requireNonNull(one.windowTo()),
                Objects.requireNonNull(one.weight()))).toList();
        requireApart(parts, problems);
        return parts;
    }

    /** The same work twice (spraying) is two operations on different days: on the same days it would be one need. */
    private static void requireApart(List<Part> parts, Violations problems) {
        for (int i = 0; i < parts.size(); i++) {
            Part later = parts.get(i);
            problems.require(parts.subList(0, i).stream().noneMatch(one -> one.operation() == later.operation()
                    && !one.windowFrom().isAfter(later.windowTo()) && !later.windowFrom().isAfter(one.windowTo())),
                    "package.same-days", "operations[" + i + "].windowFrom", later.operation());
        }
    }

    static List<Step> steps(List<StepRequest> requests, Violations problems) {
        boolean whole = !requests.isEmpty();
        problems.require(whole, "required", "prices");
        for (int i = 0; i < requests.size(); i++) {
            StepRequest one = requests.get(i);
            String path = "prices[" + i + "].";
            Violations own = Violations.collect().requireValue(one.minAreaMu(), path + "minAreaMu")
                    .requireValue(one.fenPerMu(), path + "fenPerMu");
            BigDecimal area = one.minAreaMu();
            own.require(area == null || area.signum() >= 0 && area.stripTrailingZeros().scale() <= 2
                    && area.compareTo(MAX_MU) <= 0, "price.area", path + "minAreaMu", String.valueOf(area));
            Long price = one.fenPerMu();
            own.require(price == null || price > 0 && price <= MAX_FEN_PER_MU && price % 100 == 0, "package.price",
                    path + "fenPerMu");
            whole &= !own.any();
            problems.addAll(own.list());
        }
        if (!whole) {
            return List.of();
        }
        List<Step> steps = requests.stream()
                .map(one -> new Step(Objects.requireNonNull(one.minAreaMu()).movePointRight(2).longValueExact(),
                        Objects.requireNonNull(one.fenPerMu())))
                .sorted(Comparator.comparingLong(Step::minCentimu)).toList();
        problems.require(steps.getFirst().minCentimu() == 0, "package.single-missing", "prices");
        for (int i = 1; i < steps.size(); i++) {
            problems.require(steps.get(i).minCentimu() > steps.get(i - 1).minCentimu()
                    && steps.get(i).fenPerMu() <= steps.get(i - 1).fenPerMu(), "package.larger-dearer", "prices",
                    BigDecimal.valueOf(steps.get(i).minCentimu(), 2));
        }
        return steps;
    }

    /** What comes back is at most what was paid at the lowest price. */
    static @Nullable Promise promise(@Nullable PromiseRequest request, List<Step> steps, Violations problems) {
        if (request == null) {
            problems.add("required", "promise");
            return null;
        }
        Violations own = Violations.collect().requireValue(request.kind(), "promise.kind")
                .requireValue(request.text(), "promise.text")
                .requireValue(request.refundFenPerMu(), "promise.refundFenPerMu");
        own.require(request.text() == null || request.text().length() <= MAX_TEXT, "package.long", "promise.text",
                MAX_TEXT);
        Integer value = request.value();
        PromiseKind kind = request.kind();
        if (kind != null) {
            int most = kind == PromiseKind.YIELD ? MAX_JIN_PER_MU : FULL_PERCENT;
            own.require(kind == PromiseKind.ON_TIME ? value == null : value != null && value >= 1 && value <= most,
                    kind == PromiseKind.ON_TIME ? "package.value-on-time" : "package.value", "promise.value", most);
        }
        Long refund = request.refundFenPerMu();
        own.require(refund == null || refund >= 0 && (steps.isEmpty() || refund <= steps.getLast().fenPerMu()),
                "package.refund", "promise.refundFenPerMu");
        problems.addAll(own.list());
        return own.any()
                ? null
                : new Promise(Objects.requireNonNull(kind), value, Objects.requireNonNull(refund),
                        Objects.requireNonNull(request.text()).strip());
    }
}
