package org.siji.geo;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.siji.geo.UnsupportedCoordinateSystem.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

class CoordinateSystemTest {

    private static final GeometryFactory JTS = new GeometryFactory();

    private static final String CHINA_2000 = "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\","
            + "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

    /** As MapInfo writes it, without a name for the GEOGCS. */
    private static final String NZTM = "PROJCS[\"_MI_0\",GEOGCS[,DATUM[\"D_WGS_1984\",SPHEROID[\"World_Geodetic_System_of_1984\","
            + "6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0.017453292519943295]],"
            + "PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],PARAMETER[\"central_meridian\",173],"
            + "PARAMETER[\"scale_factor\",0.9996],PARAMETER[\"false_easting\",1600000],"
            + "PARAMETER[\"false_northing\",10000000],UNIT[\"Meter\",1]]";

    private static String gaussKruger(int meridian, double falseEasting) {
        return "PROJCS[\"CGCS2000_3_Degree_GK\"," + CHINA_2000
                + ",PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\","
                + falseEasting + "],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\"," + meridian
                + ".0],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
    }

    private static Geometry point(double x, double y) {
        return JTS.createPoint(new Coordinate(x, y));
    }

    @ParameterizedTest
    @CsvSource({"75,4534,500000", "111,4546,500000", "111,4525,37500000", "114,4547,500000", "114,4526,38500000",
            "135,4554,500000"})
    void aZoneFromItsPrjIsTheZoneOfTheEpsgTable(int meridian, int epsg, double falseEasting) throws Exception {
        CoordinateSystem fromWkt = CoordinateSystem.ofWkt(gaussKruger(meridian, falseEasting));
        CoordinateSystem fromTable = CoordinateSystem.ofEpsg(epsg);
        Random random = new Random(epsg);
        for (int run = 0; run < 100; run++) {
            Geometry lonLat = point(meridian + random.nextDouble() * 3 - 1.5, 18 + random.nextDouble() * 35);
            Coordinate actual = fromWkt.fromLonLat(lonLat).getCoordinate();
            Coordinate expected = fromTable.fromLonLat(lonLat).getCoordinate();
            assertThat(actual.distance(expected)).isLessThan(1e-6);
            assertThat(fromWkt.isInRange(new Envelope(actual))).isTrue();
            assertThat(fromWkt.toLonLat(point(actual.x, actual.y)).distance(lonLat)).isLessThan(1e-11);
        }
    }

    /** LocalPlane is our own series, proj4j's is another: they must agree where both hold. */
    @Test
    void agreesWithTheLocalPlane() throws Exception {
        Coordinate local = new Coordinate();
        LocalPlane.at(111, 27.8).toPlane(111.02, 27.83, local);
        Coordinate origin = CoordinateSystem.ofEpsg(4546).fromLonLat(point(111, 27.8)).getCoordinate();
        Coordinate actual = CoordinateSystem.ofEpsg(4546).fromLonLat(point(111.02, 27.83)).getCoordinate();
        assertThat(actual.x - origin.x).isEqualTo(local.x, within(1e-3));
        assertThat(actual.y - origin.y).isEqualTo(local.y, within(1e-3));
    }

    @Test
    void newZealandFromItsPrjAndFromItsCode() throws Exception {
        CoordinateSystem fromWkt = CoordinateSystem.ofWkt(NZTM);
        Geometry auckland = point(1_775_541.85, 5_913_958.93);
        Coordinate lonLat = fromWkt.toLonLat(auckland).getCoordinate();
        Coordinate fromCode = CoordinateSystem.ofEpsg(2193).toLonLat(auckland).getCoordinate();
        assertThat(lonLat.x).isEqualTo(174.96, within(0.02));
        assertThat(lonLat.y).isEqualTo(-36.90, within(0.02));
        assertThat(lonLat.distance(fromCode)).isLessThan(1e-8);
    }

    @Test
    void degreesStayAsTheyAre() throws Exception {
        CoordinateSystem system = CoordinateSystem.ofWkt(CHINA_2000);
        assertThat(system.isLonLat()).isTrue();
        assertThat(system.toLonLat(point(110.1, 27.8)).getCoordinate()).isEqualTo(new Coordinate(110.1, 27.8));
        assertThat(CoordinateSystem.ofEpsg(4490).isLonLat()).isTrue();
        assertThat(CoordinateSystem.ofEpsg(4326).isLonLat()).isTrue();
    }

    @Test
    void aDatumWithItsShiftStatedIsUsed() throws Exception {
        String krassowsky = "GEOGCS[\"Beijing 1954\",DATUM[\"Beijing_1954\",SPHEROID[\"Krassowsky 1940\",6378245,298.3],"
                + "TOWGS84[15.8,-154.4,-82.3,0,0,0,0]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]";
        CoordinateSystem system = CoordinateSystem.ofWkt(krassowsky);
        Geometry moved = system.toLonLat(point(110.1, 27.8));
        double meters = moved.distance(point(110.1, 27.8)) * 111_000;
        assertThat(meters).isBetween(20.0, 200.0);
        assertThat(system.fromLonLat(moved).distance(point(110.1, 27.8))).isLessThan(1e-8);
    }

