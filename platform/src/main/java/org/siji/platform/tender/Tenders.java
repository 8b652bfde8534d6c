package org.siji.platform.tender;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.platform.api.Ids;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.demand.Bundle;
import org.siji.platform.demand.BundleDissolved;
import org.siji.platform.demand.BundleStatus;
import org.siji.platform.demand.NeedLeftBundle;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Contracts;
import org.siji.platform.market.PackagePrices;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.market.Providers.ListPrice;
import org.siji.platform.qualification.PaperCheck;
import org.siji.platform.tender.Match.Fit;
import org.siji.platform.tender.TenderStore.Confirmation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What may happen to a tender and when. Every step holds the tender's row before it looks at the clock: an offer can't slip in behind
 * the opening, and of two confirmations that come at once exactly one opens.
 */
@Component
class Tenders {

    /** Within this time two people must confirm, so that they are really together. */
    static final Duration TOGETHER = Duration.ofMinutes(30);

    private static final long MAX_FEN_PER_MU = 10_000_000;
    private static final int MAX_NOTE = 1_000;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final TenderStore store;
    private final Offers offers;
    private final Matching matching;
    private final Contracts contracts;
    private final Providers providers;
    private final PaperCheck papers;
    private final ObjectProvider<PackagePrices> packages;
    private final StatusHistory history;
    private final Clock clock;

    Tenders(TenderStore store, Offers offers, Matching matching, Contracts contracts, Providers providers,
            PaperCheck papers, ObjectProvider<PackagePrices> packages, JdbcTemplate jdbc, Clock clock) {
        this.store = store;
        this.offers = offers;
        this.matching = matching;
        this.contracts = contracts;
        this.providers = providers;
        this.papers = papers;
        this.packages = packages;
        this.history = new StatusHistory(jdbc, clock, "tender_event");
        this.clock = clock;
    }

