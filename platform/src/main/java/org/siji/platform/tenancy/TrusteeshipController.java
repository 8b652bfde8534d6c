package org.siji.platform.tenancy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.ParcelRegister;
import org.siji.platform.registry.ParcelRegister.Held;
import org.siji.platform.tenancy.Trustees.Trustee;
import org.siji.platform.tenancy.Trusteeships.Booking;
import org.siji.platform.tenancy.Trusteeships.Direction;
import org.siji.platform.tenancy.Trusteeships.Result;
import org.siji.platform.tenancy.Trusteeships.Scope;
import org.siji.platform.tenancy.Trusteeships.TrusteeKind;
import org.siji.platform.tenancy.Trusteeships.Trusteeship;
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

/** Trusteeships, what is booked for the household, and what it gets. */
@RestController
@RequestMapping("/api/v1/trusteeships")
class TrusteeshipController {

    private static final long MOST_FEN = 100_000_000_000L;

    private final Trusteeships trusteeships;
    private final HouseholdRegister households;
    private final FieldRegister fields;
    private final ParcelRegister parcels;
    private final Trustees trustees;
    private final LandPromises promises;
    private final Clock clock;

    TrusteeshipController(Trusteeships trusteeships, HouseholdRegister households, FieldRegister fields,
            ParcelRegister parcels, Trustees trustees, LandPromises promises, Clock clock) {
        this.trusteeships = trusteeships;
        this.households = households;
        this.fields = fields;
        this.parcels = parcels;
        this.trustees = trustees;
        this.promises = promises;
        this.clock = clock;
    }

    /** @param idleLandId the idle land that was promised to the trustee, if it comes of that */
    record NewTrusteeship(@Nullable UUID householdId, @Nullable TrusteeKind trusteeKind, @Nullable String trusteeId,
            @Nullable Scope scope, @Nullable List<Operation> operations, @Nullable List<UUID> fieldIds,
            @Nullable LocalDate validFrom, @Nullable LocalDate validTo, @Nullable Long feeFenPerMu,
            @Nullable Long guaranteeFenPerMu, @Nullable UUID idleLandId) {}

    /** Names of people are masked. */
    record View(UUID id, Trusteeship trusteeship, String householdCode, String householdName, String trusteeName,
            boolean renewed) {}

    record OwnField(UUID id, String name, double areaSquareMeters) {}

    record Detail(View view, List<OwnField> fields) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    View add(CurrentUser user, @RequestBody NewTrusteeship request) {
        LocalDate from = request.validFrom();
        LocalDate to = request.validTo();
        List<Operation> operations = request.operations() == null
                ? List.of()
                : request.operations().stream().distinct().toList();
        List<UUID> fieldIds = request.fieldIds() == null ? List.of() : List.copyOf(new HashSet<>(request.fieldIds()));
        Violations violations = Violations.collect().requireValue(request.householdId(), "householdId")
                .requireValue(request.trusteeKind(), "trusteeKind").requireValue(request.trusteeId(), "trusteeId")
                .requireValue(request.scope(), "scope").requireValue(from, "validFrom").requireValue(to, "validTo")
                .require(from == null || to == null || from.isBefore(to), "trusteeship.days", "validTo",
                        String.valueOf(from), String.valueOf(to))
                .require(!fieldIds.isEmpty(), "trusteeship.fields", "fieldIds")
                .require(request.scope() == null || fits(request.scope(), operations.size()), "trusteeship.operations",
                        "operations");
        amount(violations, request.feeFenPerMu(), "feeFenPerMu");
        amount(violations, request.guaranteeFenPerMu(), "guaranteeFenPerMu");
        violations.throwIfAny();
        Household household = households.getHousehold(requireNonNull(request.householdId()));
        user.requireVillage(household.villageCode());
        TrusteeKind kind = requireNonNull(request.trusteeKind());
        String trustee = requireNonNull(request.trusteeId());
        trustees.require(new Trustee(kind, trustee), household.villageCode());
        View made = store(new Trusteeship(Ids.next(), household.villageCode(), household.id(), kind, trustee,
                requireNonNull(request.scope()), operations, requireNonNull(from), requireNonNull(to), 0,
                requireNonNull(request.feeFenPerMu()), requireNonNull(request.guaranteeFenPerMu()), null, null, null),
                fieldIds, household, user);
        if (request.idleLandId() != null) {
            promises.keep(request.idleLandId(), made.trusteeship(), fieldIds, user);
        }
        return made;
    }

