package org.siji.platform.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.geo.PayableArea;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.demand.Bundle;
import org.siji.platform.demand.BundleDissolved;
import org.siji.platform.demand.BundleStatus;
import org.siji.platform.demand.Bundles;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.ContractController.ContractDetail;
import org.siji.platform.market.ContractController.ContractView;
import org.siji.platform.market.ContractController.DraftRequest;
import org.siji.platform.market.ContractController.NeedView;
import org.siji.platform.market.ContractController.PriceClassView;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** Moves contracts from draft to their end; each step is recorded with who, when and why. */
@Service
class ContractService implements Contracts {

    private final ContractStore contracts;
    private final ContractDrafter drafter;
    private final Editions editions;
    private final TermsDesk terms;
    private final SignatureDesk signatures;
    private final AmendmentDesk amendments;
    private final Bundles bundles;
    private final Providers providers;
    private final PriceLists priceLists;
    private final CultivatorRegister cultivators;
    private final ObjectProvider<ContractProgress> progress;
    private final ObjectProvider<AwardRules> awardRules;
    private final ObjectProvider<PackagePrices> packagePrices;
    private final StatusHistory history;
    private final ApplicationEventPublisher events;
    private final Sentences sentences;

    ContractService(ContractStore contracts, ContractDrafter drafter, Editions editions, TermsDesk terms,
            SignatureDesk signatures, AmendmentDesk amendments, Bundles bundles, Providers providers,
            PriceLists priceLists, CultivatorRegister cultivators, ObjectProvider<ContractProgress> progress,
            ObjectProvider<AwardRules> awardRules, ObjectProvider<PackagePrices> packagePrices,
            Sentences sentences, JdbcTemplate jdbc, Clock clock, ApplicationEventPublisher events) {
        this.contracts = contracts;
        this.drafter = drafter;
        this.editions = editions;
        this.terms = terms;
        this.signatures = signatures;
        this.amendments = amendments;
        this.bundles = bundles;
        this.providers = providers;
        this.priceLists = priceLists;
        this.cultivators = cultivators;
        this.progress = progress;
        this.awardRules = awardRules;
        this.packagePrices = packagePrices;
        this.history = new StatusHistory(jdbc, clock, "contract_event");
        this.events = events;
        this.sentences = sentences;
    }

    ContractStore.Row draft(DraftRequest request, CurrentUser user) {
        Violations problems = Violations.collect();
        problems.requireValue(request.bundleId(), "bundleId").requireValue(request.providerId(), "providerId");
        long serviceFee = Objects.requireNonNullElse(request.serviceFeeFenPerMu(), 0L);
        problems.require(serviceFee >= 0, "price.negative", "serviceFeeFenPerMu", String.valueOf(serviceFee));
        problems.throwIfAny();
        UUID id = draft(Objects.requireNonNull(request.bundleId()), Objects.requireNonNull(request.providerId()),
                serviceFee, null, Objects.requireNonNullElse(request.mode(), ContractMode.FIXED_FEE), user);
        ContractStore.Row row = contracts.find(id).orElseThrow();
        PackagePrices packages = packagePrices.getIfAvailable();
        if (packages != null && packages.isOfPackage(row.bundleId())) {
            // Each household has chosen this provider and this price itself.
            return row;
        }
        awardRules.ifAvailable(rules -> rules.requireDirect(row.bundleId(), row.villageCode(),
                expectedFen(new Area(row.areaSquareMeters()), row.bundlePriceFenPerMu())));
        return row;
    }

