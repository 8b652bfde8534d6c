package org.siji.platform.shares;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.money.Share;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.market.Providers;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.ParcelRegister;
import org.siji.platform.shares.Entities.Entity;
import org.siji.platform.shares.Entities.ShareClass;
import org.siji.platform.shares.Holdings.Leg;
import org.siji.platform.shares.Holdings.MovementKind;
import org.siji.platform.shares.Holdings.Shareholder;
import org.siji.platform.shares.ShareController.NewAllotment;
import org.siji.platform.shares.ShareController.NewLeg;
import org.siji.platform.shares.ShareController.NewMovement;
import org.siji.platform.shares.ShareController.NewParcel;
import org.siji.platform.shares.ShareController.NewShareholder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static java.util.Objects.requireNonNull;

/**
 * Admits, passes on and takes back shares after checking the rules: after the founding day admission and exit need a vote, what is
 * passed on neither makes nor loses a share, a dead shareholder's shares go only to the heirs, no parcel is contributed twice.
 */
@Component
class Movements {

    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");
    /** Enough for any real inheritance, and small enough that sums stay exact. */
    static final long MAX_DENOMINATOR = 1_000_000;
    private static final long MAX_NUMERATOR = 1_000_000_000_000L;

    private final JdbcClient jdbc;
    private final Entities entities;
    private final Holdings holdings;
    private final Votes votes;
    private final Dividends dividends;
    private final Valuations valuations;
    private final Providers providers;
    private final HouseholdRegister households;
    private final ParcelRegister parcels;
    private final Clock clock;

