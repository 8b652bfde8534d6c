package org.siji.platform.market;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
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
import org.siji.platform.api.Operation;
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
    private final Editions editions;
    private final Milestones written;
    private final DefaultMilestones milestones;
    private final PriceLists priceLists;
    private final CultivatorRegister cultivators;
    private final RegionRegister regions;
    private final Sentences sentences;
    private final ObjectProvider<AcceptanceTerms> acceptanceTerms;
    private final ObjectProvider<ProviderPapers> papers;
    private final ServiceAreas areas;
    private final Clock clock;

    ContractDrafter(ContractStore contracts, Editions editions, Milestones written, DefaultMilestones milestones,
            PriceLists priceLists, CultivatorRegister cultivators,
            RegionRegister regions, Sentences sentences, ObjectProvider<AcceptanceTerms> acceptanceTerms,
            ObjectProvider<ProviderPapers> papers, ServiceAreas areas, Clock clock) {
        this.contracts = contracts;
        this.editions = editions;
        this.written = written;
        this.milestones = milestones;
        this.priceLists = priceLists;
        this.cultivators = cultivators;
        this.regions = regions;
        this.sentences = sentences;
        this.acceptanceTerms = acceptanceTerms;
        this.papers = papers;
        this.areas = areas;
        this.clock = clock;
    }

    /**
     * Stores a draft.
     *
     * @param needs           all of the bundle's, or those that a terminated contract has left undone
     * @param contiguousArea  decides the price class
     * @param offeredFenPerMu what the provider offered for this bundle instead of its list's bundle price
     * @param mode            its terms are still to be filled in, unless it is a fixed fee
     * @param replaced        the terminated contract
     * @param by              who drafts it
     */
    UUID draft(Bundle bundle, List<ContractedNeed> needs, Area contiguousArea, Provider provider,
            long serviceFeeFenPerMu, @Nullable Long offeredFenPerMu, ContractMode mode,
            ContractStore.@Nullable Row replaced, String by) {
        papers.ifAvailable(rule -> rule.require(provider.id(), bundle.villageCode(), bundle.operation(),
                bundle.windowFrom(), bundle.windowTo()));
        // Whoever has offered for this bundle has said himself that he comes.
        if (offeredFenPerMu == null && !ServiceAreas.covers(areas.getArea(provider.id()), bundle.villageCode())) {
            throw ProblemException.conflict("contract.outside-area", "providerId", provider.name());
        }
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
        UUID id = Ids.next();
        double squareMeters = needs.stream().mapToDouble(need -> need.area().squareMeters()).sum();
        ContractTerms terms = TermsRequest.plain();
        terms = terms.with(milestones.plan(mode, terms, bundle.windowFrom(), bundle.windowTo()));
        ContractStore.Row bare = new ContractStore.Row(id, number, bundle.id(), provider.id(), provider.name(),
                bundle.villageCode(), bundle.operation(), bundle.season(), mode, list.id(), singlePrice, bundlePrice,
                serviceFeeFenPerMu, squareMeters, bundle.windowFrom(), bundle.windowTo(), ContractStatus.DRAFT, false,
                false, "", "", replaced == null ? null : replaced.id(), offeredFenPerMu != null, 1, 1);
        ContractStore.Row row = bare.withText(write(bare, needs, terms, null));
        contracts.insert(row, needs);
        editions.insert(
                new Edition(id, 1, Edition.State.DRAFT, mode, terms, row.windowFrom(), row.windowTo(), bundlePrice,
                        null, row.text(), row.textSha256(), TextHashes.sm3(row.text()), false, false, by,
                        OffsetDateTime.now(clock), null));
        written.plan(id, terms.milestones());
        return id;
    }

    /** Papers may have been found wanting since the draft, and days may have moved. */
    void requirePapers(ContractStore.Row row, LocalDate from, LocalDate to) {
        papers.ifAvailable(rule -> rule.require(row.providerId(), row.villageCode(), row.operation(), from, to));
    }

    /** The whole text, as of today. */
    String write(ContractStore.Row row, List<ContractedNeed> needs, ContractTerms terms,
            ContractText.@Nullable Amended amended) {
        return ContractText.fill(new ContractText.Terms(row.number(),
                LocalDate.now(clock.withZone(ProviderService.FARM_ZONE)),
                row.replaces() == null ? null : contracts.find(row.replaces()).orElseThrow().number(),
                regions.getRegion(row.villageCode()).name(), row.providerName(), row.season(),
                sentences.say(Locale.SIMPLIFIED_CHINESE, "operation." + row.operation()), row.windowFrom(),
                row.windowTo(), fieldLines(needs), priceLists.listClasses(row.priceListId(), row.operation()),
                row.singlePriceFenPerMu(), row.bundlePriceFenPerMu(), row.offered(), row.serviceFeeFenPerMu(),
                acceptance(row.operation(), row.windowFrom()),
                sentences.say(Locale.SIMPLIFIED_CHINESE, "contractmode." + row.mode()), terms, amended));
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

    private String acceptance(Operation operation, LocalDate windowFrom) {
        AcceptanceTerms terms = acceptanceTerms.getIfAvailable();
        return terms == null
                ? sentences.say(Locale.SIMPLIFIED_CHINESE, "contract.acceptance-as-published")
                : terms.inWords(operation, windowFrom);
    }
}
