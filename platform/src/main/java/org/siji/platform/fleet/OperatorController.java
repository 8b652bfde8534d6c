package org.siji.platform.fleet;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
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

import static org.siji.platform.identity.Role.PROVIDER;

/** A provider's operators: their logins, the machines that each drives, the end of their employment. */
@RestController
@RequestMapping("/api/v1/operators")
class OperatorController {

    private final OperatorService operators;

    OperatorController(OperatorService operators) {
        this.operators = operators;
    }

    record OperatorRequest(@Nullable String name, @Nullable String username, @Nullable List<UUID> machineIds) {}

    record MachinesRequest(@Nullable List<UUID> machineIds) {}

    /** @param machineIds that he drives now */
    record OperatorView(UUID id, String name, String username, List<UUID> machineIds, OffsetDateTime recordedAt,
            @Nullable LocalDate endedOn) {}

    /** @param oneTimePassword told once */
    record Opened(UUID id, String username, String oneTimePassword) {}

    @Allowed(PROVIDER)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Opened open(@RequestBody OperatorRequest request, CurrentUser user) {
        return operators.open(request, user);
    }

    /** Those who have left come with the day of their end. */
    @Allowed(PROVIDER)
    @GetMapping
    Page<OperatorView> list(@RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        return Page.of(operators.list(user, Page.after(cursor), Page.rowsToRead(limit)), limit, OperatorView::id);
    }

    @Allowed(PROVIDER)
    @GetMapping("/{id}")
    OperatorView get(@PathVariable UUID id, CurrentUser user) {
        return operators.get(id, user);
    }

    @Allowed(PROVIDER)
    @PutMapping("/{id}")
    OperatorView giveMachines(@PathVariable UUID id, @RequestBody MachinesRequest request, CurrentUser user) {
        return operators.giveMachines(id, request.machineIds(), user);
    }

    @Allowed(PROVIDER)
    @PostMapping("/{id}/one-time-password")
    Opened renewPassword(@PathVariable UUID id, CurrentUser user) {
        return operators.renewPassword(id, user);
    }

    /** He works here no more: his login is closed at once, what he has reported stays. */
    @Allowed(PROVIDER)
    @PostMapping("/{id}/end")
    OperatorView end(@PathVariable UUID id, CurrentUser user) {
        return operators.end(id, user);
    }
}
