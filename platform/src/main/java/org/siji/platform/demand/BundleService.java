package org.siji.platform.demand;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.siji.geo.Area;
import org.siji.land.BundleProposal;
import org.siji.land.BundleRules;
import org.siji.land.DayWindow;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.demand.BundleController.BundleDetail;
import org.siji.platform.demand.BundleController.BundleView;
import org.siji.platform.demand.BundleController.MemberView;
import org.siji.platform.demand.BundleController.ProposalRequest;
import org.siji.platform.demand.BundleController.ProposalView;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** Proposes bundles by the land kernel, lets a clerk make his own, freezes and dissolves them. */
@Service
class BundleService implements Bundles {

    private static final double MAX_GAP_METERS = 100;

    private final BundleStore bundles;
    private final NeedStore needs;
    private final Bundling bundling;
    private final FieldRegister fields;
    private final CultivatorRegister cultivators;
    private final StatusHistory history;
    private final StatusHistory needHistory;
    private final ApplicationEventPublisher events;
    private final Sentences sentences;

    BundleService(BundleStore bundles, NeedStore needs, Bundling bundling, FieldRegister fields,
            CultivatorRegister cultivators,
            Sentences sentences, JdbcTemplate jdbc, Clock clock, ApplicationEventPublisher events) {
        this.bundles = bundles;
        this.needs = needs;
        this.bundling = bundling;
        this.fields = fields;
        this.cultivators = cultivators;
        this.history = new StatusHistory(jdbc, clock, "bundle_event");
        this.needHistory = new StatusHistory(jdbc, clock, "need_event");
        this.events = events;
        this.sentences = sentences;
    }

    ProposalView propose(ProposalRequest request, CurrentUser user) {
        Violations problems = Violations.collect();
        problems.requireValue(request.villageCode(), "villageCode").requireValue(request.operation(), "operation")
                .requireValue(request.season(), "season");
        double gapMeters = Objects.requireNonNullElse(request.gapMeters(), BundleRules.DEFAULT.gapMeters());
        double thresholdMu = Objects.requireNonNullElse(request.thresholdMu(), BundleRules.DEFAULT.threshold().mu());
        problems.require(gapMeters >= 0 && gapMeters <= MAX_GAP_METERS, "bundle.gap", "gapMeters", gapMeters,
                MAX_GAP_METERS);
        problems.require(thresholdMu >= 0 && Double.isFinite(thresholdMu), "bundle.threshold", "thresholdMu",
                thresholdMu);
        problems.throwIfAny();
        String village = Objects.requireNonNull(request.villageCode());
        Operation operation = Objects.requireNonNull(request.operation());
        int season = Objects.requireNonNull(request.season());
        user.requireVillage(village);
        bundles.deleteProposals(village, operation, season);
        Bundling.Ground ground = bundling.survey(village, season,
                needs.listToBundle(village, operation, season));
        BundleProposal proposal = bundling.propose(ground, gapMeters, thresholdMu);
        List<BundleView> drafted = proposal.bundles().stream()
                .map(bundle -> BundleView.of(store(bundle, ground.open().getFirst(), gapMeters, thresholdMu)))
                .toList();
        return new ProposalView(gapMeters, thresholdMu, drafted,
                bundling.leftovers(proposal, ground, gapMeters, thresholdMu),
                ground.stale().stream().map(Need::id).toList());
    }

    private BundleStore.Row store(BundleProposal.ProposedBundle bundle, Need sample, double gapMeters,
            double thresholdMu) {
        double squareMeters = bundle.area().squareMeters();
        BundleStore.Row row = new BundleStore.Row(Ids.next(), sample.season(), sample.villageCode(),
                sample.operation(), bundle.window().from(), bundle.window().to(), BundleStore.Origin.PROPOSED,
                gapMeters, thresholdMu, squareMeters, squareMeters, false, BundleStatus.DRAFT, bundle.needs().size());
        bundles.insert(row, bundle.needs().stream().map(need -> UUID.fromString(need.id())).toList());
        history.record(row.id(), BundleStatus.DRAFT, "");
        return row;
    }

