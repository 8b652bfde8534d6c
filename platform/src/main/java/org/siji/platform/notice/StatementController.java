package org.siji.platform.notice;

import java.util.List;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.registry.Household;
import org.siji.platform.registry.HouseholdRegister;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Statements: a household sees its own, an office those of its villages. */
@RestController
@RequestMapping("/api/v1")
class StatementController {

    private final Statements statements;
    private final HouseholdRegister households;

    StatementController(Statements statements, HouseholdRegister households) {
        this.statements = statements;
        this.households = households;
    }

    record VillageStatements(String villageCode, int season, List<Statement> items) {}

    @GetMapping("/households/{id}/statement")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.HOUSEHOLD})
    Statement get(CurrentUser user, @PathVariable UUID id, @RequestParam int season) {
        boolean own = user.isHousehold(id);
        Household household = households.findHousehold(id)
                .filter(found -> own || user.seesVillage(found.villageCode()))
                .orElseThrow(() -> ProblemException.notFound("household", id));
        return statements.of(household, season, own);
    }

    @GetMapping("/villages/{code}/statements")
    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    VillageStatements list(CurrentUser user, @PathVariable String code, @RequestParam int season) {
        user.requireVillage(code);
        return new VillageStatements(code, season, statements.ofVillage(code, season));
    }
}
