package org.siji.platform.packages;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.siji.geo.PayableArea;
import org.siji.platform.api.ProblemException;
import org.siji.platform.demand.Bundle;
import org.siji.platform.demand.BundledNeed;
import org.siji.platform.demand.Bundles;
import org.siji.platform.market.PackagePrices;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.packages.ServicePackage.Part;
import org.siji.platform.packages.TakingStore.Place;
import org.springframework.stereotype.Component;

/** Says what a bundle of a package's needs costs: the operation's part of the one price. */
@Component
class PackagePricing implements PackagePrices {

    private final TakingStore takings;
    private final PackageStore packages;
    private final Bundles bundles;
    private final Providers providers;

    PackagePricing(TakingStore takings, PackageStore packages, Bundles bundles, Providers providers) {
        this.takings = takings;
        this.packages = packages;
        this.bundles = bundles;
        this.providers = providers;
    }

    @Override
    public boolean isOfPackage(UUID bundleId) {
        return !places(bundles.getBundle(bundleId)).isEmpty();
    }

    private List<Place> places(Bundle bundle) {
        return takings.listPlaces(bundle.needs().stream().map(BundledNeed::needId).toList());
    }

    /** A bundle holds needs of one place in one version of one package: the same work twice has no day in common. */
    @Override
    public Optional<Long> findFenPerMu(Bundle bundle, Provider provider) {
        List<Place> places = places(bundle);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        ServicePackage offer = packages.find(places.getFirst().packageId()).orElseThrow();
        long[] split = offer.split(offer.stepFor(PayableArea.of(bundle.contiguousArea()).centimu()).fenPerMu());
        long fenPerMu = Long.MAX_VALUE;
        for (Place place : places) {
            Part part = offer.operations().get(place.position());
            if (!part.providerId().equals(provider.id())) {
                throw ProblemException.conflict("package.other-provider", "providerId", offer.name(),
                        part.operation(), providers.getProvider(part.providerId()).name());
            }
            fenPerMu = Math.min(fenPerMu, split[place.position()]);
        }
        long most = providers.listPrices(bundle.operation(), bundle.windowFrom(), bundle.contiguousArea()).stream()
                .filter(price -> price.providerId().equals(provider.id()))
                .mapToLong(Providers.ListPrice::singleFenPerMu).findFirst().orElse(fenPerMu);
        return Optional.of(Math.min(fenPerMu, most));
    }
}
