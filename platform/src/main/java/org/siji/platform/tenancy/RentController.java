package org.siji.platform.tenancy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.TransferRegister.Search;
import org.siji.platform.tenancy.Agreements.Agreement;
import org.siji.platform.tenancy.Agreements.Billed;
import org.siji.platform.tenancy.Agreements.Due;
import org.siji.platform.tenancy.Agreements.DueStatus;
import org.siji.platform.tenancy.Agreements.Totals;
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

/** The rents of a village in a year: what is due, held and billed, with their sums; those of one agreement. */
@RestController
@RequestMapping("/api/v1/transfers")
class RentController {

    private final Agreements agreements;
    private final AgreementAccess access;
    private final Clock clock;

    RentController(Agreements agreements, AgreementAccess access, Clock clock) {
        this.agreements = agreements;
        this.access = access;
        this.clock = clock;
    }

    private static Search search(CurrentUser user, @Nullable String village, int year) {
        return new Search(AgreementAccess.village(user, village), null, null, LocalDate.of(year, 1, 1),
                LocalDate.of(year + 1, 1, 1));
    }

    /** Page by page of the agreements: a page is shorter where not each of them has a rent in the year. */
    @GetMapping("/due")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Due> listDue(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam int year, @RequestParam(required = false) @Nullable DueStatus status,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Agreement> page = Page.of(
                agreements.list(search(user, village, year), Page.after(cursor), Page.rowsToRead(limit)), limit,
                Agreement::id);
        return new Page<>(agreements.listDue(page.items(), year).stream()
                .filter(due -> status == null || due.status() == status).toList(), page.next());
    }

    /** What is still due, what was billed and what came back, of the whole village. */
    @GetMapping("/due/totals")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Totals total(CurrentUser user, @RequestParam(required = false) @Nullable String village, @RequestParam int year) {
        return agreements.total(search(user, village, year), year);
    }

    record VillageYear(@Nullable String village, @Nullable Integer year) {}

    /** Bills all of the village's rents that are due by today; again, it bills what has become due since. */
    @PostMapping("/rents")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Billed postAll(CurrentUser user, @RequestBody VillageYear request) {
        Violations.collect().requireValue(request.year(), "year").throwIfAny();
        int year = requireNonNull(request.year());
        return agreements.postAll(search(user, request.village(), year), year, today(), user.username());
    }

    @GetMapping("/{id}/rents")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Page<Due> list(CurrentUser user, @PathVariable UUID id) {
        return new Page<>(agreements.listRents(access.visible(user, id), today()), null);
    }

    record Year(@Nullable Integer year) {}

    @PostMapping("/{id}/rents")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Due post(CurrentUser user, @PathVariable UUID id, @RequestBody Year request) {
        Agreement agreement = access.visible(user, id);
        Violations.collect().requireValue(request.year(), "year").throwIfAny();
        return agreements.post(agreement, requireNonNull(request.year()), today(), user.username());
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(AgreementController.FARM_ZONE));
    }
}
