package org.siji.platform.dispatch;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.dispatch.PlanEditing.LockRequest;
import org.siji.platform.dispatch.PlanEditing.MoveRequest;
import org.siji.platform.dispatch.PlanEditing.MoveView;
import org.siji.platform.dispatch.PlanEditing.PlanComparison;
import org.siji.platform.dispatch.PlanEditing.WhyView;
import org.siji.platform.dispatch.PlanViews.DispatchPlanView;
import org.siji.platform.dispatch.PlanViews.PlanSummary;
import org.siji.platform.dispatch.Replans.ReplanRequest;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a dispatcher does to a plan: moves, locks, reasons, comparison, planning anew. */
@RestController
@RequestMapping("/api/v1/dispatch-plans/{id}")
class EditingController {

    private final PlanEditing editing;
    private final Replans replans;
    private final PlanViews views;
    private final DispatchService dispatch;

    EditingController(PlanEditing editing, Replans replans, PlanViews views, DispatchService dispatch) {
        this.editing = editing;
        this.replans = replans;
        this.views = views;
        this.dispatch = dispatch;
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @PostMapping("/moves")
    MoveView move(@PathVariable UUID id, @RequestBody MoveRequest request, CurrentUser user) {
        return editing.move(id, request, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @PutMapping("/locks")
    DispatchPlanView lock(@PathVariable UUID id, @RequestBody LockRequest request, CurrentUser user) {
        editing.lock(id, request, user);
        return views.view(id, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping("/orders/{orderId}/why")
    WhyView why(@PathVariable UUID id, @PathVariable UUID orderId, CurrentUser user) {
        return editing.why(id, orderId, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping("/comparison")
    PlanComparison compare(@PathVariable UUID id, @RequestParam(name = "with", required = false) @Nullable UUID other,
            CurrentUser user) {
        return editing.compare(id, other, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @PostMapping("/replan")
    @ResponseStatus(HttpStatus.ACCEPTED)
    PlanSummary replan(@PathVariable UUID id, @RequestBody ReplanRequest request, CurrentUser user) {
        return views.summary(dispatch.get(replans.replan(id, request, user), user));
    }
}
