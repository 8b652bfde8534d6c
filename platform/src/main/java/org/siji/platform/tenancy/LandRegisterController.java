package org.siji.platform.tenancy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.LandRegister;
import org.siji.platform.registry.LandRegister.Asked;
import org.siji.platform.registry.LandRegister.Line;
import org.siji.platform.tenancy.Agreements.Terms;
import org.siji.platform.tenancy.Trustees.Trustee;
import org.siji.platform.tenancy.Trusteeships.OnField;
import org.siji.platform.tenancy.Trusteeships.Scope;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static java.util.Objects.requireNonNull;
import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** The register of any day: who holds, who farms, who is paid what. */
@RestController
class LandRegisterController {

    private final LandRegister register;
    private final Agreements agreements;
    private final HouseholdRegister households;
    private final CultivatorRegister cultivators;
    private final Trusteeships trusteeships;
    private final Trustees trustees;
    private final Clock clock;

    LandRegisterController(LandRegister register, Agreements agreements, HouseholdRegister households,
            CultivatorRegister cultivators, Trusteeships trusteeships, Trustees trustees, Clock clock) {
        this.register = register;
        this.agreements = agreements;
        this.households = households;
        this.cultivators = cultivators;
        this.trusteeships = trusteeships;
        this.trustees = trustees;
        this.clock = clock;
    }

    /** Names are masked. */
    record Entry(Line land, @Nullable String holderName, @Nullable String cultivatorName, @Nullable String tenantName,
            @Nullable Terms rent, @Nullable Trust trust) {}

    /** Who works for the household by a trusteeship. */
    record Trust(UUID id, String trusteeName, Scope scope) {}

    /** @param next code of the last parcel, if there are more; ask on with the same {@code known} */
    record Register(String villageCode, LocalDate on, OffsetDateTime known, List<Entry> items, @Nullable String next) {}

    /**
     * A household asks for what it holds and farms itself.
     *
     * @param parcel beginning of a parcel's code
     * @param known  as it was known at that moment; now if left out
     */
    @GetMapping("/api/v1/land-register")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Register list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam LocalDate on, @RequestParam(required = false) @Nullable String parcel,
            @RequestParam(required = false) @Nullable UUID household,
            @RequestParam(required = false) @Nullable OffsetDateTime known,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Asked asked = asked(user, village, parcel == null ? "" : parcel.strip(), household);
        // What this very moment's writers wrote was written at the latest now.
        OffsetDateTime moment = known == null ? OffsetDateTime.now(clock).plusSeconds(1) : known;
        int rows = Page.rowsToRead(limit);
        List<Line> found = register.list(asked, on, moment, cursor == null ? "" : cursor, rows);
        List<String> codes = found.stream().map(Line::parcelCode).distinct().toList();
        String next = codes.size() < rows ? null : codes.get(rows - 2);
        List<Line> lines = next == null
                ? found
                : found.stream().filter(line -> line.parcelCode().compareTo(next) <= 0).toList();
        return new Register(asked.villageCode(), on, moment, entries(lines, on, moment), next);
    }

    private Asked asked(CurrentUser user, @Nullable String village, String parcel, @Nullable UUID household) {
        if (user.role() == HOUSEHOLD) {
            Household own = households.getHousehold(requireNonNull(user.householdId()));
            return new Asked(own.villageCode(), parcel, own.id());
        }
        String code = village == null || village.isBlank() ? user.regionPrefix() : village;
        Violations.collect().require(code.length() == 12, "tenancy.village", "village").throwIfAny();
        user.requireVillage(code);
        return new Asked(code, parcel, household);
    }

    private List<Entry> entries(List<Line> lines, LocalDate on, OffsetDateTime moment) {
        Map<UUID, Household> holders = households.mapHouseholds(ids(lines, Line::holderId));
        Map<UUID, Cultivator> farmers = cultivators.mapCultivators(lines.stream()
                .flatMap(line -> Stream.of(line.cultivatorId(), line.tenantId())).filter(Objects::nonNull).distinct()
                .toList());
        Map<UUID, Terms> terms = agreements.mapTerms(ids(lines, Line::transferId));
        Map<UUID, OnField> trusts = trusteeships.mapOnFields(ids(lines, Line::fieldId), on, moment);
        Map<Trustee, String> names = trustees.map(trusts.values().stream().map(OnField::trustee).toList());
        return lines.stream().map(line -> {
            Household holder = line.holderId() == null ? null : holders.get(line.holderId());
            OnField trust = line.fieldId() == null ? null : trusts.get(line.fieldId());
            return new Entry(line, holder == null ? null : holder.nameMasked(), name(farmers, line.cultivatorId()),
                    name(farmers, line.tenantId()), rent(line, terms),
                    trust == null
                            ? null
                            : new Trust(trust.trusteeshipId(), names.getOrDefault(trust.trustee(), ""),
                                    trust.scope()));
        }).toList();
    }

    /** An agreement of a list that came in bulk has its rent only. */
    private static @Nullable Terms rent(Line line, Map<UUID, Terms> terms) {
        if (line.transferId() == null || line.validFrom() == null) {
            return null;
        }
        Terms own = terms.get(line.transferId());
        return own != null
                ? own
                : Agreements.plain(line.transferId(), line.areaCentimu(),
                        line.rentFenPerMuYear() == null ? 0 : line.rentFenPerMuYear(), line.validFrom());
    }

    private static List<UUID> ids(List<Line> lines, Function<Line, @Nullable UUID> of) {
        return lines.stream().map(of).filter(Objects::nonNull).distinct().toList();
    }

    private static @Nullable String name(Map<UUID, Cultivator> farmers, @Nullable UUID id) {
        Cultivator farmer = id == null ? null : farmers.get(id);
        return farmer == null ? null : farmer.nameMasked();
    }
}
