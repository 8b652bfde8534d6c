package org.siji.platform.shares;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Allocation;
import org.siji.money.Money;
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
    private final Valuations valuations;

    ShareController(EntityAccess access, Holdings holdings, Movements movements, Entities entities,
            Valuations valuations) {
        this.valuations = valuations;
        this.access = access;
        this.holdings = holdings;
        this.movements = movements;
        this.entities = entities;
    }

    /** A household, or a person of it; a provider; another entity of the village. All null: the village collective. */
    record NewShareholder(@Nullable UUID householdId, @Nullable String person, @Nullable UUID providerId,
            @Nullable UUID holderEntityId) {}

    @PostMapping("/shareholders")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Shareholder add(CurrentUser user, @PathVariable UUID id, @RequestBody NewShareholder request) {
        Entity entity = access.getVisible(user, id);
        return movements.addShareholder(entity, request, user.username());
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

    /**
     * @param name              masked; empty for the village collective
     * @param part              of all shares of the entity
     * @param equivalentCentimu where nobody has parcels: that part of the undivided land
     */
    record HeldShares(UUID shareholderId, @Nullable UUID householdId, String name, String classCode, Share shares,
            double part, LocalDate since, boolean dead, @Nullable Long equivalentCentimu) {}

    /** @param landCentimu the undivided land; null where there are parcels, or none is registered */
    record Register(LocalDate on, Share total, @Nullable Long landCentimu, List<HeldShares> holdings) {}

    /** A household sees its own holdings and the total. */
    @GetMapping("/holdings")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Register register(CurrentUser user, @PathVariable UUID id, @RequestParam LocalDate on) {
        Entity entity = access.getVisible(user, id);
        List<Holdings.Holding> held = holdings.listHoldings(id, on);
        Map<UUID, String> names = access.namesOfHolders(entity, holdings.listAllShareholders(id), "");
        List<Share> all = held.stream().map(Holdings.Holding::shares).toList();
        Share total = Share.sum(all);
        Long land = entity.kind() == EntityKind.SHARES_WITHOUT_PARCELS
                ? valuations.findLandCentimu(id, on).orElse(null)
                : null;
        Money[] parts = land == null || held.isEmpty()
                ? new Money[0]
                : Allocation.byLargestRemainder(Money.ofFen(land), all);
        List<HeldShares> shown = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            Holdings.Holding one = held.get(i);
            if (access.mayName(user, one.householdId())) {
                shown.add(new HeldShares(one.shareholderId(), one.householdId(),
                        names.getOrDefault(one.shareholderId(), ""), one.classCode(), one.shares(),
                        value(one.shares()) / value(total), one.validFrom(), one.diedOn() != null,
                        parts.length == 0 ? null : parts[i].fen()));
            }
        }
        return new Register(on, total, land, shown);
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

    /** @param areaCentimu all that the household holds of it if absent; @param landClass as the cooperative grades it; @param validTo until when the management right is contributed */
    record NewParcel(@Nullable String parcelCode, @Nullable Long areaCentimu, @Nullable String landClass,
            @Nullable Long numerator, @Nullable Long denominator, @Nullable LocalDate validTo) {}

    /** @param parcels for an admission by contribution: what was contributed; without a number of shares the rule values it */
    record NewMovement(@Nullable MovementKind kind, @Nullable LocalDate effectiveOn, @Nullable String ground,
            @Nullable UUID voteId, @Nullable List<NewLeg> taken, @Nullable List<NewLeg> given,
            @Nullable List<NewParcel> parcels) {}

    record Moved(UUID id) {}

    /** @param numerator shares for each head */
    record NewAllotment(@Nullable LocalDate effectiveOn, @Nullable String ground, @Nullable UUID voteId,
            @Nullable String classCode, @Nullable Long numerator, @Nullable Long denominator,
            @Nullable List<Movements.Heads> households) {}

    /** Shares by head for many households at once, where no parcel is anybody's own (确权确股不确地). */
    @PostMapping("/allotments")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Moved allot(CurrentUser user, @PathVariable UUID id, @RequestBody NewAllotment request) {
        Entity entity = access.getVisible(user, id);
        List<Movements.Heads> asked = request.households() == null ? List.of() : request.households();
        Long numerator = request.numerator();
        long denominator = request.denominator() == null ? 1 : request.denominator();
        Violations violations = Violations.collect().requireValue(request.effectiveOn(), "effectiveOn")
                .requireValue(request.ground(), "ground").requireValue(request.classCode(), "classCode")
                .requireValue(numerator, "numerator").require(!asked.isEmpty(), "required", "households")
                .require(numerator == null || numerator > 0 && denominator > 0
                        && denominator <= Movements.MAX_DENOMINATOR, "shares.number", "numerator",
                        String.valueOf(numerator), denominator, Movements.MAX_DENOMINATOR)
                .require(entity.kind() == EntityKind.SHARES_WITHOUT_PARCELS, "shares.with-parcels", "")
                .require(asked.stream().map(Movements.Heads::householdId).distinct().count() == asked.size(),
                        "shares.household-twice", "households");
        for (int i = 0; i < asked.size(); i++) {
            violations.require(asked.get(i).heads() > 0, "shares.heads", "households[" + i + "].heads",
                    asked.get(i).heads());
        }
        violations.throwIfAny();
        return new Moved(movements.allot(entity, request, user.username()));
    }

    @PostMapping("/movements")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Moved move(CurrentUser user, @PathVariable UUID id, @RequestBody NewMovement request) {
        Entity entity = access.getVisible(user, id);
        return new Moved(movements.move(entity, request, user.username()));
    }
}