    /** @param alsoInvited providers beyond those of the county that the ranking finds able: from elsewhere they come by name only */
    UUID call(Bundle bundle, OffsetDateTime deadline, String criteria, List<UUID> alsoInvited, CurrentUser user) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        Violations.collect().require(deadline.isAfter(now), "tender.deadline-passed", "deadline", minute(deadline))
                .require(!LocalDate.ofInstant(deadline.toInstant(), Matching.FARM_ZONE).isAfter(bundle.windowTo()),
                        "tender.deadline-behind-window", "deadline", minute(deadline), bundle.windowTo())
                .throwIfAny();
        requireFree(bundle);
        Set<UUID> own = ownProviders(bundle);
        Set<UUID> invited = new LinkedHashSet<>();
        matching.rank(bundle).stream()
                .filter(match -> match.fit() != Fit.CANNOT && own.contains(match.providerId()))
                .forEach(match -> invited.add(match.providerId()));
        alsoInvited.forEach(provider -> invited.add(providers.getProvider(provider).id()));
        if (invited.isEmpty()) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "tender.nobody", "bundleId");
        }
        String number = String.format(Locale.ROOT, "BJ-%d-%s-%04d", bundle.season(), bundle.villageCode().substring(6),
                store.nextNumber(bundle.season(), bundle.villageCode()));
        UUID id = Ids.next();
        store.insert(new Tender(id, number, bundle.id(), bundle.villageCode(), bundle.operation(), bundle.season(),
                bundle.windowFrom(), bundle.windowTo(), bundle.area().squareMeters(), bundle.needs().size(), criteria,
                deadline, user.username(), now, TenderStatus.RUNNING, invited.size()), invited);
        history.record(id, TenderStatus.RUNNING, "");
        return id;
    }

    /** Those that an office of the county, or of the whole installation, looks after. */
    private Set<UUID> ownProviders(Bundle bundle) {
        String county = bundle.villageCode().substring(0, 6);
        return providers.listProviders().stream()
                .filter(one -> one.regionCode().isEmpty() || one.regionCode().startsWith(county)).map(Provider::id)
                .collect(Collectors.toSet());
    }

    boolean isFree(Bundle bundle) {
        return bundle.status() == BundleStatus.CLOSED
                && contracts.listUnderContract(List.of(bundle.id())).isEmpty()
                && store.findLiveOfBundle(bundle.id()).isEmpty();
    }

    /** @throws ProblemException 409 where the bundle can't be given to anybody now */
    void requireFree(Bundle bundle) {
        if (bundle.status() != BundleStatus.CLOSED) {
            throw ProblemException.conflict("contract.bundle-not-closed", "bundleId", bundle.status());
        }
        if (!contracts.listUnderContract(List.of(bundle.id())).isEmpty()) {
            throw ProblemException.conflict("constraint.contract_one_live_per_bundle", "bundleId");
        }
        PackagePrices prices = packages.getIfAvailable();
        if (prices != null && prices.isOfPackage(bundle.id())) {
            throw ProblemException.conflict("tender.of-package", "bundleId");
        }
        store.findLiveOfBundle(bundle.id()).ifPresent(live -> {
            throw ProblemException.conflict("tender.running", "bundleId", live.number());
        });
    }

    /** @throws ProblemException 404 unless the user's office sees it, or his provider is invited */
    Tender getVisible(UUID id, CurrentUser user) {
        return store.find(id)
                .filter(tender -> user.seesVillage(tender.villageCode())
                        || user.role() == Role.PROVIDER && store.isInvited(id, user.providerId()))
                .orElseThrow(() -> ProblemException.notFound("tender", id));
    }

    private Tender hold(UUID id, CurrentUser user) {
        store.lock(id);
        return getVisible(id, user);
    }

    /** An offer that could not become a contract is refused while there is time to bring the paper. */
    void offer(UUID id, @Nullable Long fenPerMu, @Nullable String note, CurrentUser user) {
        Tender tender = hold(id, user);
        UUID provider = requireInTime(tender, user);
        String said = note == null ? "" : note.strip();
        Violations.collect().requireValue(fenPerMu, "fenPerMu")
                .require(fenPerMu == null || fenPerMu > 0 && fenPerMu <= MAX_FEN_PER_MU, "tender.price", "fenPerMu",
                        Matching.yuan(fenPerMu == null ? 0 : fenPerMu))
                .require(said.length() <= MAX_NOTE, "tender.note", "note", MAX_NOTE).throwIfAny();
        papers.require("tender.papers", provider, tender.villageCode(), tender.operation(), tender.windowFrom(),
                tender.windowTo());
        long price = fenPerMu == null ? 0 : fenPerMu;
        ListPrice list = providers
                .listPrices(tender.operation(), tender.windowFrom(), new Area(tender.squareMeters()))
                .stream().filter(one -> one.providerId().equals(provider)).findFirst()
                .orElseThrow(() -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "tender.no-list", "fenPerMu",
                        tender.operation(), tender.windowFrom()));
        if (price > list.singleFenPerMu()) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "tender.above-list", "fenPerMu",
                    Matching.yuan(price), Matching.yuan(list.singleFenPerMu()));
        }
        offers.seal(id, provider, price, said, OffsetDateTime.now(clock), user.username());
    }

    void withdraw(UUID id, CurrentUser user) {
        Tender tender = hold(id, user);
        UUID provider = requireInTime(tender, user);
        List<TenderStore.SealedOffer> versions = store.listVersions(id, provider);
        if (versions.isEmpty() || versions.getLast().sealed() == null) {
            throw ProblemException.conflict("tender.nothing-to-withdraw", "");
        }
        offers.withdraw(id, provider, OffsetDateTime.now(clock), user.username());
    }

    private UUID requireInTime(Tender tender, CurrentUser user) {
        UUID provider = user.providerId();
        if (provider == null) {
            throw ProblemException.notFound("tender", tender.id());
        }
        if (!isBeforeDeadline(tender)) {
            throw ProblemException.conflict("tender.too-late", "", minute(tender.deadline()),
                    minute(OffsetDateTime.now(clock)));
        }
        require(tender, TenderStatus.RUNNING);
        return provider;
    }

    boolean isBeforeDeadline(Tender tender) {
        return clock.instant().isBefore(tender.deadline().toInstant());
    }

    /** The second of two different people opens; without any offer the first one finds that out and the tender is void. */
    Tender confirmOpening(UUID id, CurrentUser user) {
        Tender tender = hold(id, user);
        require(tender, TenderStatus.RUNNING);
        if (isBeforeDeadline(tender)) {
            throw ProblemException.conflict("tender.not-due", "", minute(tender.deadline()));
        }
        if (store.listLive(id).isEmpty()) {
            return move(tender, TenderStatus.VOID, "tender.no-offers");
        }
        OffsetDateTime now = OffsetDateTime.now(clock);
        Optional<Confirmation> other = findOther(id, user, now);
        store.confirm(id, new Confirmation(user.id(), user.username(), user.role().name(), now));
        return other.isPresent() ? move(tender, TenderStatus.OPENED, "tender.opened-together") : tender;
    }

    /** Somebody else who is waiting at the envelopes; one of the two is of the village. */
    private Optional<Confirmation> findOther(UUID id, CurrentUser user, OffsetDateTime now) {
        return store.listConfirmations(id).stream()
                .filter(one -> !one.userId().equals(user.id()) && !one.confirmedAt().isBefore(now.minus(TOGETHER)))
                .filter(one -> user.role() == Role.VILLAGE || one.role().equals(Role.VILLAGE.name())).findFirst();
    }

    /** Who has confirmed and still counts. */
    List<Confirmation> listWaiting(UUID id) {
        OffsetDateTime since = OffsetDateTime.now(clock).minus(TOGETHER);
        return store.listConfirmations(id).stream().filter(one -> !one.confirmedAt().isBefore(since)).toList();
    }

    /** Gives a tender up: before the deadline because it was wrong, after the opening because no offer will do. */
    Tender end(UUID id, String reason, CurrentUser user) {
        Tender tender = hold(id, user);
        if (tender.status().isOver()) {
            throw wrongStatus(tender);
        }
        return move(tender, TenderStatus.VOID, reason);
    }

    Tender holdOpened(UUID id, CurrentUser user) {
        Tender tender = hold(id, user);
        require(tender, TenderStatus.OPENED);
        return tender;
    }

    void markAwarded(Tender tender) {
        move(tender, TenderStatus.AWARDED, "");
    }

    @EventListener
    void on(BundleDissolved event) {
        store.findLiveOfBundle(event.bundleId()).ifPresent(live -> {
            throw ProblemException.conflict("tender.running", "", live.number());
        });
    }

    /** Providers have offered for the whole of it. */
    @EventListener
    void on(NeedLeftBundle event) {
        store.findLiveOfBundle(event.bundleId()).ifPresent(live -> {
            throw ProblemException.conflict("tender.running", "", live.number());
        });
    }

    private Tender move(Tender tender, TenderStatus status, String reason) {
        store.move(tender.id(), status);
        history.record(tender.id(), status, reason);
        return store.find(tender.id()).orElseThrow();
    }

    private static void require(Tender tender, TenderStatus status) {
        if (tender.status() != status) {
            throw wrongStatus(tender);
        }
    }

    private static ProblemException wrongStatus(Tender tender) {
        return ProblemException.conflict("tender.status", "", tender.number(), tender.status());
    }

    /** As people in China read it. */
    static String minute(OffsetDateTime time) {
        return MINUTE.format(time.atZoneSameInstant(Matching.FARM_ZONE));
    }

    StatusHistory history() {
        return history;
    }
}
