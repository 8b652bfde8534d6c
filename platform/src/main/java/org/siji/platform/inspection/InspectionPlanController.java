package org.siji.platform.inspection;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Public;
import org.siji.platform.inspection.Drawing.Announcement;
import org.siji.platform.inspection.Drawing.Outlook;
import org.siji.platform.inspection.Drawing.Question;
import org.siji.platform.inspection.InspectionPlan.PlanStatus;
import org.siji.platform.inspection.InspectionPlan.Work;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
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
import static java.util.Objects.requireNonNullElse;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Samples: published by an office for its own region, drawn later, checked by everybody. */
@RestController
@RequestMapping("/api/v1")
class InspectionPlanController {

    private static final int LONGEST_VALUE = 200;

    private final InspectionPlans plans;
    private final Drawing drawing;
    private final RegionRegister regions;
    private final Clock clock;

    InspectionPlanController(InspectionPlans plans, Drawing drawing, RegionRegister regions, Clock clock) {
        this.plans = plans;
        this.drawing = drawing;
        this.regions = regions;
        this.clock = clock;
    }

    /** @param mayDraw whether the asker may draw or cancel it */
    record PlanView(UUID id, InspectionPlan plan, String regionName, boolean mayDraw) {}

    record NewPlan(@Nullable String regionCode, @Nullable Integer season, @Nullable Operation operation,
            @Nullable Work work, @Nullable UUID contractId, @Nullable String reason, @Nullable String publicValueOf,
            @Nullable OffsetDateTime drawFrom, @Nullable UUID inspectorId) {}