    @ParameterizedTest
    @CsvSource({"D_Xian_1980,6378140.0,298.257", "D_Beijing_1954,6378245.0,298.3",
            "D_Local_Construction,6378137.0,298.257222101", "D_WGS_1984,6378245.0,298.3"})
    void aDatumThatWouldHaveToBeGuessedIsRefused(String datum, String a, String rf) {
        String wkt = "GEOGCS[\"x\",DATUM[\"" + datum + "\",SPHEROID[\"s\"," + a + "," + rf
                + "]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
        UnsupportedCoordinateSystem refusal = catchThrowableOfType(UnsupportedCoordinateSystem.class,
                () -> CoordinateSystem.ofWkt(wkt));
        assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_DATUM);
        assertThat(refusal.detail()).isEqualTo(datum);
    }

    @ParameterizedTest
    @CsvSource({"4610,UNKNOWN_DATUM", "2379,UNKNOWN_DATUM", "4214,UNKNOWN_DATUM", "2433,UNKNOWN_DATUM",
            "999999,UNKNOWN_CODE", "-1,UNKNOWN_CODE"})
    void aCodeThatWouldHaveToBeGuessedIsRefused(int code, Reason reason) {
        UnsupportedCoordinateSystem refusal = catchThrowableOfType(UnsupportedCoordinateSystem.class,
                () -> CoordinateSystem.ofEpsg(code));
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "PROJCS[", "PROJCS[\"a\"]", "PROJCS[\"a", "GEOGCS[\"a\",DATUM[\"b\"]]",
            "LOCAL_CS[\"a\"]", "COMPD_CS[\"a\"]",
            "GEOGCS[\"x\",DATUM[\"D_WGS_1984\",SPHEROID[\"s\",abc,1]],UNIT[\"Degree\",0.0174532925199433]]"})
    void rubbishIsRefused(String wkt) {
        assertThat(catchThrowableOfType(UnsupportedCoordinateSystem.class, () -> CoordinateSystem.ofWkt(wkt)).reason())
                .isEqualTo(Reason.MALFORMED);
        String deep = "A[".repeat(5000);
        assertThat(catchThrowableOfType(UnsupportedCoordinateSystem.class, () -> CoordinateSystem.ofWkt(deep)).reason())
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void anUnknownProjectionOrUnitIsRefused() {
        String projection = gaussKruger(111, 500000).replace("Gauss_Kruger", "Bonne");
        assertThat(catchThrowableOfType(UnsupportedCoordinateSystem.class, () -> CoordinateSystem.ofWkt(projection))
                .reason()).isEqualTo(Reason.UNKNOWN_PROJECTION);
        String grads = CHINA_2000.replace("0.0174532925199433", "0.015707963");
        assertThat(
                catchThrowableOfType(UnsupportedCoordinateSystem.class, () -> CoordinateSystem.ofWkt(grads)).reason())
                .isEqualTo(Reason.UNKNOWN_UNIT);
    }

    @Test
    void coordinatesOfAnotherSystemAreOutOfRange() throws Exception {
        CoordinateSystem plain = CoordinateSystem.ofWkt(gaussKruger(111, 500_000));
        assertThat(plain.isInRange(new Envelope(412_000, 413_000, 3_076_000, 3_077_000))).isTrue();
        assertThat(plain.isInRange(new Envelope(37_412_000, 37_413_000, 3_076_000, 3_077_000))).isFalse();
        assertThat(plain.isInRange(new Envelope(3_076_000, 3_077_000, 412_000, 413_000))).isFalse();
        assertThat(CoordinateSystem.lonLat().isInRange(new Envelope(412_000, 413_000, 3_076_000, 3_077_000))).isFalse();
        assertThat(CoordinateSystem.lonLat().isInRange(new Envelope(110, 111, 27, 28))).isTrue();
    }

    @Test
    void feetAreConverted() throws Exception {
        String feet = gaussKruger(111, 500_000 / 0.3048).replace("UNIT[\"Meter\",1.0]", "UNIT[\"Foot\",0.3048]");
        Coordinate inFeet = CoordinateSystem.ofWkt(feet).fromLonLat(point(111.2, 27.8)).getCoordinate();
        Coordinate inMeters = CoordinateSystem.ofEpsg(4546).fromLonLat(point(111.2, 27.8)).getCoordinate();
        assertThat(inFeet.x * 0.3048).isEqualTo(inMeters.x, within(1e-6));
        assertThat(inFeet.y * 0.3048).isEqualTo(inMeters.y, within(1e-6));
    }
}
