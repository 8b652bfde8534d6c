package org.siji.platform.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.geo.PayableArea;
import org.siji.money.Money;
import org.siji.platform.demand.Bundle;
import org.siji.platform.market.PriceLists.DatedClass;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What each more mu does to a bundle's price: the steps of the lists that hold on the first day of its window. */
@Component
class PriceCurves {

    private static final int COUNTY_DIGITS = 6;

    private final PriceLists lists;
    private final Providers providers;
    private final ServiceAreas areas;
    private final ObjectProvider<PackagePrices> packagePrices;

    PriceCurves(PriceLists lists, Providers providers, ServiceAreas areas,
            ObjectProvider<PackagePrices> packagePrices) {
        this.lists = lists;
        this.providers = providers;
        this.areas = areas;
        this.packagePrices = packagePrices;
    }

    /** @param minCentimu contiguous, from which on the price holds */
    record Step(long minCentimu, long fenPerMu) {}

    /**
     * The next lower price.
     *
     * @param missingCentimu contiguous, to reach it
     * @param savingFen      what those who are in already would pay less, all together, for what they have in
     */
    record Next(long minCentimu, long missingCentimu, long fenPerMu, long savingFen) {}

    record ProviderCurve(UUID providerId, String providerName, LocalDate listedFrom, List<Step> steps, long fenPerMu,
            @Nullable Next next) {}

    /**
     * @param ofPackage the bundle's price was chosen with its service package: no list decides it
     * @param best      the lowest price that any of them asks, where it changes
     * @param providers cheapest for this bundle first
     */
    record Curve(UUID bundleId, long contiguousCentimu, long areaCentimu, boolean ofPackage, List<Step> best,
            @Nullable Long fenPerMu, @Nullable Next next, List<ProviderCurve> providers) {}

    Curve of(Bundle bundle) {
        long contiguous = PayableArea.of(bundle.contiguousArea()).centimu();
        long area = PayableArea.of(bundle.area()).centimu();
        PackagePrices packages = packagePrices.getIfAvailable();
        if (packages != null && packages.isOfPackage(bundle.id())) {
            return new Curve(bundle.id(), contiguous, area, true, List.of(), null, null, List.of());
        }
        Map<UUID, Set<String>> served = areas.mapAreas();
        Map<UUID, Provider> serving = providers.listProviders().stream()
                .filter(provider -> serves(provider, bundle.villageCode()) && ServiceAreas
                        .covers(served.getOrDefault(provider.id(), Set.of()), bundle.villageCode()))
                .collect(Collectors.toMap(Provider::id, Function.identity()));
        List<ProviderCurve> curves = new ArrayList<>();
        lists.mapClasses(bundle.operation(), bundle.windowFrom()).forEach((id, dated) -> {
            Provider provider = serving.get(id);
            if (provider != null) {
                curves.add(curve(provider, dated, contiguous, area));
            }
        });
        curves.sort(Comparator.comparingLong(ProviderCurve::fenPerMu).thenComparing(ProviderCurve::providerName)
                .thenComparing(ProviderCurve::providerId));
        List<Step> best = best(curves.stream().map(ProviderCurve::steps).toList());
        return new Curve(bundle.id(), contiguous, area, false, best, best.isEmpty() ? null : priceAt(best, contiguous),
                next(best, contiguous, area), curves);
    }

    /** Registered for the whole installation, or by an office of the village's county. */
    private static boolean serves(Provider provider, String villageCode) {
        String region = provider.regionCode();
        return region.isEmpty() || villageCode.startsWith(
                region.length() > COUNTY_DIGITS ? region.substring(0, COUNTY_DIGITS) : region);
    }

    private static ProviderCurve curve(Provider provider, List<DatedClass> dated, long contiguous, long area) {
        List<Step> steps = dated.stream().map(DatedClass::priceClass)
                .map(each -> new Step(each.minCentimu(), each.fenPerMu())).toList();
        return new ProviderCurve(provider.id(), provider.name(), dated.getFirst().validFrom(), steps,
                priceAt(steps, contiguous), next(steps, contiguous, area));
    }

    /** @param steps smallest first, as in a list: below the first one the first price holds too */
    static long priceAt(List<Step> steps, long centimu) {
        return steps.stream().filter(step -> step.minCentimu() <= centimu).reduce((smaller, larger) -> larger)
                .orElse(steps.getFirst()).fenPerMu();
    }

    /** The lower envelope: where some list begins a price, what the cheapest of all asks there, if that is another price than before. */
    static List<Step> best(List<List<Step>> curves) {
        TreeSet<Long> begins = new TreeSet<>();
        curves.forEach(steps -> steps.forEach(step -> begins.add(step.minCentimu())));
        List<Step> best = new ArrayList<>();
        for (long from : begins) {
            long lowest = curves.stream().mapToLong(steps -> priceAt(steps, from)).min().orElseThrow();
            if (best.isEmpty() || best.getLast().fenPerMu() != lowest) {
                best.add(new Step(from, lowest));
            }
        }
        return best;
    }

    static @Nullable Next next(List<Step> steps, long contiguous, long area) {
        if (steps.isEmpty()) {
            return null;
        }
        long now = priceAt(steps, contiguous);
        return steps.stream().filter(step -> step.minCentimu() > contiguous && step.fenPerMu() < now).findFirst()
                .map(step -> new Next(step.minCentimu(), step.minCentimu() - contiguous, step.fenPerMu(),
                        Money.ofFen(now - step.fenPerMu()).perMuTimes(area).fen()))
                .orElse(null);
    }
}
