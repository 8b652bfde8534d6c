package org.siji.platform.duty;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.duty.DutyAreas.Area;
import org.siji.platform.duty.DutyAreas.Move;
import org.siji.platform.duty.DutyProgress.OpenParcel;
import org.siji.platform.duty.DutyProgress.Per;
import org.siji.platform.duty.DutyProgress.Row;
import org.siji.platform.duty.DutyProgress.Standing;
import org.siji.platform.duty.DutyProposal.GroupArea;
import org.siji.platform.geometry.FeatureCollection;
import org.siji.platform.geometry.Geometries;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
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

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Who is behind, in numbers and on the map; which households have no area yet; areas proposed by group; the moves. */
@RestController
@RequestMapping("/api/v1")
class DutyProgressController {

    private final DutyAreas areas;
    private final DutyProgress progress;
    private final DutyProposal proposal;
    private final HouseholdRegister households;
    private final FieldRegister fields;
    private final Clock clock;

    DutyProgressController(DutyAreas areas, DutyProgress progress, DutyProposal proposal, HouseholdRegister households,
            FieldRegister fields, Clock clock) {
        this.areas = areas;
        this.progress = progress;
        this.proposal = proposal;
        this.households = households;
        this.fields = fields;
        this.clock = clock;
    }

    /** @param next where the list goes on; the counts are as of now, also on the next page */
    record Progress(int season, OffsetDateTime asOf, Row total, List<Row> items, @Nullable String next) {}

    record HouseholdView(UUID id, String code, String groupCode, String headName, @Nullable Standing standing) {}

    record Village(@Nullable String villageCode) {}

    @GetMapping("/duty-progress")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Progress progress(CurrentUser user, @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable Per per, @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        String prefix = user.narrowTo(region);
        int year = year(season);
        int rows = Page.rowsToRead(limit) - 1;
        int from = start(cursor);
        DutyProgress.Table table = progress.list(per == null ? levelBelow(prefix) : per, prefix, year);
        List<Row> all = table.rows();
        int to = Math.min(all.size(), from + rows);
        return new Progress(year, OffsetDateTime.now(clock), table.total(),
                from >= to ? List.of() : List.copyOf(all.subList(from, to)),
                to < all.size() ? String.valueOf(to) : null);
    }

    private static Per levelBelow(String prefix) {
        return prefix.length() <= 6 ? Per.TOWNSHIP : prefix.length() <= 9 ? Per.VILLAGE : Per.AREA;
    }

    private static int start(@Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return 0;
        }
        if (!cursor.matches("[0-9]{1,7}")) {
            throw ProblemException.badRequest("page.cursor", "cursor", cursor);
        }
        return Integer.parseInt(cursor);
    }

    /** The fields of each area of a village, with the area's counts; one feature an area. */
    @GetMapping("/duty-progress/map")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    FeatureCollection map(CurrentUser user, @RequestParam String village,
            @RequestParam(required = false) @Nullable Integer season) {
        user.requireVillage(village);
        Map<UUID, UUID> areaOfCultivator = areas.mapAreasOfCultivators(village);
        Map<UUID, List<Geometry>> shapes = new HashMap<>();
        List<Geometry> without = new ArrayList<>();
        for (Field field : fields.listFieldsOfVillage(village)) {
            UUID area = field.cultivatorId() == null ? null : areaOfCultivator.get(field.cultivatorId());
            List<Geometry> of = area == null ? without : shapes.computeIfAbsent(area, id -> new ArrayList<>());
            of.add(field.lonLat());
        }
        List<FeatureCollection.Feature> features = new ArrayList<>();
        for (Row row : progress.list(Per.AREA, village, year(season)).rows()) {
            List<Geometry> of = shapes.get(UUID.fromString(row.id()));
            if (of != null) {
                features.add(new FeatureCollection.Feature(Map.of("areaId", row.id(), "name", row.name(), "households",
                        row.households(), "done", row.done()), join(of)));
            }
        }
        if (!without.isEmpty()) {
            features.add(new FeatureCollection.Feature(Map.of("fields", without.size()), join(without)));
        }
        return new FeatureCollection(features);
    }

    private static Geometry join(List<Geometry> fields) {
        List<Geometry> parts = new ArrayList<>();
        for (Geometry field : fields) {
            for (int i = 0; i < field.getNumGeometries(); i++) {
                parts.add(field.getGeometryN(i));
            }
        }
        return Geometries.FACTORY.buildGeometry(parts);
    }

    @GetMapping("/duty-areas/{id}/households")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<HouseholdView> listHouseholds(CurrentUser user, @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Area area = areas.find(id).filter(one -> user.seesVillage(one.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("duty-area", id));
        return view(area.villageCode(), id, season, limit, cursor);
    }

    /** Households that nobody looks after yet. */
    @GetMapping("/duty-unassigned/households")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<HouseholdView> listUnassigned(CurrentUser user, @RequestParam String village,
            @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        user.requireVillage(village);
        return view(village, null, season, limit, cursor);
    }

    private Page<HouseholdView> view(String village, @Nullable UUID area, @Nullable Integer season,
            @Nullable Integer limit, @Nullable String cursor) {
        List<UUID> ids = progress.listHouseholds(village, area, Page.after(cursor), Page.rowsToRead(limit));
        Map<UUID, Standing> standings = progress.mapStandings(ids, year(season));
        Map<UUID, Household> names = households.mapHouseholds(ids);
        List<HouseholdView> rows = ids.stream().map(names::get).filter(Objects::nonNull)
                .map(one -> new HouseholdView(one.id(), one.code(), one.groupCode(), one.nameMasked(),
                        standings.get(one.id())))
                .toList();
        return Page.of(rows, limit, HouseholdView::id);
    }

    @GetMapping("/duty-unassigned/parcels")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<OpenParcel> listParcels(CurrentUser user, @RequestParam String village,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        user.requireVillage(village);
        return Page.of(progress.listParcelsWithoutArea(village, Page.after(cursor), Page.rowsToRead(limit)), limit,
                OpenParcel::id);
    }

    /** What a press on "propose" would do. */
    @GetMapping("/duty-proposal")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    List<GroupArea> preview(CurrentUser user, @RequestParam String village) {
        user.requireVillage(village);
        return proposal.preview(village);
    }

    @PostMapping("/duty-proposal")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    List<GroupArea> propose(CurrentUser user, @RequestBody Village request) {
        Violations.collect().requireValue(request.villageCode(), "villageCode").throwIfAny();
        String village = requireNonNull(request.villageCode());
        user.requireVillage(village);
        return proposal.apply(village, user.username());
    }

    /** The newest first. */
    @GetMapping("/duty-moves")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Move> listMoves(CurrentUser user, @RequestParam String village,
            @RequestParam(required = false) @Nullable UUID household,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        user.requireVillage(village);
        UUID before = cursor == null || cursor.isBlank() ? new UUID(-1, -1) : Page.after(cursor);
        return Page.of(areas.listMoves(village, household, before, Page.rowsToRead(limit)), limit, Move::id);
    }

    private int year(@Nullable Integer season) {
        return season == null ? LocalDate.now(clock.withZone(ZoneId.of("Asia/Shanghai"))).getYear() : season;
    }
}
