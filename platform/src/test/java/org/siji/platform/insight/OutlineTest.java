package org.siji.platform.insight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.siji.platform.api.Station;

import io.github.sebasbaumh.mapbox.vectortile.VectorTile.Tile;
import io.github.sebasbaumh.mapbox.vectortile.util.MvtUtil;

import static org.assertj.core.api.Assertions.assertThat;

/** What is drawn from an outline differs from the exact polygon, cut by JTS, only along its border, by less than half a pixel. */
class OutlineTest {

    private static final GeometryFactory FACTORY = new GeometryFactory();
    /** Tolerance and rounding, in units; a 512-pixel tile has eight to a pixel. */
    private static final double WIDEST_DIFFERENCE = 4;
    private static final double MIDDLE_X = 12_234_567;
    private static final double MIDDLE_Y = 3_217_890;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void looksLikeTheField(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            // Beyond the outline's own zoom the difference is its unit, 3.7 cm.
            int z = 12 + random.nextInt(Outline.ZOOM - 11);
            double unit = Mercator.tile(z, 0, 0).getWidth() / Outline.EXTENT;
            int x = (int) Mercator.column(MIDDLE_X, z);
            int y = (int) Mercator.row(MIDDLE_Y, z);
            Geometry field = field(random, Mercator.tile(z, x, y), unit * (20 + random.nextInt(2000)));
            Geometry exact = onTile(field, z, x, y);
            Geometry drawn = drawn(field, z, x, y);
            assertThat(exact.symDifference(drawn).getArea()).as("seed %d, %d: z%d %s", seed, i, z, field)
                    .isLessThanOrEqualTo(WIDEST_DIFFERENCE * (exact.getLength() + 16));
        }
    }

    /** A star with a hole somewhere on the tile or half beside it. */
    private static Geometry field(Random random, Envelope tile, double radius) {
        double x = tile.getMinX() + (random.nextDouble() * 1.2 - 0.1) * tile.getWidth();
        double y = tile.getMinY() + (random.nextDouble() * 1.2 - 0.1) * tile.getHeight();
        LinearRing shell = ring(random, x, y, radius, radius / 2);
        return random.nextBoolean()
                ? FACTORY.createPolygon(shell)
                : FACTORY.createPolygon(shell, new LinearRing[]{ring(random, x, y, radius / 3, radius / 6)});
    }

    private static LinearRing ring(Random random, double x, double y, double widest, double narrowest) {
        // Enough of them that the shell never comes near the hole.
        int corners = 8 + random.nextInt(25);
        List<Coordinate> ring = new ArrayList<>();
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            double distance = narrowest + random.nextDouble() * (widest - narrowest);
            ring.add(new Coordinate(x + distance * Math.cos(angle), y + distance * Math.sin(angle)));
        }
        ring.add(ring.getFirst());
        return FACTORY.createLinearRing(ring.toArray(Coordinate[]::new));
    }

    private static Geometry onTile(Geometry mercator, int z, int x, int y) {
        Envelope square = Mercator.tile(z, x, y);
        double scale = Outline.EXTENT / square.getWidth();
        Geometry units = AffineTransformation.translationInstance(-square.getMinX(), -square.getMaxY())
                .scale(scale, -scale).transform(mercator);
        return GeometryFixer.fix(units)
                .intersection(FACTORY.toGeometry(seen())).buffer(0);
    }

    /** Without the buffer, where cut pieces may stay joined. */
    private static Envelope seen() {
        return new Envelope(0, Outline.EXTENT, 0, Outline.EXTENT);
    }

    private static Geometry drawn(Geometry mercator, int z, int x, int y) throws IOException {
        byte[] tile = new TileDrawing(z, x, y).fields(List.of(new MapStore.Shape(UUID.randomUUID(), "田", 1000,
                Station.NEED, false, Outline.of(mercator))));
        Tile.Layer layer = Tile.parseFrom(tile).getLayers(0);
        Geometry drawn = FACTORY.createPolygon();
        for (Geometry ring : layer.getFeaturesCount() == 0
                ? List.<Geometry>of()
                : rings(layer.getFeatures(0).getGeometryList())) {
            drawn = drawn.symDifference(GeometryFixer.fix(ring).intersection(FACTORY.toGeometry(seen()))).buffer(0);
        }
        return drawn;
    }

    /** By the specification's section 4.3; the library's own reader drops holes that touch the outer ring at the border. */
    private static List<Geometry> rings(List<Integer> commands) {
        List<Geometry> rings = new ArrayList<>();
        List<Coordinate> ring = new ArrayList<>();
        int x = 0;
        int y = 0;
        for (int i = 0; i < commands.size();) {
            int command = commands.get(i++);
            if ((command & 7) == 7) {
                ring.add(ring.getFirst());
                rings.add(FACTORY.createPolygon(ring.toArray(Coordinate[]::new)));
                ring.clear();
                continue;
            }
            for (int count = command >> 3; count > 0; count--) {
                x += MvtUtil.decodeZigZag(commands.get(i++));
                y += MvtUtil.decodeZigZag(commands.get(i++));
                ring.add(new Coordinate(x, y));
            }
        }
        return rings;
    }
}
