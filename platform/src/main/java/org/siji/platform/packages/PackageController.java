package org.siji.platform.packages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.StatusHistory;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.market.Provider;
import org.siji.platform.market.Providers;
import org.siji.platform.packages.PackageRules.OperationRequest;
import org.siji.platform.packages.PackageRules.PromiseRequest;
import org.siji.platform.packages.PackageRules.StepRequest;
import org.siji.platform.packages.ServicePackage.Part;
import org.siji.platform.packages.ServicePackage.State;
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

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** Packages: offered by providers and collectives, seen by those for whom they are. */
@RestController
@RequestMapping("/api/v1/packages")
class PackageController {

    private final PackageService packages;
    private final PackageStore store;
    private final Providers providers;

    PackageController(PackageService packages, PackageStore store, Providers providers) {
        this.packages = packages;
        this.store = store;
        this.providers = providers;
    }

    /**
     * @param leadVillage the collective that offers it, for an office; a provider offers for itself
     * @param replaces    an earlier version of the same package
     */
    record PackageRequest(@Nullable String name, @Nullable Integer season, @Nullable String leadVillage,
            @Nullable UUID replaces, @Nullable List<OperationRequest> operations,
            @Nullable List<StepRequest> prices, @Nullable PromiseRequest promise, @Nullable List<String> villages) {}

    record ReasonRequest(@Nullable String reason) {}

    /** @param operationFenPerMu the step's price by operation, adding up to it */
    record StepView(long minCentimu, long fenPerMu, List<Long> operationFenPerMu) {}

    /** @param providerNames of all that are named in it, by id */
    record PackageView(@JsonUnwrapped ServicePackage offer, List<StepView> stepPrices, Map<UUID, String> providerNames,
            boolean changeable) {}

    record PackageDetail(@JsonUnwrapped PackageView view, List<StatusHistory.Entry> events) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    PackageDetail draft(@RequestBody PackageRequest request, CurrentUser user) {
        return detail(packages.draft(request, user), user);
    }

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    Page<PackageView> list(CurrentUser user, @RequestParam(required = false) @Nullable String village,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable Integer season,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        Set<String> own = packages.ownVillages(user);
        boolean outside = user.role() == HOUSEHOLD || user.role() == LEADER;
        // A leader's areas lie in one village.
        String prefix = outside ? own.stream().findFirst().orElse("-") : user.narrowTo(village);
        List<ServicePackage> found = store.list(prefix, user.providerId(), outside ? State.PUBLISHED : state, season,
                Page.after(cursor), Page.rowsToRead(limit));
        Map<UUID, String> names = names();
        Page<ServicePackage> page = Page.of(found, limit, ServicePackage::id);
        return new Page<>(page.items().stream()
                .filter(one -> one.state() != State.DRAFT || PackageService.mayChange(user, one)
                        || one.involves(user.providerId()))
                .map(one -> view(one, names, user)).toList(), page.next());
    }

    @GetMapping("/{id}")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    PackageDetail get(@PathVariable UUID id, CurrentUser user) {
        return detail(packages.getVisible(id, user), user);
    }

    @PostMapping("/{id}/agree")
    @Allowed(PROVIDER)
    PackageDetail agree(@PathVariable UUID id, CurrentUser user) {
        return detail(packages.agree(id, user), user);
    }

    @PostMapping("/{id}/publish")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    PackageDetail publish(@PathVariable UUID id, CurrentUser user) {
        return detail(packages.publish(id, user), user);
    }

    @PostMapping("/{id}/withdraw")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER})
    PackageDetail withdraw(@PathVariable UUID id, @RequestBody ReasonRequest request, CurrentUser user) {
        return detail(packages.withdraw(id, request.reason(), user), user);
    }

    private PackageDetail detail(ServicePackage one, CurrentUser user) {
        return new PackageDetail(view(one, names(), user), packages.story(one.id()));
    }

    private Map<UUID, String> names() {
        Map<UUID, String> names = new HashMap<>();
        for (Provider provider : providers.listProviders()) {
            names.put(provider.id(), provider.name());
        }
        return names;
    }

    private static PackageView view(ServicePackage one, Map<UUID, String> names, CurrentUser user) {
        Map<UUID, String> named = new HashMap<>();
        one.operations().stream().map(Part::providerId).forEach(id -> named.put(id, names.getOrDefault(id, "")));
        UUID lead = one.leadProviderId();
        if (lead != null) {
            named.put(lead, names.getOrDefault(lead, ""));
        }
        return new PackageView(one, one.steps().stream().map(step -> {
            long[] split = one.split(step.fenPerMu());
            return new StepView(step.minCentimu(), step.fenPerMu(),
                    IntStream.range(0, split.length).mapToObj(i -> split[i]).toList());
        }).toList(), named, PackageService.mayChange(user, one));
    }
}
