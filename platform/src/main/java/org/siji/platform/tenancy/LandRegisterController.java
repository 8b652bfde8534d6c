package org.siji.platform.tenancy;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.registry.Cultivator;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.siji.platform.registry.LandRegister;
import org.siji.platform.registry.LandRegister.Line;
import org.siji.platform.tenancy.Agreements.Terms;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** The register of any day: who holds, who farms, who is paid what. */
@RestController
class LandRegisterController {

    private final LandRegister register;
    private final Agreements agreements;
    private final HouseholdRegister households;
    private final CultivatorRegister cultivators;
    private final Clock clock;

    LandRegisterController(LandRegister register, Agreements agreements, HouseholdRegister households,
            CultivatorRegister cultivators, Clock clock) {
        this.register = register;
        this.agreements = agreements;
        this.households = households;
        this.cultivators = cultivators;
        this.clock = clock;
    }

    /** Names are masked. */
    record Entry(Line land, @Nullable String holderName, @Nullable String cultivatorName, @Nullable String tenantName,
            @Nullable Terms rent) {}

    /** @param next code of the last parcel, if there are more; ask on with the same {@code known} */
    record Register(String villageCode, LocalDate on, OffsetDateTime known, List<Entry> items, @Nullable String next) {}

    /** @param known as it was known at that moment; now if left out */
    @GetMapping("/api/v1/land-register")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Register list(CurrentUser user, @RequestParam String village, @RequestParam LocalDate on,
            @RequestParam(required = false) @Nullable OffsetDateTime known,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        user.requireVillage(village);
        // What this very moment's writers wrote was written at the latest now.
        OffsetDateTime moment = known == null ? OffsetDateTime.now(clock).plusSeconds(1) : known;
        int rows = Page.rowsToRead(limit);
        List<Line> found = register.list(village, on, moment, cursor == null ? "" : cursor, rows);
        List<String> codes = found.stream().map(Line::parcelCode).distinct().toList();
        String next = codes.size() < rows ? null : codes.get(rows - 2);
        List<Line> lines = next == null
                ? found
                : found.stream().filter(line -> line.parcelCode().compareTo(next) <= 0).toList();
        Map<UUID, String> holders = new HashMap<>();
        for (Household household : households.listHouseholdsOfVillage(village)) {
            holders.put(household.id(), household.nameMasked());
        }
        Map<UUID, Cultivator> farmers = cultivators.mapCultivators(lines.stream()
                .flatMap(line -> Stream.of(line.cultivatorId(), line.tenantId())).filter(Objects::nonNull).distinct()
                .toList());
        Map<UUID, Terms> terms = agreements
                .mapTerms(lines.stream().map(Line::transferId).filter(Objects::nonNull).distinct().toList());
        return new Register(village, on, moment, lines.stream().map(line -> new Entry(line,
                line.holderId() == null ? null : holders.get(line.holderId()), name(farmers, line.cultivatorId()),
                name(farmers, line.tenantId()), line.transferId() == null ? null : terms.get(line.transferId())))
                .toList(), next);
    }

    private static @Nullable String name(Map<UUID, Cultivator> farmers, @Nullable UUID id) {
        Cultivator farmer = id == null ? null : farmers.get(id);
        return farmer == null ? null : farmer.nameMasked();
    }
}