    static long expectedFen(Area area, long fenPerMu) {
        return BigDecimal.valueOf(PayableArea.of(area).centimu(), 2).multiply(BigDecimal.valueOf(fenPerMu))
                .setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    @Override
    public UUID draftAwarded(UUID bundleId, UUID providerId, @Nullable Long fenPerMu, long serviceFeeFenPerMu,
            CurrentUser user) {
        return draft(bundleId, providerId, serviceFeeFenPerMu, fenPerMu, ContractMode.FIXED_FEE, user);
    }

    private UUID draft(UUID bundleId, UUID providerId, long serviceFee, @Nullable Long offeredFenPerMu,
            ContractMode mode, CurrentUser user) {
        Bundle bundle = bundles.getBundle(bundleId);
        if (!user.seesVillage(bundle.villageCode())) {
            throw ProblemException.notFound("bundle", bundle.id());
        }
        Provider provider = providers.getProvider(providerId);
        if (bundle.status() != BundleStatus.CLOSED) {
            throw ProblemException.conflict("contract.bundle-not-closed", "bundleId", bundle.status());
        }
        if (contracts.findLiveOfBundle(bundle.id()).isPresent()) {
            throw ProblemException.conflict("constraint.contract_one_live_per_bundle", "bundleId");
        }
        List<ContractedNeed> needs = bundle.needs().stream().map(need -> new ContractedNeed(need.needId(),
                need.fieldId(), need.fieldName(), need.cultivatorId(), need.area())).toList();
        PackagePrices packages = packagePrices.getIfAvailable();
        Long packageFenPerMu = packages == null ? null : packages.findFenPerMu(bundle, provider).orElse(null);
        UUID id = drafter.draft(bundle, needs, bundle.contiguousArea(), provider, serviceFee,
                packageFenPerMu == null ? offeredFenPerMu : packageFenPerMu, mode, null, user.username());
        history.record(id, ContractStatus.DRAFT, "");
        return id;
    }

    /** The remaining fields may no longer lie together; what we know is that they are at most as much as they were. */
    @Override
    public UUID draftReplacement(UUID oldContractId, UUID providerId, Set<UUID> needIds) {
        ContractStore.Row old = row(oldContractId);
        Bundle bundle = bundles.getBundle(old.bundleId());
        List<ContractedNeed> needs = contracts.listNeeds(oldContractId).stream()
                .filter(need -> needIds.contains(need.needId())).toList();
        Area left = new Area(needs.stream().mapToDouble(need -> need.area().squareMeters()).sum());
        Area contiguous = left.compareTo(bundle.contiguousArea()) < 0 ? left : bundle.contiguousArea();
        UUID id = drafter.draft(bundle, needs, contiguous, providers.getProvider(providerId),
                old.serviceFeeFenPerMu(), null, ContractMode.FIXED_FEE, old, "siji");
        history.record(id, ContractStatus.DRAFT, old.number());
        return id;
    }

    ContractStore.Row send(UUID id, CurrentUser user) {
        ContractStore.Row row = lockForOffice(id, user);
        require(row, ContractStatus.DRAFT);
        terms.requireComplete(row);
        editions.move(id, 1, Edition.State.PROPOSED);
        return move(row, ContractStatus.SENT, "");
    }

    /** An officer signs for the collective, a provider for itself; the first wording of a contract, or an amendment of it. */
    ContractStore.Row sign(UUID id, SignRequest request, CurrentUser user) {
        ContractStore.Row row = contracts.lock(id).filter(found -> sees(user, found))
                .orElseThrow(() -> ProblemException.notFound("contract", id));
        Violations.collect().requireValue(request.side(), "side").throwIfAny();
        ContractSide side = Objects.requireNonNull(request.side());
        signatures.requireSide(side, request.paper() != null, user);
        Edition open = editions.findProposed(id).orElseThrow(
                () -> row.isSignedBy(side)
                        ? ProblemException.conflict("contract.signed-already", "side")
                        : wrongStatus(row));
        if (request.edition() != null && request.edition() != open.edition()) {
            throw ProblemException.conflict("contract.other-edition", "edition", open.edition());
        }
        if (open.isSignedBy(side)) {
            throw ProblemException.conflict("contract.signed-already", "side");
        }
        if (open.amendment() == null) {
            bundles.requireNoOpenWithdrawals(row.bundleId());
        }
        if (open.amendment() == null || open.windowFrom().isBefore(row.windowFrom())
                || open.windowTo().isAfter(row.windowTo())) {
            drafter.requirePapers(row, open.windowFrom(), open.windowTo());
        }
        signatures.sign(open, side, request, user);
        editions.sign(id, open.edition(), side);
        boolean complete = open.isSignedBy(side.other());
        if (open.amendment() != null) {
            history.record(id, row.status(), amendments.signed(open, side));
            if (complete) {
                amendments.takeEffect(row, open);
            }
        } else {
            signFirst(row, side, complete);
        }
        return contracts.find(id).orElseThrow();
    }

    private void signFirst(ContractStore.Row row, ContractSide side, boolean complete) {
        contracts.sign(row.id(), side);
        String reason = "contract.signed-by-" + side;
        if (!complete) {
            history.record(row.id(), ContractStatus.SENT, reason);
            return;
        }
        editions.move(row.id(), row.edition(), Edition.State.IN_FORCE);
        move(row, ContractStatus.SIGNED, reason);
        events.publishEvent(new ContractSigned(row.id()));
    }

    ContractStore.Row terminate(UUID id, @Nullable String reason, CurrentUser user) {
        lockForOffice(id, user);
        terminate(id, reason == null ? "" : reason);
        return contracts.find(id).orElseThrow();
    }

    @Override
    public void terminate(UUID id, String reason) {
        Violations.collect().requireValue(reason, "reason").throwIfAny();
        ContractStore.Row row = contracts.lock(id).orElseThrow(() -> ProblemException.notFound("contract", id));
        if (row.status().isOver()) {
            throw wrongStatus(row);
        }
        editions.withdrawOpen(id, null, null);
        move(row, ContractStatus.TERMINATED, reason);
        events.publishEvent(new ContractTerminated(id));
    }

    @Override
    public void hold(Set<UUID> ids) {
        contracts.lockAll(ids);
    }

    @Override
    public void markInWork(UUID id) {
        ContractStore.Row row = contracts.lock(id).orElseThrow(() -> ProblemException.notFound("contract", id));
        if (row.status() == ContractStatus.SIGNED) {
            move(row, ContractStatus.IN_WORK, "");
        }
    }

    @Override
    public void markFulfilled(UUID id) {
        ContractStore.Row row = contracts.lock(id).orElseThrow(() -> ProblemException.notFound("contract", id));
        if (!row.status().isOver()) {
            // What is done can't be amended any more.
            editions.withdrawOpen(id, null, null);
            move(row, ContractStatus.FULFILLED, "");
            events.publishEvent(new ContractFulfilled(id));
        }
    }

    /** Whoever gives a bundle up while a contract stands on it has to end the contract first. */
    @EventListener
    void on(BundleDissolved event) {
        contracts.findLiveOfBundle(event.bundleId()).flatMap(contracts::find).ifPresent(row -> {
            throw ProblemException.conflict("bundle.under-contract", "", row.number());
        });
    }

    private ContractStore.Row lockForOffice(UUID id, CurrentUser user) {
        return contracts.lock(id).filter(row -> user.seesVillage(row.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("contract", id));
    }

    static boolean sees(CurrentUser user, ContractStore.Row row) {
        return user.seesVillage(row.villageCode())
                || (user.isProvider(row.providerId()) && row.status() != ContractStatus.DRAFT);
    }

    static void require(ContractStore.Row row, ContractStatus status) {
        if (row.status() != status) {
            throw wrongStatus(row);
        }
    }

    static ProblemException wrongStatus(ContractStore.Row row) {
        return ProblemException.conflict("contract.status", "", row.number(), row.status());
    }

    private ContractStore.Row move(ContractStore.Row row, ContractStatus status, String reason) {
        contracts.move(row.id(), status);
        history.record(row.id(), status, reason);
        return contracts.find(row.id()).orElseThrow();
    }

    private ContractStore.Row row(UUID id) {
        return contracts.find(id).orElseThrow(() -> ProblemException.notFound("contract", id));
    }

    Page<ContractView> list(CurrentUser user, @Nullable String village, @Nullable UUID providerId,
            @Nullable ContractStatus status, @Nullable Integer season, @Nullable UUID need, boolean amending,
            @Nullable String cursor, @Nullable Integer limit) {
        boolean provider = user.role() == Role.PROVIDER;
        String prefix = provider ? Objects.requireNonNullElse(village, "") : user.narrowTo(village);
        List<ContractStore.Row> rows = contracts.list(
                new ContractStore.Asked(prefix, provider ? user.providerId() : providerId, !provider, status, season,
                        need, amending),
                Page.after(cursor), Page.rowsToRead(limit));
        return Page.of(rows.stream().map(ContractView::of).toList(), limit, ContractView::id);
    }

    ContractDetail detail(UUID id, CurrentUser user) {
        ContractStore.Row row = contracts.find(id).filter(found -> sees(user, found))
                .orElseThrow(() -> ProblemException.notFound("contract", id));
        List<ContractedNeed> needs = contracts.listNeeds(id);
        Map<UUID, Cultivator> names = cultivators
                .mapCultivators(needs.stream().map(ContractedNeed::cultivatorId).collect(Collectors.toSet()));
        ContractProgress counted = progress.getIfAvailable();
        return new ContractDetail(ContractView.of(row), needs.stream().map(need -> {
            Cultivator cultivator = names.get(need.cultivatorId());
            return new NeedView(need.needId(), need.fieldId(), need.fieldName(), need.cultivatorId(),
                    cultivator == null ? null : cultivator.nameMasked(), need.area().squareMeters());
        }).toList(), priceLists.listClasses(row.priceListId(), row.operation()).stream()
                .map(each -> new PriceClassView(BigDecimal.valueOf(each.minCentimu(), 2), each.fenPerMu())).toList(),
                row.text(), row.textSha256(), TextHashes.sm3(row.text()), history.list(id, sentences),
                counted == null ? Map.of() : counted.countOrders(id));
    }

    @Override
    public Contract getContract(UUID id) {
        return contract(row(id));
    }

    @Override
    public Set<UUID> listUnderContract(Collection<UUID> bundleIds) {
        return contracts.listUnderContract(bundleIds);
    }

    @Override
    public ContractTerms getTerms(UUID id) {
        ContractStore.Row row = row(id);
        return editions.getEdition(id, row.edition()).terms();
    }

    @Override
    public List<Contract> listContracts(String villageCode, int season) {
        return contracts
                .list(new ContractStore.Asked(villageCode, null, true, null, season, null, false), new UUID(0, 0),
                        Integer.MAX_VALUE)
                .stream()
                .map(this::contract).toList();
    }

    @Override
    public List<UUID> listOver(String regionPrefix, int season) {
        return contracts.listOver(regionPrefix, season);
    }

    @Override
    public List<ContractHead> listSigned(String regionPrefix, int season) {
        return contracts.listSigned(regionPrefix, season);
    }

    private Contract contract(ContractStore.Row row) {
        return new Contract(row.id(), row.number(), row.bundleId(), row.providerId(), row.villageCode(),
                row.operation(), row.season(), row.mode(), row.singlePriceFenPerMu(), row.bundlePriceFenPerMu(),
                row.serviceFeeFenPerMu(), row.status(), contracts.listNeeds(row.id()), row.windowFrom(),
                row.windowTo(), row.edition() == 1 ? List.of() : editions.listPriceSteps(row.id()));
    }
}
