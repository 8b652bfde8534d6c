package org.siji.platform.season;

import java.io.IOException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.api.Versions;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.RegionLevel;
import org.siji.platform.registry.RegionRegister;
import org.siji.platform.sheets.SheetWriter;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.springframework.web.multipart.MultipartFile;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Village production plans: drafted from last season, edited and agreed by the village, seen by its people and the offices above. */
@RestController
@RequestMapping("/api/v1/production-plans")
class PlanController {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MOST_LETTERS = 200;
    private static final int FIRST_SEASON = 2000;
    private static final int LAST_SEASON = 2100;

    private final PlanStore store;
    private final PlanDrafter drafter;
    private final CropWindows windows;
    private final PlanSheets sheets;
    private final RegionRegister regions;
    private final HouseholdRegister households;
    private final Sentences sentences;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PlanController(PlanStore store, PlanDrafter drafter, CropWindows windows, PlanSheets sheets,
            RegionRegister regions, HouseholdRegister households, Sentences sentences,
            ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.drafter = drafter;
        this.windows = windows;
        this.sheets = sheets;
        this.regions = regions;
        this.households = households;
        this.sentences = sentences;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param lines        of the newest edition; {@code agreedLines} of the agreed one when that is another
     * @param landCentimu  the village's fields, in 0.01 mu
     * @param unknownCrops recorded, but left out of the draft that was just made
     */
    record Detail(PlanStore.Plan plan, List<PlanStore.Line> lines, List<PlanStore.Line> agreedLines,
            List<PlanStore.Edition> editions, List<PlanStore.Remark> remarks, long landCentimu, boolean mayEdit,
            Set<String> unknownCrops) {}

    record NewPlan(@Nullable String villageCode, @Nullable Integer season) {}

    /** Drafts the village's plan. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail add(CurrentUser user, @RequestBody NewPlan request) {
        Integer season = request.season();
        Violations.collect().requireValue(request.villageCode(), "villageCode").requireValue(season, "season")
                .throwIfAny();
        String village = requireNonNull(request.villageCode());
        user.requireVillage(village);
        if (regions.findRegion(village).filter(region -> region.level() == RegionLevel.VILLAGE).isEmpty()) {
            throw ProblemException.notFound("village", village);
        }
        Violations.collect().require(requireNonNull(season) >= FIRST_SEASON && season <= LAST_SEASON, "plan.season",
                "season", season).throwIfAny();
        UUID id = store.insert(village, season)
                .orElseThrow(() -> ProblemException.conflict("plan.exists", "season", season));
        return drafted(user, hold(user, id), "");
    }

    record Reason(@Nullable String reason) {}

    /** Drafts it anew from what is known now; earlier editions stay. */
    @PostMapping("/{id}/draft")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail draft(CurrentUser user, @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Reason request) {
        PlanStore.Plan plan = hold(user, id);
        Versions.require(ifMatch, plan.edition());
        return drafted(user, plan, reason(request.reason(), true));
    }

    private Detail drafted(CurrentUser user, PlanStore.Plan plan, String reason) {
        PlanDrafter.Draft draft = drafter.draft(plan.villageCode(), plan.season());
        store.addEdition(plan, PlanStore.Origin.DRAFTED, reason, user.username(), OffsetDateTime.now(clock),
                draft.lines());
        return detail(user, getVisible(user, plan.id()), draft.unknownCrops());
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    Page<PlanStore.Plan> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        String prefix = user.role().isOffice() ? user.narrowTo(village) : ownVillage(user);
        return Page.of(store.list(prefix, yearOf(season), Page.after(cursor), Page.rowsToRead(limit)), limit,
                PlanStore.Plan::id);
    }

    /** @param villages of the region; {@code agreed} have agreed on a plan, {@code drafted} have only drafted one */
    record Sums(int season, String region, int villages, long agreed, long drafted, List<PlanStore.CropSum> crops) {}

    /** What the villages of a region agreed to grow. */
    @GetMapping("/sums")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Sums sums(CurrentUser user, @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable Integer season) {
        String prefix = user.narrowTo(region);
        int year = yearOf(season);
        PlanStore.Standing standing = store.standing(prefix, year);
        return new Sums(year, prefix, regions.listRegions(RegionLevel.VILLAGE, prefix).size(), standing.agreed(),
                standing.drafted(), store.sumCrops(prefix, year));
    }

    /** The crops that can be planned, with the days of their operations. */
    @GetMapping("/crops")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    Page<CropWindows.Window> crops() {
        return new Page<>(windows.list(), null);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    ResponseEntity<Detail> get(CurrentUser user, @PathVariable UUID id) {
        PlanStore.Plan plan = getVisible(user, id);
        return ResponseEntity.ok().eTag(Versions.etag(plan.edition())).body(detail(user, plan, Set.of()));
    }

    record WeekInput(@Nullable Operation operation, @Nullable LocalDate monday, @Nullable Long centimu) {}

    record LineInput(@Nullable String crop, @Nullable String variety, @Nullable Long centimu,
            @Nullable List<WeekInput> weeks) {}

    record Edited(@Nullable List<LineInput> lines, @Nullable String reason) {}

    /** A new edition; an agreed plan stays agreed until the new one is, and changing it needs a reason. */
    @PutMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail edit(CurrentUser user, @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch, @RequestBody Edited request) {
        PlanStore.Plan plan = hold(user, id);
        Versions.require(ifMatch, plan.edition());
        String reason = reason(request.reason(), plan.agreedEdition() != null);
        List<PlanStore.Line> lines = requireNonNullElse(request.lines(), List.<LineInput>of()).stream()
                .map(PlanController::line).toList();
        rulesOf(plan).check(lines).throwIfAny();
        store.addEdition(plan, PlanStore.Origin.EDITED, reason, user.username(), OffsetDateTime.now(clock), lines);
        return detail(user, getVisible(user, id), Set.of());
    }

    private static PlanStore.Line line(LineInput input) {
        return new PlanStore.Line(requireNonNullElse(input.crop(), "").strip(),
                requireNonNullElse(input.variety(), "").strip(), requireNonNullElse(input.centimu(), 0L),
                requireNonNullElse(input.weeks(), List.<WeekInput>of()).stream()
                        .filter(week -> week.operation() != null && week.monday() != null)
                        .map(week -> new PlanStore.Week(requireNonNull(week.operation()),
                                requireNonNull(week.monday()), requireNonNullElse(week.centimu(), 0L), 0))
                        .toList());
    }

    /** The village stands by the newest edition. */
    @PostMapping("/{id}/agree")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail agree(CurrentUser user, @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch, @RequestBody Reason request) {
        PlanStore.Plan plan = hold(user, id);
        Versions.require(ifMatch, plan.edition());
        String reason = reason(request.reason(), true);
        if (Integer.valueOf(plan.edition()).equals(plan.agreedEdition())) {
            throw ProblemException.conflict("plan.agreed", "", plan.edition());
        }
        List<PlanStore.Line> lines = store.listLines(id, plan.edition());
        rulesOf(plan).check(lines).require(!lines.isEmpty(), "plan.empty", "lines").throwIfAny();
        store.agree(plan, reason, user.username(), OffsetDateTime.now(clock));
        events.publishEvent(new PlanAgreed(id, plan.villageCode(), plan.season(), plan.edition()));
        return detail(user, getVisible(user, id), Set.of());
    }

    record NewRemark(@Nullable Operation operation, @Nullable LocalDate monday, @Nullable String reason) {}

    /** Why a week's work differs from the plan. */
    @PostMapping("/{id}/remarks")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail remark(CurrentUser user, @PathVariable UUID id, @RequestBody NewRemark request) {
        PlanStore.Plan plan = hold(user, id);
        LocalDate monday = request.monday();
        Violations.collect().requireValue(request.operation(), "operation").requireValue(monday, "monday")
                .require(monday == null || monday.getDayOfWeek() == DayOfWeek.MONDAY, "planning.no-monday", "monday",
                        String.valueOf(monday))
                .throwIfAny();
        store.remark(id, requireNonNull(request.operation()), requireNonNull(monday), reason(request.reason(), true),
                user.username(), OffsetDateTime.now(clock));
        return detail(user, plan, Set.of());
    }

    @GetMapping("/{id}/xlsx")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    ResponseEntity<byte[]> xlsx(CurrentUser user, @PathVariable UUID id) {
        PlanStore.Plan plan = getVisible(user, id);
        return SheetWriter.download("生产计划表-" + plan.villageCode() + "-" + plan.season(),
                sheets.write(plan, store.listLines(id, plan.edition())));
    }

    /** @param edition that was made of it; null when there are problems, beside the rows or with the plan as a whole */
    record FileAnswer(@Nullable Integer edition, List<PlanSheets.Row> rows, List<String> problems) {}

    /** All or nothing: with any problem nothing is kept, and every row says what is wrong with it. */
    @PostMapping(path = "/{id}/xlsx", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    FileAnswer upload(CurrentUser user, @PathVariable UUID id, @RequestParam MultipartFile file,
            @RequestParam(required = false) @Nullable String reason) throws IOException {
        PlanStore.Plan plan = hold(user, id);
        String why = reason(reason, plan.agreedEdition() != null);
        PlanSheets.Read read = sheets.read(file.getBytes());
        List<String> whole = read.place(rulesOf(plan).check(read.lines()).list(), sentences).stream()
                .map(sentences::say).toList();
        if (!whole.isEmpty() || read.anyProblem()) {
            return new FileAnswer(null, read.rows(), whole);
        }
        return new FileAnswer(store.addEdition(plan, PlanStore.Origin.FILE, why, user.username(),
                OffsetDateTime.now(clock), read.lines()), read.rows(), List.of());
    }

    private PlanRules rulesOf(PlanStore.Plan plan) {
        return new PlanRules(windows.mapByCrop(), plan.season(), drafter.landCentimu(plan.villageCode()));
    }

    private static String reason(@Nullable String given, boolean required) {
        String reason = requireNonNullElse(given, "").strip();
        Violations.collect().require(!required || !reason.isEmpty(), "required", "reason")
                .require(reason.length() <= MOST_LETTERS, "plan.reason", "reason", MOST_LETTERS).throwIfAny();
        return reason;
    }

    private Detail detail(CurrentUser user, PlanStore.Plan plan, Set<String> unknown) {
        Integer agreed = plan.agreedEdition();
        return new Detail(plan, store.listLines(plan.id(), plan.edition()),
                agreed == null || agreed == plan.edition() ? List.of() : store.listLines(plan.id(), agreed),
                store.listEditions(plan.id()), store.listRemarks(plan.id()), drafter.landCentimu(plan.villageCode()),
                user.seesVillage(plan.villageCode()), unknown);
    }

    private PlanStore.Plan getVisible(CurrentUser user, UUID id) {
        return store.find(id).filter(plan -> sees(user, plan))
                .orElseThrow(() -> ProblemException.notFound("production-plan", id));
    }

    private PlanStore.Plan hold(CurrentUser user, UUID id) {
        return store.lock(id).filter(plan -> user.seesVillage(plan.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("production-plan", id));
    }

    private boolean sees(CurrentUser user, PlanStore.Plan plan) {
        return user.seesVillage(plan.villageCode()) || plan.villageCode().equals(ownVillage(user));
    }

    /** Of a household or a group leader; no village for others. */
    private String ownVillage(CurrentUser user) {
        UUID household = user.householdId();
        if (user.role() == Role.HOUSEHOLD && household != null) {
            return households.findVillageCode(household).orElse("-");
        }
        return user.role() == Role.LEADER ? requireNonNullElse(user.regionCode(), "-") : "-";
    }

    private int yearOf(@Nullable Integer season) {
        return season == null ? LocalDate.now(clock.withZone(FARM_ZONE)).getYear() : season;
    }
}
