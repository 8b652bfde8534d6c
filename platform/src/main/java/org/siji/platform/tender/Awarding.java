package org.siji.platform.tender;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.geo.PayableArea;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Violations;
import org.siji.platform.demand.Bundle;
import org.siji.platform.demand.Bundles;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Contracts;
import org.siji.platform.registry.RegionRegister;
import org.siji.platform.tender.Awards.Choice;
import org.siji.platform.tender.Match.Fit;
import org.siji.platform.tender.TenderStore.Confirmation;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** Gives a bundle to a provider, drafts the contract, and publishes who offered what, who got it, and why. */
@Component
class Awarding {

    /** One of those who offered. The sentences are Chinese: they are part of what was published. */
    record Candidate(int rank, String provider, long fenPerMu, long totalFen, List<String> reasons, boolean chosen) {}

    /**
     * What everybody may read of a choice.
     *
     * @param compared   how many providers were in the ranking of a direct award, from which only the chosen one is shown
     * @param openedBy   roles of the two who opened, and when
     * @param limitFen   up to which direct awards were allowed that day, and by whose decision
     */
    record Published(String kind, @Nullable String tenderNumber, String villageCode, String village, String operation,
            String operationName, int season, LocalDate windowFrom, LocalDate windowTo, String areaMu, int fields,
            @Nullable String criteria, @Nullable String deadline, List<String> openedBy, List<Candidate> candidates,
            int compared, String chosen, long fenPerMu, long totalFen, String reason, long limitFen,
            String limitSource, String awardedAt, String objectionsTo) {}

    private final Bundles bundles;
    private final Matching matching;
    private final Tenders tenders;
    private final TenderStore store;
    private final Offers offers;
    private final Awards awards;
    private final AwardLimits limits;
    private final Contracts contracts;
    private final RegionRegister regions;
    private final Sentences sentences;
    private final JsonMapper json;

    Awarding(Bundles bundles, Matching matching, Tenders tenders, TenderStore store, Offers offers, Awards awards,
            AwardLimits limits, Contracts contracts, RegionRegister regions, Sentences sentences, JsonMapper json) {
        this.bundles = bundles;
        this.matching = matching;
        this.tenders = tenders;
        this.store = store;
        this.offers = offers;
        this.awards = awards;
        this.limits = limits;
        this.contracts = contracts;
        this.regions = regions;
        this.sentences = sentences;
        this.json = json;
    }

    Bundle getVisible(UUID bundleId, CurrentUser user) {
        Bundle bundle = bundles.getBundle(bundleId);
        if (!user.seesVillage(bundle.villageCode())) {
            throw ProblemException.notFound("bundle", bundleId);
        }
        return bundle;
    }

    Awards.Award awardDirectly(UUID bundleId, UUID providerId, String reason, long serviceFee, CurrentUser user) {
        Bundle bundle = getVisible(bundleId, user);
        requireServiceFee(serviceFee);
        tenders.requireFree(bundle);
        List<Match> ranking = matching.rank(bundle);
        Match chosen = ranking.stream().filter(match -> match.providerId().equals(providerId)).findFirst()
                .orElseThrow(() -> ProblemException.notFound("provider", providerId));
        if (chosen.fit() == Fit.CANNOT) {
            throw ProblemException.conflict("award.cannot", "providerId", chosen.providerName(),
                    say(chosen.reasons().getFirst()));
        }
        Long price = chosen.fenPerMu();
        Long total = chosen.totalFen();
        if (price == null || total == null) {
            throw ProblemException.conflict("award.no-price", "providerId", chosen.providerName(),
                    bundle.windowFrom());
        }
        AwardLimits.Limit limit = limits.getLimit(bundle.villageCode());
        if (total > limit.limitFen()) {
            throw ProblemException.conflict("award.over-limit", "providerId", Matching.yuan(total),
                    Matching.yuan(limit.limitFen()), limit.source());
        }
        UUID contract = contracts.draftAwarded(bundle.id(), providerId, null, serviceFee, user);
        return record(new Choice(bundle.id(), null, bundle.villageCode(), bundle.season(), bundle.operation(),
                providerId, contract, price, total, reason), bundle, null, ranking, user);
    }

