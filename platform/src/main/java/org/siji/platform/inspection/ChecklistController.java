package org.siji.platform.inspection;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.inspection.Checklist.Item;
import org.siji.platform.inspection.Checklist.Kind;
import org.siji.platform.inspection.SamplingRules.SamplingRule;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** What is looked at and how many are drawn: everybody may read it, the county adds its own editions. */
@RestController
@RequestMapping("/api/v1")
class ChecklistController {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final int MOST_POINTS = 50;
    private static final int MOST_ITEMS = 30;
    private static final int COUNTY_DIGITS = 6;

    private final Checklists checklists;
    private final SamplingRules rules;
    private final WorkingDays days;
    private final Clock clock;

    ChecklistController(Checklists checklists, SamplingRules rules, WorkingDays days, Clock clock) {
        this.checklists = checklists;
        this.rules = rules;
        this.days = days;
        this.clock = clock;
    }

    /** @param county six digits, for who belongs to none (a provider works in several); offices and leaders see their own */
    @GetMapping("/checklists")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    Page<Checklist> list(CurrentUser user, @RequestParam @Nullable Operation operation,
            @RequestParam @Nullable String county) {
        return new Page<>(checklists.list(requireNonNullElse(countyOf(user), requireNonNullElse(county, "-")),
                operation), null);
    }

    record NewItem(@Nullable String code, @Nullable String name, @Nullable String unit, @Nullable Kind kind,
            @Nullable BigDecimal least, @Nullable BigDecimal most, @Nullable BigDecimal passShare,
            @Nullable Boolean counts, @Nullable String how, @Nullable String source, @Nullable Boolean example) {

        Item item() {
            boolean asked = kind == Kind.YES_NO;
            return new Item(requireNonNull(code), requireNonNull(name).strip(), requireNonNullElse(unit, "").strip(),
                    requireNonNull(kind), asked ? BigDecimal.ONE : least, asked ? null : most, passShare,
                    !Boolean.FALSE.equals(counts), requireNonNull(how).strip(), requireNonNull(source).strip(),
                    Boolean.TRUE.equals(example));
        }
    }

    record NewChecklist(@Nullable Operation operation, @Nullable Integer points, @Nullable String note,
            @Nullable LocalDate validFrom, @Nullable List<NewItem> items) {}

    @PostMapping("/checklists")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    Checklist add(CurrentUser user, @RequestBody NewChecklist request) {
        List<NewItem> items = requireNonNullElse(request.items(), List.of());
        Integer points = request.points();
        Violations problems = Violations.collect().requireValue(request.operation(), "operation")
                .require(points != null && points >= 1 && points <= MOST_POINTS, "checklist.points", "points",
                        MOST_POINTS)
                .require(!items.isEmpty() && items.size() <= MOST_ITEMS, "checklist.items", "items", MOST_ITEMS);
        Set<String> codes = new HashSet<>();
        for (int n = 0; n < items.size(); n++) {
            check(problems, items.get(n), "items[" + n + "].", codes);
        }
        problems.throwIfAny();
        Operation operation = requireNonNull(request.operation());
        String county = countyOf(user);
        Checklist checklist = new Checklist(Ids.next(), county, operation, checklists.nextEdition(county, operation),
                requireNonNull(points), requireNonNullElse(request.note(), "").strip(),
                requireNonNullElse(request.validFrom(), days.today()), items.stream().map(NewItem::item).toList());
        checklists.insert(checklist, user.username());
        return checklists.getChecklist(checklist.id());
    }

    private static void check(Violations problems, NewItem item, String at, Set<String> codes) {
        BigDecimal least = item.least();
        BigDecimal most = item.most();
        BigDecimal share = item.passShare();
        boolean counts = !Boolean.FALSE.equals(item.counts()) && item.kind() == Kind.NUMBER;
        String code = requireNonNullElse(item.code(), "");
        problems.require(CODE.matcher(code).matches(), "checklist.code", at + "code", code)
                .require(codes.add(code), "checklist.code-twice", at + "code", code)
                .requireValue(item.name(), at + "name").requireValue(item.kind(), at + "kind")
                .requireValue(item.how(), at + "how").requireValue(item.source(), at + "source")
                .require(least == null || most == null || least.compareTo(most) <= 0, "checklist.bounds", at + "least")
                .require(!counts || least != null || most != null, "checklist.no-bounds", at + "least")
                .require(share == null || share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0,
                        "checklist.share", at + "passShare");
    }

    @GetMapping("/sampling-rules")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    Page<SamplingRule> listRules(CurrentUser user) {
        return new Page<>(rules.list(countyOf(user)), null);
    }

    record NewRule(@Nullable Operation operation, @Nullable BigDecimal share, @Nullable Integer minimum,
            @Nullable Integer workingDays, @Nullable String source, @Nullable LocalDate validFrom) {}

    @PostMapping("/sampling-rules")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    SamplingRule addRule(CurrentUser user, @RequestBody NewRule request) {
        BigDecimal share = request.share();
        Integer minimum = request.minimum();
        Integer term = request.workingDays();
        Violations.collect()
                .require(share != null && share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0,
                        "sampling.share", "share")
                .require(minimum != null && minimum >= 1 && minimum <= 1000, "sampling.minimum", "minimum")
                .require(term != null && term >= 1 && term <= 250, "sampling.days", "workingDays")
                .requireValue(request.source(), "source").throwIfAny();
        SamplingRule rule = new SamplingRule(Ids.next(), countyOf(user), request.operation(), requireNonNull(share),
                requireNonNull(minimum), requireNonNull(term), requireNonNull(request.source()).strip(), false,
                requireNonNullElse(request.validFrom(), days.today()), OffsetDateTime.now(clock), user.username());
        rules.insert(rule);
        return rule;
    }

    /** Null for who belongs to no county: providers, households, and who runs the whole installation. */
    private static @Nullable String countyOf(CurrentUser user) {
        String region = user.regionCode();
        return region == null || region.length() < COUNTY_DIGITS ? null : region.substring(0, COUNTY_DIGITS);
    }
}
