package org.siji.platform.market;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Operation;
import org.siji.platform.api.Page;
import org.siji.platform.api.Versions;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Providers and their price lists. Offices see all providers, a provider itself; prices are no secret to households. */
@RestController
@RequestMapping("/api/v1/providers")
class ProviderController {

    private final ProviderService providers;

    ProviderController(ProviderService providers) {
        this.providers = providers;
    }

    record ProviderRequest(@Nullable String name, @Nullable String contactName, @Nullable String phone,
            @Nullable String serviceArea) {}

    record ProviderView(UUID id, String name, @Nullable String contactNameMasked, @Nullable String phoneMasked,
            String serviceArea, long version) {}

    record PriceRequest(@Nullable Operation operation, @Nullable BigDecimal minAreaMu, @Nullable Long fenPerMu) {}

    record PricesRequest(@Nullable LocalDate validFrom, @Nullable List<PriceRequest> prices) {}

    record PriceView(Operation operation, BigDecimal minAreaMu, long fenPerMu) {}

    /** @param validFrom null while the provider has no list for the day */
    record PricesView(@Nullable LocalDate validFrom, List<PriceView> prices, long version) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ProviderView register(@RequestBody ProviderRequest request, CurrentUser user) {
        return providers.register(request, user);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD})
    @GetMapping
    Page<ProviderView> list(@RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit, CurrentUser user) {
        return providers.list(user, cursor, limit);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD})
    @GetMapping("/{id}")
    ResponseEntity<ProviderView> get(@PathVariable UUID id, CurrentUser user) {
        ProviderView provider = providers.get(id, user);
        return ResponseEntity.ok().eTag(Versions.etag(provider.version())).body(provider);
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.PROVIDER})
    @PutMapping("/{id}/prices")
    ResponseEntity<PricesView> publish(@PathVariable UUID id, @RequestBody PricesRequest request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            CurrentUser user) {
        return answer(providers.publish(id, request, ifMatch, user));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD})
    @GetMapping("/{id}/prices")
    ResponseEntity<PricesView> prices(@PathVariable UUID id, @RequestParam(required = false) @Nullable LocalDate on,
            CurrentUser user) {
        return answer(providers.prices(id, on, user));
    }

    private static ResponseEntity<PricesView> answer(PricesView prices) {
        return ResponseEntity.ok().eTag(Versions.etag(prices.version())).body(prices);
    }
}
