package org.siji.platform.fleet;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.Versions;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.http.HttpHeaders;
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

/** Machines: a provider manages its own, offices register them for providers without a login. */
@RestController
@RequestMapping("/api/v1/machines")
class MachineController {

    private final MachineService machines;

    MachineController(MachineService machines) {
        this.machines = machines;
    }

    record Rate(@Nullable Operation operation, @Nullable Double muPerHour) {}

    /** @param inService true unless it says otherwise */
    record MachineRequest(@Nullable UUID providerId, @Nullable String name, @Nullable String kind,
            @Nullable String plate, @Nullable Double widthMeters, @Nullable List<Rate> rates,
            @Nullable Double depotLon, @Nullable Double depotLat, @Nullable Double roadKmh,
            @Nullable Boolean inService) {}

    record MachineView(UUID id, UUID providerId, String name, String kind, String plate, double widthMeters,
            List<Rate> rates, double depotLon, double depotLat, double roadKmh, boolean inService, long version) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.PROVIDER})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    MachineView register(@RequestBody MachineRequest request, CurrentUser user) {
        return machines.register(request, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping
    Page<MachineView> list(@RequestParam(required = false) @Nullable UUID provider,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        return machines.list(user.role() == Role.PROVIDER ? user.providerId() : provider, cursor, limit);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping("/{id}")
    ResponseEntity<MachineView> get(@PathVariable UUID id, CurrentUser user) {
        return answer(machines.get(id, user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.PROVIDER})
    @PutMapping("/{id}")
    ResponseEntity<MachineView> edit(@PathVariable UUID id, @RequestBody MachineRequest request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            CurrentUser user) {
        return answer(machines.edit(id, request, ifMatch, user));
    }

    private static ResponseEntity<MachineView> answer(MachineView machine) {
        return ResponseEntity.ok().eTag(Versions.etag(machine.version())).body(machine);
    }
}
