package org.siji.platform.demand;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.geo.Area;
import org.siji.land.DayWindow;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.CurrentUser;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** Moves needs into and out of a draft, and says what that changes; a closed bundle is frozen but for those that are let go. */
@Service
class BundleChanges {

    private static final int MAX_AT_ONCE = 1_000;

    private final BundleStore bundles;
    private final NeedStore needs;
    private final Bundling bundling;
    private final StatusHistory history;
    private final ApplicationEventPublisher events;

    BundleChanges(BundleStore bundles, NeedStore needs, Bundling bundling, JdbcTemplate jdbc, Clock clock,
            ApplicationEventPublisher events) {
        this.bundles = bundles;
        this.needs = needs;
        this.bundling = bundling;
        this.history = new StatusHistory(jdbc, clock, "bundle_event");
        this.events = events;
    }

    /** @param tryOnly only says what would change */
    record ChangeRequest(@Nullable List<UUID> add, @Nullable List<UUID> remove, @Nullable String reason,
            @Nullable Boolean tryOnly) {}

    record Figures(LocalDate windowFrom, LocalDate windowTo, double areaSquareMeters, double contiguousSquareMeters,
            long needCount, boolean belowThreshold) {

        static Figures of(BundleStore.Row row) {
            return new Figures(row.windowFrom(), row.windowTo(), row.areaSquareMeters(), row.contiguousSquareMeters(),
                    row.needCount(), row.belowThreshold());
        }
    }

    /** @param apartNeedIds needs that would not lie together with the largest part: they do not count towards the price */
    record Change(Figures before, Figures after, List<UUID> apartNeedIds, boolean done) {}

