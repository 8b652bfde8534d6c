package org.siji.platform.demand;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.AuditTrail;
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
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Printed sheets: made for a village, opened by the code on them, confirmed by the photo of the signed one. */
@RestController
@RequestMapping("/api/v1/need-sheets")
class NeedSheetController {

    private final NeedSheets sheets;
    private final AuditTrail audit;

    NeedSheetController(NeedSheets sheets, AuditTrail audit) {
        this.sheets = sheets;
        this.audit = audit;
    }

    /** @param reason why the full names are wanted, which is kept; without it they are masked */
    record PrintRequest(@Nullable String villageCode, @Nullable Integer season, @Nullable String groupCode,
            @Nullable List<UUID> householdIds, @Nullable String reason) {}

    record Batch(String villageCode, int season, List<NeedSheets.Sheet> sheets) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Batch print(@RequestBody PrintRequest request, CurrentUser user) {
        Violations.collect().requireValue(request.villageCode(), "villageCode")
                .requireValue(request.season(), "season").throwIfAny();
        String village = Objects.requireNonNull(request.villageCode());
        user.requireVillage(village);
        String why = request.reason() == null ? "" : request.reason().strip();
        if (!why.isEmpty()) {
            audit.record(user, "unmask", "village", village, why);
        }
        int season = Objects.requireNonNull(request.season());
        String group = request.groupCode() == null || request.groupCode().isBlank() ? null : request.groupCode();
        return new Batch(village, season, sheets.print(village, season, group,
                Objects.requireNonNullElse(request.householdIds(), List.of()), !why.isEmpty(), user));
    }

    /** Where a code leads. */
    record Opened(UUID id, UUID householdId, String villageCode, int season, boolean signed) {

        static Opened of(NeedSheets.Row row) {
            return new Opened(row.id(), row.householdId(), row.villageCode(), row.season(), row.signedAt() != null);
        }
    }

    @GetMapping("/opened")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, LEADER, HOUSEHOLD})
    Opened open(@RequestParam String code, CurrentUser user) {
        return Opened.of(sheets.open(code, user));
    }

    record Signed(int confirmed) {}

    @PostMapping("/{id}/signed")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, LEADER})
    Signed sign(@PathVariable UUID id, CurrentUser user) {
        return new Signed(sheets.sign(id, user));
    }
}