    /** A clerk's own bundle: below the threshold, or of fields apart from each other, if he knows who will come for it. */
    BundleStore.Row make(List<UUID> needIds, CurrentUser user) {
        Violations problems = Violations.collect();
        problems.require(!needIds.isEmpty(), "required", "needIds").throwIfAny();
        List<Need> chosen = needs.lockAll(needIds);
        Map<UUID, Need> byId = chosen.stream().collect(Collectors.toMap(Need::id, need -> need));
        Map<UUID, UUID> taken = bundles.liveBundlesOf(needIds);
        for (int i = 0; i < needIds.size(); i++) {
            Need need = byId.get(needIds.get(i));
            String path = "needIds[" + i + "]";
            if (need == null || !user.seesVillage(need.villageCode())) {
                problems.add("not-found", path, "need", needIds.get(i));
            } else {
                problems.require(need.status() == NeedStatus.OPEN && !taken.containsKey(need.id()),
                        "bundle.need-taken", path, need.fieldName());
            }
        }
        problems.throwIfAny();
        Need first = chosen.getFirst();
        DayWindow days = BundleChanges.commonDays(chosen, "needIds");
        double gapMeters = BundleRules.DEFAULT.gapMeters();
        double squareMeters = chosen.stream().mapToDouble(Need::areaSquareMeters).sum();
        boolean below = squareMeters < BundleRules.DEFAULT.threshold().squareMeters();
        BundleStore.Row row = new BundleStore.Row(Ids.next(), first.season(), first.villageCode(), first.operation(),
                days.from(), days.to(), BundleStore.Origin.HAND, gapMeters, BundleRules.DEFAULT.threshold().mu(),
                squareMeters,
                bundling.contiguousSquareMeters(chosen, gapMeters), below, BundleStatus.DRAFT, chosen.size());
        bundles.insert(row, byId.keySet());
        history.record(row.id(), BundleStatus.DRAFT, "");
        return row;
    }

    BundleStore.Row close(UUID id, CurrentUser user) {
        BundleStore.Row row = lock(id, user);
        if (row.status() != BundleStatus.DRAFT) {
            throw ProblemException.conflict("bundle.not-draft", "", row.status());
        }
        List<Need> members = needs.listOfBundle(id);
        long open = members.stream().filter(need -> need.confirmationKind() == ConfirmationKind.UNCONFIRMED).count();
        if (open > 0) {
            throw ProblemException.conflict("bundle.unconfirmed", "", open);
        }
        long objections = bundles.countOpenObjections(id);
        if (objections > 0) {
            throw ProblemException.conflict("bundle.objections-open", "", objections);
        }
        List<UUID> needIds = members.stream().map(Need::id).toList();
        bundles.close(id);
        history.record(id, BundleStatus.CLOSED, "");
        needs.move(needIds, NeedStatus.BUNDLED);
        needHistory.recordAll(needIds, NeedStatus.BUNDLED, "");
        events.publishEvent(new BundleClosed(id));
        return bundles.find(id).orElseThrow();
    }

    BundleStore.Row dissolve(UUID id, String reason, CurrentUser user) {
        BundleStore.Row row = lock(id, user);
        if (row.status() == BundleStatus.DISSOLVED) {
            throw ProblemException.conflict("bundle.dissolved-already", "");
        }
        bundles.dissolve(id);
        history.record(id, BundleStatus.DISSOLVED, reason);
        if (row.status() == BundleStatus.CLOSED) {
            List<UUID> needIds = needs.listOfBundle(id).stream()
                    .filter(need -> need.status() == NeedStatus.BUNDLED).map(Need::id).toList();
            needs.move(needIds, NeedStatus.OPEN);
            needHistory.recordAll(needIds, NeedStatus.OPEN, reason);
            events.publishEvent(new BundleDissolved(id));
        }
        return bundles.find(id).orElseThrow();
    }

