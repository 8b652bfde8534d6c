package org.siji.platform.insight;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;
import org.siji.platform.registry.RegionLevel;
import org.siji.platform.registry.RegionRegister;
import org.springframework.stereotype.Component;

/** Tiles, drawn once and kept until the map changes: many people look at the same village. */
@Component
class MapTiles {

    private static final int KEPT_BYTES = 32 << 20;

    private final MapStore store;
    private final RegionRegister regions;
    private final Map<Key, byte[]> kept = new LinkedHashMap<>(256, 0.75f, true);
    private final ConcurrentMap<Work, CompletableFuture<byte[]>> inWork = new ConcurrentHashMap<>();
    private long keptBytes;
    private long keptGeneration;

    MapTiles(MapStore store, RegionRegister regions) {
        this.store = store;
        this.regions = regions;
    }

    private record Key(int z, int x, int y, int season, MapScope scope) {}

    byte[] tile(int z, int x, int y, int season, MapScope scope) {
        Key key = new Key(z, x, y, season, scope);
        long generation = store.generation();
        byte[] known = find(key, generation);
        if (known != null) {
            return known;
        }
        CompletableFuture<byte[]> mine = new CompletableFuture<>();
        CompletableFuture<byte[]> others = inWork.putIfAbsent(new Work(key, generation), mine);
        if (others != null) {
            return others.join();
        }
        try {
            byte[] drawn = draw(key);
            keep(key, drawn, generation);
            mine.complete(drawn);
            return drawn;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            inWork.remove(new Work(key, generation));
        }
    }

    /** Whoever asks for a tile that is just being drawn waits for it instead of drawing it too. */
    private record Work(Key key, long generation) {}

    private byte[] draw(Key key) {
        TileDrawing drawing = new TileDrawing(key.z, key.x, key.y);
        if (key.z < TileDrawing.FIELDS_FROM_ZOOM) {
            return drawing.villages(store.listVillages(drawing.asked(), key.scope), names(key.scope));
        }
        return drawing.fields(store.listShapes(drawing.asked(), key.season, key.scope),
                key.z >= TileDrawing.SINGLE_FIELDS_FROM_ZOOM);
    }

    Map<String, String> names(MapScope scope) {
        String prefix = scope.fieldIds() == null && scope.providerId() == null ? scope.regionPrefix() : "";
        Map<String, String> names = new HashMap<>();
        regions.listRegions(RegionLevel.VILLAGE, prefix).forEach(region -> names.put(region.code(), region.name()));
        return names;
    }

    private synchronized byte @Nullable [] find(Key key, long generation) {
        if (generation != keptGeneration) {
            kept.clear();
            keptBytes = 0;
            keptGeneration = generation;
        }
        return kept.get(key);
    }

    /** What was drawn while the map changed may be old already and is not kept. */
    private synchronized void keep(Key key, byte[] drawn, long generation) {
        if (generation != keptGeneration || store.generation() != generation || kept.put(key, drawn) != null) {
            return;
        }
        keptBytes += drawn.length;
        for (Iterator<byte[]> oldest = kept.values().iterator(); keptBytes > KEPT_BYTES && oldest.hasNext();) {
            keptBytes -= oldest.next().length;
            oldest.remove();
        }
    }
}
