package org.siji.formats.parcels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.siji.formats.Problem;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.shapefile.ShapefileReader;
import org.siji.formats.shapefile.TestShapefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ParcelReaderTest {

    /** A rectangle of 0.001 x 0.001 degrees at 27.8 N: 98.5 m x 110.8 m. */
    private static final double SQUARE_METERS = 10_917;

    @TempDir
    private Path folder = Path.of("");

    private ParcelImport read(TestShapefile shapefile) throws IOException {
        return new ParcelReader().read(TestShapefile.write(shapefile.parts(), folder, "DK"));
    }

    private static String code(int number) {
        return String.format("4312010010101%06d", number);
    }

    private static List<String> problems(ParcelImport result) {
        return result.problems().stream().map(problem -> problem.place().row() + " " + problem.code()).toList();
    }

    @Test
    void readsTheAttributesOfTheStandard() throws IOException {
        ParcelImport result = read(new TestShapefile("DKBM", "DKMC", "CBFBM", "HTMJM", "SCMJ", "DKDZ", "DKXZ", "DKNZ",
                "DKBZ", "TDYT").rectangle(110, 27.8, 0.001, 0.001, code(1), "门前大丘", "431201001010100001", "16.38",
                        "10915.20", "水渠", "王小明", "路", "山", "1"));
        assertThat(problems(result)).isEmpty();
        ParcelRecord parcel = result.parcels().get(0);
        assertThat(parcel.code()).isEqualTo(code(1));
        assertThat(parcel.name()).isEqualTo("门前大丘");
        assertThat(parcel.householdCode()).isEqualTo("431201001010100001");
        assertThat(parcel.registeredAreaMu()).isEqualByComparingTo("16.38");
        assertThat(parcel.surveyedSquareMeters()).isEqualByComparingTo("10915.20");
        assertThat(parcel.neighbours()).isEqualTo(new ParcelRecord.Neighbours("水渠", "王小明", "路", "山"));
        assertThat(parcel.landUse()).isEqualTo("1");
        assertThat(parcel.geodesicArea().squareMeters()).isEqualTo(SQUARE_METERS, within(10.0));
        assertThat(result.codeAttribute()).isEqualTo("DKBM");
        assertThat(result.totalArea()).isEqualTo(parcel.geodesicArea());
    }

    @Test
    void codesAreJudgedRowByRow() throws IOException {
        ParcelImport result = read(new TestShapefile("DKBM", "CBFBM").rectangle(110, 27, 0.01, 0.01, code(1), "")
                .rectangle(110.1, 27, 0.01, 0.01, "", "").rectangle(110.2, 27, 0.01, 0.01, "12345", "")
                .rectangle(110.3, 27, 0.01, 0.01, code(1), "").rectangle(110.4, 27, 0.01, 0.01, code(2), "77"));
        assertThat(problems(result)).containsExactly("2 parcel.code-missing", "3 parcel.code-malformed",
                "4 parcel.code-duplicate", "5 parcel.household-code-malformed");
        assertThat(result.problems().get(2).details()).containsExactly(code(1), "1");
        assertThat(result.parcels()).extracting(ParcelRecord::row).containsExactly(1L, 5L);
        assertThat(result.isUsable()).isTrue();
        assertThat(result.hasErrors()).isTrue();
    }

    @Test
    void areasAreReadInTheUnitThatTheirValuesShow() throws IOException {
        // HTMJ should be m2 but holds mu; SCMJM should be mu but holds m2.
        ParcelImport result = read(new TestShapefile("DKBM", "HTMJ", "SCMJM")
                .rectangle(110, 27.8, 0.001, 0.001, code(1), "16.37", "10915")
                .rectangle(110.1, 27.8, 0.001, 0.001, code(2), "16.40", "10915")
                .rectangle(110.2, 27.8, 0.001, 0.001, code(3), "abc", ""));
        assertThat(problems(result)).containsExactlyInAnyOrder("0 parcel.unit-by-value", "0 parcel.unit-by-value",
                "3 parcel.area-unreadable");
        assertThat(result.parcels().get(0).registeredAreaMu()).isEqualByComparingTo("16.37");
        assertThat(result.parcels().get(0).surveyedSquareMeters()).isEqualByComparingTo("10915");
        assertThat(result.parcels().get(2).registeredAreaMu()).isNull();
        ParcelImport standard = read(new TestShapefile("DKBM", "HTMJ").rectangle(110, 27.8, 0.001, 0.001, code(1),
                "10915"));
        assertThat(problems(standard)).isEmpty();
        assertThat(standard.parcels().get(0).registeredAreaMu()).isEqualByComparingTo("16.3725");
    }

    @Test
    void aRegisteredAreaFarFromTheSurveyedOrDrawnOneIsShown() throws IOException {
        ParcelImport result = read(new TestShapefile("DKBM", "HTMJM", "SCMJ")
                .rectangle(110, 27.8, 0.001, 0.001, code(1), "17.30", "10915")
                .rectangle(110.1, 27.8, 0.001, 0.001, code(2), "17.10", "10915")
                .rectangle(110.2, 27.8, 0.001, 0.001, code(3), "15.00", ""));
        assertThat(problems(result)).containsExactly("1 parcel.registered-unlike-surveyed",
                "3 parcel.registered-unlike-drawn");
        assertThat(result.problems().get(0).details()).containsExactly("17.30", "16.37", "5.7");
        assertThat(result.hasErrors()).isFalse();
    }

    @Test
    void overlapsBeyondDrawingAccuracyAreShown() throws IOException {
        ParcelImport result = read(new TestShapefile("DKBM").rectangle(110, 27.8, 0.001, 0.001, code(1))
                .rectangle(110.001, 27.8, 0.001, 0.001, code(2)) // touches 1
                .rectangle(110.001995, 27.8, 0.001, 0.001, code(3)) // 0.5 % of 2
                .rectangle(110.0005, 27.8005, 0.001, 0.0001, code(4))); // half on 1, half on 2
        assertThat(problems(result)).containsExactly("4 parcel.overlap", "4 parcel.overlap");
        assertThat(result.problems()).extracting(problem -> problem.details().get(0)).containsExactlyInAnyOrder(code(1),
                code(2));
    }

    /** Against all pairs, on rectangles whose overlap is arithmetic. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyOverlapIsFound(long seed) throws IOException {
        Random random = new Random(seed);
        TestShapefile shapefile = new TestShapefile("DKBM");
        double[][] boxes = new double[60][];
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < boxes.length; i++) {
            boxes[i] = new double[]{110 + random.nextInt(40) * 1e-4, 27.8 + random.nextInt(40) * 1e-4,
                    (1 + random.nextInt(6)) * 1e-4, (1 + random.nextInt(6)) * 1e-4};
            shapefile.rectangle(boxes[i][0], boxes[i][1], boxes[i][2], boxes[i][3], code(i + 1));
            for (int j = 0; j < i; j++) {
                // On a grid of 1e-4 degrees (10 m) two rectangles share whole cells or nothing.
                if (shared(boxes[i], boxes[j], 0) > 1e-6 && shared(boxes[i], boxes[j], 1) > 1e-6) {
                    expected.add((i + 1) + " " + code(j + 1));
                }
            }
        }
        assertThat(read(shapefile).problems())
                .extracting(problem -> problem.place().row() + " " + problem.details().get(0))
                .as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).isNotEmpty();
    }

    private static double shared(double[] a, double[] b, int axis) {
        return Math.min(a[axis] + a[axis + 2], b[axis] + b[axis + 2]) - Math.max(a[axis], b[axis]);
    }

    @Test
    void aFileWithoutDkbmSaysWhichAttributeItTookForTheCode() throws IOException {
        TestShapefile foreign = new TestShapefile("name", "Id").rectangle(110, 27, 0.01, 0.01, "a", "77")
                .rectangle(110.1, 27, 0.01, 0.01, "b", "78");
        ParcelImport chosen = read(foreign);
        assertThat(problems(chosen)).containsExactly("0 parcel.code-attribute-chosen", "0 parcel.codes-foreign");
        assertThat(chosen.parcels()).extracting(ParcelRecord::code).containsExactly("77", "78");
        ParcelImport asked = new ParcelReader(ReadLimits.COUNTY, "NAME", null, true).read(folder.resolve("DK.shp"));
        assertThat(problems(asked)).containsExactly("0 parcel.codes-foreign");
        assertThat(asked.parcels()).extracting(ParcelRecord::code).containsExactly("a", "b");
        ParcelImport absent = new ParcelReader(ReadLimits.COUNTY, "nope", null, true).read(folder.resolve("DK.shp"));
        assertThat(absent.isUsable()).isFalse();
        assertThat(absent.problems().get(0).details()).containsExactly("nope", "Id, name");
    }

    @Test
    void codesNeedNotBeTheStandardsWhenTheCallerSaysSo() throws IOException {
        ParcelImport old = new ParcelReader(ReadLimits.COUNTY, null, null, false)
                .read(TestShapefile.write(new TestShapefile("DKBM").rectangle(110, 27, 0.01, 0.01, "旧-1")
                        .rectangle(110.1, 27, 0.01, 0.01, "").rectangle(110.2, 27, 0.01, 0.01, code(1))
                        .rectangle(110.3, 27, 0.01, 0.01, "旧-1").parts(), folder, "DK"));
        assertThat(problems(old)).containsExactly("0 parcel.codes-foreign", "4 parcel.code-duplicate");
        assertThat(old.parcels()).extracting(ParcelRecord::code).containsExactly("旧-1", "", code(1));
        ParcelImport none = new ParcelReader(ReadLimits.COUNTY, null, null, false).read(TestShapefile.write(
                new TestShapefile("remark").rectangle(110, 27, 0.01, 0.01, "x").parts(), folder, "none"));
        assertThat(problems(none)).isEmpty();
        assertThat(none.codeAttribute()).isNull();
        assertThat(none.parcels()).extracting(ParcelRecord::code).containsExactly("");
    }

    @Test
    void rowsOfASplitDeliveryAreNamedWithTheirFile() throws IOException {
        TestShapefile.write(new TestShapefile("DKBM").rectangle(110, 27.8, 0.001, 0.001, code(1)).parts(), folder,
                "DK4312010012026-1");
        TestShapefile.write(new TestShapefile("DKBM").rectangle(110.1, 27.8, 0.001, 0.001, code(1))
                .rectangle(110.0005, 27.8, 0.001, 0.001, code(2)).parts(), folder, "DK4312010012026-2");
        ParcelImport result = new ParcelReader().read(folder);
        assertThat(result.problems()).extracting(problem -> problem.place().file() + " " + problem.place().row() + " "
                + problem.code() + " " + problem.details().get(1)).containsExactly(
                        "DK4312010012026-2.shp 1 parcel.code-duplicate DK4312010012026-1.shp 1",
                        "DK4312010012026-2.shp 2 parcel.overlap DK4312010012026-1.shp 1");
        assertThat(result.records()).isEqualTo(3);
        assertThat(result.parcels()).extracting(ParcelRecord::code).containsExactly(code(1), code(2));
    }

    @Test
    void geoJsonIsReadTheSameWay() throws IOException {
        Path file = folder.resolve("a.geojson");
        Files.writeString(file, "{\"type\":\"Feature\",\"properties\":{\"dkbm\":\"" + code(1)
                + "\",\"htmjm\":16.4},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
                + "[[[110,27.8],[110.001,27.8],[110.001,27.801],[110,27.801],[110,27.8]]]}}", StandardCharsets.UTF_8);
        ParcelImport result = new ParcelReader().read(file);
        assertThat(problems(result)).isEmpty();
        assertThat(result.parcels().get(0).registeredAreaMu()).isEqualByComparingTo("16.4");
    }

    @Test
    void anUnknownFormatAndAnUnusableFileAreRefused() throws IOException {
        assertThat(problems(new ParcelReader().read(folder.resolve("a.xlsx"))))
                .containsExactly("0 parcel.format-unknown");
        assertThat(problems(new ParcelReader().read(folder.resolve("a.geojson"))))
                .containsExactly("0 parcel.format-unknown");
        ParcelImport noShp = new ParcelReader().read(folder.resolve("a.shp"));
        assertThat(noShp.isUsable()).isFalse();
        assertThat(noShp.parcels()).isEmpty();
    }

    @Test
    void readsTheRealParcelsOfNewZealand() throws IOException {
        Path shp = Path.of(System.getProperty("siji.shared", ""), "parcels/nz/nz-primary-parcels_region.shp");
        assumeTrue(Files.exists(shp), "absent: parcels/nz/nz-primary-parcels_region.shp");
        ParcelImport result = new ParcelReader().read(shp);
        assertThat(result.records()).isEqualTo(2993);
        assertThat(result.problems()).noneMatch(Problem::isError);
        assertThat(result.parcels()).hasSize(2993);
        // The file states its own area per parcel, an independent reference. 34 parcels are cut at the edge of the extract
        // (the largest, a harbour, to a twelfth); all others must agree.
        Map<String, Double> stated = new ShapefileReader().read(shp).rows().stream()
                .collect(Collectors.toMap(row -> row.attributes().getOrDefault("ID", ""),
                        row -> Double.parseDouble(row.attributes().getOrDefault("CALC_AREA", "0"))));
        assertThat(result.parcels().stream().filter(parcel -> {
            double expected = stated.getOrDefault(parcel.code(), 0.0);
            return Math.abs(parcel.geodesicArea().squareMeters() - expected) <= 0.01 * expected;
        })).hasSize(2993 - 34);
    }
}
