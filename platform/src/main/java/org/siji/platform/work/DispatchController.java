package org.siji.platform.work;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Dispatch plans: which machine goes where and when. */
@RestController
@RequestMapping("/api/v1/dispatch-plans")
class DispatchController {

    private final DispatchService dispatch;

    DispatchController(DispatchService dispatch) {
        this.dispatch = dispatch;
    }

    record PlanRequest(@Nullable UUID providerId, @Nullable LocalDate from, @Nullable LocalDate to) {}

    record PlanSummary(UUID id, UUID providerId, @JsonProperty("from") LocalDate firstDay,
            @JsonProperty("to") LocalDate lastDay, String madeBy, OffsetDateTime recordedAt) {}

    record PlanView(UUID id, UUID providerId, @JsonProperty("from") LocalDate firstDay,
            @JsonProperty("to") LocalDate lastDay, String madeBy, OffsetDateTime recordedAt,
            List<DispatchStore.Stop> stops, List<DispatchStore.Unassigned> unassigned) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PlanView plan(@RequestBody PlanRequest request, CurrentUser user) {
        return dispatch.view(dispatch.plan(request, user).id(), user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping
    Page<PlanSummary> list(@RequestParam(required = false) @Nullable UUID provider,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        List<PlanSummary> plans = dispatch.list(provider, user, Page.after(cursor), Page.rowsToRead(limit)).stream()
                .map(plan -> new PlanSummary(plan.id(), plan.providerId(), plan.firstDay(), plan.lastDay(),
                        plan.madeBy(), plan.recordedAt()))
                .toList();
        return Page.of(plans, limit, PlanSummary::id);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping("/{id}")
    PlanView get(@PathVariable UUID id, CurrentUser user) {
        return dispatch.view(id, user);
    }
}
