package org.siji.platform.consent;

import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.OwnTransactions;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Codes to the phone of a household for which somebody enters something. */
@RestController
@RequestMapping("/api/v1/sms-codes")
class SmsCodeController {

    private final SmsCodes codes;

    SmsCodeController(SmsCodes codes) {
        this.codes = codes;
    }

    record Offered(boolean offered) {}

    record SendRequest(@Nullable UUID householdId) {}

    record CheckRequest(@Nullable String code) {}

    /** Whether the county has a gateway: the pages offer the code only then. */
    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD, LEADER})
    Offered offered() {
        return new Offered(codes.isOffered());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, LEADER})
    SmsCodes.Sent send(@RequestBody SendRequest request, CurrentUser user) {
        Violations.collect().requireValue(request.householdId(), "householdId").throwIfAny();
        return codes.send(Objects.requireNonNull(request.householdId()), user);
    }

    /** What the household says that the message said. */
    @PostMapping("/{id}/check")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, LEADER})
    SmsCodes.Checked check(@PathVariable UUID id, @RequestBody CheckRequest request, CurrentUser user) {
        return codes.check(id, request.code(), user);
    }

    /** Sending waits for somebody else's machine. */
    @Component
    static class Unhurried implements OwnTransactions {

        @Override
        public String path() {
            return "/api/v1/sms-codes";
        }
    }
}
