package org.siji.platform.insight;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.siji.platform.api.Page;
import org.siji.platform.api.ProblemException;
import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.CurrentUser;
import org.siji.platform.identity.Public;
import org.siji.platform.identity.Role;
import org.siji.platform.registry.CultivatorRegister;
import org.siji.platform.registry.Field;
import org.siji.platform.registry.FieldRegister;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static org.siji.platform.identity.Role.COUNTY;
import static org.siji.platform.identity.Role.HOUSEHOLD;
import static org.siji.platform.identity.Role.PROVIDER;
import static org.siji.platform.identity.Role.TOWNSHIP;
import static org.siji.platform.identity.Role.VILLAGE;

/** The map: everybody sees the fields of his scope. */
@RestController
@RequestMapping("/api/v1")
class MapController {

    private static final ZoneId FARM_ZONE = ZoneId.of("Asia/Shanghai");

    private final MapTiles tiles;
    private final CultivatorRegister cultivators;
    private final FieldRegister fields;
    private final Clock clock;
    private final Settings settings;

    MapController(MapTiles tiles, CultivatorRegister cultivators, FieldRegister fields, Clock clock,
            @Value("${siji.map.raster-tiles-url:#{null}}") @Nullable String rasterTilesUrl,
            @Value("${siji.map.raster-attribution:#{null}}") @Nullable String rasterAttribution) {
        this.tiles = tiles;
        this.cultivators = cultivators;
        this.fields = fields;
        this.clock = clock;
        this.settings = new Settings(rasterTilesUrl, rasterAttribution);
    }

    /** A background that the county may set; without it the map shows its own fields only and asks nobody outside. */
    record Settings(@Nullable String rasterTilesUrl, @Nullable String rasterAttribution) {}

    @GetMapping("/settings")
    @Public
    Settings settings() {
        return settings;
    }

    /** @param season defaults to this year's */
    @GetMapping(path = "/tiles/fields/{z}/{x}/{y}.mvt", produces = "application/vnd.mapbox-vector-tile")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    ResponseEntity<byte[]> tile(@PathVariable int z, @PathVariable int x, @PathVariable int y,
            @RequestParam(required = false) @Nullable Integer season, CurrentUser user) {
        if (z < 0 || z > Mercator.MAX_ZOOM || x < 0 || y < 0 || x >= 1L << z || y >= 1L << z) {
            throw ProblemException.badRequest("tile.address", "", z, x, y);
        }
        int year = season == null ? LocalDate.now(clock.withZone(FARM_ZONE)).getYear() : season;
        MapTiles.Tile tile = tiles.tile(z, x, y, year, scope(user));
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(Duration.ZERO).cachePrivate()).eTag(tile.etag())
                .body(tile.content());
    }

    /** A village on the map; degrees. */
    record VillagePlace(String code, String name, long fields, double areaMu, double west, double south, double east,
            double north) {}

    /** The villages of the scope that have fields, and where they lie. */
    @GetMapping("/map/villages")
    @Allowed({COUNTY, TOWNSHIP, VILLAGE, PROVIDER, HOUSEHOLD})
    Page<VillagePlace> villages(CurrentUser user) {
        MapScope scope = scope(user);
        Map<String, String> names = tiles.names(scope);
        List<VillagePlace> places = tiles.villages(scope).stream().map(village -> {
            Envelope box = village.mercator();
            return new VillagePlace(village.code(), names.getOrDefault(village.code(), village.code()),
                    village.fields(), village.squareMeters() * 15 / 10_000, Mercator.longitude(box.getMinX()),
                    Mercator.latitude(box.getMinY()), Mercator.longitude(box.getMaxX()),
                    Mercator.latitude(box.getMaxY()));
        }).toList();
        return new Page<>(places, null);
    }

    private MapScope scope(CurrentUser user) {
        Set<UUID> own = null;
        if (user.role() == Role.HOUSEHOLD && user.householdId() != null) {
            own = new HashSet<>();
            for (Field field : cultivators.findCultivatorOfHousehold(user.householdId())
                    .map(cultivator -> fields.listFieldsOfCultivator(cultivator.id())).orElse(List.of())) {
                own.add(field.id());
            }
        }
        return new MapScope(user.regionPrefix(), own, user.role() == Role.PROVIDER ? user.providerId() : null);
    }
}
