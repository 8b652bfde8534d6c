package org.siji.platform.shares;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.money.Share;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.AuditTrail;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.shares.Dividends.Dividend;
import org.siji.platform.shares.Entities.Entity;
import org.siji.platform.sheets.BankFile;
import org.siji.platform.sheets.SheetWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

/** Dividends: looked at beforehand, decided once, listed for the bank. */
@RestController
@RequestMapping("/api/v1")
class DividendController {

    private final EntityAccess access;
    private final Entities entities;
    private final Dividends dividends;
    private final PaymentLists lists;
    private final HouseholdRegister households;
    private final AuditTrail audit;
    private final Clock clock;

    DividendController(EntityAccess access, Entities entities, Dividends dividends, PaymentLists lists,
            HouseholdRegister households, AuditTrail audit, Clock clock) {
        this.entities = entities;
        this.access = access;
        this.dividends = dividends;
        this.lists = lists;
        this.households = households;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping("/entities/{id}/dividend-preview")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    DividendSheet preview(CurrentUser user, @PathVariable UUID id, @RequestParam int season,
            @RequestParam LocalDate recordOn, @RequestParam(required = false) @Nullable String block) {
        return dividends.preview(access.getVisible(user, id), new Bookings.Books(id, season, block), recordOn);
    }

    /** @param blockCode the piece of land whose result is shared; the whole entity's if absent */
    record NewDividend(@Nullable Integer season, @Nullable LocalDate recordOn, @Nullable String blockCode) {}

    /**
     * @param takingPart all shares that take part in the dividend, so that a villager can divide
     * @param lines      a household's own only, when a household asks
     */
    record DividendDetail(Dividend dividend, String entityName, Share takingPart, List<Dividends.Line> lines,
            List<PaymentLists.PaymentList> paymentLists) {}

    @PostMapping("/entities/{id}/dividends")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    DividendDetail decide(CurrentUser user, @PathVariable UUID id, @RequestBody NewDividend request) {
        Entity entity = access.getVisible(user, id);
        Violations.collect().requireValue(request.season(), "season").requireValue(request.recordOn(), "recordOn")
                .throwIfAny();
        UUID dividend = dividends.decide(entity,
                new Bookings.Books(id, requireNonNull(request.season()), request.blockCode()),
                requireNonNull(request.recordOn()), today(), user.username());
        return detail(user, dividends.getDividend(dividend));
    }

    @GetMapping("/entities/{id}/dividends")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Page<Dividend> list(CurrentUser user, @PathVariable UUID id) {
        access.getVisible(user, id);
        return new Page<>(dividends.listDividends(id), null);
    }

    @GetMapping("/dividends/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    DividendDetail get(CurrentUser user, @PathVariable UUID id) {
        return detail(user, getVisible(user, id));
    }

    @PostMapping("/dividends/{id}/payment-lists")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    PaymentLists.PaymentList pay(CurrentUser user, @PathVariable UUID id) {
        Dividend dividend = getVisible(user, id);
        return lists.getList(
                lists.make(dividend, access.getVisible(user, dividend.entityId()), today(), user.username()));
    }

    @GetMapping("/payment-lists/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<PaymentLists.Line> lines(CurrentUser user, @PathVariable UUID id) {
        getVisible(user, lists.getList(id).dividendId());
        return new Page<>(lists.listLines(id), null);
    }

    /** For the bank: full names, so each download is on the audit trail. */
    @GetMapping(path = "/payment-lists/{id}/csv", produces = "text/csv")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<byte[]> csv(CurrentUser user, @PathVariable UUID id) {
        PaymentLists.PaymentList list = lists.getList(id);
        getVisible(user, list.dividendId());
        audit.record(user, "payment-list.download", "payment_list", id.toString(), "");
        return ResponseEntity.ok().contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"payment-list-" + list.number() + ".csv\"")
                .body(BankFile.csv(payments(id)));
    }

    /** The same list for banks that want an Excel file. */
    @GetMapping("/payment-lists/{id}/xlsx")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<byte[]> xlsx(CurrentUser user, @PathVariable UUID id) {
        PaymentLists.PaymentList list = lists.getList(id);
        getVisible(user, list.dividendId());
        audit.record(user, "payment-list.download", "payment_list", id.toString(), "");
        return SheetWriter.download("分红发放清单-" + list.number(),
                BankFile.xlsx(payments(id)));
    }

    private List<BankFile.Payment> payments(UUID id) {
        List<PaymentLists.Line> lines = lists.listLines(id);
        List<UUID> ids = lines.stream().map(PaymentLists.Line::householdId).toList();
        Map<UUID, Household> known = households.mapHouseholds(ids);
        Map<UUID, String> names = households.mapFullNames(ids);
        return lines.stream()
                .map(line -> new BankFile.Payment(requireNonNull(known.get(line.householdId())).code(),
                        requireNonNull(names.get(line.householdId())), line.amountFen(),
                        line.returnReason() == null ? "" : line.returnReason()))
                .toList();
    }

    record Returned(@Nullable String reason, @Nullable LocalDate onDate) {}

    @PostMapping("/payment-lists/{id}/lines/{lineId}/return")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    PaymentLists.PaymentList returned(CurrentUser user, @PathVariable UUID id, @PathVariable UUID lineId,
            @RequestBody Returned request) {
        Dividend dividend = getVisible(user, lists.getList(id).dividendId());
        Violations.collect().requireValue(request.reason(), "reason").requireValue(request.onDate(), "onDate")
                .throwIfAny();
        lists.returned(dividend, access.getVisible(user, dividend.entityId()), id, lineId,
                requireNonNull(request.onDate()), requireNonNull(request.reason()), user.username());
        return lists.getList(id);
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(Movements.FARM_ZONE));
    }

    private Dividend getVisible(CurrentUser user, UUID id) {
        Dividend dividend = dividends.getDividend(id);
        access.getVisible(user, dividend.entityId());
        return dividend;
    }

    private DividendDetail detail(CurrentUser user, Dividend dividend) {
        Entity entity = access.getVisible(user, dividend.entityId());
        Map<String, Entities.ShareClass> classes = entities.mapClasses(entity.id());
        List<Dividends.Line> lines = dividends.listLines(dividend.id());
        Share taking = Share.sum(lines.stream()
                .filter(line -> requireNonNull(classes.get(line.classCode())).takesDividend())
                .map(line -> new Share(line.numerator(), line.denominator())).toList());
        return new DividendDetail(dividend, entity.name(), taking,
                lines.stream().filter(line -> access.mayName(user, line.householdId())).toList(),
                user.role() == HOUSEHOLD ? List.of() : lists.listLists(dividend.id()));
    }
}
