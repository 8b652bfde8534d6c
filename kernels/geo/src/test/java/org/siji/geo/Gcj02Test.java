package org.siji.geo;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class Gcj02Test {

    private final Coordinate there = new Coordinate();
    private final Coordinate back = new Coordinate();

    /** Tiananmen: the pair that map services' own conversion answers, to the six digits that they give. */
    @Test
    void aKnownPointMovesAsMapServicesMoveIt() {
        Gcj02.fromWgs84(116.404, 39.915, there);
        assertThat(there.x).isCloseTo(116.410244, within(1e-6));
        assertThat(there.y).isCloseTo(39.916404, within(1e-6));
    }

    @Test
    void theInverseComesBackToTheLastDigits() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double lon = 73 + random.nextDouble() * 63;
            double lat = 3 + random.nextDouble() * 51;
            Gcj02.fromWgs84(lon, lat, there);
            Gcj02.toWgs84(there.x, there.y, back);
            assertThat(back.x).isCloseTo(lon, within(1e-12));
            assertThat(back.y).isCloseTo(lat, within(1e-12));
        }
    }

    @Test
    void outsideChinaNothingMoves() {
        for (double[] point : new double[][]{{10.2, 54.5}, {-175, 20}, {140, 35}, {110, 60}}) {
            Gcj02.fromWgs84(point[0], point[1], there);
            Gcj02.toWgs84(point[0], point[1], back);
            assertThat(there).isEqualTo(new Coordinate(point[0], point[1])).isEqualTo(back);
        }
        Gcj02.toWgs84(Double.NaN, 30, back);
        assertThat(back.x).isNaN();
    }
}
