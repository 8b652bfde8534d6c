package org.siji.platform.insight;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.siji.platform.registry.RegionLevel;
import org.siji.platform.registry.RegionRegister;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tiles, drawn once and kept until the map changes within their square: many people look at the same village. */
@Component
class MapTiles {

    private static final int KEPT_BYTES = 32 << 20;
    private static final int KEPT_SCOPES = 200;
    private static final int ETAG_BYTES = 12;

    private final MapStore store;
    private final RegionRegister regions;
    private final Map<Key, Tile> kept = new LinkedHashMap<>(256, 0.75f, true);
    /** Whoever asks for a tile that is just being drawn waits for it instead of drawing it too. */
    private final Map<Key, CompletableFuture<Tile>> inWork = new HashMap<>();
    private long keptBytes;
    private final Map<MapScope, List<MapStore.VillageExtent>> keptVillages = new LinkedHashMap<>(16, 0.75f, true);
    /** How often fields have changed. */
    private long changes;

    MapTiles(MapStore store, RegionRegister regions) {
        this.store = store;
        this.regions = regions;
    }

    /** @param etag follows from the content alone */
    record Tile(byte[] content, String etag) {}

    /** The scope belongs to it: a tile of one must never be shown to another. */
    private record Key(int z, int x, int y, int season, MapScope scope) {

        boolean shows(MapStore.MapChanged change) {
            return z >= change.fromZoom() && new TileDrawing(z, x, y).asked().intersects(change.mercator());
        }
    }

    Tile tile(int z, int x, int y, int season, MapScope scope) {
        Key key = new Key(z, x, y, season, scope);
        CompletableFuture<Tile> mine = new CompletableFuture<>();
        CompletableFuture<Tile> others;
        synchronized (this) {
            Tile known = kept.get(key);
            if (known != null) {
                return known;
            }
            others = inWork.putIfAbsent(key, mine);
        }
        if (others != null) {
            return await(others);
        }
        try {
            Tile drawn = draw(key);
            keep(key, drawn, mine);
            mine.complete(drawn);
            return drawn;
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                inWork.remove(key, mine);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static Tile await(CompletableFuture<Tile> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw e;
        }
    }

    /** All villages of a scope, kept until a field is made, changed or ended: a county's are counted over all its fields. */
    List<MapStore.VillageExtent> villages(MapScope scope) {
        long before;
        synchronized (this) {
            List<MapStore.VillageExtent> known = keptVillages.get(scope);
            if (known != null) {
                return known;
            }
            before = changes;
        }
        List<MapStore.VillageExtent> counted = store.listVillages(null, scope);
        synchronized (this) {
            if (before == changes) {
                keptVillages.put(scope, counted);
                if (keptVillages.size() > KEPT_SCOPES) {
                    keptVillages.remove(keptVillages.keySet().iterator().next());
                }
            }
        }
        return counted;
    }

    private Tile draw(Key key) {
        TileDrawing drawing = new TileDrawing(key.z, key.x, key.y);
        byte[] content;
        if (key.z < TileDrawing.FIELDS_FROM_ZOOM) {
            content = drawing.villages(store.listVillages(drawing.asked(), key.scope), names(key.scope));
        } else if (key.z < TileDrawing.SINGLE_FIELDS_FROM_ZOOM) {
            content = drawing.colours(store.listColours(drawing.asked(), key.season, key.scope));
        } else {
            content = drawing.fields(store.listShapes(drawing.asked(), key.season, key.scope));
        }
        return new Tile(content, etag(content));
    }

    private static String etag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "\"" + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<String, String> names(MapScope scope) {
        String prefix = scope.fieldIds() == null && scope.providerId() == null ? scope.regionPrefix() : "";
        Map<String, String> names = new HashMap<>();
        regions.listRegions(RegionLevel.VILLAGE, prefix).forEach(region -> names.put(region.code(), region.name()));
        return names;
    }

    /** Tiles that show the change are old; so may be what is being drawn right now: who waits for it gets it, nobody after. */
    @TransactionalEventListener(fallbackExecution = true)
    synchronized void on(MapStore.MapChanged change) {
        for (Iterator<Map.Entry<Key, Tile>> tiles = kept.entrySet().iterator(); tiles.hasNext();) {
            Map.Entry<Key, Tile> tile = tiles.next();
            if (tile.getKey().shows(change)) {
                keptBytes -= tile.getValue().content.length;
                tiles.remove();
            }
        }
        inWork.keySet().removeIf(key -> key.shows(change));
        if (change.fromZoom() == 0) {
            keptVillages.clear();
            changes++;
        }
    }

    /** What was overtaken by a change is no longer in work, or somebody else's work, and is not kept. */
    private synchronized void keep(Key key, Tile drawn, CompletableFuture<Tile> work) {
        if (!inWork.remove(key, work)) {
            return;
        }
        kept.put(key, drawn);
        keptBytes += drawn.content.length;
        for (Iterator<Tile> oldest = kept.values().iterator(); keptBytes > KEPT_BYTES && oldest.hasNext();) {
            keptBytes -= oldest.next().content.length;
            oldest.remove();
        }
    }
}
