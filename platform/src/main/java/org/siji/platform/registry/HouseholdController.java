package org.siji.platform.registry;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Versions;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.AuditTrail;
import org.siji.platform.identity.CurrentUser;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Households: offices see those of their region, a household itself; a provider has no business here. */
@RestController
@RequestMapping("/api/v1/households")
class HouseholdController {

    private final HouseholdStore store;
    private final HouseholdQueries queries;
    private final RegionRegister regions;
    private final AuditTrail auditTrail;
    private final Batches batches;

    HouseholdController(HouseholdStore store, HouseholdQueries queries, RegionRegister regions, AuditTrail auditTrail,
            Batches batches) {
        this.store = store;
        this.queries = queries;
        this.regions = regions;
        this.auditTrail = auditTrail;
        this.batches = batches;
    }

    @PostMapping("/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<HouseholdStore.Stored> create(@RequestBody List<NewHousehold> households, CurrentUser user) {
        Batches.requireSize(households);
        Set<String> codes = new HashSet<>();
        Set<String> villages = new HashSet<>();
        households.stream().map(NewHousehold::code).filter(Objects::nonNull).forEach(code -> {
            codes.add(code);
            villages.add(code.substring(0, Math.min(code.length(), RegionLevel.VILLAGE.digits())));
        });
        Violations violations = Violations.collect();
        NewHousehold.check(households, user, regions.existing(villages), store.mapByCode(codes).keySet(), violations);
        violations.throwIfAny();
        return new Page<>(store.insert(households, batches.today(), user.username()), null);
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Page<HouseholdQueries.Item> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable String group, @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, CurrentUser user) {
        String prefix = user.role() == HOUSEHOLD ? "" : user.narrowTo(village);
        String search = q == null || q.isBlank() ? null : q.strip();
        return Page.of(queries.list(user, prefix, group, search, Page.after(cursor), Page.rowsToRead(limit)), limit,
                HouseholdQueries.Item::id);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    ResponseEntity<HouseholdQueries.Detail> get(@PathVariable UUID id, CurrentUser user) {
        HouseholdQueries.Detail detail = queries.findDetail(user, id, batches.today())
                .orElseThrow(() -> ProblemException.notFound("household", id));
        return ResponseEntity.ok().eTag(Versions.etag(detail.version())).body(detail);
    }

    /** Takes a new state from a day on; the old one stays on record. */
    @PutMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<HouseholdQueries.Detail> change(@PathVariable UUID id, @RequestBody HouseholdStore.Change change,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, CurrentUser user) {
        HouseholdQueries.Item present = requireVisible(id, user);
        Versions.require(ifMatch, store.lockVersion(id));
        Violations violations = Violations.collect();
        violations.require(change.headName() == null || !change.headName().isBlank(), "required", "headName");
        NewHousehold.checkPeople(change.phone(), change.idNumber(),
                change.members() == null ? List.of() : change.members(), "", violations);
        violations.throwIfAny();
        LocalDate from = Objects.requireNonNullElse(change.validFrom(), batches.today());
        store.change(id, present.villageCode(), change, from, user.username());
        return get(id, user);
    }

    record UnmaskRequest(String reason) {}

    /** Names, phone and ID numbers in full. Who asked and why is kept. */
    @PostMapping("/{id}/unmask")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    HouseholdQueries.Unmasked unmask(@PathVariable UUID id, @RequestBody UnmaskRequest request, CurrentUser user) {
        requireVisible(id, user);
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        auditTrail.record(user, "unmask", "household", id, request.reason().strip());
        return queries.findUnmasked(user, id).orElseThrow(() -> ProblemException.notFound("household", id));
    }

    private HouseholdQueries.Item requireVisible(UUID id, CurrentUser user) {
        return queries.find(user, id).orElseThrow(() -> ProblemException.notFound("household", id));
    }
}
