package org.siji.platform.registry;

import java.sql.Types;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Ids;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.privacy.PersonalData;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Cultivators: offices see those of their region, a household those that it is. */
@RestController
@RequestMapping("/api/v1/cultivators")
class CultivatorController {

    private final JdbcClient jdbc;
    private final CultivatorRegister register;
    private final RegionRegister regions;
    private final HouseholdRegister households;
    private final PersonalData personalData;

    CultivatorController(JdbcClient jdbc, CultivatorRegister register, RegionRegister regions,
            HouseholdRegister households, PersonalData personalData) {
        this.jdbc = jdbc;
        this.register = register;
        this.regions = regions;
        this.households = households;
        this.personalData = personalData;
    }

    /** Components may be null until checked: they come from outside. */
    record NewCultivator(CultivatorKind kind, String name, String villageCode, @Nullable UUID householdId) {}

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, HOUSEHOLD})
    Page<Cultivator> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable CultivatorKind kind,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor, CurrentUser user) {
        String seen = user.role() == HOUSEHOLD ? "c.household_id = :self" : "starts_with(c.village_code, :prefix)";
        return Page.of(jdbc.sql(CultivatorRegister.CULTIVATOR + " where " + seen + """

                    and (:kind::text is null or c.kind = :kind) and c.id > :after order by c.id limit :rows""")
                .param("prefix", user.role() == HOUSEHOLD ? "-" : user.narrowTo(village))
                .param("self", user.householdId(), Types.OTHER).param("kind", kind == null ? null : kind.name())
                .param("after", Page.after(cursor)).param("rows", Page.rowsToRead(limit))
                .query(register::cultivator).list(), limit, Cultivator::id);
    }

    /** Large growers, cooperatives and trustees; a household's own cultivator is made with the household. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Cultivator create(@RequestBody NewCultivator asked, CurrentUser user) {
        Violations violations = Violations.collect().requireValue(asked.kind(), "kind")
                .requireValue(asked.name(), "name").requireValue(asked.villageCode(), "villageCode");
        violations.require(asked.kind() != CultivatorKind.HOUSEHOLD, "cultivator.household", "kind");
        violations.throwIfAny();
        user.requireVillage(asked.villageCode());
        violations.require(regions.findRegion(asked.villageCode())
                .filter(region -> region.level() == RegionLevel.VILLAGE).isPresent(), "region.unknown", "villageCode",
                asked.villageCode());
        if (asked.householdId() != null) {
            violations.require(households.findHousehold(asked.householdId())
                    .filter(household -> user.seesVillage(household.villageCode())).isPresent(), "household.unknown",
                    "householdId", asked.householdId());
        }
        violations.throwIfAny();
        UUID id = Ids.next();
        jdbc.sql("""
                insert into cultivator (id, kind, village_code, household_id, name_enc)
                values (:id, :kind, :village, :household, :name)""").param("id", id).param("kind", asked.kind().name())
                .param("village", asked.villageCode()).param("household", asked.householdId(), Types.OTHER)
                .param("name", personalData.encrypt(asked.name().strip())).update();
        return register.getCultivator(id);
    }
}
