package org.siji.platform.verification;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules by which work is accepted: everybody may read them, the county sets its own. */
@RestController
@RequestMapping("/api/v1/acceptance-rules")
class AcceptanceRuleController {

    private static final BigDecimal DEFAULT_ATTEMPT = new BigDecimal("0.20");

    private final AcceptanceRules rules;

    AcceptanceRuleController(AcceptanceRules rules) {
        this.rules = rules;
    }

    /**
     * @param operation      null: for all operations without a rule of their own
     * @param timesPerSeason how often the same ground may be paid for, 1 to 99; null: as usual for the operation
     */
    record NewRule(@Nullable Operation operation, @Nullable BigDecimal minCoverage, @Nullable BigDecimal partCoverage,
            @Nullable BigDecimal reviewBand, @Nullable BigDecimal attemptCoverage, @Nullable BigDecimal maxOverlap,
            @Nullable Integer timesPerSeason, @Nullable String source, @Nullable LocalDate validFrom) {}

    record Rules(List<AcceptanceRule> items) {}

    @GetMapping
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD})
    Rules list(CurrentUser user) {
        return new Rules(rules.list(user.regionPrefix()));
    }

    @PutMapping
    @Allowed(Role.COUNTY)
    AcceptanceRule replace(CurrentUser user, @RequestBody NewRule request) {
        Violations violations = Violations.collect().requireValue(request.minCoverage(), "minCoverage")
                .requireValue(request.partCoverage(), "partCoverage").requireValue(request.reviewBand(), "reviewBand")
                .requireValue(request.source(), "source").requireValue(request.validFrom(), "validFrom");
        ratio(violations, request.minCoverage(), "minCoverage");
        ratio(violations, request.partCoverage(), "partCoverage");
        ratio(violations, request.reviewBand(), "reviewBand");
        ratio(violations, request.attemptCoverage(), "attemptCoverage");
        ratio(violations, request.maxOverlap(), "maxOverlap");
        Integer times = request.timesPerSeason();
        violations.require(times == null || times >= 1 && times <= 99, "rule.times", "timesPerSeason",
                String.valueOf(times));
        violations.throwIfAny();
        BigDecimal min = Objects.requireNonNull(request.minCoverage());
        BigDecimal part = Objects.requireNonNull(request.partCoverage());
        BigDecimal band = Objects.requireNonNull(request.reviewBand());
        BigDecimal attempt = request.attemptCoverage() == null ? DEFAULT_ATTEMPT.min(part) : request.attemptCoverage();
        violations.require(part.signum() > 0 && part.compareTo(min) < 0, "rule.order", "partCoverage",
                part.toPlainString(), min.toPlainString());
        violations.require(band.add(band).compareTo(min.subtract(part)) < 0, "rule.band", "reviewBand",
                band.toPlainString());
        violations.require(attempt.compareTo(part) <= 0, "rule.attempt", "attemptCoverage", attempt.toPlainString());
        violations.throwIfAny();
        String region = user.regionPrefix().isEmpty() ? null : user.regionPrefix();
        return rules.replace(new AcceptanceRule(Ids.next(), region, request.operation(), min, part, band, attempt,
                request.maxOverlap(), times, Objects.requireNonNull(request.source()),
                Objects.requireNonNull(request.validFrom()), null), user.username());
    }

    private static void ratio(Violations violations, @Nullable BigDecimal value, String path) {
        violations.require(value == null || value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0
                && value.stripTrailingZeros().scale() <= 4, "rule.ratio", path, String.valueOf(value));
    }
}