    /** @param reason may be left out only for the cheapest offer */
    Awards.Award choose(UUID tenderId, UUID providerId, @Nullable String reason, long serviceFee, CurrentUser user) {
        Tender tender = tenders.holdOpened(tenderId, user);
        requireServiceFee(serviceFee);
        Bundle bundle = bundles.getBundle(tender.bundleId());
        List<Offers.Offer> opened = offers.unseal(tenderId);
        Offers.Offer offer = opened.stream().filter(one -> one.providerId().equals(providerId)).findFirst()
                .orElseThrow(() -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "tender.no-such-offer",
                        "providerId"));
        long cheapest = opened.getFirst().fenPerMu();
        String given = reason == null ? "" : reason.strip();
        if (given.isEmpty() && offer.fenPerMu() > cheapest) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "tender.reason-for-dearer", "reason",
                    Matching.yuan(offer.fenPerMu()), Matching.yuan(cheapest));
        }
        String why = given.isEmpty() ? sentences.say(Locale.SIMPLIFIED_CHINESE, "tender.cheapest") : given;
        UUID contract = contracts.draftAwarded(bundle.id(), providerId, offer.fenPerMu(), serviceFee, user);
        Awards.Award award = record(
                new Choice(bundle.id(), tenderId, bundle.villageCode(), bundle.season(), bundle.operation(),
                        providerId, contract, offer.fenPerMu(), Matching.totalFen(bundle, offer.fenPerMu()), why),
                bundle, tender, rankOffers(bundle, opened), user);
        tenders.markAwarded(tender);
        return award;
    }

    List<Match> rankOffers(Bundle bundle, List<Offers.Offer> opened) {
        return matching.rank(bundle,
                opened.stream().collect(Collectors.toMap(Offers.Offer::providerId, Offers.Offer::fenPerMu)));
    }

    private static void requireServiceFee(long serviceFee) {
        Violations.collect()
                .require(serviceFee >= 0, "price.negative", "serviceFeeFenPerMu", String.valueOf(serviceFee))
                .throwIfAny();
    }

    private Awards.Award record(Choice choice, Bundle bundle, @Nullable Tender tender, List<Match> ranking,
            CurrentUser user) {
        AwardLimits.Limit limit = limits.getLimit(bundle.villageCode());
        List<Candidate> all = IntStream.range(0, ranking.size())
                .filter(i -> ranking.get(i).totalFen() != null)
                .mapToObj(i -> candidate(i + 1, ranking.get(i), choice)).toList();
        List<Candidate> shown = tender == null ? all.stream().filter(Candidate::chosen).toList() : all;
        OffsetDateTime objectionsTo = awards.objectionsTo();
        Published published = new Published(tender == null ? "DIRECT" : "TENDER",
                tender == null ? null : tender.number(), bundle.villageCode(),
                regions.getRegion(bundle.villageCode()).name(), bundle.operation().name(),
                sentences.say(Locale.SIMPLIFIED_CHINESE, "operation." + bundle.operation()), bundle.season(),
                bundle.windowFrom(), bundle.windowTo(), PayableArea.of(bundle.area()).mu().toPlainString(),
                bundle.needs().size(), tender == null ? null : tender.criteria(),
                tender == null ? null : Tenders.minute(tender.deadline()),
                tender == null ? List.of() : openers(tender.id()), shown, ranking.size(),
                all.stream().filter(Candidate::chosen).findFirst().orElseThrow().provider(), choice.fenPerMu(),
                choice.totalFen(), choice.reason(), limit.limitFen(), limit.source(), Tenders.minute(awards.now()),
                Tenders.minute(objectionsTo));
        UUID id = awards.record(choice, json.writeValueAsString(all), json.writeValueAsString(published),
                objectionsTo, user.username());
        return awards.find(id).orElseThrow();
    }

    private Candidate candidate(int rank, Match match, Choice choice) {
        Long price = match.fenPerMu();
        Long total = match.totalFen();
        return new Candidate(rank, match.providerName(), price == null ? 0 : price, total == null ? 0 : total,
                match.reasons().stream()
                        .map(reason -> sentences.say(Locale.SIMPLIFIED_CHINESE, reason.code(),
                                reason.args().toArray()))
                        .toList(),
                match.providerId().equals(choice.providerId()));
    }

    /** The roles of the last two who confirmed: they opened it. */
    private List<String> openers(UUID tenderId) {
        List<Confirmation> all = store.listConfirmations(tenderId);
        Map<UUID, Confirmation> last = new LinkedHashMap<>();
        for (int i = all.size() - 1; i >= 0 && last.size() < 2; i--) {
            last.putIfAbsent(all.get(i).userId(), all.get(i));
        }
        return last.values().stream().map(one -> sentences.say(Locale.SIMPLIFIED_CHINESE, "tender.opener." + one.role())
                + " " + Tenders.minute(one.confirmedAt())).toList();
    }

    String say(Reason reason) {
        return sentences.say(reason.code(), reason.args().toArray());
    }
}
