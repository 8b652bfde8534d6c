package org.siji.platform.supervision;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Contract;
import org.siji.platform.market.ContractStatus;
import org.siji.platform.market.Contracts;
import org.siji.platform.supervision.LateContracts.Overview;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Each contract's board, and all contracts of a region with what is late. */
@RestController
@RequestMapping("/api/v1")
class ContractBoardController {

    private final Contracts contracts;
    private final ContractBoards boards;
    private final LateContracts late;

    ContractBoardController(Contracts contracts, ContractBoards boards, LateContracts late) {
        this.contracts = contracts;
        this.boards = boards;
        this.late = late;
    }

    @GetMapping("/contracts/{id}/board")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    ContractBoard get(CurrentUser user, @PathVariable UUID id) {
        Contract contract = contracts.getContract(id);
        if (!user.seesVillage(contract.villageCode())
                && (!user.isProvider(contract.providerId()) || contract.status() == ContractStatus.DRAFT)) {
            throw ProblemException.notFound("contract", id);
        }
        return boards.of(user, contract);
    }

    /** @param late only contracts with something late */
    @GetMapping("/supervision")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Overview list(CurrentUser user, @RequestParam int season, @RequestParam @Nullable String village,
            @RequestParam @Nullable Boolean late, @RequestParam @Nullable Integer limit,
            @RequestParam @Nullable String cursor) {
        return this.late.list(user.narrowTo(village), season, Boolean.TRUE.equals(late), limit, cursor);
    }
}
