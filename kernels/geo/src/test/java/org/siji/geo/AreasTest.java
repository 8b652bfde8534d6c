package org.siji.geo;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.ProjCoordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AreasTest {

    @Test
    void fifteenMuAreOneHectare() {
        assertThat(new Area(10_000).mu()).isEqualTo(15.0, within(1e-12));
        assertThat(Area.ofMu(0.66).squareMeters()).isEqualTo(440.0, within(1e-9));
    }

    @Test
    void payableAreaIsRoundedHalfUpToHundredthsOfAMu() {
        assertThat(PayableArea.of(new Area(440)).centimu()).isEqualTo(66);
        assertThat(PayableArea.of(new Area(10)).centimu()).isEqualTo(2); // 0.015 mu
        assertThat(PayableArea.of(new Area(9.99)).centimu()).isEqualTo(1);
        assertThat(new PayableArea(12345).mu()).isEqualByComparingTo("123.45");
    }

    @Test
    void anAreaIsNeverNegativeOrUnknown() {
        assertThatThrownBy(() -> new Area(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Area(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PayableArea(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void areaInTheLocalPlaneIsTheGeodesicArea() throws Exception {
        Geometry field = new WKTReader()
                .read("POLYGON((110.1 27.8, 110.103 27.8001, 110.1031 27.8025, 110.0999 27.8024, 110.1 27.8))");
        double geodesic = GeodesicArea.of(field).squareMeters();
        double planar = LocalPlane.around(field).toPlane(field).getArea();
        assertThat(planar).isEqualTo(geodesic, within(geodesic * 1e-7));
    }

    @Test
    void localPlaneAgreesWithProj4jAndComesBack() {
        Random random = new Random(7);
        for (int run = 0; run < 200; run++) {
            double lon0 = 109 + random.nextDouble() * 3;
            double lat0 = 20 + random.nextDouble() * 30;
            CRSFactory factory = new CRSFactory();
            CoordinateTransform oracle = new CoordinateTransformFactory().createTransform(
                    factory.createFromParameters("ll", "+proj=longlat +ellps=GRS80 +no_defs"),
                    factory.createFromParameters("tm",
                            "+proj=tmerc +lat_0=" + lat0 + " +lon_0=" + lon0 + " +k=1 +ellps=GRS80 +units=m +no_defs"));
            double lon = lon0 + (random.nextDouble() - 0.5) * 0.2;
            double lat = lat0 + (random.nextDouble() - 0.5) * 0.2;
            ProjCoordinate expected = oracle.transform(new ProjCoordinate(lon, lat), new ProjCoordinate());
            Coordinate actual = new Coordinate();
            LocalPlane plane = LocalPlane.at(lon0, lat0);
            plane.toPlane(lon, lat, actual);
            assertThat(actual.x).isEqualTo(expected.x, within(1e-3));
            assertThat(actual.y).isEqualTo(expected.y, within(1e-3));
            plane.toLonLat(actual.x, actual.y, actual);
            assertThat(actual.x).isEqualTo(lon, within(1e-8));
            assertThat(actual.y).isEqualTo(lat, within(1e-8));
        }
    }
}