    Movements(JdbcClient jdbc, Entities entities, Holdings holdings, Votes votes, Dividends dividends,
            Valuations valuations, Providers providers, HouseholdRegister households, ParcelRegister parcels,
            Clock clock) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.holdings = holdings;
        this.votes = votes;
        this.dividends = dividends;
        this.valuations = valuations;
        this.providers = providers;
        this.households = households;
        this.parcels = parcels;
        this.clock = clock;
    }

    /** A household or a person of it, a provider, another entity of the village; the village collective if all are null. */
    Shareholder addShareholder(Entity entity, NewShareholder request, String by) {
        UUID householdId = request.householdId();
        String person = request.person();
        long named = Stream.of(householdId, request.providerId(), request.holderEntityId()).filter(Objects::nonNull)
                .count();
        Violations.collect()
                .require(householdId != null || person == null, "shareholder.person-without-household", "householdId")
                .require(named <= 1, "shareholder.one", "")
                .require(!entity.id().equals(request.holderEntityId()), "shareholder.itself", "holderEntityId")
                .throwIfAny();
        if (householdId != null && !households.findHousehold(householdId).map(Household::villageCode)
                .equals(Optional.of(entity.villageCode()))) {
            throw ProblemException.notFound("household", householdId);
        }
        if (request.providerId() != null) {
            providers.getProvider(request.providerId());
        }
        if (request.holderEntityId() != null
                && !entities.getEntity(request.holderEntityId()).villageCode().equals(entity.villageCode())) {
            throw ProblemException.notFound("entity", request.holderEntityId());
        }
        return holdings.addShareholder(entity, request, by);
    }

    /** So many shares for each of a household's heads. */
    record Heads(UUID householdId, int heads) {}

    /** Gives households shares by head in one movement, where no parcel is anybody's own. */
    UUID allot(Entity entity, NewAllotment request, String by) {
        Share perHead = new Share(requireNonNull(request.numerator()),
                request.denominator() == null ? 1 : request.denominator());
        Map<UUID, UUID> known = new HashMap<>();
        holdings.listAllShareholders(entity.id()).stream()
                .filter(one -> one.householdId() != null && one.personMasked() == null)
                .forEach(one -> known.put(one.householdId(), one.id()));
        List<NewLeg> given = new ArrayList<>();
        for (Heads one : requireNonNull(request.households())) {
            UUID holder = known.containsKey(one.householdId())
                    ? requireNonNull(known.get(one.householdId()))
                    : addShareholder(entity, new NewShareholder(one.householdId(), null, null, null), by).id();
            Share all = perHead.times(new Share(one.heads(), 1));
            given.add(new NewLeg(holder, request.classCode(), all.numerator(), all.denominator()));
        }
        return move(entity, new NewMovement(MovementKind.ADMISSION, request.effectiveOn(), request.ground(),
                request.voteId(), List.of(), given, List.of()), by);
    }

    UUID move(Entity entity, NewMovement request, String by) {
        entities.lock(entity.id());
        Violations violations = Violations.collect().requireValue(request.kind(), "kind")
                .requireValue(request.effectiveOn(), "effectiveOn").requireValue(request.ground(), "ground");
        Map<UUID, Shareholder> people = new HashMap<>();
        List<Leg> taken = legs(entity, request.taken(), "taken", people, violations);
        List<Leg> given = legs(entity, request.given(), "given", people, violations);
        violations.throwIfAny();
        MovementKind kind = requireNonNull(request.kind());
        LocalDate on = requireNonNull(request.effectiveOn());
        checkBalance(kind, taken, given, violations);
        checkDead(kind, taken, given, people, violations);
        checkVote(entity, kind, on, request.voteId(), violations);
        List<Contributed> contributed = checkParcels(entity, request, given, people, violations);
        violations.throwIfAny();
        UUID movement = holdings.move(entity.id(), kind, on, requireNonNull(request.ground()), request.voteId(), taken,
                given, by);
        contribute(movement, contributed);
        if (kind == MovementKind.INHERITANCE) {
            passOnWhatWasHeld(entity, movement, taken, given, people, by);
        }
        return movement;
    }

    private List<Leg> legs(Entity entity, @Nullable List<NewLeg> requested, String path, Map<UUID, Shareholder> people,
            Violations violations) {
        Map<String, ShareClass> classes = entities.mapClasses(entity.id());
        List<Leg> legs = new ArrayList<>();
        for (NewLeg leg : requested == null ? List.<NewLeg>of() : requested) {
            String at = path + "[" + legs.size() + "]";
            violations.requireValue(leg.shareholderId(), at + ".shareholderId").require(
                    leg.classCode() != null && classes.containsKey(leg.classCode()), "shares.class", at + ".classCode",
                    String.valueOf(leg.classCode()));
            Share share = share(leg.numerator(), leg.denominator(), at, violations);
            if (leg.shareholderId() != null) {
                people.put(leg.shareholderId(), holdings.getShareholder(entity.id(), leg.shareholderId()));
            }
            legs.add(new Leg(leg.shareholderId() == null ? entity.id() : leg.shareholderId(),
                    String.valueOf(leg.classCode()), share));
        }
        return legs;
    }

    private static Share share(@Nullable Long numerator, @Nullable Long denominator, String at, Violations violations) {
        long over = denominator == null ? 1 : denominator;
        boolean possible = numerator != null && numerator > 0 && numerator <= MAX_NUMERATOR && over > 0
                && over <= MAX_DENOMINATOR;
        violations.require(possible, "shares.number", at, String.valueOf(numerator), over, MAX_DENOMINATOR);
        return possible ? new Share(requireNonNull(numerator), over) : Share.NONE;
    }

    private static void checkBalance(MovementKind kind, List<Leg> taken, List<Leg> given, Violations violations) {
        switch (kind) {
            case ADMISSION ->
                violations.require(taken.isEmpty() && !given.isEmpty(), "shares.admission-gives", "given");
            case EXIT -> violations.require(given.isEmpty() && !taken.isEmpty(), "shares.exit-takes", "taken");
            case INHERITANCE, SPLIT, TRANSFER -> {
                Share from = Share.sum(taken.stream().map(Leg::shares).toList());
                Share to = Share.sum(given.stream().map(Leg::shares).toList());
                violations.require(from.numerator() > 0 && from.equals(to), "shares.not-equal", "given",
                        from.toString(), to.toString());
            }
        }
    }

    private static void checkDead(MovementKind kind, List<Leg> taken, List<Leg> given, Map<UUID, Shareholder> people,
            Violations violations) {
        for (int i = 0; i < taken.size(); i++) {
            Shareholder from = requireNonNull(people.get(taken.get(i).shareholderId()));
            violations.require((from.diedOn() != null) == (kind == MovementKind.INHERITANCE),
                    kind == MovementKind.INHERITANCE ? "shares.alive" : "shares.dead", "taken[" + i + "]");
        }
        for (int i = 0; i < given.size(); i++) {
            Shareholder to = requireNonNull(people.get(given.get(i).shareholderId()));
            violations.require(to.diedOn() == null, "shares.to-dead", "given[" + i + "]")
                    .require(kind != MovementKind.INHERITANCE || to.providerId() == null
                            && to.holderEntityId() == null, "shares.heir", "given[" + i + "]");
        }
    }

    private void checkVote(Entity entity, MovementKind kind, LocalDate on, @Nullable UUID voteId,
            Violations violations) {
        if (kind.passesOn() || !on.isAfter(entity.foundedOn())) {
            return;
        }
        boolean passed = voteId != null && votes.listVotes(entity.id()).stream()
                .anyMatch(vote -> vote.id().equals(voteId) && vote.outcome() == VoteCount.Outcome.PASSED
                        && vote.subject().name().equals(kind.name()));
        violations.require(passed, "shares.vote-needed", "voteId", entity.foundedOn().toString());
    }

    /** A parcel that comes in: how much of it, and how many shares that is. */
    private record Contributed(ParcelRegister.Parcel parcel, long areaCentimu, String landClass, Share shares,
            LocalDate validTo) {}

    private List<Contributed> checkParcels(Entity entity, NewMovement request, List<Leg> given,
            Map<UUID, Shareholder> people, Violations violations) {
        List<NewParcel> requested = request.parcels() == null ? List.of() : request.parcels();
        violations.require(requested.isEmpty() || entity.kind() != EntityKind.SHARES_WITHOUT_PARCELS,
                "shares.without-parcels", "parcels");
        List<Contributed> found = new ArrayList<>();
        LocalDate on = requireNonNull(request.effectiveOn());
        for (int i = 0; i < requested.size(); i++) {
            NewParcel one = requested.get(i);
            String at = "parcels[" + i + "]";
            violations.require(request.kind() == MovementKind.ADMISSION, "shares.parcels-admission", at)
                    .requireValue(one.parcelCode(), at + ".parcelCode").requireValue(one.landClass(), at + ".landClass")
                    .require(one.areaCentimu() == null || one.areaCentimu() > 0, "shares.area", at + ".areaCentimu",
                            String.valueOf(one.areaCentimu()))
                    .require(one.validTo() != null && one.validTo().isAfter(on), "shares.term", at + ".validTo");
            Optional<ParcelRegister.Parcel> parcel = one.parcelCode() == null
                    ? Optional.empty()
                    : parcels.findParcel(one.parcelCode())
                            .filter(known -> known.villageCode().equals(entity.villageCode()));
            if (parcel.isEmpty()) {
                violations.add("shares.parcel-unknown", at + ".parcelCode", String.valueOf(one.parcelCode()));
                continue;
            }
            checkParcel(entity, one, parcel.get(), at, on, people, violations).ifPresent(found::add);
        }
        violations.require(requested.isEmpty() || violations.any()
                || Share.sum(found.stream().map(Contributed::shares).toList())
                        .equals(Share.sum(given.stream().map(Leg::shares).toList())),
                "shares.parcels-sum", "parcels");
        return found;
    }

    /** Held by one of those who get the shares, not contributed yet, not more than he holds, valued by the rule. */
    private Optional<Contributed> checkParcel(Entity entity, NewParcel one, ParcelRegister.Parcel parcel, String at,
            LocalDate on, Map<UUID, Shareholder> people, Violations violations) {
        long held = people.values().stream().map(Shareholder::householdId).filter(Objects::nonNull).distinct()
                .flatMap(household -> parcels
                        .listContributable(requireNonNull(household), entity.villageCode(), on).stream())
                .filter(part -> part.parcelId().equals(parcel.id()))
                .mapToLong(ParcelRegister.Contributable::areaCentimu).sum();
        boolean isHeld = people.values().stream().map(Shareholder::householdId)
                .anyMatch(household -> household != null && parcels.isHeldBy(parcel.id(), household, on));
        violations.require(isHeld, "shares.parcel-other", at + ".parcelCode", parcel.code());
        violations.require(!isContributed(parcel.id(), on), "shares.parcel-twice", at + ".parcelCode", parcel.code());
        Long asked = one.areaCentimu();
        violations.require(!isHeld || asked == null || held == 0 || asked <= held, "shares.area-over",
                at + ".areaCentimu", String.valueOf(asked), held);
        long area = asked == null ? held : asked;
        String landClass = one.landClass();
        LocalDate validTo = one.validTo();
        if (landClass == null || validTo == null || area <= 0) {
            return Optional.empty();
        }
        Optional<Share> ruled = valuations.findRule(entity.id(), landClass, on).map(rule -> rule.value(area));
        if (one.numerator() == null) {
            violations.require(ruled.isPresent(), "shares.no-rule", at + ".landClass", landClass);
            return ruled.map(share -> new Contributed(parcel, area, landClass, share, validTo));
        }
        Share share = share(one.numerator(), one.denominator(), at, violations);
        violations.require(ruled.isEmpty() || ruled.get().equals(share), "shares.not-by-rule", at,
                ruled.map(Share::toString).orElse(""), share.toString());
        return Optional.of(new Contributed(parcel, area, landClass, share, validTo));
    }

    private boolean isContributed(UUID parcelId, LocalDate on) {
        return jdbc.sql("select exists (select from share_contribution where parcel_id = :parcel and valid_to > :on)")
                .param("parcel", parcelId).param("on", on).query(Boolean.class).single();
    }

    private void contribute(UUID movement, List<Contributed> contributed) {
        for (Contributed one : contributed) {
            jdbc.sql("""
                    insert into share_contribution (movement_id, parcel_id, parcel_code, area_centimu, land_class,
                        shares_numerator, shares_denominator, valid_to)
                    values (:movement, :parcel, :code, :area, :class, :numerator, :denominator, :to)""")
                    .param("movement", movement).param("parcel", one.parcel().id()).param("code", one.parcel().code())
                    .param("area", one.areaCentimu()).param("class", one.landClass())
                    .param("numerator", one.shares().numerator()).param("denominator", one.shares().denominator())
                    .param("to", one.validTo()).update();
        }
    }

    private void passOnWhatWasHeld(Entity entity, UUID movement, List<Leg> taken, List<Leg> given,
            Map<UUID, Shareholder> people, String by) {
        List<Dividends.Heir> heirs = given.stream()
                .map(leg -> new Dividends.Heir(requireNonNull(people.get(leg.shareholderId())).householdId(),
                        leg.shares()))
                .toList();
        LocalDate today = LocalDate.now(clock.withZone(FARM_ZONE));
        taken.stream().map(Leg::shareholderId).distinct()
                .forEach(dead -> dividends.release(entity, dead, movement, heirs, today, by));
    }
}
