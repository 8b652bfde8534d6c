package org.siji.platform.intake;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.siji.platform.identity.Role;
import org.siji.platform.identity.ScopeObjects;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ApiClient;
import org.siji.platform.support.HarvestSeason.Season;
import org.springframework.stereotype.Component;

/** An entry of a leader of the season's village, refused, so that there is something to decide. */
@Component
class IntakeScopeObjects implements ScopeObjects {

    private final TestUsers users;

    IntakeScopeObjects(TestUsers users) {
        this.users = users;
    }

    @Override
    public void make(Season season, Map<String, String> objects) {
        ApiClient leader = users.office(Role.LEADER, season.village().code());
        String id = UUID.randomUUID().toString();
        leader.create("/entries", Map.of("entries", List.of(Map.of("id", id, "seq", 1, "kind", "MARK", "body",
                Map.of("householdId", UUID.randomUUID().toString(), "season", 2026, "state", "VISITED")))));
        objects.put("entries", id);
    }

    @Override
    public Map<String, Object> body(String method, String path) {
        return path.startsWith("/entries") ? Map.of("keep", "THEIRS") : Map.of();
    }
}
