package org.siji.platform.settlement;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
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

/** Subsidy funds and their rules: set up by the county, looked at by all offices in them. */
@RestController
@RequestMapping("/api/v1")
class FundController {

    private static final int CLAIMS_SHOWN_AT_ONCE = 1000;
    private static final int COMMITMENTS_SHOWN = 200;

    private final Funds funds;
    private final SubsidyRules rules;
    private final SubsidySimulation simulation;
    private final FundCommitments commitments;

    FundController(Funds funds, SubsidyRules rules, SubsidySimulation simulation, FundCommitments commitments) {
        this.funds = funds;
        this.rules = rules;
        this.simulation = simulation;
        this.commitments = commitments;
    }

    /**
     * @param regionCode    where it holds, within the asker's scope; the asker's own region if absent
     * @param justification why there is this much for this year: no budget goes on from the year before
     */
    record NewFund(@Nullable String name, @Nullable Operation operation, @Nullable Integer season,
            @Nullable Long budgetFen, @Nullable String regionCode, @Nullable String source,
            @Nullable String justification, @Nullable RuleForm rule) {}

    /**
     * @param minCoverage         less than this gets nothing; 0 if absent
     * @param capFenPerCultivator the older name of capFenPerHousehold, for clients that know no other
     * @param oncePerGround       true if absent
     */
    record RuleForm(@Nullable Long fenPerMu, @Nullable Double minCoverage, @Nullable Long capFenPerHousehold,
            @Nullable Long capFenPerCultivator, @Nullable Long capFenPerProvider, @Nullable Double maxPriceShare,
            @Nullable Boolean oncePerGround, @Nullable Boolean excludeOtherFunds) {

        static final RuleForm EMPTY = new RuleForm(null, null, null, null, null, null, null, null);

        Violations require(Violations violations, String path) {
            return violations.requireValue(fenPerMu, path + "fenPerMu");
        }

        Violations check(Violations violations, String path) {
            positive(violations, fenPerMu, path + "fenPerMu");
            positive(violations, capFenPerHousehold, path + "capFenPerHousehold");
            positive(violations, capFenPerCultivator, path + "capFenPerCultivator");
            positive(violations, capFenPerProvider, path + "capFenPerProvider");
            violations.require(minCoverage == null || (minCoverage >= 0 && minCoverage <= 1), "fund.coverage",
                    path + "minCoverage", String.valueOf(minCoverage));
            return violations.require(maxPriceShare == null || (maxPriceShare > 0 && maxPriceShare <= 1),
                    "fund.price-share", path + "maxPriceShare", String.valueOf(maxPriceShare));
        }

        /** @param version of the rule in the place of which it is put; what is kept has four decimals */
        SubsidyRule rule(int version) {
            return new SubsidyRule(version, Objects.requireNonNull(fenPerMu),
                    minCoverage == null ? 0 : fourDecimals(minCoverage),
                    capFenPerHousehold == null ? capFenPerCultivator : capFenPerHousehold, capFenPerProvider,
                    maxPriceShare == null ? null : Double.valueOf(fourDecimals(maxPriceShare)),
                    oncePerGround == null || oncePerGround, excludeOtherFunds != null && excludeOtherFunds);
        }

        private static double fourDecimals(double share) {
            return Math.round(share * 10000) / 10000.0;
        }
    }

    /** @param claims the first thousand; the others come page by page */
    record FundDetail(Funds.Fund fund, List<Funds.Claim> claims, List<SubsidyRules.Version> rules,
            List<SubsidyRules.Exclusion> exclusions, List<FundCommitments.Commitment> commitments,
            List<FundCommitments.Return> returns) {}

    @GetMapping("/funds")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Funds.Fund> list(CurrentUser user, @RequestParam @Nullable Integer season,
            @RequestParam @Nullable Integer limit, @RequestParam @Nullable String cursor) {
        return Page.of(funds.list(user.regionPrefix(), season, Page.after(cursor), Page.rowsToRead(limit)), limit,
                Funds.Fund::id);
    }

    @GetMapping("/funds/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    FundDetail get(CurrentUser user, @PathVariable UUID id) {
        return detail(user, id);
    }

    private FundDetail detail(CurrentUser user, UUID id) {
        Funds.Fund fund = funds.getFund(id, user.regionPrefix());
        // Who is excluded is for those who decide: a village or township would see other villages' people.
        boolean decides = user.role() == COUNTY;
        return new FundDetail(fund,
                funds.listClaims(id, user.regionPrefix(), Page.after(null), CLAIMS_SHOWN_AT_ONCE),
                rules.listVersions(id), decides ? rules.listExclusions(id) : List.of(),
                decides ? commitments.list(id, COMMITMENTS_SHOWN) : List.of(), commitments.listReturns(id));
    }

    @GetMapping("/funds/{id}/claims")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Funds.Claim> listClaims(CurrentUser user, @PathVariable UUID id, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        funds.getFund(id, user.regionPrefix());
        return Page.of(funds.listClaims(id, user.regionPrefix(), Page.after(cursor), Page.rowsToRead(limit)), limit,
                Funds.Claim::id);
    }

