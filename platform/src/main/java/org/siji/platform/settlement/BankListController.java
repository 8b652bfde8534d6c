package org.siji.platform.settlement;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.AuditTrail;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.settlement.BankLists.BankList;
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
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Lists for the bank: rents and refunds of a village, as CSV and Excel, with what came back. */
@RestController
@RequestMapping("/api/v1")
class BankListController {

    private final BankLists lists;
    private final CultivatorRegister cultivators;
    private final HouseholdRegister households;
    private final AuditTrail audit;
    private final Clock clock;

    BankListController(BankLists lists, CultivatorRegister cultivators, HouseholdRegister households, AuditTrail audit,
            Clock clock) {
        this.lists = lists;
        this.cultivators = cultivators;
        this.households = households;
        this.audit = audit;
        this.clock = clock;
    }

    record NewList(@Nullable Integer season, BankLists.@Nullable Source source) {}

    @PostMapping("/villages/{code}/bank-lists")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    BankList make(CurrentUser user, @PathVariable String code, @RequestBody NewList request) {
        user.requireVillage(code);
        Violations.collect().requireValue(request.season(), "season").requireValue(request.source(), "source")
                .throwIfAny();
        return lists.getList(lists.make(code, requireNonNull(request.season()), requireNonNull(request.source()),
                LocalDate.now(clock.withZone(Billing.FARM_ZONE)), user.username()));
    }

    @GetMapping("/villages/{code}/bank-lists")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<BankList> list(CurrentUser user, @PathVariable String code, @RequestParam int season) {
        user.requireVillage(code);
        return new Page<>(lists.listLists(code, season), null);
    }

    /** @param name masked */
    record NamedLine(UUID id, UUID cultivatorId, String name, long amountFen, @Nullable LocalDate returnedOn,
            @Nullable String returnReason) {}

    @GetMapping("/bank-lists/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<NamedLine> lines(CurrentUser user, @PathVariable UUID id) {
        getVisible(user, id);
        List<BankLists.Line> lines = lists.listLines(id);
        Map<UUID, Cultivator> known = cultivators
                .mapCultivators(lines.stream().map(BankLists.Line::cultivatorId).toList());
        return new Page<>(lines.stream()
                .map(line -> new NamedLine(line.id(), line.cultivatorId(),
                        requireNonNull(known.get(line.cultivatorId())).nameMasked(), line.amountFen(),
                        line.returnedOn(), line.returnReason()))
                .toList(), null);
    }

    /** For the bank: full names, so each download is on the audit trail. */
    @GetMapping(path = "/bank-lists/{id}/csv", produces = "text/csv")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<byte[]> csv(CurrentUser user, @PathVariable UUID id) {
        BankList list = getVisible(user, id);
        audit.record(user, "bank-list.download", "bank_list", id.toString(), "");
        return ResponseEntity.ok().contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"bank-list-" + list.number() + ".csv\"")
                .body(BankFile.csv(payments(id)));
    }

    @GetMapping("/bank-lists/{id}/xlsx")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    ResponseEntity<byte[]> xlsx(CurrentUser user, @PathVariable UUID id) {
        BankList list = getVisible(user, id);
        audit.record(user, "bank-list.download", "bank_list", id.toString(), "");
        return SheetWriter.download(
                (list.source() == BankLists.Source.RENT ? "租金发放清单-" : "应退款发放清单-") + list.number(),
                BankFile.xlsx(payments(id)));
    }

    private List<BankFile.Payment> payments(UUID id) {
        List<BankLists.Line> lines = lists.listLines(id);
        Map<UUID, Cultivator> known = cultivators
                .mapCultivators(lines.stream().map(BankLists.Line::cultivatorId).toList());
        Map<UUID, Household> homes = households.mapHouseholds(
                known.values().stream().flatMap(one -> Optional.ofNullable(one.householdId()).stream()).toList());
        return lines.stream().map(line -> {
            UUID household = requireNonNull(known.get(line.cultivatorId())).householdId();
            return new BankFile.Payment(household == null ? "" : requireNonNull(homes.get(household)).code(),
                    cultivators.getFullName(line.cultivatorId()), line.amountFen(),
                    line.returnReason() == null ? "" : line.returnReason());
        }).toList();
    }

    record Returned(@Nullable String reason, @Nullable LocalDate onDate) {}

    @PostMapping("/bank-lists/{id}/lines/{lineId}/return")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    BankList returned(CurrentUser user, @PathVariable UUID id, @PathVariable UUID lineId,
            @RequestBody Returned request) {
        BankList list = getVisible(user, id);
        Violations.collect().requireValue(request.reason(), "reason").requireValue(request.onDate(), "onDate")
                .throwIfAny();
        lists.returned(list, lineId, requireNonNull(request.onDate()), requireNonNull(request.reason()),
                user.username());
        return lists.getList(id);
    }

    private BankList getVisible(CurrentUser user, UUID id) {
        BankList list = lists.getList(id);
        user.requireVillage(list.villageCode());
        return list;
    }
}
