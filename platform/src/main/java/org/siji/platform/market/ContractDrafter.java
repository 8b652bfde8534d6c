package org.siji.platform.market;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.money.Money;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.demand.Bundle;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.RegionRegister;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Works out a contract's prices and text. Prices are those of the list that holds on the first day of the window. */
@Component
class ContractDrafter {

    private final ContractStore contracts;
    private final PriceLists priceLists;
    private final CultivatorRegister cultivators;
    private final RegionRegister regions;
    private final Sentences sentences;
    private final ObjectProvider<AcceptanceTerms> acceptanceTerms;
    private final Clock clock;

    ContractDrafter(ContractStore contracts, PriceLists priceLists, CultivatorRegister cultivators,
            RegionRegister regions, Sentences sentences, ObjectProvider<AcceptanceTerms> acceptanceTerms,
            Clock clock) {
        this.contracts = contracts;
        this.priceLists = priceLists;
        this.cultivators = cultivators;
        this.regions = regions;
        this.sentences = sentences;
        this.acceptanceTerms = acceptanceTerms;
        this.clock = clock;
    }

    /**
     * Stores a draft.
     *
     * @param needs           all of the bundle's, or those that a terminated contract has left undone
     * @param contiguousArea  decides the price class
     * @param offeredFenPerMu what the provider offered for this bundle instead of its list's bundle price
     * @param replaced        the terminated contract
     */
    UUID draft(Bundle bundle, List<ContractedNeed> needs, Area contiguousArea, Provider provider,
            long serviceFeeFenPerMu, @Nullable Long offeredFenPerMu, ContractStore.@Nullable Row replaced) {
        PriceLists.Head list = priceLists.findOn(provider.id(), bundle.windowFrom())
                .orElseThrow(() -> noPrice(bundle, provider));
        List<PriceClass> classes = priceLists.listClasses(list.id(), bundle.operation());
        if (classes.isEmpty()) {
            throw noPrice(bundle, provider);
        }
        long singlePrice = classes.getFirst().fenPerMu();
        long bundlePrice = offeredFenPerMu == null
                ? PriceClass.priceFor(PayableArea.of(contiguousArea), classes)
                : offeredFenPerMu;
        if (offeredFenPerMu != null && (bundlePrice < 0 || bundlePrice > singlePrice)) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "contract.offered-price", "fenPerMu",
                    Money.ofFen(bundlePrice).yuan(), provider.name(), Money.ofFen(singlePrice).yuan());
        }
        String number = String.format(Locale.ROOT, "FW-%d-%s-%04d", bundle.season(), bundle.villageCode().substring(6),
                contracts.nextNumber(bundle.season(), bundle.villageCode()));
        LocalDate today = LocalDate.now(clock.withZone(ProviderService.FARM_ZONE));
        String text = ContractText.fill(new ContractText.Terms(number, today,
                replaced == null ? null : replaced.number(), regions.getRegion(bundle.villageCode()).name(),
                provider.name(), bundle.season(),
                sentences.say(Locale.SIMPLIFIED_CHINESE, "operation." + bundle.operation()), bundle.windowFrom(),
                bundle.windowTo(), fieldLines(needs), classes, singlePrice, bundlePrice,
                offeredFenPerMu != null, serviceFeeFenPerMu, acceptance(bundle)));
        UUID id = Ids.next();
        double squareMeters = needs.stream().mapToDouble(need -> need.area().squareMeters()).sum();
        contracts.insert(new ContractStore.Row(id, number, bundle.id(), provider.id(), provider.name(),
                bundle.villageCode(), bundle.operation(), bundle.season(), ContractMode.FIXED_FEE, list.id(),
                singlePrice, bundlePrice, serviceFeeFenPerMu, squareMeters, bundle.windowFrom(), bundle.windowTo(),
                ContractStatus.DRAFT, false, false, text, ContractText.sha256(text),
                replaced == null ? null : replaced.id()), needs);
        return id;
    }

    private static ProblemException noPrice(Bundle bundle, Provider provider) {
        return ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "contract.no-price", "providerId",
                provider.name(), bundle.operation(), bundle.windowFrom());
    }

    private List<ContractText.FieldLine> fieldLines(List<ContractedNeed> needs) {
        Map<UUID, Cultivator> names = cultivators
                .mapCultivators(needs.stream().map(ContractedNeed::cultivatorId).collect(Collectors.toSet()));
        return needs.stream().map(need -> {
            Cultivator cultivator = names.get(need.cultivatorId());
            return new ContractText.FieldLine(need.fieldName(), cultivator == null ? "" : cultivator.nameMasked(),
                    PayableArea.of(need.area()));
        }).toList();
    }

    private String acceptance(Bundle bundle) {
        AcceptanceTerms terms = acceptanceTerms.getIfAvailable();
        return terms == null
                ? sentences.say(Locale.SIMPLIFIED_CHINESE, "contract.acceptance-as-published")
                : terms.inWords(bundle.operation(), bundle.windowFrom());
    }
}
