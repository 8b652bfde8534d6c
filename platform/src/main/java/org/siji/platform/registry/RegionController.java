package org.siji.platform.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.siji.platform.api.Page;
import org.siji.platform.api.Violations;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.LEADER;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** The administrative regions; everybody may read their names. */
@RestController
@RequestMapping("/api/v1/regions")
class RegionController {

    private final RegionRegister register;
    private final Batches batches;

    RegionController(RegionRegister register, Batches batches) {
        this.register = register;
        this.batches = batches;
    }

    /** Components may be null until {@link #check} has passed: they come from outside. */
    record NewRegion(String code, String name, RegionLevel level) {}

    @GetMapping
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD, LEADER})
    Page<Region> list(@RequestParam(required = false) @Nullable String parent,
            @RequestParam(required = false) @Nullable RegionLevel level) {
        List<Region> regions = level == null && parent != null
                ? register.listChildren(parent)
                : register.listRegions(Objects.requireNonNullElse(level, RegionLevel.COUNTY),
                        Objects.requireNonNullElse(parent, ""));
        return new Page<>(regions, null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(COUNTY)
    Page<Region> create(@RequestBody List<NewRegion> regions, CurrentUser user) {
        Batches.requireSize(regions);
        List<Region> checked = check(regions, user);
        batches.insert("insert into region (code, level, name, parent_code) values (?, ?, ?, ?)",
                checked.stream()
                        .map(one -> new Object[]{one.code(), one.level().name(), one.name(), one.parentCode()})
                        .toList());
        return new Page<>(checked, null);
    }

    private List<Region> check(List<NewRegion> regions, CurrentUser user) {
        Set<String> asked = new HashSet<>();
        for (NewRegion region : regions) {
            if (region.code() != null) {
                for (RegionLevel level : RegionLevel.values()) {
                    asked.add(region.code().substring(0, Math.min(level.digits(), region.code().length())));
                }
            }
        }
        Set<String> stored = register.existing(asked);
        Map<String, Region> fresh = new HashMap<>();
        List<Region> checked = new ArrayList<>();
        Violations violations = Violations.collect();
        for (int i = 0; i < regions.size(); i++) {
            NewRegion region = regions.get(i);
            String path = "[" + i + "]";
            violations.requireValue(region.name(), path + ".name").requireValue(region.level(), path + ".level");
            if (region.level() == null || region.code() == null
                    || !region.code().matches("[0-9]{" + region.level().digits() + "}")) {
                violations.add("region.code", path + ".code", String.valueOf(region.code()));
                continue;
            }
            String parent = parentOf(region);
            violations.require(region.code().startsWith(user.regionPrefix()), "region.outside", path + ".code",
                    region.code());
            violations.require(!stored.contains(region.code()) && !fresh.containsKey(region.code()),
                    "region.duplicate", path + ".code", region.code());
            violations.require(parent == null || stored.contains(parent) || fresh.containsKey(parent),
                    "region.parent", path + ".code", region.code(), String.valueOf(parent));
            Region made = new Region(region.code(), region.level(), region.name(), parent);
            fresh.put(made.code(), made);
            checked.add(made);
        }
        violations.throwIfAny();
        return checked;
    }

    private static @Nullable String parentOf(NewRegion region) {
        RegionLevel above = region.level().parent();
        return above == null ? null : region.code().substring(0, above.digits());
    }
}
