package org.siji.platform.tenancy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.ParcelRegister;
import org.siji.platform.tenancy.IdleLands.Crop;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** What grows where in a season; land on which nothing does is perhaps idle. */
@RestController
@RequestMapping("/api/v1/crop-seasons")
class CropController {

    private static final int MOST_CROPS = 1_000;
    private static final int MOST_LETTERS = 40;

    private final IdleLands lands;
    private final FieldRegister fields;
    private final ParcelRegister parcels;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    CropController(IdleLands lands, FieldRegister fields, ParcelRegister parcels, Clock clock,
            ApplicationEventPublisher events) {
        this.lands = lands;
        this.fields = fields;
        this.parcels = parcels;
        this.clock = clock;
        this.events = events;
    }

    /** @param parcelCode instead of the field: of all fields on that parcel */
    record NewCrop(@Nullable UUID fieldId, @Nullable String parcelCode, @Nullable String crop) {}

    record NewCrops(@Nullable Integer season, @Nullable List<NewCrop> items) {}

    /** @param known that were recorded before */
    record CropsStored(int stored, int known) {}

    /** A list as a village keeps it. What is known already is no mistake; all or nothing. */
    @PostMapping("/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    CropsStored add(CurrentUser user, @RequestBody NewCrops request) {
        List<NewCrop> items = request.items() == null ? List.of() : request.items();
        Violations violations = Violations.collect().requireValue(request.season(), "season")
                .require(!items.isEmpty() && items.size() <= MOST_CROPS, "crop.count", "items", MOST_CROPS);
        violations.throwIfAny();
        Map<String, List<UUID>> byParcel = parcels.mapFieldsByCode(
                items.stream().map(NewCrop::parcelCode).filter(Objects::nonNull).toList(),
                LocalDate.now(clock.withZone(AgreementController.FARM_ZONE)));
        List<List<UUID>> asked = items.stream().map(one -> fieldsOf(one, byParcel)).toList();
        Map<UUID, Field> known = fields.mapFields(asked.stream().flatMap(List::stream).distinct().toList());
        for (int i = 0; i < items.size(); i++) {
            NewCrop one = items.get(i);
            String path = "items[" + i + "]";
            boolean own = !asked.get(i).isEmpty() && asked.get(i).stream().map(known::get)
                    .allMatch(field -> field != null && user.seesVillage(field.villageCode()));
            if (!own) {
                violations.add(one.parcelCode() == null ? "crop.field" : "crop.parcel",
                        path + (one.parcelCode() == null ? ".fieldId" : ".parcelCode"),
                        String.valueOf(one.parcelCode() == null ? one.fieldId() : one.parcelCode()));
            }
            violations.require(
                    one.crop() != null && !one.crop().isBlank() && one.crop().strip().length() <= MOST_LETTERS,
                    "crop.name", path + ".crop", MOST_LETTERS);
        }
        violations.throwIfAny();
        int stored = 0;
        int all = 0;
        for (int i = 0; i < items.size(); i++) {
            for (UUID id : asked.get(i)) {
                all++;
                stored += lands.addCrop(requireNonNull(known.get(id)), requireNonNull(request.season()),
                        requireNonNull(items.get(i).crop()).strip(), user.username()) ? 1 : 0;
            }
        }
        events.publishEvent(new CropsRecorded(requireNonNull(request.season()),
                known.values().stream().map(Field::villageCode).collect(Collectors.toSet())));
        return new CropsStored(stored, all - stored);
    }

    private static List<UUID> fieldsOf(NewCrop one, Map<String, List<UUID>> byParcel) {
        List<UUID> ids = new ArrayList<>();
        if (one.parcelCode() != null) {
            ids.addAll(byParcel.getOrDefault(one.parcelCode(), List.of()));
        } else if (one.fieldId() != null) {
            ids.add(one.fieldId());
        }
        return ids;
    }

    record CropView(UUID id, Crop crop, String fieldName, double areaSquareMeters) {}

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<CropView> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam int season, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Crop> page = Page.of(lands.listCrops(user.narrowTo(village), season, Page.after(cursor),
                Page.rowsToRead(limit)), limit, Crop::id);
        Map<UUID, Field> known = fields.mapFields(page.items().stream().map(Crop::fieldId).distinct().toList());
        return new Page<>(page.items().stream().map(one -> {
            Field field = known.get(one.fieldId());
            return new CropView(one.id(), one, field == null ? "" : field.name(),
                    field == null ? 0 : field.area().squareMeters());
        }).toList(), page.next());
    }
}
