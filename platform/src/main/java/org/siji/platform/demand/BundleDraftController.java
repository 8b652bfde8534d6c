package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.demand.BundleChanges.Change;
import org.siji.platform.demand.BundleChanges.ChangeRequest;
import org.siji.platform.demand.BundleObjections.Objection;
import org.siji.platform.demand.BundleObjections.Outcome;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A draft while it is talked about: what lies around it, what goes in and out, what its members say. */
@RestController
@RequestMapping("/api/v1")
class BundleDraftController {

    private final Surroundings surroundings;
    private final BundleChanges changes;
    private final BundleObjections objections;
    private final BundleStore bundles;
    private final HouseholdRegister households;
    private final DutyAreas duty;

    BundleDraftController(Surroundings surroundings, BundleChanges changes, BundleObjections objections,
            BundleStore bundles, HouseholdRegister households, DutyAreas duty) {
        this.surroundings = surroundings;
        this.changes = changes;
        this.objections = objections;
        this.bundles = bundles;
        this.households = households;
        this.duty = duty;
    }

    record FileRequest(@Nullable UUID householdId, @Nullable String text) {}

    record AnswerRequest(@Nullable Outcome outcome, @Nullable String answer, @Nullable Boolean letGo) {}

    record ObjectionView(@JsonUnwrapped Objection objection, @Nullable String householdNameMasked) {}

    record OwnNeed(UUID needId, @Nullable UUID householdId, String fieldName, double areaSquareMeters) {}

    /** The bundle as its members see it: how large it is, and their own part. */
    record Membership(UUID bundleId, Operation operation, LocalDate windowFrom, LocalDate windowTo, BundleStatus status,
            double areaSquareMeters, double contiguousSquareMeters, long needCount, List<OwnNeed> own,
            List<ObjectionView> objections) {}

    @GetMapping("/bundles/{id}/surroundings")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    Surroundings.View surroundings(@PathVariable UUID id, CurrentUser user) {
        return surroundings.of(id, user);
    }

    @PostMapping("/bundles/{id}/changes")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    Change change(@PathVariable UUID id, @RequestBody ChangeRequest request, CurrentUser user) {
        return changes.change(id, request, user);
    }

    @GetMapping("/bundles/{id}/membership")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    Membership membership(@PathVariable UUID id, CurrentUser user) {
        List<Need> own = objections.listNeedsOf(id, user);
        BundleStore.Row row = bundles.find(id).orElseThrow();
        List<UUID> ids = own.stream().map(Need::householdId).filter(Objects::nonNull).distinct().toList();
        return new Membership(id, row.operation(), row.windowFrom(), row.windowTo(), row.status(),
                row.areaSquareMeters(), row.contiguousSquareMeters(), row.needCount(),
                own.stream().map(need -> new OwnNeed(need.id(), need.householdId(), need.fieldName(),
                        need.areaSquareMeters())).toList(),
                views(objections.list("", ids, id, false, new UUID(0, 0), Page.MAX_LIMIT)));
    }

    @PostMapping("/bundles/{id}/objections")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    ObjectionView object(@PathVariable UUID id, @RequestBody FileRequest request, CurrentUser user) {
        return views(List.of(objections.file(id, request.householdId(), request.text(), user))).getFirst();
    }

    @GetMapping("/bundle-objections")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    Page<ObjectionView> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable UUID bundle, @RequestParam(defaultValue = "false") boolean open,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        List<UUID> own = NeedWithdrawalController.householdsOf(user, duty);
        Page<Objection> page = Page.of(objections.list(own == null ? user.narrowTo(village) : "", own, bundle, open,
                Page.after(cursor), Page.rowsToRead(limit)), limit, Objection::id);
        return new Page<>(views(page.items()), page.next());
    }

    @PostMapping("/bundle-objections/{id}/answer")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    ObjectionView answer(@PathVariable UUID id, @RequestBody AnswerRequest request, CurrentUser user) {
        return views(List.of(objections.answer(id, request.outcome(), request.answer(),
                Boolean.TRUE.equals(request.letGo()), user))).getFirst();
    }

    private List<ObjectionView> views(List<Objection> shown) {
        Map<UUID, Household> names = shown.isEmpty()
                ? new HashMap<>()
                : households
                        .mapHouseholds(shown.stream().map(Objection::householdId).collect(Collectors.toSet()));
        return shown.stream().map(one -> {
            Household household = names.get(one.householdId());
            return new ObjectionView(one, household == null ? null : household.nameMasked());
        }).toList();
    }
}
