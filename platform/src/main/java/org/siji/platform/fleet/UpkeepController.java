package org.siji.platform.fleet;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.fleet.MachineController.MachineView;
import org.siji.platform.fleet.Upkeeps.Upkeep;
import org.siji.platform.fleet.Upkeeps.UpkeepKind;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.market.Providers;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A machine's log of services and repairs. On days on which it stands still it is not planned and not free. */
@RestController
@RequestMapping("/api/v1")
class UpkeepController {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int LONGEST = 500;
    private static final double MOST_HOURS = 100_000;

    private final Upkeeps upkeeps;
    private final MachineService machines;
    private final Providers providers;
    private final Clock clock;

    UpkeepController(Upkeeps upkeeps, MachineService machines, Providers providers, Clock clock) {
        this.upkeeps = upkeeps;
        this.machines = machines;
        this.providers = providers;
        this.clock = clock;
    }

    /** @param downFrom first day of standing still, null if it goes on working; @param downTo last one, null if not known yet */
    record UpkeepRequest(@Nullable UpkeepKind kind, @Nullable LocalDate onDay, @Nullable Double engineHours,
            @Nullable String what, @Nullable LocalDate downFrom, @Nullable LocalDate downTo) {}

    @GetMapping("/machines/{id}/upkeep")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    Page<Upkeep> list(CurrentUser user, @PathVariable UUID id) {
        machines.get(id, user);
        return new Page<>(upkeeps.list(id), null);
    }

    @PostMapping("/machines/{id}/upkeep")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.PROVIDER})
    Upkeep add(CurrentUser user, @PathVariable UUID id, @RequestBody UpkeepRequest request) {
        MachineView machine = machines.get(id, user);
        providers.getOwnProvider(machine.providerId(), user);
        LocalDate day = request.onDay();
        LocalDate from = request.downFrom();
        LocalDate to = request.downTo();
        Double hours = request.engineHours();
        String what = Objects.requireNonNullElse(request.what(), "").strip();
        Violations.collect().requireValue(request.kind(), "kind").requireValue(day, "onDay").requireValue(what, "what")
                .require(what.length() <= LONGEST, "upkeep.long", "what", LONGEST)
                .require(day == null || !day.isAfter(today()), "upkeep.future", "onDay", String.valueOf(day))
                .require(hours == null || (hours >= 0 && hours <= MOST_HOURS), "upkeep.hours", "engineHours",
                        String.valueOf(hours))
                .require(from != null || to == null, "upkeep.down-from", "downFrom")
                .require(from == null || to == null || !to.isBefore(from), "upkeep.days-reversed", "downTo",
                        String.valueOf(from), String.valueOf(to))
                .throwIfAny();
        Upkeep upkeep = new Upkeep(Ids.next(), id, Objects.requireNonNull(request.kind()),
                Objects.requireNonNull(day), hours, what, from, to, user.username(), OffsetDateTime.now(clock), null,
                null, null);
        upkeeps.insert(upkeep);
        return upkeeps.find(upkeep.id()).orElseThrow();
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(FARM_ZONE));
    }

    private Upkeep getOwn(CurrentUser user, UUID id) {
        Upkeep upkeep = upkeeps.find(id).orElseThrow(() -> ProblemException.notFound("machine-upkeep", id));
        providers.getOwnProvider(machines.get(upkeep.machineId(), user).providerId(), user);
        return upkeep;
    }

    /** @param lastDown last day on which it stood still; yesterday, unless it says otherwise */
    record BackRequest(@Nullable LocalDate lastDown) {}

    @PostMapping("/machine-upkeep/{id}/back")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.PROVIDER})
    Upkeep back(CurrentUser user, @PathVariable UUID id, @RequestBody BackRequest request) {
        Upkeep upkeep = getOwn(user, id);
        LocalDate from = upkeep.downFrom();
        LocalDate last = request.lastDown() == null ? today().minusDays(1) : request.lastDown();
        if (request.lastDown() == null && from != null && last.isBefore(from)) {
            last = from;
        }
        Violations.collect().require(from == null || !last.isBefore(from), "upkeep.days-reversed", "lastDown",
                String.valueOf(from), last).throwIfAny();
        upkeeps.back(id, last, user.username());
        return upkeeps.find(id).orElseThrow();
    }

    record StrikeRequest(@Nullable String reason) {}

    /** A wrong entry stays readable and no longer counts. */
    @PostMapping("/machine-upkeep/{id}/strike")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.PROVIDER})
    Upkeep strike(CurrentUser user, @PathVariable UUID id, @RequestBody StrikeRequest request) {
        getOwn(user, id);
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        upkeeps.strike(id, Objects.requireNonNull(request.reason()).strip(), user.username());
        return upkeeps.find(id).orElseThrow();
    }
}
