package org.siji.platform.tenancy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.TransferRegister;
import org.siji.platform.registry.TransferRegister.NewTransfer;
import org.siji.platform.registry.TransferRegister.Search;
import org.siji.platform.registry.TransferRegister.Transfer;
import org.siji.platform.registry.TransferRegister.TransferKind;
import org.siji.platform.tenancy.Agreements.Agreement;
import org.siji.platform.tenancy.Agreements.Terms;
import org.siji.platform.tenancy.GrainPrices.GrainPrice;
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

/** Transfer agreements with their rent, what is due, renewal and early end; grain prices. */
@RestController
@RequestMapping("/api/v1")
class AgreementController {

    static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");

    private final TransferRegister transfers;
    private final Agreements agreements;
    private final GrainPrices prices;
    private final HouseholdRegister households;
    private final AgreementAccess access;
    private final LandPromises promises;
    private final Clock clock;

    AgreementController(TransferRegister transfers, Agreements agreements, GrainPrices prices,
            HouseholdRegister households, AgreementAccess access, LandPromises promises, Clock clock) {
        this.transfers = transfers;
        this.agreements = agreements;
        this.prices = prices;
        this.households = households;
        this.access = access;
        this.promises = promises;
        this.clock = clock;
    }

    record NewPrice(@Nullable String county, @Nullable String grain, @Nullable Long fenPerKg,
            @Nullable LocalDate onDate, @Nullable String source) {}

    @PostMapping("/grain-prices")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    GrainPrice addPrice(CurrentUser user, @RequestBody NewPrice request) {
        String county = user.narrowTo(request.county());
        Long fen = request.fenPerKg();
        LocalDate day = request.onDate();
        Violations.collect().requireValue(request.grain(), "grain").requireValue(fen, "fenPerKg")
                .requireValue(day, "onDate").requireValue(request.source(), "source")
                .require(county.length() == 6, "grain-price.county", "county")
                .require(fen == null || fen > 0 && fen <= 1_000_000, "grain-price.number", "fenPerKg",
                        String.valueOf(fen), 1_000_000)
                .require(day == null || !day.isAfter(today()), "grain-price.future", "onDate", String.valueOf(day))
                .throwIfAny();
        GrainPrice price = new GrainPrice(Ids.next(), county, requireNonNull(request.grain()), requireNonNull(fen),
                requireNonNull(day), requireNonNull(request.source()));
        prices.add(price, user.username());
        return price;
    }

    @GetMapping("/grain-prices")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<GrainPrice> listPrices(CurrentUser user) {
        return new Page<>(prices.list(user.regionPrefix()), null);
    }

    record Rent(@Nullable Long fenPerMu, @Nullable Long gramsPerMu, @Nullable String grain, @Nullable Integer dueMonth,
            @Nullable Integer dueDay) {}

    /** @param idleLandId the idle land that was promised to whoever takes it here, if it comes of that */
    record NewAgreement(@Nullable String parcelCode, @Nullable String fromHouseholdCode, @Nullable UUID toCultivatorId,
            @Nullable TransferKind kind, @Nullable LocalDate validFrom, @Nullable LocalDate validTo,
            @Nullable Rent rent, @Nullable UUID idleLandId) {}

    @PostMapping("/transfers")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Agreement agree(CurrentUser user, @RequestBody NewAgreement request) {
        Rent rent = check(request.rent());
        Violations.collect().requireValue(request.parcelCode(), "parcelCode")
                .requireValue(request.fromHouseholdCode(), "fromHouseholdCode")
                .requireValue(request.toCultivatorId(), "toCultivatorId").requireValue(request.kind(), "kind")
                .requireValue(request.validFrom(), "validFrom").requireValue(request.validTo(), "validTo").throwIfAny();
        Agreement made = store(new NewTransfer(requireNonNull(request.parcelCode()),
                requireNonNull(request.fromHouseholdCode()),
                requireNonNull(request.toCultivatorId()), requireNonNull(request.kind()),
                requireNonNull(request.validFrom()), requireNonNull(request.validTo()),
                rent.fenPerMu() == null ? 0 : rent.fenPerMu()), rent, null, user);
        if (request.idleLandId() != null) {
            promises.keep(request.idleLandId(), made, user);
        }
        return made;
    }

