package org.siji.platform.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.overlayng.OverlayNG;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Versions;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** The land as it is worked. A provider is not allowed here: it gets the fields of its work orders from those. */
@RestController
@RequestMapping("/api/v1/fields")
class FieldController {

    /** Neighbouring fields may overlap by drawing accuracy; more of one than this, and it is the same land. */
    private static final double SAME_LAND = 0.05;

    private final FieldStore store;
    private final FieldQueries queries;
    private final ParcelStore parcels;
    private final ParcelQueries parcelQueries;
    private final CultivatorRegister cultivators;
    private final Batches batches;
    private final ApplicationEventPublisher events;

    FieldController(FieldStore store, FieldQueries queries, ParcelStore parcels, ParcelQueries parcelQueries,
            CultivatorRegister cultivators, Batches batches, ApplicationEventPublisher events) {
        this.store = store;
        this.queries = queries;
        this.parcels = parcels;
        this.parcelQueries = parcelQueries;
        this.cultivators = cultivators;
        this.batches = batches;
        this.events = events;
    }

    /** Components may be null until checked: they come from outside. */
    record NewField(String villageCode, @Nullable String name, Geometry geometry, List<String> parcelCodes,
            UUID cultivatorId, @Nullable LocalDate validFrom) {}

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Page<FieldQueries.Item> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable String bbox,
            @RequestParam(required = false) @Nullable UUID cultivator,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, CurrentUser user) {
        String prefix = user.role() == HOUSEHOLD ? "" : user.narrowTo(village);
        return Page.of(queries.list(user, batches.today(), prefix, PolygonRules.envelope(bbox), cultivator,
                Page.after(cursor), Page.rowsToRead(limit)), limit, FieldQueries.Item::id);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    ResponseEntity<FieldQueries.Detail> get(@PathVariable UUID id, CurrentUser user) {
        FieldQueries.Detail detail = queries.find(user, batches.today(), id)
                .orElseThrow(() -> ProblemException.notFound("field", id));
        return ResponseEntity.ok().eTag(Versions.etag(detail.version())).body(detail);
    }

    /** Makes one field of several parcels, or of a part of one. The fields that were on that land end on the same day. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    FieldQueries.Detail create(@RequestBody NewField asked, CurrentUser user) {
        Violations violations = Violations.collect().requireValue(asked.villageCode(), "villageCode")
                .requireValue(asked.parcelCodes(), "parcelCodes").requireValue(asked.cultivatorId(), "cultivatorId");
        PolygonRules.check(asked.geometry(), "geometry", violations);
        violations.throwIfAny();
        user.requireVillage(asked.villageCode());
        violations.require(!asked.parcelCodes().isEmpty(), "required", "parcelCodes");
        violations.require(cultivators.findCultivator(asked.cultivatorId()).isPresent(), "cultivator.unknown",
                "cultivatorId", asked.cultivatorId());
        List<ParcelStore.Ref> under = checkParcels(asked, user, violations);
        violations.throwIfAny();
        LocalDate from = Objects.requireNonNullElse(asked.validFrom(), batches.today());
        Set<UUID> replaced = replaced(asked.geometry(), under, from);
        store.end(replaced, from);
        UUID id = Ids.next();
        ParcelStore.Ref first = under.getFirst();
        String name = asked.name() == null || asked.name().isBlank() ? first.code() : asked.name();
        store.insert(List.of(new FieldStore.NewRow(id, asked.villageCode(),
                first.code().substring(0, RegionLevel.GROUP.digits()), name, asked.geometry(), asked.cultivatorId(),
                null, from, under.stream().map(ParcelStore.Ref::id).toList())), user.username());
        Set<UUID> changed = new HashSet<>(replaced);
        changed.add(id);
        events.publishEvent(new FieldsChanged(changed));
        return queries.find(user, batches.today(), id).orElseThrow(() -> ProblemException.notFound("field", id));
    }

    private List<ParcelStore.Ref> checkParcels(NewField asked, CurrentUser user, Violations violations) {
        Map<String, ParcelStore.Ref> known = parcels.mapByCode(asked.parcelCodes());
        List<ParcelStore.Ref> under = new ArrayList<>();
        for (int i = 0; i < asked.parcelCodes().size(); i++) {
            String path = "parcelCodes[" + i + "]";
            String code = asked.parcelCodes().get(i);
            ParcelStore.Ref parcel = known.get(code);
            if (parcel == null || !parcel.current()) {
                violations.add("parcel.unknown", path, code);
            } else if (!parcel.villageCode().equals(asked.villageCode())) {
                violations.add("field.other-village", path, code, asked.villageCode());
            } else {
                under.add(parcel);
                parcelQueries.find(user, parcel.id()).filter(item -> !item.geometry().intersects(asked.geometry()))
                        .ifPresent(item -> violations.add("field.off-parcel", path, code));
            }
        }
        return under;
    }

    /** The fields on the same land; refuses to take land from a field that reaches beyond the named parcels. */
    private Set<UUID> replaced(Geometry geometry, List<ParcelStore.Ref> under, LocalDate from) {
        Set<UUID> named = new HashSet<>(under.stream().map(ParcelStore.Ref::id).toList());
        Set<UUID> replaced = new HashSet<>();
        Violations violations = Violations.collect();
        for (FieldStore.OnParcel field : store.listOnParcels(named, from)) {
            double shared = OverlayNGRobust.overlay(field.lonLat(), geometry, OverlayNG.INTERSECTION).getArea();
            if (shared > SAME_LAND * Math.min(field.lonLat().getArea(), geometry.getArea())) {
                violations.require(named.containsAll(field.parcelIds()), "field.taken", "parcelCodes",
                        field.fieldId());
                replaced.add(field.fieldId());
            }
        }
        violations.throwIfAny();
        return replaced;
    }
}
