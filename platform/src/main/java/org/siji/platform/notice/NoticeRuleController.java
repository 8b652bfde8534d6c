package org.siji.platform.notice;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.NoticeKind;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.calendar.WorkingDays;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.notice.NoticeRules.Rule;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** How long notices stand in a county, and what waits for them. A change is a later row; nothing is overwritten. */
@RestController
@RequestMapping("/api/v1/notice-rules")
class NoticeRuleController {

    private final NoticeRules rules;
    private final WorkingDays days;

    NoticeRuleController(NoticeRules rules, WorkingDays days) {
        this.rules = rules;
        this.days = days;
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<Rule> list(CurrentUser user) {
        return new Page<>(rules.listRules(requireNonNull(user.regionCode())), null);
    }

    record NewRule(@Nullable NoticeKind kind, @Nullable Integer workingDays, @Nullable Boolean blocks,
            @Nullable String source, @Nullable LocalDate validFrom) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    Rule change(CurrentUser user, @RequestBody NewRule request) {
        Integer asked = request.workingDays();
        Violations.collect().requireValue(request.kind(), "kind").requireValue(asked, "workingDays")
                .requireValue(request.blocks(), "blocks").requireValue(request.source(), "source")
                .require(asked == null || asked >= 1 && asked <= NoticeRules.MOST_DAYS, "notice.days", "workingDays",
                        String.valueOf(asked), 1, NoticeRules.MOST_DAYS)
                .throwIfAny();
        return rules.change(requireNonNull(request.kind()), requireNonNull(user.regionCode()), requireNonNull(asked),
                requireNonNull(request.blocks()), requireNonNull(request.source()),
                request.validFrom() == null ? days.today() : request.validFrom(), user.username());
    }
}
