package org.siji.platform.market;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.StatusHistory;
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

/** Service contracts: drafted and sent by the village, signed by both sides. */
@RestController
@RequestMapping("/api/v1/contracts")
class ContractController {

    private final ContractService contracts;

    ContractController(ContractService contracts) {
        this.contracts = contracts;
    }

    record DraftRequest(@Nullable UUID bundleId, @Nullable UUID providerId, @Nullable ContractMode mode,
            @Nullable Long serviceFeeFenPerMu) {}

    record TerminateRequest(@Nullable String reason) {}

    record ContractView(UUID id, String number, UUID bundleId, UUID providerId, String providerName,
            String villageCode, Operation operation, int season, ContractMode mode, long singlePriceFenPerMu,
            long bundlePriceFenPerMu, long serviceFeeFenPerMu, double areaSquareMeters, LocalDate windowFrom,
            LocalDate windowTo, ContractStatus status, boolean signedByCollective, boolean signedByProvider,
            @Nullable UUID replaces, int edition, long version) {

        static ContractView of(ContractStore.Row row) {
            return new ContractView(row.id(), row.number(), row.bundleId(), row.providerId(), row.providerName(),
                    row.villageCode(), row.operation(), row.season(), row.mode(), row.singlePriceFenPerMu(),
                    row.bundlePriceFenPerMu(), row.serviceFeeFenPerMu(), row.areaSquareMeters(), row.windowFrom(),
                    row.windowTo(), row.status(), row.signedByCollective(), row.signedByProvider(), row.replaces(),
                    row.edition(), row.version());
        }
    }

    record NeedView(UUID needId, UUID fieldId, String fieldName, UUID cultivatorId,
            @Nullable String cultivatorNameMasked, double areaSquareMeters) {}

    record PriceClassView(BigDecimal minAreaMu, long fenPerMu) {}

    /** @param progress number of work orders by status */
    record ContractDetail(@JsonUnwrapped ContractView contract, List<NeedView> needs,
            List<PriceClassView> priceClasses, String text, String textSha256, String textSm3,
            List<StatusHistory.Entry> events,
            Map<String, Long> progress) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ContractView draft(@RequestBody DraftRequest request, CurrentUser user) {
        return ContractView.of(contracts.draft(request, user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping
    Page<ContractView> list(@RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable UUID provider,
            @RequestParam(required = false) @Nullable ContractStatus status,
            @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable UUID need,
            @RequestParam(defaultValue = "false") boolean amending,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        return contracts.list(user, village, provider, status, season, need, amending, cursor, limit);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @GetMapping("/{id}")
    ContractDetail get(@PathVariable UUID id, CurrentUser user) {
        return contracts.detail(id, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping("/{id}/send")
    ContractView send(@PathVariable UUID id, CurrentUser user) {
        return ContractView.of(contracts.send(id, user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER})
    @PostMapping("/{id}/sign")
    ContractView sign(@PathVariable UUID id, @RequestBody SignRequest request, CurrentUser user) {
        return ContractView.of(contracts.sign(id, request, user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE})
    @PostMapping("/{id}/terminate")
    ContractView terminate(@PathVariable UUID id, @RequestBody TerminateRequest request, CurrentUser user) {
        return ContractView.of(contracts.terminate(id, request.reason(), user));
    }
}