    private View store(Trusteeship asked, List<UUID> fieldIds, Household household, CurrentUser user) {
        long area = area(fieldIds, household, asked.operations(), asked.validFrom(), asked.validTo());
        Trusteeship made = new Trusteeship(asked.id(), asked.villageCode(), asked.householdId(), asked.trusteeKind(),
                asked.trusteeId(), asked.scope(), asked.operations(), asked.validFrom(), asked.validTo(), area,
                asked.feeFenPerMu(), asked.guaranteeFenPerMu(), null, null, asked.renews());
        trusteeships.add(made, fieldIds, user.username());
        return views(List.of(made)).getFirst();
    }

    private List<View> views(List<Trusteeship> list) {
        Set<UUID> renewed = trusteeships.listRenewed(list.stream().map(Trusteeship::id).toList());
        Map<Trustee, String> names = trustees.map(list.stream().map(Trusteeship::trustee).toList());
        Map<UUID, Household> known = households.mapHouseholds(list.stream().map(Trusteeship::householdId).toList());
        return list.stream().map(one -> {
            Household household = known.get(one.householdId());
            return new View(one.id(), one, household == null ? "" : household.code(),
                    household == null ? "" : household.nameMasked(),
                    names.getOrDefault(one.trustee(), one.trusteeId()),
                    renewed.contains(one.id()));
        }).toList();
    }

    record Renewal(@Nullable LocalDate validTo, @Nullable Long feeFenPerMu, @Nullable Long guaranteeFenPerMu) {}

    /** A new trusteeship that begins where the old one ends, on the old terms unless others are given. */
    @PostMapping("/{id}/renew")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    View renew(CurrentUser user, @PathVariable UUID id, @RequestBody Renewal request) {
        Trusteeship old = visible(user, id);
        LocalDate to = request.validTo();
        long fee = request.feeFenPerMu() == null ? old.feeFenPerMu() : request.feeFenPerMu();
        long guarantee = request.guaranteeFenPerMu() == null ? old.guaranteeFenPerMu() : request.guaranteeFenPerMu();
        Violations violations = Violations.collect().requireValue(to, "validTo").require(
                to == null || to.isAfter(old.validTo()), "trusteeship.renew-day", "validTo", String.valueOf(to),
                old.validTo().toString());
        amount(violations, fee, "feeFenPerMu");
        amount(violations, guarantee, "guaranteeFenPerMu");
        violations.throwIfAny();
        if (old.endedOn() != null) {
            throw ProblemException.conflict("trusteeship.ended", "");
        }
        return store(new Trusteeship(Ids.next(), old.villageCode(), old.householdId(), old.trusteeKind(),
                old.trusteeId(), old.scope(), old.operations(), old.validTo(), requireNonNull(to), 0, fee, guarantee,
                null, null, id), trusteeships.listFields(id), households.getHousehold(old.householdId()), user);
    }

    record Ending(@Nullable LocalDate on, @Nullable String reason) {}

