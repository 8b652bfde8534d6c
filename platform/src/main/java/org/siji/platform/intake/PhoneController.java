package org.siji.platform.intake;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.demand.NeedDesk;
import org.siji.platform.demand.NeedDesk.Standing;
import org.siji.platform.duty.DutyAreas;
import org.siji.platform.duty.DutyAreas.LookedAfter;
import org.siji.platform.duty.DutyAreas.Mark;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.LEADER;

/** All that a leader's phone needs for a day without a network, in one answer; outlines stay here, they would not fit a poor signal. */
@RestController
@RequestMapping("/api/v1/phone")
class PhoneController {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MOST_OPEN_ENTRIES = 500;

    private final DutyAreas duty;
    private final HouseholdRegister households;
    private final FieldRegister fields;
    private final NeedDesk needs;
    private final EntryStore entries;
    private final Clock clock;

    PhoneController(DutyAreas duty, HouseholdRegister households, FieldRegister fields, NeedDesk needs,
            EntryStore entries, Clock clock) {
        this.duty = duty;
        this.households = households;
        this.fields = fields;
        this.needs = needs;
        this.entries = entries;
        this.clock = clock;
    }

    record OwnField(UUID id, String name, double areaSquareMeters) {}

    /** @param version of what others have marked, to be sent with the leader's own marks */
    record OwnHousehold(UUID id, String code, String headName, String areaName, UUID cultivatorId, int version,
            List<OwnField> fields, List<Mark> marks, List<Standing> needs) {}

    record PhoneView(OffsetDateTime asOf, int season, List<Operation> operations, List<OwnHousehold> households,
            List<EntryController.EntryView> openEntries) {}

    @Allowed(LEADER)
    @GetMapping
    PhoneView get(CurrentUser user, @RequestParam(required = false) @Nullable Integer season) {
        int year = season == null ? LocalDate.now(clock.withZone(FARM_ZONE)).getYear() : season;
        List<LookedAfter> own = duty.listLookedAfterBy(user.id());
        List<UUID> ids = own.stream().map(LookedAfter::householdId).toList();
        Map<UUID, Household> known = new HashMap<>();
        own.stream().map(LookedAfter::villageCode).distinct().flatMap(
                village -> households.listHouseholdsOfVillage(village).stream())
                .forEach(household -> known.put(household.id(), household));
        Map<UUID, List<Field>> byCultivator = fields
                .listFieldsOfCultivators(ids.stream().map(known::get).filter(Objects::nonNull)
                        .map(Household::cultivatorId).toList())
                .stream().filter(field -> field.cultivatorId() != null)
                .collect(Collectors.groupingBy(field -> Objects.requireNonNull(field.cultivatorId())));
        Map<UUID, List<Mark>> marks = duty.mapMarks(ids, year);
        Map<UUID, List<Standing>> wanted = needs.listOfHouseholds(ids, year).stream()
                .collect(Collectors.groupingBy(need -> Objects.requireNonNull(need.householdId())));
        List<OwnHousehold> shown = own.stream().filter(one -> known.containsKey(one.householdId())).map(one -> {
            Household household = Objects.requireNonNull(known.get(one.householdId()));
            List<Mark> found = marks.getOrDefault(household.id(), List.of());
            int version = (int) found.stream().filter(mark -> !mark.markedBy().equals(user.username())).count();
            return new OwnHousehold(household.id(), household.code(), household.nameMasked(), one.areaName(),
                    household.cultivatorId(), version,
                    byCultivator.getOrDefault(household.cultivatorId(), List.of()).stream()
                            .map(field -> new OwnField(field.id(), field.name(), field.area().squareMeters())).toList(),
                    found, wanted.getOrDefault(household.id(), List.of()));
        }).toList();
        return new PhoneView(OffsetDateTime.now(clock), year, List.of(Operation.values()), shown,
                entries.list(user.id(), "", true, new UUID(0, 0), MOST_OPEN_ENTRIES).stream()
                        .map(EntryController::view).toList());
    }
}
