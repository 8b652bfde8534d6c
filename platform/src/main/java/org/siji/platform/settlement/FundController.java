package org.siji.platform.settlement;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Subsidy funds: set up by the county, looked at by all offices in them. */
@RestController
@RequestMapping("/api/v1/funds")
class FundController {

    private final Funds funds;

    FundController(Funds funds) {
        this.funds = funds;
    }

    /** @param regionCode where it holds, within the asker's scope; the asker's own region if absent */
    record NewFund(@Nullable String name, @Nullable Operation operation, @Nullable Integer season,
            @Nullable Long budgetFen, @Nullable String regionCode, @Nullable String source, @Nullable Rule rule) {

        /**
         * @param minCoverage         less than this gets nothing; 0 if absent
         * @param capFenPerCultivator most that one cultivator can get; null: no cap
         */
        record Rule(@Nullable Long fenPerMu, @Nullable Double minCoverage, @Nullable Long capFenPerCultivator) {}
    }

    record FundDetail(Funds.Fund fund, List<Funds.Claim> claims) {}

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Funds.Fund> list(CurrentUser user, @RequestParam @Nullable Integer season,
            @RequestParam @Nullable Integer limit, @RequestParam @Nullable String cursor) {
        return Page.of(funds.list(user.regionPrefix(), season, Page.after(cursor), Page.rowsToRead(limit)), limit,
                Funds.Fund::id);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    FundDetail get(CurrentUser user, @PathVariable UUID id) {
        return new FundDetail(funds.getFund(id, user.regionPrefix()), funds.listClaims(id, user.regionPrefix()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    Funds.Fund create(CurrentUser user, @RequestBody NewFund request) {
        Violations violations = Violations.collect().requireValue(request.name(), "name")
                .requireValue(request.operation(), "operation").requireValue(request.season(), "season")
                .requireValue(request.budgetFen(), "budgetFen").requireValue(request.rule(), "rule");
        NewFund.Rule rule = request.rule() == null ? new NewFund.Rule(null, null, null) : request.rule();
        violations.requireValue(rule.fenPerMu(), "rule.fenPerMu");
        positive(violations, request.budgetFen(), "budgetFen");
        positive(violations, rule.fenPerMu(), "rule.fenPerMu");
        positive(violations, rule.capFenPerCultivator(), "rule.capFenPerCultivator");
        double minCoverage = rule.minCoverage() == null ? 0 : rule.minCoverage();
        violations.require(minCoverage >= 0 && minCoverage <= 1, "fund.coverage", "rule.minCoverage", minCoverage);
        String region = user.narrowTo(request.regionCode());
        violations.require(region.matches("\\d{6}(\\d{3})?(\\d{3})?"), "fund.region", "regionCode", region);
        violations.throwIfAny();
        return funds.create(region, request, rule, minCoverage, user.username());
    }

    private static void positive(Violations violations, @Nullable Long amount, String path) {
        violations.require(amount == null || amount > 0, "fund.amount", path, String.valueOf(amount));
    }
}
