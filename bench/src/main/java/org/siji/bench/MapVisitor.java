package org.siji.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.locationtech.jts.geom.Envelope;

/**
 * Somebody who looks at a village in a window of 1440 x 900 pixels: zooms in, pans, zooms out, and looks a moment at each view. As
 * in a browser six requests are under way at once, and the time counts from the moment when one is sent. Nothing is kept on the
 * visitor's side: every tile comes from the server.
 */
final class MapVisitor {

    private static final int WIDTH_PIXELS = 1440;
    private static final int HEIGHT_PIXELS = 900;
    private static final int TILE_PIXELS = 512;
    private static final int CONNECTIONS = 6;
    private static final int[] ZOOMS = {12, 13, 14, 15, 16, 16, 16, 15, 15, 14, 14, 13};
    private static final int SHORTEST_LOOK_MILLIS = 200;
    private static final int LONGEST_LOOK_MILLIS = 600;

    private final Api api;
    private final List<List<Tile>> views;
    private final Random looks;

    private record Tile(int z, int x, int y) {}

    /**
     * One answer.
     *
     * @param first whether this visitor had not asked for the tile before in this phase
     */
    record Sample(int zoom, long nanos, int bytes, boolean first) {}

    MapVisitor(Api api, Envelope village, int views, long seed) {
        this.api = api;
        this.views = itinerary(village, views, new Random(seed));
        this.looks = new Random(seed);
    }

    private static List<List<Tile>> itinerary(Envelope village, int count, Random random) {
        List<List<Tile>> views = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double lon = village.getMinX() + random.nextDouble() * village.getWidth();
            double lat = village.getMinY() + random.nextDouble() * village.getHeight();
            views.add(window(ZOOMS[i % ZOOMS.length], lon, lat));
        }
        return views;
    }

    private static List<Tile> window(int zoom, double lon, double lat) {
        double tiles = 1 << zoom;
        double x = (lon + 180) / 360 * tiles;
        double radians = Math.toRadians(lat);
        double y = (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2 * tiles;
        double halfWidth = WIDTH_PIXELS / 2.0 / TILE_PIXELS;
        double halfHeight = HEIGHT_PIXELS / 2.0 / TILE_PIXELS;
        List<Tile> window = new ArrayList<>();
        for (int column = (int) (x - halfWidth); column <= (int) (x + halfWidth); column++) {
            for (int row = (int) (y - halfHeight); row <= (int) (y + halfHeight); row++) {
                window.add(new Tile(zoom, column, row));
            }
        }
        return window;
    }

    /** Goes through all views, the same ones in the same order each time. */
    List<Sample> look() throws InterruptedException, ExecutionException {
        List<Sample> samples = new ArrayList<>();
        Set<Tile> seen = new HashSet<>();
        try (ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (List<Tile> view : views) {
                List<Callable<Sample>> asked = new ArrayList<>();
                for (Tile tile : view) {
                    boolean first = seen.add(tile);
                    asked.add(() -> ask(tile, first));
                }
                for (Future<Sample> answer : connections.invokeAll(asked)) {
                    samples.add(answer.get());
                }
                TimeUnit.MILLISECONDS.sleep(looks.nextInt(SHORTEST_LOOK_MILLIS, LONGEST_LOOK_MILLIS));
            }
        }
        return samples;
    }

    private Sample ask(Tile tile, boolean first) {
        long begin = System.nanoTime();
        byte[] content = api.bytes("/tiles/fields/%d/%d/%d.mvt?season=%d".formatted(tile.z, tile.x, tile.y,
                BenchCounty.SEASON));
        return new Sample(tile.z, System.nanoTime() - begin, content.length, first);
    }
}
