package org.siji.platform.market;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Versions;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Role;
import org.siji.platform.registry.Region;
import org.siji.platform.registry.RegionRegister;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a provider works, chosen among the registered regions. */
@RestController
@RequestMapping("/api/v1/providers/{id}/service-area")
class ServiceAreaController {

    private static final int MOST = 500;

    private final ProviderService providers;
    private final ServiceAreas areas;
    private final RegionRegister regions;

    ServiceAreaController(ProviderService providers, ServiceAreas areas, RegionRegister regions) {
        this.providers = providers;
        this.areas = areas;
        this.regions = regions;
    }

    record AreaRequest(@Nullable List<String> regions) {}

    /** @param regions none: it may be asked from anywhere */
    record AreaView(List<Region> regions, long version) {}

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.VILLAGE, Role.PROVIDER, Role.HOUSEHOLD})
    @GetMapping
    ResponseEntity<AreaView> get(@PathVariable UUID id, CurrentUser user) {
        long version = providers.get(id, user).version();
        return ResponseEntity.ok().eTag(Versions.etag(version)).body(new AreaView(
                areas.getArea(id).stream().flatMap(code -> regions.findRegion(code).stream()).toList(), version));
    }

    @Allowed({Role.COUNTY, Role.TOWNSHIP, Role.PROVIDER})
    @PutMapping
    ResponseEntity<AreaView> change(@PathVariable UUID id, @RequestBody AreaRequest request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            CurrentUser user) {
        providers.getOwnProvider(id, user);
        List<String> codes = Objects.requireNonNullElse(request.regions(), List.of());
        Violations problems = Violations.collect().requireValue(request.regions(), "regions");
        problems.require(codes.size() <= MOST, "area.many", "regions", MOST);
        Set<String> existing = regions.existing(codes);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < codes.size(); i++) {
            String path = "regions[" + i + "]";
            problems.require(existing.contains(codes.get(i)) && codes.get(i).length() <= 12, "area.unknown", path,
                    codes.get(i));
            problems.require(seen.add(codes.get(i)), "area.twice", path, codes.get(i));
        }
        problems.throwIfAny();
        providers.moveVersion(id, ifMatch);
        areas.change(id, codes, user.username());
        return get(id, user);
    }
}
