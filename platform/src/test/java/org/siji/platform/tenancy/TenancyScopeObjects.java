package org.siji.platform.tenancy;

import java.util.List;
import java.util.Map;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** A transfer of the season's first household that changes for nobody else what he may see, and a trusteeship of its third. */
@Component
class TenancyScopeObjects implements ScopeObjects {

    private final LandOfVillage land;

    TenancyScopeObjects(LandOfVillage land) {
        this.land = land;
    }

    @Override
    public void make(Season season, Map<String, String> objects) {
        objects.put("transfers", season.clerk().create("/transfers", Map.of("parcelCode",
                land.parcel(season.village(), season.village().farms().getFirst(), 99_001, "30"), "fromHouseholdCode",
                season.village().code() + "010001", "toCultivatorId",
                season.village().farms().getFirst().cultivatorId(),
                "kind", "LEASE", "validFrom", "2027-01-01", "validTo", "2030-01-01", "rent",
                Map.of("fenPerMu", 50_000))).path("transfer").path("id").asString());
        objects.put("trusteeships", season.clerk().create("/trusteeships", Map.of("householdId",
                season.village().farms().get(2).householdId(), "trusteeKind", "VILLAGE", "trusteeId",
                season.village().code(), "scope", "ALL", "fieldIds",
                List.of(season.village().farms().get(2).fieldId()), "validFrom", "2026-01-01", "validTo", "2028-01-01",
                "feeFenPerMu", 0, "guaranteeFenPerMu", 0)).path("id").asString());
        idle(season, objects);
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.endsWith("/interests") ? Map.of("kind", "TRANSFER") : Map.of();
    }

    /** One field that is not offered to anybody, and somebody's wish for another. */
    private static void idle(Season season, Map<String, String> objects) {
        String found = declare(season, 2);
        objects.put("idle-land", found);
        objects.put("land-offers", found);
        String offered = declare(season, 1);
        season.clerk().create("/idle-land/" + offered + "/offer",
                Map.of("as", "EITHER", "words", "可租可托管", "until", "2099-12-31"));
        objects.put("land-interests", season.provider().create("/land-offers/" + offered + "/interests",
                Map.of("kind", "TRUSTEESHIP", "fenPerMu", 50_000, "words", "全程托管")).path("id").asString());
    }

    private static String declare(Season season, int farm) {
        return season.clerk().create("/idle-land", Map.of("fieldId", season.village().farms().get(farm).fieldId(),
                "season", 2026, "reason", "今年不种")).path("id").asString();
    }
}