    Change change(UUID id, ChangeRequest request, CurrentUser user) {
        BundleStore.Row row = bundles.lock(id).filter(found -> user.seesVillage(found.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("bundle", id));
        Set<UUID> add = new HashSet<>(Objects.requireNonNullElse(request.add(), List.of()));
        Set<UUID> remove = new HashSet<>(Objects.requireNonNullElse(request.remove(), List.of()));
        boolean tryOnly = Boolean.TRUE.equals(request.tryOnly());
        Violations problems = Violations.collect().require(!add.isEmpty() || !remove.isEmpty(), "required", "add")
                .require(add.size() + remove.size() <= MAX_AT_ONCE, "need.too-many", "add", MAX_AT_ONCE);
        if (!tryOnly && !remove.isEmpty()) {
            problems.requireValue(request.reason(), "reason");
        }
        problems.throwIfAny();
        if (row.status() != BundleStatus.DRAFT) {
            throw ProblemException.conflict("bundle.frozen", "", row.status());
        }
        List<Need> before = needs.listOfBundle(id);
        List<Need> after = together(before, add, remove, user);
        BundleStore.Row changed = recomputed(row, after, BundleStore.Origin.HAND);
        Set<UUID> largest = bundling.largestPart(after, row.gapMeters());
        List<UUID> apart = after.stream().map(Need::id).filter(one -> !largest.contains(one)).toList();
        if (!tryOnly) {
            bundles.change(changed, add, remove);
            record(id, before, after, request.reason());
        }
        return new Change(Figures.of(row), Figures.of(changed), apart, !tryOnly);
    }

    /** @throws ProblemException with everything that keeps them from being one bundle */
    private List<Need> together(List<Need> before, Set<UUID> add, Set<UUID> remove, CurrentUser user) {
        Map<UUID, Need> members = before.stream().collect(Collectors.toMap(Need::id, Function.identity()));
        Violations problems = Violations.collect();
        remove.stream().filter(id -> !members.containsKey(id))
                .forEach(id -> problems.add("bundle.not-in", "remove", id));
        Map<UUID, Need> added = needs.lockAll(add).stream().collect(Collectors.toMap(Need::id, Function.identity()));
        Map<UUID, UUID> taken = bundles.liveBundlesOf(add);
        for (UUID id : add) {
            Need need = added.get(id);
            if (need == null || !user.seesVillage(need.villageCode())) {
                problems.add("not-found", "add", "need", id);
            } else {
                problems.require(need.status() == NeedStatus.OPEN && !taken.containsKey(id), "bundle.need-taken", "add",
                        need.fieldName());
            }
        }
        problems.throwIfAny();
        List<Need> after = new ArrayList<>(before);
        after.removeIf(need -> remove.contains(need.id()));
        after.addAll(added.values());
        if (after.isEmpty()) {
            throw ProblemException.conflict("bundle.empty", "remove");
        }
        commonDays(after, "add");
        return after;
    }

    /**
     * The days on which all of them can be done.
     *
     * @throws ProblemException 422 with everything that keeps them from being done together
     */
    static DayWindow commonDays(List<Need> chosen, String path) {
        Need first = chosen.getFirst();
        LocalDate from = chosen.stream().map(Need::windowFrom).max(LocalDate::compareTo).orElseThrow();
        LocalDate to = chosen.stream().map(Need::windowTo).min(LocalDate::compareTo).orElseThrow();
        Violations.collect()
                .require(chosen.stream().allMatch(need -> need.operation() == first.operation()),
                        "bundle.mixed-operation", path)
                .require(chosen.stream().allMatch(
                        need -> need.villageCode().equals(first.villageCode()) && need.season() == first.season()),
                        "bundle.mixed-village", path)
                .require(chosen.stream().allMatch(need -> Objects.equals(need.tie(), first.tie())),
                        "bundle.mixed-package", path)
                .require(!to.isBefore(from), "bundle.no-common-day", path, from, to).throwIfAny();
        return new DayWindow(from, to);
    }

    private BundleStore.Row recomputed(BundleStore.Row row, List<Need> members, BundleStore.Origin origin) {
        DayWindow days = commonDays(members, "");
        double squareMeters = members.stream().mapToDouble(Need::areaSquareMeters).sum();
        return new BundleStore.Row(row.id(), row.season(), row.villageCode(), row.operation(), days.from(), days.to(),
                origin, row.gapMeters(), row.thresholdMu(), squareMeters,
                bundling.contiguousSquareMeters(members, row.gapMeters()),
                squareMeters < Area.ofMu(row.thresholdMu()).squareMeters(), row.status(), members.size());
    }

    /** What came in and what went out stands in the bundle's history by the fields' names. */
    private void record(UUID id, List<Need> before, List<Need> after, @Nullable String reason) {
        String in = names(after, before);
        String out = names(before, after);
        String words = (in.isEmpty() ? "" : "+ " + in + " ") + (out.isEmpty() ? "" : "− " + out + " ")
                + (reason == null ? "" : reason.strip());
        history.record(id, BundleStatus.DRAFT, words.strip());
    }

    private static String names(Collection<Need> in, Collection<Need> notIn) {
        Set<UUID> others = notIn.stream().map(Need::id).collect(Collectors.toSet());
        return in.stream().filter(need -> !others.contains(need.id())).map(Need::fieldName)
                .collect(Collectors.joining("、"));
    }

    /**
     * A need leaves a closed bundle, which stays closed with the rest; the last one's bundle is given up.
     *
     * @throws ProblemException 409 if the bundle does not hold it any more
     */
    void letGo(UUID bundleId, Need need, String reason) {
        BundleStore.Row row = bundles.lock(bundleId).orElseThrow();
        List<Need> before = needs.listOfBundle(bundleId);
        List<Need> rest = before.stream().filter(one -> !one.id().equals(need.id())).toList();
        if (row.status() != BundleStatus.CLOSED || rest.size() == before.size()) {
            throw ProblemException.conflict("withdrawal.decided", "");
        }
        String words = "− " + need.fieldName() + " " + reason;
        if (rest.isEmpty()) {
            events.publishEvent(new BundleDissolved(bundleId));
            bundles.dissolve(bundleId);
            history.record(bundleId, BundleStatus.DISSOLVED, words);
        } else {
            bundles.change(recomputed(row, rest, row.origin()), List.of(), List.of(need.id()));
            history.record(bundleId, BundleStatus.CLOSED, words);
        }
    }
}
