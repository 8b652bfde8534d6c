package org.siji.platform.dispatch;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.Sentences;
import org.siji.platform.dispatch.DispatchService.PlanRequest;
import org.siji.platform.dispatch.PlanViews.Cost;
import org.siji.platform.dispatch.PlanViews.DispatchPlanView;
import org.siji.platform.dispatch.PlanViews.PlanSummary;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.sheets.SheetWriter;
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

/** Dispatch plans: which machine goes where and when. */
@RestController
@RequestMapping("/api/v1/dispatch-plans")
class DispatchController {

    private final DispatchService dispatch;
    private final PlanViews views;
    private final DispatchPlanStore plans;
    private final PlanSheet sheet;
    private final Sentences sentences;

    DispatchController(DispatchService dispatch, PlanViews views, DispatchPlanStore plans, PlanSheet sheet,
            Sentences sentences) {
        this.dispatch = dispatch;
        this.views = views;
        this.plans = plans;
        this.sheet = sheet;
        this.sentences = sentences;
    }

    record VersionRequest(@Nullable Long version) {}

    /**
     * @param share   of the search's time, 0 to 1
     * @param cost    of the best plan kept so far
     * @param failure a sentence
     */
    record ProgressView(PlanStatus status, long version, double share, double secondsLeft, long iterations,
            @Nullable Cost cost,
            int placed, int undone, @Nullable String failure) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    PlanSummary plan(@RequestBody PlanRequest request, CurrentUser user) {
        return views.summary(dispatch.get(dispatch.plan(request, user), user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping
    Page<PlanSummary> list(@RequestParam(required = false) @Nullable UUID provider,
            @RequestParam(required = false) @Nullable PlanStatus status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        UUID before = cursor == null || cursor.isBlank() ? null : Page.after(cursor);
        List<PlanSummary> plans = views
                .summaries(dispatch.list(provider, status, user, before, Page.rowsToRead(limit)));
        return Page.of(plans, limit, PlanSummary::id);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping("/{id}")
    DispatchPlanView get(@PathVariable UUID id, CurrentUser user) {
        return views.view(dispatch.get(id, user).id(), user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping(path = "/{id}/xlsx", produces = SheetWriter.XLSX)
    ResponseEntity<byte[]> xlsx(@PathVariable UUID id, CurrentUser user) {
        DispatchPlanView plan = views.view(dispatch.get(id, user).id(), user);
        return SheetWriter.download("派单方案-" + plan.summary().firstDay(), sheet.write(plan, plans.getContent(id)));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping("/{id}/progress")
    ProgressView progress(@PathVariable UUID id, CurrentUser user) {
        DispatchPlanStore.Row plan = dispatch.get(id, user);
        boolean searched = plan.status() == PlanStatus.WAITING || plan.status() == PlanStatus.RUNNING;
        return new ProgressView(plan.status(), plan.version(), plan.share(),
                searched ? plan.seconds() * (1 - plan.share()) : 0,
                plan.iterations(), Cost.of(plan), plan.placed(), plan.undone(),
                plan.failure() == null ? null : sentences.say(Objects.requireNonNull(plan.failure())));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @PostMapping("/{id}/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    PlanSummary stop(@PathVariable UUID id, CurrentUser user) {
        return views.summary(dispatch.stop(id, user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @PostMapping("/{id}/discard")
    PlanSummary discard(@PathVariable UUID id, @RequestBody VersionRequest request, CurrentUser user) {
        return views.summary(dispatch.discard(id, request.version(), user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @PostMapping("/{id}/publish")
    DispatchPlanView publish(@PathVariable UUID id, @RequestBody VersionRequest request, CurrentUser user) {
        dispatch.publish(id, request.version(), user);
        return views.view(id, user);
    }
}