    @PostMapping("/{id}/end")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    View end(CurrentUser user, @PathVariable UUID id, @RequestBody Ending request) {
        Trusteeship one = visible(user, id);
        Violations.collect().requireValue(request.on(), "on").requireValue(request.reason(), "reason").throwIfAny();
        trusteeships.end(one, requireNonNull(request.on()), requireNonNull(request.reason()), user.username());
        return views(List.of(visible(user, id))).getFirst();
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, PROVIDER})
    Detail get(CurrentUser user, @PathVariable UUID id) {
        Trusteeship one = visible(user, id);
        return new Detail(views(List.of(one)).getFirst(), fields.mapFields(trusteeships.listFields(id)).values()
                .stream().map(field -> new OwnField(field.id(), field.name(), field.area().squareMeters()))
                .sorted(Comparator.comparing(OwnField::name)).toList());
    }

    private static void amount(Violations violations, @Nullable Long fen, String path) {
        violations.requireValue(fen, path).require(fen == null || fen >= 0 && fen <= Rents.MOST, "trusteeship.amount",
                path, Rents.MOST);
    }

    private static boolean fits(Scope scope, int operations) {
        return switch (scope) {
            case ONE -> operations == 1;
            case SEVERAL -> operations > 1;
            case ALL -> operations == 0;
        };
    }

    private long area(List<UUID> fieldIds, Household household, List<Operation> operations, LocalDate from,
            LocalDate to) {
        Map<UUID, Field> found = fields.mapFields(fieldIds);
        Map<UUID, UUID> farmers = fields.cultivatorsOf(fieldIds, from);
        // What nobody farms is entrusted by whoever holds it.
        Set<UUID> held = parcels.listHeldUnder(fieldIds, from).stream()
                .filter(one -> one.householdId().equals(household.id())).map(Held::fieldId)
                .collect(Collectors.toSet());
        Violations violations = Violations.collect();
        for (UUID id : fieldIds) {
            Field field = found.get(id);
            violations.require(field != null && field.villageCode().equals(household.villageCode())
                    && (household.cultivatorId().equals(farmers.get(id))
                            || !farmers.containsKey(id) && held.contains(id)),
                    "trusteeship.field", "fieldIds", id);
        }
        for (UUID id : trusteeships.listTaken(fieldIds, operations, from, to)) {
            violations.add("trusteeship.field-twice", "fieldIds", id);
        }
        violations.throwIfAny();
        return found.values().stream().mapToLong(field -> Math.round(field.area().mu() * 100)).sum();
    }

    /** A household sees its own, a provider those that it is the trustee of. */
    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, PROVIDER})
    Page<View> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        UUID household = user.role() == HOUSEHOLD ? user.householdId() : null;
        UUID provider = user.role() == PROVIDER ? user.providerId() : null;
        String prefix = household != null || provider != null ? "" : user.narrowTo(village);
        Page<Trusteeship> page = Page.of(trusteeships.list(prefix, household, provider, Page.after(cursor),
                Page.rowsToRead(limit)), limit, Trusteeship::id);
        return new Page<>(views(page.items()), page.next());
    }

    record NewBooking(@Nullable Integer season, @Nullable Direction direction, @Nullable Long amountFen,
            @Nullable String purpose, @Nullable String evidence) {}

    @PostMapping("/{id}/bookings")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Result book(CurrentUser user, @PathVariable UUID id, @RequestBody NewBooking request) {
        Trusteeship one = visible(user, id);
        Long fen = request.amountFen();
        Violations.collect().requireValue(request.season(), "season").requireValue(request.direction(), "direction")
                .requireValue(fen, "amountFen").requireValue(request.purpose(), "purpose")
                .requireValue(request.evidence(), "evidence")
                .require(fen == null || fen > 0 && fen <= MOST_FEN, "booking.too-large", "amountFen", MOST_FEN)
                .throwIfAny();
        int season = requireNonNull(request.season());
        trusteeships.lock(id);
        if (trusteeships.result(one, season).paid()) {
            throw ProblemException.conflict("trusteeship.decided", "season", String.valueOf(season));
        }
        trusteeships.book(id, season, new Booking(Ids.next(), requireNonNull(request.direction()), requireNonNull(fen),
                requireNonNull(request.purpose()), requireNonNull(request.evidence())), user.username());
        return trusteeships.result(one, season);
    }

    @GetMapping("/{id}/result")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, PROVIDER})
    Result result(CurrentUser user, @PathVariable UUID id, @RequestParam int season) {
        return trusteeships.result(visible(user, id), season);
    }

    /** Of each year so far, the latest first: the result beside the guarantee. */
    @GetMapping("/{id}/results")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, PROVIDER})
    List<Result> results(CurrentUser user, @PathVariable UUID id) {
        return trusteeships.results(visible(user, id), LocalDate.now(clock.withZone(AgreementController.FARM_ZONE)));
    }

    record Season(@Nullable Integer season) {}

    @PostMapping("/{id}/result")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Result pay(CurrentUser user, @PathVariable UUID id, @RequestBody Season request) {
        Trusteeship one = visible(user, id);
        Violations.collect().requireValue(request.season(), "season").throwIfAny();
        return trusteeships.pay(one, requireNonNull(request.season()),
                LocalDate.now(clock.withZone(AgreementController.FARM_ZONE)), user.username());
    }

    private Trusteeship visible(CurrentUser user, UUID id) {
        return trusteeships.find(id).filter(one -> switch (user.role()) {
            case HOUSEHOLD -> user.isHousehold(one.householdId());
            case PROVIDER -> one.trusteeKind() == TrusteeKind.PROVIDER && Trustees.parse(one.trusteeId())
                    .filter(user::isProvider).isPresent();
            default -> user.seesVillage(one.villageCode());
        }).orElseThrow(() -> ProblemException.notFound("trusteeship", id));
    }
}
