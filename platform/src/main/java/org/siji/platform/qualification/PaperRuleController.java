package org.siji.platform.qualification;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.qualification.PaperKind.Holder;
import org.siji.platform.qualification.PaperRequirements.Requirement;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Kinds of papers, and which of them a county requires. */
@RestController
@RequestMapping("/api/v1")
class PaperRuleController {

    private static final int LONGEST_WARNING_DAYS = 365;

    private final PaperKinds kinds;
    private final PaperRequirements requirements;

    PaperRuleController(PaperKinds kinds, PaperRequirements requirements) {
        this.kinds = kinds;
        this.requirements = requirements;
    }

    @GetMapping("/paper-kinds")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<PaperKind> kinds(CurrentUser user) {
        return new Page<>(kinds.list(user.role() == Role.PROVIDER ? "" : PaperAccess.county(user.regionPrefix())),
                null);
    }

    record KindRequest(@Nullable String code, @Nullable String name, @Nullable String nameEn, @Nullable Holder holder,
            @Nullable List<Operation> operations, @Nullable Integer warnDays, @Nullable String source) {}

    /** A county adds what the platform does not know. */
    @PostMapping("/paper-kinds")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    PaperKind addKind(CurrentUser user, @RequestBody KindRequest request) {
        String code = request.code();
        Integer warn = request.warnDays();
        Violations.collect().requireValue(code, "code").requireValue(request.name(), "name")
                .requireValue(request.holder(), "holder").requireValue(warn, "warnDays")
                .requireValue(request.source(), "source")
                .require(code == null || code.matches("[A-Z][A-Z0-9_]{2,39}"), "paper.kind-code", "code",
                        String.valueOf(code))
                .require(code == null || kinds.find(code).isEmpty(), "paper.kind-taken", "code", String.valueOf(code))
                .require(warn == null || (warn > 0 && warn <= LONGEST_WARNING_DAYS), "paper.warn-days", "warnDays",
                        LONGEST_WARNING_DAYS)
                .throwIfAny();
        String name = requireNonNull(request.name()).strip();
        String county = PaperAccess.county(user.regionPrefix());
        PaperKind kind = new PaperKind(requireNonNull(code), name, requireNonNullElse(request.nameEn(), name),
                requireNonNull(request.holder()), requireNonNullElse(request.operations(), List.of()),
                requireNonNull(warn), requireNonNull(request.source()).strip(), county.isEmpty() ? null : county);
        kinds.add(kind);
        return kind;
    }

    /** All that were ever recorded for the county; an empty list: nothing is required yet. */
    @GetMapping("/paper-requirements")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    Page<Requirement> requirements(CurrentUser user) {
        return new Page<>(requirements
                .list(user.role() == Role.PROVIDER ? "" : PaperAccess.county(user.regionPrefix())), null);
    }

    record RequirementRequest(@Nullable String regionCode, @Nullable String kind, @Nullable List<Operation> operations,
            @Nullable Boolean required, @Nullable LocalDate validFrom, @Nullable String source) {}

    /** A county decides for itself; who keeps the whole installation says for which county. */
    @PostMapping("/paper-requirements")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    Requirement require(CurrentUser user, @RequestBody RequirementRequest request) {
        String county = user.regionPrefix().isEmpty() ? request.regionCode() : user.regionPrefix();
        PaperKind kind = request.kind() == null ? null : kinds.find(request.kind()).orElse(null);
        Violations.collect().requireValue(county, "regionCode").requireValue(request.kind(), "kind")
                .requireValue(request.required(), "required").requireValue(request.validFrom(), "validFrom")
                .requireValue(request.source(), "source")
                .require(request.kind() == null || kind != null, "paper.kind", "kind", String.valueOf(request.kind()))
                .require(county == null || county.matches("\\d{6}"), "paper.county", "regionCode",
                        String.valueOf(county))
                .throwIfAny();
        List<Operation> operations = request.operations() == null || request.operations().isEmpty()
                ? requireNonNull(kind).operations()
                : request.operations();
        return requirements.record(requireNonNull(county), requireNonNull(kind).code(), operations,
                requireNonNull(request.required()), requireNonNull(request.validFrom()),
                requireNonNull(request.source()).strip(), user.username());
    }
}