    @PostMapping("/inspection-plans")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    PlanView publish(CurrentUser user, @RequestBody NewPlan request) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        OffsetDateTime from = requireNonNullElse(request.drawFrom(), now);
        String valueOf = requireNonNullElse(request.publicValueOf(), "").strip();
        Violations.collect().requireValue(request.season(), "season").requireValue(request.operation(), "operation")
                .requireValue(request.reason(), "reason")
                .require(valueOf.length() <= LONGEST_VALUE, "inspection-plan.long", "publicValueOf", LONGEST_VALUE)
                .require(valueOf.isEmpty() || from.isAfter(now), "inspection-plan.event-past", "drawFrom")
                .throwIfAny();
        Question question = new Question(regionOf(user, request.regionCode()), requireNonNull(request.season()),
                requireNonNull(request.operation()), requireNonNullElse(request.work(), Work.ALL),
                request.contractId());
        if (request.inspectorId() != null) {
            drawing.getInspector(request.inspectorId(), question.regionCode());
        }
        return view(user, drawing.publish(question,
                new Announcement(requireNonNull(request.reason()).strip(), valueOf, from, request.inspectorId()),
                user.username()));
    }

    /** @throws ProblemException 404 for what is no region of the asker's; 422 when none is named and he has none of six digits or more */
    private String regionOf(CurrentUser user, @Nullable String asked) {
        String region = asked == null || asked.isBlank() ? user.regionPrefix() : asked;
        Violations.collect().requireValue(region, "regionCode").throwIfAny();
        if (!region.startsWith(user.regionPrefix()) || region.length() > 12) {
            throw ProblemException.notFound("region", region);
        }
        return regions.getRegion(region).code();
    }

    /** What a plan would draw, before it is published. */
    @GetMapping("/inspection-plans/outlook")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Outlook foresee(CurrentUser user, @RequestParam int season, @RequestParam @Nullable Operation operation,
            @RequestParam @Nullable String region, @RequestParam @Nullable Work work,
            @RequestParam @Nullable UUID contract) {
        return drawing.foresee(new Question(regionOf(user, region), season,
                requireNonNullElse(operation, Operation.HARVEST), requireNonNullElse(work, Work.ALL), contract));
    }

    @GetMapping("/inspection-plans")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<PlanView> list(CurrentUser user, @RequestParam @Nullable String region, @RequestParam @Nullable Integer season,
            @RequestParam @Nullable PlanStatus status, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        return Page.of(plans.list(user.narrowTo(region), season, status, Page.after(cursor), Page.rowsToRead(limit))
                .stream().map(plan -> view(user, plan)).toList(), limit, PlanView::id);
    }

    @GetMapping("/inspection-plans/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    PlanView get(CurrentUser user, @PathVariable UUID id) {
        return view(user, getVisible(user, id));
    }

    record PublicValue(@Nullable String publicValue) {}

    @PostMapping("/inspection-plans/{id}/draw")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    PlanView draw(CurrentUser user, @PathVariable UUID id,
            @RequestBody(required = false) @Nullable PublicValue request) {
        InspectionPlan plan = getOwn(user, id);
        String value = request == null ? "" : requireNonNullElse(request.publicValue(), "").strip();
        Violations.collect()
                .require(plan.publicValueOf().isEmpty() == value.isEmpty(),
                        value.isEmpty() ? "required" : "inspection-plan.no-event", "publicValue")
                .require(value.length() <= LONGEST_VALUE && value.lines().count() <= 1, "inspection-plan.long",
                        "publicValue", LONGEST_VALUE)
                .throwIfAny();
        drawing.draw(id, value, user.username());
        return get(user, id);
    }

    record Reason(@Nullable String reason) {}

    @PostMapping("/inspection-plans/{id}/cancel")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    PlanView cancel(CurrentUser user, @PathVariable UUID id, @RequestBody Reason request) {
        getOwn(user, id);
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        drawing.cancel(id, requireNonNull(request.reason()).strip(), user.username());
        return get(user, id);
    }

    /** @param algorithm by which name the drawing is described; @param numbers all candidates in their order */
    record PublicPlan(InspectionPlan plan, String regionName, String algorithm, List<String> numbers) {}

    /** For everybody, also without a login: what is needed to do the drawing again. Numbers of work orders tell nothing of people. */
    @GetMapping("/public/inspection-plans/{id}")
    @Public
    PublicPlan getPublic(@PathVariable UUID id) {
        InspectionPlan plan = plans.find(id).orElseThrow(() -> ProblemException.notFound("inspection-plan", id));
        return new PublicPlan(nameless(plan), regions.getRegion(plan.regionCode()).name(), Draw.ALGORITHM,
                plans.listNumbers(id));
    }

    /** A county's plans in the order of their numbers, so that a missing one is seen. */
    @GetMapping("/public/inspection-plans")
    @Public
    Page<InspectionPlan> listPublic(@RequestParam String county, @RequestParam @Nullable Integer season,
            @RequestParam @Nullable Integer limit, @RequestParam @Nullable String cursor) {
        if (!county.matches("\\d{6}")) {
            throw ProblemException.badRequest("inspection-plan.county", "county", county);
        }
        return Page.of(plans.list(county, season, null, Page.after(cursor), Page.rowsToRead(limit)).stream()
                .map(InspectionPlanController::nameless).toList(), limit, InspectionPlan::id);
    }

    /** Logins and the inspector are nobody's business outside. */
    private static InspectionPlan nameless(InspectionPlan plan) {
        return new InspectionPlan(plan.id(), plan.number(), plan.regionCode(), plan.season(), plan.operation(),
                plan.work(), null, plan.checklistId(), plan.reason(), plan.share(), plan.minimum(),
                plan.workingDays(), plan.ruleSource(), plan.ruleExample(), plan.sampleSize(), plan.candidates(),
                plan.listSha256(), plan.commitment(), plan.publicValueOf(), plan.drawFrom(), null,
                plan.publishedAt(), "", plan.status(), plan.publicValue(), plan.secret(), plan.drawnNumbers(),
                plan.endedAt(), null, plan.endReason());
    }

    private InspectionPlan getVisible(CurrentUser user, UUID id) {
        String prefix = user.regionPrefix();
        return plans.find(id)
                .filter(plan -> plan.regionCode().startsWith(prefix) || prefix.startsWith(plan.regionCode()))
                .orElseThrow(() -> ProblemException.notFound("inspection-plan", id));
    }

    /** @throws ProblemException 403 for a plan of an office above, which a village may look at */
    private InspectionPlan getOwn(CurrentUser user, UUID id) {
        InspectionPlan plan = getVisible(user, id);
        if (!plan.regionCode().startsWith(user.regionPrefix())) {
            throw ProblemException.of(HttpStatus.FORBIDDEN, "inspection-plan.not-yours", "");
        }
        return plan;
    }

    private PlanView view(CurrentUser user, InspectionPlan plan) {
        return new PlanView(plan.id(), plan, regions.findRegion(plan.regionCode()).map(Region::name).orElse(""),
                plan.status() == PlanStatus.PUBLISHED && plan.regionCode().startsWith(user.regionPrefix()));
    }
}
