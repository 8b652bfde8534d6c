package org.siji.platform.registry;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Versions;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
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

/** Parcels and who holds them. */
@RestController
@RequestMapping("/api/v1/parcels")
class ParcelController {

    private final ParcelStore store;
    private final ParcelQueries queries;
    private final HouseholdStore households;
    private final RegionRegister regions;
    private final Batches batches;

    ParcelController(ParcelStore store, ParcelQueries queries, HouseholdStore households, RegionRegister regions,
            Batches batches) {
        this.store = store;
        this.queries = queries;
        this.households = households;
        this.regions = regions;
        this.batches = batches;
    }

    @PostMapping("/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<ParcelStore.Stored> create(@RequestBody List<NewParcel> parcels, CurrentUser user) {
        Batches.requireSize(parcels);
        Set<String> codes = new HashSet<>();
        Set<String> villages = new HashSet<>();
        Set<String> holders = new HashSet<>();
        for (NewParcel parcel : parcels) {
            if (NewParcel.isCode(parcel.code())) {
                codes.add(parcel.code());
                villages.add(parcel.code().substring(0, RegionLevel.VILLAGE.digits()));
            }
            parcel.shares().stream().map(TenureShare::householdCode).filter(Objects::nonNull).forEach(holders::add);
        }
        Map<String, ParcelStore.Ref> known = store.mapByCode(codes);
        Map<String, HouseholdStore.Ref> holdersByCode = households.mapByCode(holders);
        Violations violations = Violations.collect();
        NewParcel.check(parcels, user, regions.existing(villages), known, holdersByCode, violations);
        violations.throwIfAny();
        LocalDate today = batches.today();
        return new Page<>(store.insert(parcels.stream().map(parcel -> parcel.row(today)).toList(), known,
                holdersByCode, user.username()), null);
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Page<ParcelQueries.Item> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable String bbox, @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, CurrentUser user) {
        String prefix = user.role() == HOUSEHOLD ? "" : user.narrowTo(village);
        return Page.of(queries.list(user, prefix, PolygonRules.envelope(bbox),
                Objects.requireNonNullElse(q, "").strip(), Page.after(cursor), Page.rowsToRead(limit)), limit,
                ParcelQueries.Item::id);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    ResponseEntity<ParcelQueries.Detail> get(@PathVariable UUID id, CurrentUser user) {
        ParcelQueries.Detail detail = queries.findDetail(user, id)
                .orElseThrow(() -> ProblemException.notFound("parcel", id));
        return ResponseEntity.ok().eTag(Versions.etag(detail.version())).body(detail);
    }

    /** Components may be null until checked: they come from outside. */
    record TenureChange(@Nullable LocalDate validFrom, List<TenureShare> shares) {}

    /** Others hold the parcel from a day on (today unless said otherwise); what was before stays on record. */
    @PutMapping("/{id}/tenure")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<ParcelQueries.Detail> changeTenure(@PathVariable UUID id, @RequestBody TenureChange change,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch, CurrentUser user) {
        ParcelQueries.Item parcel = queries.find(user, id)
                .orElseThrow(() -> ProblemException.notFound("parcel", id));
        Versions.require(ifMatch, store.lockVersion(id));
        Violations violations = Violations.collect().requireValue(change.shares(), "shares");
        violations.throwIfAny();
        Map<String, HouseholdStore.Ref> holders = households.mapByCode(change.shares().stream()
                .map(TenureShare::householdCode).filter(Objects::nonNull).toList());
        TenureShare.check(change.shares(), parcel.villageCode(), holders, "shares", violations);
        violations.throwIfAny();
        store.changeTenure(id, parcel.villageCode(), change.shares(), holders,
                Objects.requireNonNullElse(change.validFrom(), batches.today()), user.username());
        return get(id, user);
    }
}
