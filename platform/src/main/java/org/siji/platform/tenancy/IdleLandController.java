package org.siji.platform.tenancy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.tenancy.IdleLands.Asked;
import org.siji.platform.tenancy.IdleLands.Event;
import org.siji.platform.tenancy.IdleLands.Ground;
import org.siji.platform.tenancy.IdleLands.IdleLand;
import org.siji.platform.tenancy.IdleLands.OfferedAs;
import org.siji.platform.tenancy.IdleLands.Status;
import org.siji.platform.tenancy.IdleLands.VillageTotals;
import org.siji.platform.tenancy.IdleSearch.Searched;
import org.siji.platform.tenancy.IdleViews.Draft;
import org.siji.platform.tenancy.IdleViews.InterestView;
import org.siji.platform.tenancy.IdleViews.View;
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
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Idle land: looked for, declared, cleared up with a reason or offered. */
@RestController
@RequestMapping("/api/v1")
class IdleLandController {

    static final int MOST_WORDS = 500;

    private final IdleLands lands;
    private final IdleSearch search;
    private final IdleViews views;
    private final LandInterests interests;
    private final FieldRegister fields;
    private final Clock clock;

    IdleLandController(IdleLands lands, IdleSearch search, IdleViews views, LandInterests interests,
            FieldRegister fields, Clock clock) {
        this.lands = lands;
        this.search = search;
        this.views = views;
        this.interests = interests;
        this.fields = fields;
        this.clock = clock;
    }

    record Where(@Nullable String village, @Nullable Integer season) {}

    /** Again at any time: what is known stays, what is in use since is closed. */
    @PostMapping("/idle-land/search")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Searched search(CurrentUser user, @RequestBody Where request) {
        Violations.collect().requireValue(request.season(), "season").throwIfAny();
        String village = AgreementAccess.village(user, request.village());
        return search.search(village, requireNonNull(request.season()), user.username());
    }

    record Declared(@Nullable UUID fieldId, @Nullable Integer season, @Nullable String reason) {}

    /** A household says of its own field that it will not farm it; an office says so for it. */
    @PostMapping("/idle-land")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    IdleLand declare(CurrentUser user, @RequestBody Declared request) {
        Violations violations = Violations.collect().requireValue(request.fieldId(), "fieldId")
                .requireValue(request.season(), "season");
        words(violations, request.reason(), "reason");
        violations.throwIfAny();
        UUID fieldId = requireNonNull(request.fieldId());
        Field field = fields.findField(fieldId).filter(one -> fields.isVisibleTo(user, fieldId))
                .orElseThrow(() -> ProblemException.notFound("field", fieldId));
        int season = requireNonNull(request.season());
        String reason = requireNonNull(request.reason());
        IdleLand found = lands.add(field, season, Ground.DECLARED, reason, user.username());
        return Set.of(Status.IN_USE, Status.NOT_IDLE).contains(found.status())
                ? lands.turn(found.id(), Set.of(Status.IN_USE, Status.NOT_IDLE), Status.FOUND, reason, user.username())
                : found;
    }

    @GetMapping("/idle-land")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<View> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam int season, @RequestParam(required = false) @Nullable Status status,
            @RequestParam(required = false) @Nullable Ground ground,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<IdleLand> page = Page.of(lands.list(new Asked(user.narrowTo(village), season, status, ground),
                Page.after(cursor), Page.rowsToRead(limit)), limit, IdleLand::id);
        return new Page<>(views.of(page.items()), page.next());
    }

    /** Village by village: how much is found, offered and agreed. */
    @GetMapping("/idle-land/villages")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    List<VillageTotals> total(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam int season) {
        return lands.total(user.narrowTo(village), season);
    }

    /** @param draft of the agreement that a promise leads to */
    record Detail(View view, List<Event> events, List<InterestView> interests, @Nullable Draft draft) {}

    @GetMapping("/idle-land/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail get(CurrentUser user, @PathVariable UUID id) {
        return detail(visible(user, id));
    }

    private Detail detail(IdleLand land) {
        View view = views.of(List.of(land)).getFirst();
        List<InterestView> asked = views.interests(land.id());
        return new Detail(view, lands.listEvents(land.id()), asked, views.draft(view, asked));
    }

    private IdleLand visible(CurrentUser user, UUID id) {
        return lands.find(id).filter(one -> user.seesVillage(one.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("idle-land", id));
    }

    /** @param crop what grows there after all, if that is the reason */
    record NotIdle(@Nullable String reason, @Nullable String crop) {}

    @PostMapping("/idle-land/{id}/not-idle")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail notIdle(CurrentUser user, @PathVariable UUID id, @RequestBody NotIdle request) {
        IdleLand land = visible(user, id);
        Violations violations = Violations.collect();
        words(violations, request.reason(), "reason");
        String crop = request.crop() == null ? "" : request.crop().strip();
        violations.require(crop.length() <= 40, "crop.name", "crop", 40).throwIfAny();
        if (!crop.isEmpty()) {
            lands.addCrop(fields.getField(land.fieldId()), land.season(), crop, user.username());
        }
        return detail(lands.turn(id, Set.of(Status.FOUND, Status.OFFERED), Status.NOT_IDLE,
                requireNonNull(request.reason()), user.username()));
    }

    record Offer(@Nullable OfferedAs as, @Nullable String words, @Nullable LocalDate until) {}

    @PostMapping("/idle-land/{id}/offer")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail offer(CurrentUser user, @PathVariable UUID id, @RequestBody Offer request) {
        visible(user, id);
        LocalDate until = request.until();
        Violations violations = Violations.collect().requireValue(request.as(), "as").requireValue(until, "until")
                .require(until == null || !until.isBefore(LocalDate.now(clock.withZone(AgreementController.FARM_ZONE))),
                        "idle.until-past", "until", String.valueOf(until));
        words(violations, request.words(), "words");
        violations.throwIfAny();
        return detail(lands.offer(id, requireNonNull(request.as()), requireNonNull(request.words()),
                requireNonNull(until), user.username()));
    }

    record Reason(@Nullable String reason) {}

    /** An offer, or a promise that came to nothing, is taken back. */
    @PostMapping("/idle-land/{id}/withdraw")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Detail withdraw(CurrentUser user, @PathVariable UUID id, @RequestBody Reason request) {
        visible(user, id);
        Violations violations = Violations.collect();
        words(violations, request.reason(), "reason");
        violations.throwIfAny();
        String reason = requireNonNull(request.reason());
        IdleLand land = lands.turn(id, Set.of(Status.OFFERED, Status.PROMISED), Status.FOUND, reason,
                user.username());
        interests.takeBack(id, reason, user.username());
        return detail(land);
    }

    static void words(Violations violations, @Nullable String words, String path) {
        violations.requireValue(words == null || words.isBlank() ? null : words, path).require(
                words == null || words.length() <= MOST_WORDS && words.indexOf(0) < 0, "idle.words", path, MOST_WORDS);
    }
}
