package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Share;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.shares.Entities.Entity;
import org.siji.platform.shares.Holdings.Movement;
import org.siji.platform.shares.Holdings.MovementKind;
import org.siji.platform.shares.Holdings.Shareholder;
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

/** The register of shares: who holds what, and every movement with its ground. */
@RestController
@RequestMapping("/api/v1/entities/{id}")
class ShareController {

    private final EntityAccess access;
    private final Holdings holdings;
    private final Movements movements;
    private final Entities entities;

    ShareController(EntityAccess access, Holdings holdings, Movements movements, Entities entities) {
        this.access = access;
        this.holdings = holdings;
        this.movements = movements;
        this.entities = entities;
    }

    /** @param householdId null, and no person: the village collective */
    record NewShareholder(@Nullable UUID householdId, @Nullable String person) {}

    @PostMapping("/shareholders")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Shareholder add(CurrentUser user, @PathVariable UUID id, @RequestBody NewShareholder request) {
        Entity entity = access.getVisible(user, id);
        return movements.addShareholder(entity, request.householdId(), request.person(), user.username());
    }

    @GetMapping("/shareholders")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Shareholder> shareholders(CurrentUser user, @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        access.getVisible(user, id);
        return Page.of(holdings.listShareholders(id, Page.after(cursor), Page.rowsToRead(limit)), limit,
                Shareholder::id);
    }

    record Death(@Nullable LocalDate diedOn) {}

    /** From then on the shareholder does not vote, and what falls to him waits for the heirs. */
    @PostMapping("/shareholders/{shareholderId}/death")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Shareholder death(CurrentUser user, @PathVariable UUID id, @PathVariable UUID shareholderId,
            @RequestBody Death request) {
        access.getVisible(user, id);
        Shareholder shareholder = holdings.getShareholder(id, shareholderId);
        Violations.collect().requireValue(request.diedOn(), "diedOn")
                .require(shareholder.personMasked() != null, "shareholder.no-person", "").throwIfAny();
        entities.lock(id);
        holdings.recordDeath(shareholderId, requireNonNull(request.diedOn()));
        return holdings.getShareholder(id, shareholderId);
    }

    /** @param name masked; @param part of all shares of the entity, exactly */
    record HeldShares(UUID shareholderId, @Nullable UUID householdId, String name, String classCode, Share shares,
            double part,
            LocalDate since, boolean dead) {}

    record Register(LocalDate on, Share total, List<HeldShares> holdings) {}

    /** A household sees its own holdings and the total. */
    @GetMapping("/holdings")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Register register(CurrentUser user, @PathVariable UUID id, @RequestParam LocalDate on) {
        Entity entity = access.getVisible(user, id);
        List<Holdings.Holding> held = holdings.listHoldings(id, on);
        Map<UUID, String> names = access.namesOf(entity);
        Share total = Share.sum(held.stream().map(Holdings.Holding::shares).toList());
        return new Register(on, total, held.stream().filter(one -> access.mayName(user, one.householdId()))
                .map(one -> new HeldShares(one.shareholderId(), one.householdId(),
                        EntityAccess.shownName(one.householdId(), one.personMasked(), names), one.classCode(),
                        one.shares(),
                        value(one.shares()) / value(total), one.validFrom(), one.diedOn() != null))
                .toList());
    }

    private static double value(Share share) {
        return (double) share.numerator() / share.denominator();
    }

    @GetMapping("/movements")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Movement> movements(CurrentUser user, @PathVariable UUID id) {
        access.getVisible(user, id);
        return new Page<>(holdings.listMovements(id), null);
    }

    record NewLeg(@Nullable UUID shareholderId, @Nullable String classCode, @Nullable Long numerator,
            @Nullable Long denominator) {}

    /** @param landClass as the cooperative grades it; @param validTo until when the management right is contributed */
    record NewParcel(@Nullable String parcelCode, @Nullable Long areaCentimu, @Nullable String landClass,
            @Nullable Long numerator, @Nullable Long denominator, @Nullable LocalDate validTo) {}

    /** @param parcels for an admission by contribution: what was contributed, and how many shares were given for each */
    record NewMovement(@Nullable MovementKind kind, @Nullable LocalDate effectiveOn, @Nullable String ground,
            @Nullable UUID voteId, @Nullable List<NewLeg> taken, @Nullable List<NewLeg> given,
            @Nullable List<NewParcel> parcels) {}

    record Moved(UUID id) {}

    @PostMapping("/movements")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Moved move(CurrentUser user, @PathVariable UUID id, @RequestBody NewMovement request) {
        Entity entity = access.getVisible(user, id);
        return new Moved(movements.move(entity, request, user.username()));
    }
}