    private Agreement store(NewTransfer transfer, Rent rent, @Nullable UUID renews, CurrentUser user) {
        UUID id = transfers.record(List.of(transfer), user).getFirst().id();
        Transfer stored = transfers.getTransfer(id);
        if (stored.areaCentimu() <= 0) {
            throw ProblemException.badRequest("rent.no-area", "parcelCode", stored.parcelCode());
        }
        agreements.addTerms(new Terms(id, stored.areaCentimu(), rent.fenPerMu(), rent.gramsPerMu(), rent.grain(),
                requireNonNull(rent.dueMonth()), requireNonNull(rent.dueDay()), renews), stored.villageCode(),
                user.username());
        return agreements.getAgreement(id);
    }

    private static Rent check(@Nullable Rent rent) {
        Violations violations = Violations.collect().requireValue(rent, "rent");
        violations.throwIfAny();
        Rent given = requireNonNull(rent);
        Long amount = given.fenPerMu() == null ? given.gramsPerMu() : given.fenPerMu();
        boolean grain = given.gramsPerMu() != null && given.grain() != null && !given.grain().isBlank();
        boolean money = given.gramsPerMu() == null && given.grain() == null;
        violations.require(given.fenPerMu() == null ? grain : money, "rent.one-kind", "rent");
        violations.require(amount == null || amount >= 0 && amount <= Rents.MOST, "rent.negative", "rent", Rents.MOST);
        int month = given.dueMonth() == null ? 12 : given.dueMonth();
        int day = given.dueDay() == null ? 1 : given.dueDay();
        violations.require(month >= 1 && month <= 12 && day >= 1 && day <= 28, "rent.due-day", "rent.dueDay", month,
                day);
        violations.throwIfAny();
        return new Rent(given.fenPerMu(), given.gramsPerMu(), given.grain(), month, day);
    }

    /** Those that hold in the year, or all; a household sees what it lets and what it farms. */
    @GetMapping("/transfers")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Page<Agreement> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(required = false) @Nullable TransferKind kind,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Search search = user.role() == HOUSEHOLD
                ? new Search(null, user.householdId(), kind, first(year), end(year))
                : new Search(AgreementAccess.village(user, village), null, kind, first(year), end(year));
        return Page.of(agreements.list(search, Page.after(cursor), Page.rowsToRead(limit)), limit, Agreement::id);
    }

    private static LocalDate first(@Nullable Integer year) {
        return LocalDate.of(year == null ? 1900 : year, 1, 1);
    }

    private static LocalDate end(@Nullable Integer year) {
        return LocalDate.of(year == null ? 9000 : year + 1, 1, 1);
    }

    @GetMapping("/transfers/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Agreement get(CurrentUser user, @PathVariable UUID id) {
        return access.visible(user, id);
    }

    record Ending(@Nullable LocalDate on, @Nullable String reason) {}

    @PostMapping("/transfers/{id}/end")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Agreement end(CurrentUser user, @PathVariable UUID id, @RequestBody Ending request) {
        Agreement agreement = access.visible(user, id);
        Violations.collect().requireValue(request.on(), "on").requireValue(request.reason(), "reason").throwIfAny();
        return agreements.end(agreement, requireNonNull(request.on()), requireNonNull(request.reason()), user);
    }

    record Renewal(@Nullable LocalDate validTo, @Nullable Rent rent) {}

    /** A new agreement that begins where the old one ends, on the old terms unless others are given. */
    @PostMapping("/transfers/{id}/renew")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Agreement renew(CurrentUser user, @PathVariable UUID id, @RequestBody Renewal request) {
        Agreement old = access.visible(user, id);
        Violations.collect().requireValue(request.validTo(), "validTo").throwIfAny();
        Transfer before = old.transfer();
        LocalDate to = requireNonNull(request.validTo());
        if (old.end() != null) {
            throw ProblemException.conflict("transfer.not-renewable", "");
        }
        if (!to.isAfter(before.validTo())) {
            throw ProblemException.badRequest("transfer.renew-day", "validTo", to.toString(),
                    before.validTo().toString());
        }
        Terms terms = old.terms();
        Rent rent = request.rent() != null
                ? check(request.rent())
                : new Rent(terms.fenPerMu(), terms.gramsPerMu(), terms.grain(), terms.dueMonth(), terms.dueDay());
        return store(new NewTransfer(before.parcelCode(), households.getHousehold(before.fromHouseholdId()).code(),
                before.toCultivatorId(), before.kind(), before.validTo(), to,
                rent.fenPerMu() == null ? 0 : rent.fenPerMu()), rent, id, user);
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(FARM_ZONE));
    }
}
