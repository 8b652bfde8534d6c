package org.siji.platform.demand;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** A clerk's file of needs, and a printed sheet. */
@Component
class NeedFileScopeObjects implements ScopeObjects {

    @Override
    public void make(Season season, Map<String, String> objects) {
        byte[] file = NeedFilesTest.file(List.of(Arrays.asList(null, "深松", "2026-10-10", "2026-10-20",
                NeedFilesTest.code(season.village(), 1), "田1", null)));
        objects.put("need-files",
                NeedFilesTest.upload(season.clerk(), season.village(), file).json().path("id").asString());
        objects.put("need-sheets", season.clerk()
                .create("/need-sheets", Map.of("villageCode", season.village().code(), "season", 2026)).path("sheets")
                .path(0).path("id").asString());
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.endsWith("/confirm") ? Map.of("kind", "PHOTO") : Map.of();
    }
}
