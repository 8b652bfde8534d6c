package org.siji.platform.duty;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Versions;
import org.siji.platform.api.Violations;
import org.siji.platform.duty.DutyAreas.Area;
import org.siji.platform.duty.DutyAreas.Mark;
import org.siji.platform.duty.DutyAreas.State;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
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

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Duty areas: laid out by the village's office, worked through by their leaders. */
@RestController
@RequestMapping("/api/v1/duty-areas")
class DutyAreaController {

    private final DutyAreas areas;
    private final HouseholdRegister households;
    private final FieldRegister fields;
    private final Clock clock;

    DutyAreaController(DutyAreas areas, HouseholdRegister households, FieldRegister fields, Clock clock) {
        this.areas = areas;
        this.households = households;
        this.fields = fields;
        this.clock = clock;
    }

    record AreaRequest(@Nullable String villageCode, @Nullable String name, @Nullable List<UUID> leaderUserIds) {}

    record Assignment(@Nullable List<UUID> householdIds, @Nullable Boolean moveFromOthers) {}

    record MarkRequest(@Nullable State state, @Nullable String note, @Nullable Integer season,
            @Nullable OffsetDateTime at) {}

    record AreaView(UUID id, String villageCode, String name, int version, List<UUID> leaderUserIds,
            List<UUID> householdIds) {}

    record OwnField(UUID id, String name, double areaSquareMeters) {}

    record OwnHousehold(UUID id, String headName, String groupCode, UUID cultivatorId, List<OwnField> fields,
            List<Mark> marks) {}

    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AreaView create(CurrentUser user, @RequestBody AreaRequest request) {
        Violations.collect().requireValue(request.villageCode(), "villageCode").requireValue(request.name(), "name")
                .throwIfAny();
        String village = requireNonNull(request.villageCode());
        user.requireVillage(village);
        return view(getArea(user, areas.create(village, requireNonNull(request.name()), leaders(request))));
    }

    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    @PutMapping("/{id}")
    AreaView change(CurrentUser user, @PathVariable UUID id, @RequestBody AreaRequest request,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Area area = getArea(user, id);
        Versions.require(ifMatch, area.version());
        Violations.collect().requireValue(request.name(), "name").throwIfAny();
        areas.change(area, requireNonNull(request.name()), leaders(request));
        return view(getArea(user, id));
    }

    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    @PostMapping("/{id}/households")
    AreaView assign(CurrentUser user, @PathVariable UUID id, @RequestBody Assignment request) {
        Area area = getArea(user, id);
        Violations problems = Violations.collect().requireValue(request.householdIds(), "householdIds");
        List<UUID> ids = request.householdIds() == null ? List.of() : request.householdIds();
        ids.forEach(one -> problems.require(households.findHousehold(one)
                .filter(household -> household.villageCode().equals(area.villageCode())).isPresent(),
                "duty.other-village", "householdIds"));
        problems.throwIfAny();
        areas.assign(id, ids, Boolean.TRUE.equals(request.moveFromOthers()), user.username());
        return view(area);
    }

    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    @GetMapping
    List<AreaView> list(CurrentUser user, @RequestParam(required = false) @Nullable String village) {
        String prefix = user.narrowTo(village);
        Map<UUID, List<UUID>> leaders = areas.mapLeaders(prefix);
        Map<UUID, List<UUID>> members = areas.mapHouseholds(prefix);
        return areas.list(prefix).stream().map(area -> new AreaView(area.id(), area.villageCode(), area.name(),
                area.version(), leaders.getOrDefault(area.id(), List.of()),
                members.getOrDefault(area.id(), List.of()))).toList();
    }

    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    @GetMapping("/{id}")
    ResponseEntity<AreaView> get(CurrentUser user, @PathVariable UUID id) {
        Area area = getArea(user, id);
        return ResponseEntity.ok().eTag(Versions.etag(area.version())).body(view(area));
    }

    /** The leader's own households; whoever has no mark yet comes first. */
    @Allowed({LEADER})
    @GetMapping("/mine")
    List<OwnHousehold> listMine(CurrentUser user, @RequestParam(required = false) @Nullable Integer season) {
        int year = season == null ? LocalDate.now(clock.withZone(ZoneId.of("Asia/Shanghai"))).getYear() : season;
        List<UUID> ids = areas.listHouseholdsOfLeader(user.id());
        Map<UUID, Household> own = households.mapHouseholds(ids);
        Map<UUID, List<Mark>> marks = areas.mapMarks(ids, year);
        Map<UUID, List<Field>> farmed = fields
                .listFieldsOfCultivators(own.values().stream().map(Household::cultivatorId).toList()).stream()
                .filter(field -> field.cultivatorId() != null)
                .collect(Collectors.groupingBy(field -> requireNonNull(field.cultivatorId())));
        return ids.stream().map(own::get).filter(Objects::nonNull)
                .map(household -> own(household, farmed.getOrDefault(household.cultivatorId(), List.of()),
                        marks.getOrDefault(household.id(), List.of())))
                .sorted(Comparator.comparing((OwnHousehold one) -> !one.marks().isEmpty())).toList();
    }

    @Allowed({COUNTY, TOWNSHIP, VILLAGE, LEADER})
    @PostMapping("/households/{householdId}/progress")
    @ResponseStatus(HttpStatus.CREATED)
    OwnHousehold mark(CurrentUser user, @PathVariable UUID householdId, @RequestBody MarkRequest request) {
        Household household = households.getHousehold(householdId);
        if (!user.seesVillage(household.villageCode())
                && !(user.role() == LEADER && areas.covers(user.id(), householdId))) {
            throw ProblemException.notFound("household", householdId);
        }
        Violations.collect().requireValue(request.state(), "state").requireValue(request.season(), "season")
                .throwIfAny();
        int season = requireNonNull(request.season());
        areas.mark(householdId, season, new Mark(requireNonNull(request.state()),
                request.note() == null ? "" : request.note(),
                request.at() == null ? OffsetDateTime.now(clock) : request.at(), user.username()));
        return own(householdId, season);
    }

    private OwnHousehold own(UUID id, int season) {
        Household household = households.getHousehold(id);
        return own(household, fields.listFieldsOfCultivator(household.cultivatorId()), areas.listMarks(id, season));
    }

    private static OwnHousehold own(Household household, List<Field> fields, List<Mark> marks) {
        return new OwnHousehold(household.id(), household.nameMasked(), household.groupCode(),
                household.cultivatorId(), fields.stream()
                        .map(field -> new OwnField(field.id(), field.name(), field.area().squareMeters())).toList(),
                marks);
    }

    private static List<UUID> leaders(AreaRequest request) {
        return request.leaderUserIds() == null ? List.of() : request.leaderUserIds();
    }

    private Area getArea(CurrentUser user, UUID id) {
        return areas.find(id).filter(area -> user.seesVillage(area.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("duty-area", id));
    }

    private AreaView view(Area area) {
        return new AreaView(area.id(), area.villageCode(), area.name(), area.version(), areas.listLeaders(area.id()),
                areas.listHouseholds(area.id()));
    }
}
