package org.siji.platform.identity;

import java.util.Map;
import java.util.Set;

import org.siji.platform.support.HarvestSeason.Season;

/**
 * What a module adds to the season that {@link ScopeMatrixTest} plays: real objects of its own kinds. A module's tests hold one as a
 * package-private {@code @Component}.
 */
public interface ScopeObjects {

    /**
     * Makes one object of each kind in the season's village, at its end.
     *
     * @param objects id by the path's part before its parameter ("work-orders"); what earlier ones made may be used
     */
    void make(Season season, Map<String, String> objects);

    /** What a resource wants to be told beyond the matrix' own words, so that a refusal is for the scope and not for the form. */
    default Map<String, Object> body(String method, String path) {
        return Map.of();
    }

    /** Kinds that all villages of a county share. */
    default Set<String> ofTheCounty() {
        return Set.of();
    }

    /** Kinds that concern every household of the village. */
    default Set<String> ofAllInTheVillage() {
        return Set.of();
    }

    /** Resources ("GET /providers/{id}") that people elsewhere may read: offers of a market, what is public. */
    default Set<String> openToOthers() {
        return Set.of();
    }
}
