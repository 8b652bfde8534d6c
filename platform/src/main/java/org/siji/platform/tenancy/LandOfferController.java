package org.siji.platform.tenancy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorKind;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.tenancy.IdleLands.IdleLand;
import org.siji.platform.tenancy.IdleLands.OfferedAs;
import org.siji.platform.tenancy.IdleLands.Status;
import org.siji.platform.tenancy.LandInterests.Answer;
import org.siji.platform.tenancy.LandInterests.Interest;
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
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/**
 * Idle land as it is offered: providers of anywhere and growers of the county ask for it, the village answers. Whose land it is
 * is not told before that.
 */
@RestController
@RequestMapping("/api/v1")
class LandOfferController {

    private final IdleLands lands;
    private final LandInterests interests;
    private final FieldRegister fields;
    private final CultivatorRegister cultivators;
    private final HouseholdRegister households;
    private final Clock clock;

    LandOfferController(IdleLands lands, LandInterests interests, FieldRegister fields,
            CultivatorRegister cultivators, HouseholdRegister households, Clock clock) {
        this.lands = lands;
        this.interests = interests;
        this.fields = fields;
        this.cultivators = cultivators;
        this.households = households;
        this.clock = clock;
    }

    /** @param mine what the asker himself asked, the latest first */
    record OfferView(UUID id, String villageCode, int season, String fieldName, double areaSquareMeters,
            @Nullable Geometry geometry, boolean open, @Nullable OfferedAs as, @Nullable String words,
            @Nullable LocalDate until, List<Interest> mine) {}

    @GetMapping("/land-offers")
    @Allowed({PROVIDER, HOUSEHOLD})
    Page<OfferView> list(CurrentUser user, @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<UUID> self = self(user).stream().map(Cultivator::id).toList();
        Page<IdleLand> page = Page.of(lands.listOffered(county(user), user.providerId(), self, today(),
                Page.after(cursor), Page.rowsToRead(limit)), limit, IdleLand::id);
        Map<UUID, Field> known = fields.mapFields(page.items().stream().map(IdleLand::fieldId).toList());
        Map<UUID, List<Interest>> asked = interests.listOf(page.items().stream().map(IdleLand::id).toList()).stream()
                .filter(one -> user.isProvider(one.providerId())
                        || one.cultivatorId() != null && self.contains(one.cultivatorId()))
                .collect(Collectors.groupingBy(Interest::idleLandId));
        return new Page<>(page.items().stream().map(one -> {
            Field field = known.get(one.fieldId());
            return new OfferView(one.id(), one.villageCode(), one.season(), one.fieldName(), one.areaSquareMeters(),
                    field == null ? null : field.lonLat(), isOpen(one), one.offeredAs(), one.offerWords(),
                    one.offeredUntil(), asked.getOrDefault(one.id(), List.of()).reversed());
        }).toList(), page.next());
    }

    private boolean isOpen(IdleLand land) {
        LocalDate until = land.offeredUntil();
        return land.status() == Status.OFFERED && until != null && !until.isBefore(today());
    }

    /** Providers work where they are wanted; a grower asks in his own county. */
    private String county(CurrentUser user) {
        return user.role() == HOUSEHOLD
                ? households.getHousehold(requireNonNull(user.householdId())).villageCode().substring(0, 6)
                : "";
    }

    private List<Cultivator> self(CurrentUser user) {
        return user.role() == HOUSEHOLD
                ? cultivators.listCultivatorsOfHousehold(requireNonNull(user.householdId()))
                : List.of();
    }

    /** @param cultivatorId which of his own a grower asks for; the large grower or cooperative that he runs, if left out */
    record NewInterest(@Nullable OfferedAs kind, @Nullable Long fenPerMu, @Nullable String words,
            @Nullable UUID cultivatorId) {}

    @PostMapping("/land-offers/{id}/interests")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({PROVIDER, HOUSEHOLD})
    Interest ask(CurrentUser user, @PathVariable UUID id, @RequestBody NewInterest request) {
        IdleLand land = lands.find(id).filter(one -> one.status() == Status.OFFERED)
                .filter(one -> user.role() == PROVIDER || one.villageCode().startsWith(county(user)))
                .orElseThrow(() -> ProblemException.notFound("land-offer", id));
        OfferedAs as = requireNonNull(land.offeredAs());
        OfferedAs kind = request.kind();
        Long fen = request.fenPerMu();
        Violations violations = Violations.collect().requireValue(kind, "kind").requireValue(fen, "fenPerMu")
                .require(kind == null || kind != OfferedAs.EITHER && as.allows(kind), "interest.kind", "kind")
                .require(kind != OfferedAs.TRUSTEESHIP || user.role() == PROVIDER, "interest.trustee", "kind")
                .require(fen == null || fen >= 0 && fen <= Rents.MOST, "interest.amount", "fenPerMu", Rents.MOST);
        IdleLandController.words(violations, request.words(), "words");
        violations.throwIfAny();
        if (!isOpen(land)) {
            throw ProblemException.conflict("idle.closed", "", String.valueOf(land.offeredUntil()));
        }
        UUID cultivator = user.role() == HOUSEHOLD ? own(user, request.cultivatorId()).id() : null;
        return interests.add(id, user.role() == PROVIDER ? user.providerId() : null, cultivator, requireNonNull(kind),
                requireNonNull(fen), requireNonNull(request.words()), user.username());
    }

    private Cultivator own(CurrentUser user, @Nullable UUID named) {
        List<Cultivator> self = self(user);
        return self.stream().filter(one -> one.id().equals(named)).findFirst().or(() -> named != null
                ? Optional.empty()
                : self.stream().filter(one -> one.kind() != CultivatorKind.HOUSEHOLD).findFirst()
                        .or(() -> self.stream().findFirst()))
                .orElseThrow(
                        () -> ProblemException.badRequest("cultivator.unknown", "cultivatorId",
                                String.valueOf(named)));
    }

    record Answered(@Nullable Boolean accept, @Nullable String answer) {}

    /** With its reason; to accept one promises the land to him until the agreement is made. */
    @PostMapping("/land-interests/{id}/answer")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Interest answer(CurrentUser user, @PathVariable UUID id, @RequestBody Answered request) {
        Interest interest = interests.find(id)
                .filter(one -> user.seesVillage(lands.get(one.idleLandId()).villageCode()))
                .orElseThrow(() -> ProblemException.notFound("land-interest", id));
        Violations violations = Violations.collect().requireValue(request.accept(), "accept");
        IdleLandController.words(violations, request.answer(), "answer");
        violations.throwIfAny();
        boolean accept = requireNonNull(request.accept());
        String words = requireNonNull(request.answer());
        Interest answered = interests.answer(id, accept ? Answer.ACCEPTED : Answer.DECLINED, words, user.username());
        if (accept) {
            lands.turn(interest.idleLandId(), Set.of(Status.OFFERED), Status.PROMISED, words, user.username());
        }
        return answered;
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(AgreementController.FARM_ZONE));
    }
}
