package org.siji.platform.qualification;

import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Providers;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** The code that leads to a provider's public page. */
@RestController
@RequestMapping("/api/v1/providers/{id}/code")
class ProviderCodeController {

    private final ProviderCodes codes;
    private final PaperAccess access;
    private final Providers providers;

    ProviderCodeController(ProviderCodes codes, PaperAccess access, Providers providers) {
        this.codes = codes;
        this.access = access;
        this.providers = providers;
    }

    /** @param code null while none has been made */
    record CodeView(ProviderCodes.@Nullable Code code) {}

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    CodeView get(CurrentUser user, @PathVariable UUID id) {
        access.getVisible(user, id);
        return new CodeView(codes.findOf(id).orElse(null));
    }

    record Renewal(@Nullable String reason) {}

    /** Makes the first one, or another one in its place: then the reason is asked for. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, PROVIDER})
    CodeView renew(CurrentUser user, @PathVariable UUID id, @RequestBody Renewal request) {
        providers.getOwnProvider(id, user);
        if (codes.findOf(id).isPresent()) {
            Violations.collect().requireValue(request.reason(), "reason").throwIfAny();
        }
        return new CodeView(
                codes.renew(id, Objects.requireNonNullElse(request.reason(), "").strip(), user.username()));
    }
}
