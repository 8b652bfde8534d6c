package org.siji.platform.shares;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Share;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.ParcelRegister;
import org.siji.platform.shares.Entities.Entity;
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

/** How contributions are valued, what a household's parcels would be worth, and the undivided land where there are no parcels. */
@RestController
@RequestMapping("/api/v1/entities/{id}")
class ValuationController {

    /** A share a mu has no finer parts: products stay exact. */
    private static final long MOST = 10_000;

    private final EntityAccess access;
    private final Valuations valuations;
    private final ParcelRegister parcels;
    private final Clock clock;

    ValuationController(EntityAccess access, Valuations valuations, ParcelRegister parcels, Clock clock) {
        this.access = access;
        this.valuations = valuations;
        this.parcels = parcels;
        this.clock = clock;
    }

    /** @param landCentimu undivided land today, for shares without parcels; null where none is registered */
    record Valuation(List<Valuations.Rule> rules, @Nullable Long landCentimu) {}

    @GetMapping("/valuation")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Valuation get(CurrentUser user, @PathVariable UUID id) {
        access.getVisible(user, id);
        return new Valuation(valuations.listRules(id), valuations.findLandCentimu(id, today()).orElse(null));
    }

    record NewRule(@Nullable String landClass, @Nullable Long numerator, @Nullable Long denominator,
            @Nullable LocalDate validFrom, @Nullable String ground) {}

    /** So many shares a mu; a correction is a later rule. */
    @PostMapping("/contribution-rules")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Valuation addRule(CurrentUser user, @PathVariable UUID id, @RequestBody NewRule request) {
        Entity entity = access.getVisible(user, id);
        Long numerator = request.numerator();
        long denominator = request.denominator() == null ? 1 : request.denominator();
        Violations.collect().requireValue(request.landClass(), "landClass").requireValue(numerator, "numerator")
                .require(numerator == null || numerator > 0 && numerator <= MOST && denominator > 0
                        && denominator <= MOST, "shares.number", "numerator", String.valueOf(numerator), denominator,
                        MOST)
                .requireValue(request.validFrom(), "validFrom")
                .requireValue(request.ground(), "ground")
                .require(entity.kind() != EntityKind.SHARES_WITHOUT_PARCELS, "shares.without-parcels", "").throwIfAny();
        valuations.addRule(id, requireNonNull(request.landClass()).strip(), requireNonNull(numerator),
                denominator, requireNonNull(request.validFrom()),
                requireNonNull(request.ground()), user.username());
        return get(user, id);
    }

    record NewLand(@Nullable Long areaCentimu, @Nullable LocalDate validFrom, @Nullable String ground) {}

    @PostMapping("/land")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Valuation setLand(CurrentUser user, @PathVariable UUID id, @RequestBody NewLand request) {
        Entity entity = access.getVisible(user, id);
        Long area = request.areaCentimu();
        Violations.collect().requireValue(area, "areaCentimu").requireValue(request.validFrom(), "validFrom")
                .requireValue(request.ground(), "ground")
                .require(area == null || area > 0, "shares.area", "areaCentimu", String.valueOf(area))
                .require(entity.kind() == EntityKind.SHARES_WITHOUT_PARCELS, "shares.with-parcels", "").throwIfAny();
        valuations.setLand(id, requireNonNull(area), requireNonNull(request.validFrom()),
                requireNonNull(request.ground()), user.username());
        return get(user, id);
    }

    /**
     * A parcel of a household as it would be contributed.
     *
     * @param areaCentimu the household's part of it
     * @param shares      null as long as its class has no rule
     */
    record Valued(String parcelCode, long areaCentimu, @Nullable String landClass, @Nullable Share shares) {}

    /** @param landClass by which all are valued; the page sends it again for those of another class */
    @GetMapping("/contributable")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    List<Valued> contributable(CurrentUser user, @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID householdId, @RequestParam LocalDate on,
            @RequestParam(required = false) @Nullable String landClass) {
        Entity entity = access.getVisible(user, id);
        if (householdId == null) {
            return List.of();
        }
        Share rate = landClass == null
                ? null
                : valuations.findRule(id, landClass, on).map(rule -> new Share(rule.numerator(), rule.denominator()))
                        .orElseThrow(() -> ProblemException.conflict("shares.no-rule", "landClass",
                                Objects.toString(landClass)));
        List<Valued> valued = new ArrayList<>();
        for (ParcelRegister.Contributable one : parcels.listContributable(householdId, entity.villageCode(), on)) {
            valued.add(new Valued(one.parcelCode(), one.areaCentimu(), landClass,
                    rate == null ? null : rate.times(new Share(one.areaCentimu(), 100))));
        }
        return valued;
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(Movements.FARM_ZONE));
    }
}
