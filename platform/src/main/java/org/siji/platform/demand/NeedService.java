package org.siji.platform.demand;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.api.Violation;
import org.siji.platform.api.Violations;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.consent.Consents;
import org.siji.platform.demand.NeedController.Confirmation;
import org.siji.platform.demand.NeedController.NeedDetail;
import org.siji.platform.demand.NeedController.NeedRequest;
import org.siji.platform.demand.NeedController.NeedView;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** Takes needs in, all or none of a request, and cancels them. */
@Service
class NeedService {

    private static final int MAX_ITEMS = 10_000;

    private final NeedStore needs;
    private final BundleStore bundles;
    private final FieldRegister fields;
    private final CultivatorRegister cultivators;
    private final StatusHistory history;
    private final StatusHistory bundleHistory;
    private final ApplicationEventPublisher events;
    private final Sentences sentences;
    private final DutyAreas duty;
    private final Consents consents;
    private final Clock clock;

    NeedService(NeedStore needs, BundleStore bundles, FieldRegister fields, CultivatorRegister cultivators,
            JdbcTemplate jdbc, Sentences sentences, ApplicationEventPublisher events, DutyAreas duty,
            Consents consents, Clock clock) {
        this.needs = needs;
        this.bundles = bundles;
        this.fields = fields;
        this.cultivators = cultivators;
        this.history = new StatusHistory(jdbc, clock, "need_event");
        this.bundleHistory = new StatusHistory(jdbc, clock, "bundle_event");
        this.events = events;
        this.sentences = sentences;
        this.duty = duty;
        this.consents = consents;
        this.clock = clock;
    }

    /** @param path what stands before the names of an item's fields in a problem's path */
    List<Need> enter(List<NeedRequest> requests, CurrentUser user, IntFunction<String> path) {
        return enter(requests, user, path, index -> Ids.next(), null);
    }

    /**
     * @param newIds of the needs that become of the requests
     * @param tie    of the offer that they are entered under
     */
    List<Need> enter(List<NeedRequest> requests, CurrentUser user, IntFunction<String> path, IntFunction<UUID> newIds,
            @Nullable UUID tie) {
        Violations problems = Violations.collect();
        problems.require(!requests.isEmpty(), "required", "items");
        problems.require(requests.size() <= MAX_ITEMS, "need.too-many", "items", MAX_ITEMS);
        problems.throwIfAny();
        List<Need> entered = new ArrayList<>();
        for (Examined one : examine(requests, user, path, newIds, tie)) {
            problems.addAll(one.problems());
            if (one.need() != null) {
                entered.add(one.need());
            }
        }
        problems.throwIfAny();
        record(entered, user, "");
        for (int i = 0; i < entered.size(); i++) {
            Confirmation given = requests.get(i).confirmation();
            if (given != null) {
                consents.keep(NeedEvidence.TYPE, List.of(entered.get(i).id()), entered.get(i).confirmationKind(),
                        given.consent(), user);
            }
        }
        return entered;
    }

    /** What would become of a request: the need, or what is wrong with it. */
    record Examined(@Nullable Need need, List<Violation> problems) {}

    /** Looks at each request by itself, and whether it meets those before it; stores nothing. */
    List<Examined> examine(List<NeedRequest> requests, CurrentUser user, IntFunction<String> path,
            IntFunction<UUID> newIds) {
        return examine(requests, user, path, newIds, null);
    }

