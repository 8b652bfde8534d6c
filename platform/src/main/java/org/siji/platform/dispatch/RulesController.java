package org.siji.platform.dispatch;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Violations;
import org.siji.platform.dispatch.DispatchRules.RuleRow;
import org.siji.platform.dispatch.DispatchRules.RuleSet;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What dispatch reckons with: offices read it, the county sets its own. Plans made before keep what they were made with. */
@RestController
@RequestMapping("/api/v1/dispatch-rules")
class RulesController {

    private static final int COUNTY_DIGITS = 6;
    private static final BigDecimal MAX_DETOUR = BigDecimal.valueOf(5);
    private static final long MAX_FEN_PER_KM = 1_000_000;
    private static final long MAX_FEN_PER_HOUR = 10_000_000;
    private static final long MAX_FEN_PER_DAY = 100_000_000;
    private static final int MAX_PERMILLE = 1000;
    private static final int MAX_PERCENT = 100;

    private final DispatchRules rules;

    RulesController(DispatchRules rules) {
        this.rules = rules;
    }

    record NewRuleRow(@Nullable Operation operation, @Nullable Integer latePermillePerDay,
            @Nullable Long costFenPerHour, @Nullable Integer leastCoveragePercent) {}

    record NewRuleSet(@Nullable LocalTime shiftFrom, @Nullable LocalTime shiftTo, @Nullable BigDecimal roadDetour,
            @Nullable List<NewRuleRow> rows, @Nullable Long costFenPerKm, @Nullable Long costFenPerDay,
            @Nullable String source) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @GetMapping
    RuleSet get(CurrentUser user) {
        return rules.getRules(county(user));
    }

    @Allowed(Role.COUNTY)
    @PutMapping
    RuleSet replace(@RequestBody NewRuleSet request, CurrentUser user) {
        Violations problems = Violations.collect().requireValue(request.shiftFrom(), "shiftFrom")
                .requireValue(request.shiftTo(), "shiftTo").requireValue(request.roadDetour(), "roadDetour")
                .requireValue(request.rows(), "rows").requireValue(request.source(), "source");
        within(problems, request.costFenPerKm(), MAX_FEN_PER_KM, "costFenPerKm");
        within(problems, request.costFenPerDay(), MAX_FEN_PER_DAY, "costFenPerDay");
        LocalTime from = request.shiftFrom();
        LocalTime to = request.shiftTo();
        if (from != null && to != null) {
            problems.require(from.isBefore(to), "dispatch.shift", "shiftTo", from, to);
        }
        BigDecimal detour = request.roadDetour();
        problems.require(detour == null
                || detour.compareTo(BigDecimal.ONE) >= 0 && detour.compareTo(MAX_DETOUR) <= 0,
                "dispatch.detour", "roadDetour", MAX_DETOUR);
        List<RuleRow> rows = rows(problems, Objects.requireNonNullElse(request.rows(), List.of()));
        problems.throwIfAny();
        rules.record(county(user), new RuleSet(Objects.requireNonNull(from), Objects.requireNonNull(to),
                Objects.requireNonNull(detour), rows, Objects.requireNonNull(request.costFenPerKm()),
                Objects.requireNonNull(request.costFenPerDay()), Objects.requireNonNull(request.source()), false),
                user.username());
        return rules.getRules(county(user));
    }

    private static List<RuleRow> rows(Violations problems, List<NewRuleRow> asked) {
        List<RuleRow> rows = new ArrayList<>();
        Set<Operation> seen = EnumSet.noneOf(Operation.class);
        for (int i = 0; i < asked.size(); i++) {
            NewRuleRow row = asked.get(i);
            String path = "rows[" + i + "].";
            Operation operation = row.operation();
            problems.requireValue(operation, path + "operation");
            within(problems, row.latePermillePerDay() == null ? null : row.latePermillePerDay().longValue(),
                    MAX_PERMILLE, path + "latePermillePerDay");
            within(problems, row.costFenPerHour(), MAX_FEN_PER_HOUR, path + "costFenPerHour");
            Integer least = row.leastCoveragePercent();
            problems.require(least == null || least >= 1 && least <= MAX_PERCENT, "dispatch.out-of-range",
                    path + "leastCoveragePercent", 1, MAX_PERCENT);
            if (operation != null) {
                problems.require(seen.add(operation), "dispatch.row-twice", path + "operation", operation);
                rows.add(new RuleRow(operation, Objects.requireNonNullElse(row.latePermillePerDay(), 0),
                        Objects.requireNonNullElse(row.costFenPerHour(), 0L), least));
            }
        }
        return rows;
    }

    private static void within(Violations problems, @Nullable Long value, long most, String path) {
        problems.requireValue(value, path);
        problems.require(value == null || value >= 0 && value <= most, "dispatch.out-of-range", path, 0, most);
    }

    /** The whole installation's office has the general rules before it: null. */
    private static @Nullable String county(CurrentUser user) {
        String prefix = user.regionPrefix();
        return prefix.length() < COUNTY_DIGITS ? null : prefix.substring(0, COUNTY_DIGITS);
    }
}
