package org.siji.platform.settlement;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.api.Sentences;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Contract;
import org.siji.platform.market.Contracts;
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
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Settles all contracts of a season that are done, and shows how far that has come. */
@RestController
@RequestMapping("/api/v1/season-settlements")
class SeasonSettlementController {

    private final SeasonSettlements settlements;
    private final Contracts contracts;
    private final Sentences sentences;

    SeasonSettlementController(SeasonSettlements settlements, Contracts contracts, Sentences sentences) {
        this.settlements = settlements;
        this.contracts = contracts;
        this.sentences = sentences;
    }

    /** @param village only there; absent: the whole region of whoever asks */
    record Request(@Nullable Integer season, @Nullable String village) {}

    /**
     * @param id     of the contract
     * @param reason why it could not be settled, in the asker's language
     */
    record WaitingContract(UUID id, String number, String villageCode, String reason) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    SeasonSettlements.Progress begin(CurrentUser user, @RequestBody Request request) {
        if (request.season() == null) {
            throw ProblemException.badRequest("required", "season");
        }
        String region = user.narrowTo(request.village());
        return settlements.get(settlements.begin(request.season(), region, user.username()), region);
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<SeasonSettlements.Progress> list(CurrentUser user, @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Page.of(settlements.list(user.regionPrefix(), season, Page.after(cursor), Page.rowsToRead(limit)), limit,
                SeasonSettlements.Progress::id);
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    SeasonSettlements.Progress get(CurrentUser user, @PathVariable UUID id) {
        return settlements.get(id, user.regionPrefix());
    }

    /** The contracts that wait, with the reason. */
    @GetMapping("/{id}/waiting")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE})
    Page<WaitingContract> listWaiting(CurrentUser user, @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        settlements.get(id, user.regionPrefix());
        List<WaitingContract> rows = settlements.listWaiting(id, Page.after(cursor), Page.rowsToRead(limit)).stream()
                .map(one -> {
                    Contract contract = contracts.getContract(one.contractId());
                    return new WaitingContract(one.contractId(), contract.number(), contract.villageCode(),
                            sentences.say(one.reasonCode(), one.reasonArgs().toArray()));
                }).toList();
        return Page.of(rows, limit, WaitingContract::id);
    }
}
