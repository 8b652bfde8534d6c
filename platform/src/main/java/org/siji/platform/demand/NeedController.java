package org.siji.platform.demand;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.consent.ConfirmationKind;
import org.siji.platform.consent.Consent;
import org.siji.platform.consent.Consents;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** Needs: entered by the household itself or by a clerk for it. */
@RestController
@RequestMapping("/api/v1/needs")
class NeedController {

    private final NeedService needs;

    NeedController(NeedService needs) {
        this.needs = needs;
    }

    /** How it was confirmed; what stands beside kind and note is the consent's. */
    record Confirmation(@Nullable ConfirmationKind kind, @Nullable String note, @Nullable String witnessName,
            @Nullable String witnessRole, @Nullable UUID smsCodeId, @Nullable Double lon, @Nullable Double lat) {

        Confirmation(@Nullable ConfirmationKind kind, @Nullable String note) {
            this(kind, note, null, null, null, null, null);
        }

        Consent consent() {
            return new Consent(witnessName, witnessRole, smsCodeId, lon, lat);
        }
    }

    record NeedRequest(@Nullable UUID fieldId, @Nullable Operation operation, @Nullable LocalDate windowFrom,
            @Nullable LocalDate windowTo, @Nullable Integer season, @Nullable UUID enteredFor,
            @Nullable Confirmation confirmation) {}

    record BulkRequest(@Nullable List<NeedRequest> items) {}

    record Entered(List<UUID> ids) {}

    record CancelRequest(@Nullable String reason) {}

    /** @param bundleId the live bundle that holds the need, null while there is none */
    record NeedView(UUID id, int season, String villageCode, UUID fieldId, String fieldName, double areaSquareMeters,
            UUID cultivatorId, @Nullable String cultivatorNameMasked, @Nullable UUID householdId, Operation operation,
            LocalDate windowFrom, LocalDate windowTo, NeedStatus status, String enteredBy, Confirmation confirmation,
            @Nullable UUID bundleId) {}

    /** @param consent witness, code and place of the confirmation, null where none is known */
    record NeedDetail(@JsonUnwrapped NeedView need, Consents.@Nullable Given consent,
            List<StatusHistory.Entry> events) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    NeedView enter(@RequestBody NeedRequest request, CurrentUser user) {
        return needs.view(needs.enter(List.of(request), user, index -> "").getFirst());
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    @PostMapping("/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    Entered enterAll(@RequestBody BulkRequest request, CurrentUser user) {
        List<NeedRequest> items = request.items() == null ? List.of() : request.items();
        return new Entered(needs.enter(items, user, index -> "items[" + index + "].").stream().map(Need::id).toList());
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD})
    @GetMapping
    Page<NeedView> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable NeedStatus status,
            @RequestParam(required = false) @Nullable Operation operation,
            @RequestParam(required = false) @Nullable UUID cultivator,
            @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        String prefix = user.role() == Role.HOUSEHOLD ? "" : user.narrowTo(village);
        return needs.list(new NeedStore.Filter(prefix, user.householdId(), status, operation, cultivator, season),
                cursor, limit);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    @GetMapping("/{id}")
    NeedDetail get(@PathVariable UUID id, CurrentUser user) {
        return needs.detail(id, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD, Role.LEADER})
    @PostMapping("/{id}/cancel")
    NeedView cancel(@PathVariable UUID id, @RequestBody CancelRequest request, CurrentUser user) {
        return needs.view(needs.cancel(id, request.reason(), user));
    }
}