    private BundleStore.Row lock(UUID id, CurrentUser user) {
        return bundles.lock(id).filter(row -> user.seesVillage(row.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("bundle", id));
    }

    Page<BundleView> list(String prefix, @Nullable BundleStatus status, @Nullable Integer season,
            @Nullable String cursor, @Nullable Integer limit) {
        return Page.of(bundles.list(prefix, status, season, Page.after(cursor), Page.rowsToRead(limit)).stream()
                .map(BundleView::of).toList(), limit, BundleView::id);
    }

    BundleDetail detail(UUID id, CurrentUser user) {
        BundleStore.Row row = bundles.find(id).filter(found -> user.seesVillage(found.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("bundle", id));
        List<Need> members = needs.listOfBundle(id);
        Set<UUID> fieldIds = new HashSet<>();
        Set<UUID> farmers = new HashSet<>();
        members.forEach(need -> {
            fieldIds.add(need.fieldId());
            farmers.add(need.cultivatorId());
        });
        Map<UUID, Field> known = fields.mapFields(fieldIds);
        Map<UUID, Cultivator> names = cultivators.mapCultivators(farmers);
        Geometry outline = OverlayNGRobust.union(known.values().stream().map(Field::lonLat).toList(),
                Geometries.FACTORY);
        return new BundleDetail(BundleView.of(row), members.stream().map(need -> {
            Cultivator cultivator = names.get(need.cultivatorId());
            Field field = known.get(need.fieldId());
            return new MemberView(need.id(), need.fieldId(), need.fieldName(), need.cultivatorId(),
                    cultivator == null ? null : cultivator.nameMasked(), need.areaSquareMeters(), need.windowFrom(),
                    need.windowTo(), field == null ? null : field.lonLat());
        }).toList(), outline, history.list(id, sentences));
    }

    @Override
    public Bundle getBundle(UUID id) {
        BundleStore.Row row = bundles.find(id).orElseThrow(() -> ProblemException.notFound("bundle", id));
        List<BundledNeed> members = needs.listOfBundle(id).stream().map(need -> new BundledNeed(need.id(),
                need.fieldId(), need.fieldName(), need.cultivatorId(), new Area(need.areaSquareMeters()))).toList();
        return new Bundle(row.id(), row.villageCode(), row.operation(), row.season(), row.windowFrom(),
                row.windowTo(), row.status(), members, new Area(row.areaSquareMeters()),
                new Area(row.contiguousSquareMeters()));
    }

    @Override
    public void requireNoOpenWithdrawals(UUID id) {
        long open = bundles.countOpenWithdrawals(id);
        if (open > 0) {
            throw ProblemException.conflict("bundle.withdrawals-open", "", open);
        }
    }

    @Override
    public List<Wanted> listWanted(Operation operation, LocalDate from, LocalDate to,
            Collection<String> regionPrefixes, int rows) {
        return bundles.listWanted(operation, from, to, regionPrefixes, rows);
    }

    @Override
    public List<BundledNeed> listOpenNeeds(UUID bundleId) {
        BundleStore.Row row = bundles.find(bundleId).orElseThrow(() -> ProblemException.notFound("bundle", bundleId));
        return needs.listUnbundled(row.villageCode(), row.operation(), row.season()).stream()
                .filter(need -> need.tie() == null && need.confirmationKind() != ConfirmationKind.UNCONFIRMED)
                .map(need -> new BundledNeed(need.id(), need.fieldId(), need.fieldName(), need.cultivatorId(),
                        new Area(need.areaSquareMeters())))
                .toList();
    }

    @Override
    public void amend(UUID bundleId, Collection<UUID> joining, Collection<UUID> leaving, String reason) {
        List<Need> gone = needs.lockAll(leaving);
        List<Need> fresh = needs.lockAll(joining);
        Set<UUID> open = listOpenNeeds(bundleId).stream().map(BundledNeed::needId).collect(Collectors.toSet());
        gone.stream().filter(need -> need.tie() != null).findFirst().ifPresent(need -> {
            throw ProblemException.conflict("need.in-package", "droppedNeeds", need.fieldName());
        });
        fresh.stream().filter(need -> !open.contains(need.id())).findFirst().ifPresent(need -> {
            throw ProblemException.conflict("bundle.need-taken", "addedNeeds", need.fieldName());
        });
        Set.copyOf(bundles.liveBundlesOf(joining).values()).forEach(draft -> {
            bundles.dissolve(draft);
            history.record(draft, BundleStatus.DISSOLVED, "contract.amended");
        });
        bundles.amend(bundleId, joining, leaving);
        needs.move(joining, NeedStatus.BUNDLED);
        needHistory.recordAll(joining, NeedStatus.BUNDLED, reason);
        needs.move(leaving, NeedStatus.CANCELLED);
        needHistory.recordAll(leaving, NeedStatus.CANCELLED, reason);
        gone.forEach(need -> events.publishEvent(new NeedCancelled(need.id(), need.fieldId())));
    }

    @Override
    public List<UUID> listClosedBundles(int season, String regionPrefix) {
        return bundles.listIds(regionPrefix, BundleStatus.CLOSED, season);
    }
}
