package org.siji.platform.verification;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.work.WorkOrder;
import org.siji.track.MeasureParameters;
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

/** Appeals: filed by whoever is concerned, measured again by an office. */
@RestController
@RequestMapping("/api/v1/appeals")
class AppealController {

    private final Appeals appeals;
    private final WorkOrderAccess access;

    AppealController(Appeals appeals, WorkOrderAccess access) {
        this.appeals = appeals;
        this.access = access;
    }

    /** @param trackIds further evidence, of the order's provider */
    record NewAppeal(@Nullable UUID workOrderId, @Nullable String reason, @Nullable List<UUID> trackIds) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD})
    Appeals.Appeal file(CurrentUser user, @RequestBody NewAppeal request) {
        Violations.collect().requireValue(request.workOrderId(), "workOrderId")
                .requireValue(request.reason(), "reason").throwIfAny();
        WorkOrder order = access.getVisible(user, requireNonNull(request.workOrderId()));
        List<UUID> trackIds = request.trackIds() == null ? List.of() : request.trackIds();
        if (user.role() == Role.HOUSEHOLD && !trackIds.isEmpty()) {
            throw ProblemException.notFound("track", trackIds.getFirst());
        }
        appeals.requireInTime(order);
        return appeals.file(order, requireNonNull(request.reason()), trackIds, user.username());
    }

    @GetMapping
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    Page<Appeals.Appeal> list(CurrentUser user, @RequestParam @Nullable String village,
            @RequestParam Appeals.@Nullable Status status, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        boolean provider = user.role() == Role.PROVIDER;
        return Page.of(appeals.list(provider ? "-" : user.narrowTo(village), user.providerId(), status,
                Page.after(cursor), Page.rowsToRead(limit)), limit, Appeals.Appeal::id);
    }

    /** @param widthMeters goes before what the logs say */
    record NewMeasurement(@Nullable Double offsetMeters, @Nullable Double widthMeters) {}

    @PostMapping("/{id}/measure")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    Appeals.Appeal measure(CurrentUser user, @PathVariable UUID id,
            @RequestBody(required = false) @Nullable NewMeasurement request) {
        Appeals.Appeal appeal = appeals.getAppeal(id);
        user.requireVillage(appeal.villageCode());
        NewMeasurement asked = request == null ? new NewMeasurement(null, null) : request;
        Double width = asked.widthMeters();
        Double offset = asked.offsetMeters();
        Violations.collect()
                .require(width == null || width > 0 && width <= MeasureParameters.MAX_WIDTH_METERS, "appeal.width",
                        "widthMeters", String.valueOf(width), MeasureParameters.MAX_WIDTH_METERS)
                .require(offset == null || Math.abs(offset) <= MeasureParameters.MAX_WIDTH_METERS, "appeal.width",
                        "offsetMeters", String.valueOf(offset), MeasureParameters.MAX_WIDTH_METERS)
                .throwIfAny();
        return appeals.measure(appeal, new Measuring.Settings(offset, width), user.username());
    }
}
