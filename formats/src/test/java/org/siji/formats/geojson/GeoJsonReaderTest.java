package org.siji.formats.geojson;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKTReader;
import org.siji.formats.features.FeatureRow;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.features.ReadResult;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;

class GeoJsonReaderTest {

    private static final String SQUARE = "[[[110,27],[111,27],[111,28],[110,28],[110,27]]]";

    private static ReadResult read(String json) throws IOException {
        return read(json, ReadLimits.COUNTY);
    }

    private static ReadResult read(String json, ReadLimits limits) throws IOException {
        return new GeoJsonReader(limits, name -> true).read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                "t.geojson");
    }

    private static String collection(String... features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
    }

    private static String feature(String type, String coordinates) {
        return "{\"type\":\"Feature\",\"properties\":{\"DKBM\":\"1\",\"n\":7,\"b\":true,\"none\":null,\"deep\":{\"x\":[1]}},"
                + "\"geometry\":{\"coordinates\":" + coordinates + ",\"type\":\"" + type + "\",\"bbox\":[1,2,3,4]}}";
    }

    @Test
    void readsFeaturesWithTheirProperties() throws IOException {
        ReadResult result = read(collection(feature("Polygon", SQUARE),
                feature("MultiPolygon", "[" + SQUARE + ",[[[112,27,5],[113,27,5],[113,28,5],[112,27,5]]]]")));
        assertThat(result.problems()).isEmpty();
        assertThat(result.rows()).extracting(row -> row.lonLat().getArea()).containsExactly(1.0, 1.5);
        assertThat(result.rows().get(0).attributes()).isEqualTo(Map.of("DKBM", "1", "n", "7", "b", "true"));
        assertThat(read(feature("Polygon", SQUARE)).rows()).hasSize(1);
        assertThat(read("{\"id\":5,\"geometry\":null,\"type\":\"Feature\"}").problems()).singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("feature.null-shape"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Point|[110,27]|feature.not-polygon",
            "Polygon|[[[110,27],[111,27],[111,28],[110,28]]]|feature.ring-not-closed",
            "Polygon|[[[110,27],[111,28],[111,27],[110,28],[110,27]]]|feature.self-crossing",
            "Polygon|[[[110,27],[111,27],[110,27]]]|feature.empty-area",
            "Polygon|[[[110,27],[111,27],[112,27],[110,27]]]|feature.empty-area",
            "Polygon|[[[500000,27],[500010,27],[500010,28],[500000,27]]]|feature.out-of-range",
            "Polygon|[[110,27],[111,27],[111,28],[110,27]]|geojson.coordinates-broken",
            "Polygon|[]|geojson.coordinates-broken", "Polygon|[[]]|geojson.coordinates-broken",
            "Polygon|[[[\"a\",27],[111,27],[111,28],[110,27]]]|geojson.coordinates-broken",
            "MultiPolygon|[[[110,27]]]|geojson.coordinates-broken", "Polygon|{}|geojson.coordinates-broken"})
    void aBadRowIsNamedAndTheOthersAreRead(String type, String coordinates, String code) throws IOException {
        ReadResult result = read(
                collection(feature("Polygon", SQUARE), feature(type, coordinates), feature("Polygon", SQUARE)));
        assertThat(result.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.place().row()).isEqualTo(2);
        });
        assertThat(result.rows()).extracting(FeatureRow::row).containsExactly(1L, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:ogc:def:crs:EPSG::4546", "EPSG:3857", "?"})
    void anotherCoordinateSystemIsRefused(String name) throws IOException {
        String json = "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + name
                + "\"}},\"features\":[" + feature("Polygon", SQUARE) + "]}";
        ReadResult result = read(json);
        assertThat(result.isUsable()).isFalse();
        assertThat(result.problems().get(0).code()).isEqualTo("geojson.crs-not-lon-lat");
        assertThat(read(json.replace(name, "urn:ogc:def:crs:OGC:1.3:CRS84")).problems()).isEmpty();
        assertThat(read(json.replace(name, "urn:ogc:def:crs:EPSG::4490")).problems()).isEmpty();
    }

    @Test
    void whatIsNoGeoJsonIsRefused() throws IOException {
        assertThat(read("[]").problems().get(0).code()).isEqualTo("geojson.not-features");
        assertThat(read("").problems().get(0).code()).isEqualTo("geojson.not-features");
        assertThat(read("{\"type\":\"Topology\"}").problems().get(0).details()).containsExactly("Topology");
        ReadResult cut = read(collection(feature("Polygon", SQUARE)).substring(0, 150));
        assertThat(cut.problems().get(0).code()).isEqualTo("geojson.not-json");
        assertThat(cut.isUsable()).isFalse();
        assertThat(read("[".repeat(100_000)).isUsable()).isFalse();
        assertThat(read(collection(feature("Polygon", "[".repeat(100_000)))).isUsable()).isFalse();
        assertThat(read(collection(feature("Polygon", SQUARE), feature("Polygon", SQUARE)), new ReadLimits(1 << 20, 1))
                .problems().get(0).code()).isEqualTo("feature.too-many-records");
    }

    @Test
    void damagedFilesNeverThrow() throws IOException {
        String sound = collection(feature("Polygon", SQUARE), feature("MultiPolygon", "[" + SQUARE + "]"));
        for (long seed = 1; seed <= 1000; seed++) {
            Random random = new Random(seed);
            StringBuilder damaged = new StringBuilder(sound);
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                damaged.setCharAt(random.nextInt(damaged.length()), "[]{},:\"1a ".charAt(random.nextInt(10)));
            }
            assertThat(read(damaged.toString()).problems()).as("seed %d", seed)
                    .allSatisfy(problem -> assertThat(problem.sentence(Locale.CHINESE)).isNotBlank());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "POLYGON((110 27,110 28,111 28,111 27,110 27),(110.2 27.2,110.4 27.2,110.3 27.4,110.2 27.2))",
            "MULTIPOLYGON(((110 27,111 27,111 28,110 27)),((112 27,113 27,113 28,112 27)))"})
    void whatIsWrittenIsReadAgain(String wkt) throws Exception {
        Geometry geometry = new WKTReader().read(wkt);
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            GeoJsonWriter.write(geometry, json);
        }
        ReadResult result = read("{\"type\":\"Feature\",\"properties\":{},\"geometry\":" + out + "}");
        assertThat(result.problems()).isEmpty();
        assertThat(result.rows().get(0).lonLat().equalsTopo(geometry)).isTrue();
    }

    @Test
    void ringsAreWrittenTheWayRfc7946Wants() throws Exception {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            GeoJsonWriter.write(new WKTReader().read("POLYGON((110 27,110 28,111 28,110 27))"), json);
        }
        assertThat(out.toString()).isEqualTo(
                "{\"type\":\"Polygon\",\"coordinates\":[[[110.0,27.0],[111.0,28.0],[110.0,28.0],[110.0,27.0]]]}");
    }
}
