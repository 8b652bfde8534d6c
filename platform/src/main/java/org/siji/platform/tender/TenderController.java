package org.siji.platform.tender;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.demand.Bundle;
import org.siji.platform.demand.Bundles;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Providers;
import org.siji.platform.tender.MatchController.AwardRequest;
import org.siji.platform.tender.MatchController.MatchView;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Tenders: called by an office, offered on by invited providers until the deadline, opened by two people, decided with a reason. */
@RestController
@RequestMapping("/api/v1/tenders")
class TenderController {

    private final Tenders tenders;
    private final TenderStore store;
    private final Offers offers;
    private final Awarding awarding;
    private final Awards awards;
    private final Bundles bundles;
    private final Providers providers;
    private final Sentences sentences;
    private final Clock clock;

    TenderController(Tenders tenders, TenderStore store, Offers offers, Awarding awarding, Awards awards,
            Bundles bundles, Providers providers, Sentences sentences, Clock clock) {
        this.tenders = tenders;
        this.store = store;
        this.offers = offers;
        this.awarding = awarding;
        this.awards = awards;
        this.bundles = bundles;
        this.providers = providers;
        this.sentences = sentences;
        this.clock = clock;
    }

    record NewTender(@Nullable UUID bundleId, @Nullable OffsetDateTime deadline, @Nullable String criteria,
            @Nullable List<UUID> invite) {}

    record Invited(UUID providerId, String providerName) {}

    /** @param match where it stands by {@link Matching}, at the offered price */
    record OfferView(UUID providerId, long fenPerMu, String note, int version, OffsetDateTime offeredAt,
            MatchView match) {}

    record ConfirmationView(String username, String role, OffsetDateTime confirmedAt) {}

    /**
     * @param now         the server's time, which decides about the deadline
     * @param mayOffer    whether this user may offer now
     * @param mayOpen     whether this user's confirmation would count now
     * @param invited     for offices only
     * @param own         this provider's versions, oldest first
     * @param offers      for offices after the opening, best ranked first
     * @param offerCount  for offices after the deadline: how many lie there
     * @param waiting     who has confirmed the opening and still counts
     * @param awardId     of the published choice
     */
    record TenderDetail(Tender tender, OffsetDateTime now, boolean mayOffer, boolean mayOpen, List<Invited> invited,
            List<Offers.Version> own, List<OfferView> offers, @Nullable Integer offerCount,
            List<ConfirmationView> waiting, @Nullable UUID awardId, List<StatusHistory.Entry> events) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    TenderDetail call(CurrentUser user, @RequestBody NewTender request) {
        Violations.collect().requireValue(request.bundleId(), "bundleId").requireValue(request.deadline(), "deadline")
                .requireValue(request.criteria(), "criteria").throwIfAny();
        Bundle bundle = awarding.getVisible(requireNonNull(request.bundleId()), user);
        UUID id = tenders.call(bundle, requireNonNull(request.deadline()), requireNonNull(request.criteria()).strip(),
                Objects.requireNonNullElse(request.invite(), List.of()), user);
        return detail(id, user);
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<Tender> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable TenderStatus status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        boolean provider = user.role() == PROVIDER;
        String prefix = provider ? Objects.requireNonNullElse(village, "") : user.narrowTo(village);
        return Page.of(store.list(prefix, provider ? user.providerId() : null, status, Page.after(cursor),
                Page.rowsToRead(limit)), limit, Tender::id);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    TenderDetail get(CurrentUser user, @PathVariable UUID id) {
        return detail(id, user);
    }

    record NewOffer(@Nullable Long fenPerMu, @Nullable String note) {}

    /** Also replaces the offer that was made before. */
    @PostMapping("/{id}/offers")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(PROVIDER)
    TenderDetail offer(CurrentUser user, @PathVariable UUID id, @RequestBody NewOffer request) {
        tenders.offer(id, request.fenPerMu(), request.note(), user);
        return detail(id, user);
    }

    @PostMapping("/{id}/withdraw")
    @Allowed(PROVIDER)
    TenderDetail withdraw(CurrentUser user, @PathVariable UUID id) {
        tenders.withdraw(id, user);
        return detail(id, user);
    }

    @PostMapping("/{id}/open")
    @Allowed({TOWNSHIP, VILLAGE})
    TenderDetail open(CurrentUser user, @PathVariable UUID id) {
        tenders.confirmOpening(id, user);
        return detail(id, user);
    }

    @PostMapping("/{id}/choose")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Awards.Award choose(CurrentUser user, @PathVariable UUID id, @RequestBody AwardRequest request) {
        tenders.getVisible(id, user);
        Violations.collect().requireValue(request.providerId(), "providerId").throwIfAny();
        return awarding.choose(id, requireNonNull(request.providerId()), request.reason(), request.serviceFee(),
                user);
    }

    record EndRequest(@Nullable String reason) {}

    @PostMapping("/{id}/end")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    TenderDetail end(CurrentUser user, @PathVariable UUID id, @RequestBody EndRequest request) {
        tenders.getVisible(id, user);
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        tenders.end(id, requireNonNull(request.reason()).strip(), user);
        return detail(id, user);
    }

    private TenderDetail detail(UUID id, CurrentUser user) {
        Tender tender = tenders.getVisible(id, user);
        boolean office = user.role().isOffice();
        boolean running = tender.status() == TenderStatus.RUNNING;
        boolean inTime = tenders.isBeforeDeadline(tender);
        boolean opened = tender.status() == TenderStatus.OPENED || tender.status() == TenderStatus.AWARDED;
        UUID provider = user.providerId();
        List<TenderStore.Confirmation> waiting = running ? tenders.listWaiting(id) : List.of();
        return new TenderDetail(tender, OffsetDateTime.now(clock), provider != null && running && inTime,
                (user.role() == VILLAGE || user.role() == TOWNSHIP) && running && !inTime
                        && waiting.stream().noneMatch(one -> one.userId().equals(user.id())),
                office ? invited(id) : List.of(),
                provider == null ? List.of() : offers.listOwn(id, provider),
                office && opened ? openedOffers(tender) : List.of(),
                office && !inTime ? store.listLive(id).size() : null,
                waiting.stream()
                        .map(one -> new ConfirmationView(one.username(), one.role(), one.confirmedAt())).toList(),
                awards.findOfTender(id).map(Awards.Award::id).orElse(null),
                tenders.history().list(id, sentences));
    }

    private List<Invited> invited(UUID id) {
        Set<UUID> ids = Set.copyOf(store.listInvited(id));
        return providers.listProviders().stream().filter(provider -> ids.contains(provider.id()))
                .map(provider -> new Invited(provider.id(), provider.name())).toList();
    }

    private List<OfferView> openedOffers(Tender tender) {
        List<Offers.Offer> opened = offers.unseal(tender.id());
        List<MatchView> ranking = MatchView.ofAll(
                awarding.rankOffers(bundles.getBundle(tender.bundleId()), opened), Long.MAX_VALUE, awarding);
        return ranking.stream().flatMap(match -> opened.stream()
                .filter(offer -> offer.providerId().equals(match.providerId()))
                .map(offer -> new OfferView(offer.providerId(), offer.fenPerMu(), offer.note(), offer.version(),
                        offer.offeredAt(), match)))
                .toList();
    }
}
