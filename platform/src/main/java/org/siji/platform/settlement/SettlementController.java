package org.siji.platform.settlement;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Contract;
import org.siji.platform.market.Contracts;
import org.siji.platform.verification.Acceptances;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Settles a contract and shows its sheet. */
@RestController
@RequestMapping("/api/v1/contracts/{contractId}/settlement")
class SettlementController {

    private final Contracts contracts;
    private final Acceptances acceptances;
    private final Billing billing;
    private final GainSharing gain;
    private final SettlementSheets sheets;
    private final Clock clock;

    SettlementController(Contracts contracts, Acceptances acceptances, Billing billing, GainSharing gain,
            SettlementSheets sheets, Clock clock) {
        this.contracts = contracts;
        this.acceptances = acceptances;
        this.billing = billing;
        this.gain = gain;
        this.sheets = sheets;
        this.clock = clock;
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    SettlementSheet get(CurrentUser user, @PathVariable UUID contractId) {
        user.requireVillage(contracts.getContract(contractId).villageCode());
        return sheets.getSheet(contractId);
    }

    /** Settles it if that has not been done; an appeal that changes a result later settles it again by itself. */
    @PostMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    SettlementSheet settle(CurrentUser user, @PathVariable UUID contractId) {
        Contract contract = contracts.getContract(contractId);
        user.requireVillage(contract.villageCode());
        if (!contract.status().isOver()) {
            throw ProblemException.conflict("settlement.contract-open", "", contract.number());
        }
        int open = acceptances.countOpenQuestions(contractId);
        if (open > 0) {
            throw ProblemException.conflict("settlement.undecided", "", open);
        }
        if (gain.findRun(contractId).isEmpty()) {
            billing.requirePaidOnce(contract);
        }
        gain.settle(contract, LocalDate.now(clock.withZone(Billing.FARM_ZONE)), user.username(), () -> {});
        return sheets.getSheet(contractId);
    }
}