    private List<Examined> examine(List<NeedRequest> requests, CurrentUser user, IntFunction<String> path,
            IntFunction<UUID> newIds, @Nullable UUID tie) {
        Set<UUID> fieldIds = requests.stream().map(NeedRequest::fieldId).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<UUID> cultivatorIds = requests.stream().map(NeedRequest::enteredFor).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Known known = new Known(fields.mapFields(fieldIds), cultivators.mapCultivators(cultivatorIds),
                needs.listLiveOfFields(fieldIds).stream()
                        .collect(Collectors.groupingBy(Need::fieldId, HashMap::new,
                                Collectors.toCollection(ArrayList::new))));
        List<Examined> examined = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Violations own = Violations.collect();
            Need need = check(newIds.apply(i), requests.get(i), user, known, own, path.apply(i), tie);
            examined.add(new Examined(need, own.list()));
            if (need != null) {
                known.live().computeIfAbsent(need.fieldId(), id -> new ArrayList<>()).add(need);
            }
        }
        return examined;
    }

    /** @param reason stands in each need's history: where it came from, if it wasn't entered one by one */
    void record(List<Need> entered, CurrentUser user, String reason) {
        needs.insert(entered);
        history.recordAll(entered.stream().map(Need::id).toList(), NeedStatus.OPEN, reason);
        entered.stream().collect(Collectors.groupingBy(Need::season, Collectors.mapping(Need::fieldId,
                Collectors.toSet()))).forEach((season, ids) -> events.publishEvent(new NeedsEntered(season, ids)));
        if (user.role() == Role.LEADER) {
            entered.forEach(need -> duty.recordNeed(Objects.requireNonNull(need.householdId()), need.season(),
                    OffsetDateTime.now(clock), user.username()));
        }
    }

    /** What a request's items refer to. */
    private record Known(Map<UUID, Field> fields, Map<UUID, Cultivator> cultivators, Map<UUID, List<Need>> live) {}

    private @Nullable Need check(UUID id, NeedRequest request, CurrentUser user, Known known, Violations problems,
            String path, @Nullable UUID tie) {
        Violations own = Violations.collect();
        own.requireValue(request.fieldId(), path + "fieldId").requireValue(request.operation(), path + "operation")
                .requireValue(request.windowFrom(), path + "windowFrom")
                .requireValue(request.windowTo(), path + "windowTo")
                .requireValue(request.enteredFor(), path + "enteredFor");
        ConfirmationKind kind = request.confirmation() == null ? null : request.confirmation().kind();
        if (kind == null && user.role() == Role.HOUSEHOLD) {
            kind = ConfirmationKind.SELF;
        }
        own.requireValue(kind, path + "confirmation.kind");
        own.require(kind != ConfirmationKind.SELF || user.role() == Role.HOUSEHOLD, "need.confirmation-self",
                path + "confirmation.kind");
        checkConsent(kind, request, known, user, own, path);
        if (request.windowFrom() != null && request.windowTo() != null) {
            own.require(!request.windowTo().isBefore(request.windowFrom()), "need.window-reversed",
                    path + "windowTo", request.windowFrom(), request.windowTo());
        }
        Field field = request.fieldId() == null ? null : known.fields().get(request.fieldId());
        if (field == null) {
            own.require(request.fieldId() == null, "need.field-unknown", path + "fieldId");
        } else if (user.role().isOffice() && !user.seesVillage(field.villageCode())) {
            own.add("need.field-other-village", path + "fieldId", field.name());
        } else {
            checkCultivator(request, field, user, known, own, path);
        }
        problems.addAll(own.list());
        return own.any() ? null : need(id, request, user, known, Objects.requireNonNull(kind), tie);
    }

    private void checkConsent(@Nullable ConfirmationKind kind, NeedRequest request, Known known, CurrentUser user,
            Violations own, String path) {
        Confirmation given = request.confirmation();
        if (kind != null && given != null) {
            Cultivator cultivator = request.enteredFor() == null ? null : known.cultivators().get(request.enteredFor());
            consents.check(kind, given.consent(), cultivator == null ? null : cultivator.householdId(), user,
                    path + "confirmation.", own);
        }
    }

    private void checkCultivator(NeedRequest request, Field field, CurrentUser user, Known known, Violations own,
            String path) {
        UUID enteredFor = request.enteredFor();
        if (enteredFor == null || request.windowFrom() == null) {
            return;
        }
        Cultivator cultivator = known.cultivators().get(enteredFor);
        UUID householdId = cultivator == null ? null : cultivator.householdId();
        boolean forOthers = user.role() == Role.HOUSEHOLD && !user.isHousehold(householdId)
                || user.role() == Role.LEADER && !isLeaderOf(user, householdId);
        boolean worked = field.isWorkedOn(request.windowFrom());
        own.require(worked, "need.field-gone", path + "fieldId", field.name());
        own.require(!worked || (!forOthers && enteredFor.equals(farmer(field, request))),
                "need.cultivator-not-on-field", path + "enteredFor", field.name());
        for (Need other : known.live().getOrDefault(field.id(), List.of())) {
            if (other.operation() == request.operation() && request.windowTo() != null && NeedStore.overlap(
                    other.windowFrom(), other.windowTo(), request.windowFrom(), request.windowTo())) {
                own.add("need.duplicate", path + "fieldId", field.name(), other.operation(), other.windowFrom(),
                        other.windowTo());
            }
        }
    }

    /** Today's cultivator comes with the field; only one who takes over later has to be looked up. */
    private @Nullable UUID farmer(Field field, NeedRequest request) {
        UUID today = field.cultivatorId();
        return today != null && today.equals(request.enteredFor())
                ? today
                : fields.findCultivatorOf(field.id(), Objects.requireNonNull(request.windowFrom())).orElse(null);
    }

    private Need need(UUID id, NeedRequest request, CurrentUser user, Known known, ConfirmationKind kind,
            @Nullable UUID tie) {
        Field field = Objects.requireNonNull(known.fields().get(Objects.requireNonNull(request.fieldId())));
        Cultivator cultivator = Objects
                .requireNonNull(known.cultivators().get(Objects.requireNonNull(request.enteredFor())));
        String note = request.confirmation() == null ? null : request.confirmation().note();
        int season = request.season() == null
                ? Objects.requireNonNull(request.windowFrom()).getYear()
                : request.season();
        return new Need(id, season, field.villageCode(), field.id(), field.name(),
                field.area().squareMeters(), cultivator.id(), cultivator.householdId(),
                Objects.requireNonNull(request.operation()), Objects.requireNonNull(request.windowFrom()),
                Objects.requireNonNull(request.windowTo()), NeedStatus.OPEN, user.username(), kind,
                note == null ? "" : note, OffsetDateTime.now(clock), tie);
    }

    /** A need in a closed bundle stays: others have signed, or are about to sign, for the whole of it. */
    Need cancel(UUID id, @Nullable String reason, CurrentUser user) {
        Violations.collect().requireValue(reason, "reason").throwIfAny();
        Need need = needs.lock(id).filter(found -> sees(user, found))
                .orElseThrow(() -> ProblemException.notFound("need", id));
        if (need.tie() != null) {
            throw ProblemException.conflict("need.in-package", "", need.fieldName());
        }
        return cancel(need, Objects.requireNonNull(reason));
    }

    /** One of several that were entered together; those of a closed bundle stay. */
    boolean cancelTied(UUID id, UUID tie, String reason) {
        Need need = needs.lock(id).filter(found -> tie.equals(found.tie()))
                .orElseThrow(() -> ProblemException.notFound("need", id));
        if (need.status() != NeedStatus.OPEN) {
            return false;
        }
        cancel(need, reason);
        return true;
    }

    /** @throws ProblemException 409 where a closed bundle holds it */
    void cancelOpen(Need need, String reason) {
        cancel(need, reason);
    }

    private Need cancel(Need need, String reason) {
        UUID id = need.id();
        events.publishEvent(new NeedWithdrawing(id));
        switch (need.status()) {
            case CANCELLED -> throw ProblemException.conflict("need.cancelled-already", "");
            case BUNDLED -> throw ProblemException.conflict("need.in-closed-bundle", "");
            case OPEN -> dissolveDraft(id);
        }
        needs.move(List.of(id), NeedStatus.CANCELLED);
        history.record(id, NeedStatus.CANCELLED, reason);
        events.publishEvent(new NeedCancelled(id, need.fieldId()));
        return needs.find(id).orElseThrow();
    }

    /** A draft without one of its fields may fall apart: it goes, and the clerk proposes anew. */
    private void dissolveDraft(UUID needId) {
        bundles.findLiveBundleOf(needId).ifPresent(bundleId -> {
            bundles.dissolve(bundleId);
            bundleHistory.record(bundleId, BundleStatus.DISSOLVED, "need.cancelled");
        });
    }

    boolean sees(CurrentUser user, Need need) {
        return user.seesVillage(need.villageCode()) || user.isHousehold(need.householdId())
                || isLeaderOf(user, need.householdId());
    }

    private boolean isLeaderOf(CurrentUser user, @Nullable UUID householdId) {
        return user.role() == Role.LEADER && duty.covers(user.id(), householdId);
    }

    NeedDetail detail(UUID id, CurrentUser user) {
        Need need = needs.find(id).filter(found -> sees(user, found))
                .orElseThrow(() -> ProblemException.notFound("need", id));
        return new NeedDetail(view(need), consents.findConsent(NeedEvidence.TYPE, id).orElse(null),
                history.list(id, sentences));
    }

    NeedView view(Need need) {
        return views(List.of(need)).getFirst();
    }

    Page<NeedView> list(NeedStore.Filter filter, @Nullable String cursor, @Nullable Integer limit) {
        Page<Need> page = Page.of(needs.list(filter, Page.after(cursor), Page.rowsToRead(limit)), limit, Need::id);
        return new Page<>(views(page.items()), page.next());
    }

    private List<NeedView> views(List<Need> shown) {
        Set<UUID> ids = new HashSet<>();
        Set<UUID> farmers = new HashSet<>();
        shown.forEach(need -> {
            ids.add(need.id());
            farmers.add(need.cultivatorId());
        });
        Map<UUID, UUID> bundleOf = bundles.liveBundlesOf(ids);
        Map<UUID, Cultivator> names = cultivators.mapCultivators(farmers);
        return shown.stream().map(need -> {
            Cultivator cultivator = names.get(need.cultivatorId());
            return new NeedView(need.id(), need.season(), need.villageCode(), need.fieldId(), need.fieldName(),
                    need.areaSquareMeters(), need.cultivatorId(), cultivator == null ? null : cultivator.nameMasked(),
                    need.householdId(), need.operation(), need.windowFrom(), need.windowTo(), need.status(),
                    need.enteredBy(),
                    new Confirmation(need.confirmationKind(), need.confirmationNote()), bundleOf.get(need.id()));
        }).toList();
    }
}