    @PostMapping("/funds")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    Funds.Fund create(CurrentUser user, @RequestBody NewFund request) {
        RuleForm rule = request.rule() == null ? RuleForm.EMPTY : request.rule();
        Violations violations = Violations.collect().requireValue(request.name(), "name")
                .requireValue(request.operation(), "operation").requireValue(request.season(), "season")
                .requireValue(request.budgetFen(), "budgetFen")
                .requireValue(request.justification(), "justification").requireValue(request.rule(), "rule");
        rule.require(violations, "rule.");
        positive(violations, request.budgetFen(), "budgetFen");
        rule.check(violations, "rule.");
        String region = user.narrowTo(request.regionCode());
        violations.require(region.matches("\\d{6}(\\d{3})?(\\d{3})?"), "fund.region", "regionCode", region);
        violations.throwIfAny();
        return funds.create(region, request, rule.rule(1), user.username());
    }

    /** @param baseVersion the version that was looked at when this was thought of */
    record NewRule(@Nullable Integer baseVersion, @Nullable String reason, @Nullable RuleForm rule) {}

    @PostMapping("/funds/{id}/rules")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    FundDetail changeRule(CurrentUser user, @PathVariable UUID id, @RequestBody NewRule request) {
        funds.getFund(id, user.regionPrefix());
        RuleForm rule = request.rule() == null ? RuleForm.EMPTY : request.rule();
        Violations violations = Violations.collect().requireValue(request.baseVersion(), "baseVersion")
                .requireValue(request.reason(), "reason").requireValue(request.rule(), "rule");
        rule.check(rule.require(violations, "rule."), "rule.").throwIfAny();
        int base = Objects.requireNonNull(request.baseVersion());
        rules.change(id, base, rule.rule(base), Objects.requireNonNull(request.reason()), user.username());
        return detail(user, id);
    }

    /**
     * @param season    whose work is looked at; the fund's own if absent
     * @param budgetFen the fund's if absent
     */
    record Simulation(@Nullable Integer season, @Nullable Long budgetFen, @Nullable RuleForm rule) {}

    /** Writes nothing: what the rule would have cost on a season's accepted work. */
    @PostMapping("/funds/{id}/simulations")
    @Allowed(COUNTY)
    SubsidySimulation.Result simulate(CurrentUser user, @PathVariable UUID id, @RequestBody Simulation request) {
        Funds.Fund fund = funds.getFund(id, user.regionPrefix());
        RuleForm rule = request.rule() == null ? RuleForm.EMPTY : request.rule();
        Violations violations = rule.require(Violations.collect(), "rule.");
        positive(violations, request.budgetFen(), "budgetFen");
        rule.check(violations, "rule.").throwIfAny();
        return simulation.simulate(fund, request.season() == null ? fund.season() : request.season(),
                rule.rule(fund.ruleVersion()), request.budgetFen() == null ? fund.budgetFen() : request.budgetFen());
    }

    /** All that is named must fit: a provider together with a cultivator is that provider's own land. */
    record NewExclusion(@Nullable UUID fieldId, @Nullable UUID cultivatorId, @Nullable UUID providerId,
            @Nullable String reason) {}

    @PostMapping("/funds/{id}/exclusions")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    SubsidyRules.Exclusion exclude(CurrentUser user, @PathVariable UUID id, @RequestBody NewExclusion request) {
        funds.getFund(id, user.regionPrefix());
        Violations.collect().requireValue(request.reason(), "reason")
                .require(request.fieldId() != null || request.cultivatorId() != null || request.providerId() != null,
                        "subsidy-exclusion.of-what", "")
                .throwIfAny();
        return rules.exclude(id, request, user.username());
    }

    record Return(@Nullable String reason) {}

    /** At the end of the year. */
    @PostMapping("/funds/{id}/returns")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    FundDetail giveBack(CurrentUser user, @PathVariable UUID id, @RequestBody Return request) {
        Funds.Fund fund = funds.getFund(id, user.regionPrefix());
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        commitments.giveBack(fund, Objects.requireNonNull(request.reason()), user.username());
        return detail(user, id);
    }

    record Lifting(@Nullable String reason) {}

    @PostMapping("/subsidy-exclusions/{id}/lift")
    @Allowed(COUNTY)
    SubsidyRules.Exclusion lift(CurrentUser user, @PathVariable UUID id, @RequestBody Lifting request) {
        SubsidyRules.Exclusion exclusion = rules.findExclusion(id)
                .filter(one -> funds.isSeen(one.fundId(), user.regionPrefix()))
                .orElseThrow(() -> ProblemException.notFound("subsidy-exclusion", id));
        Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        return rules.lift(exclusion, Objects.requireNonNull(request.reason()), user.username());
    }

    private static void positive(Violations violations, @Nullable Long amount, String path) {
        violations.require(amount == null || amount > 0, "fund.amount", path, String.valueOf(amount));
    }
}
