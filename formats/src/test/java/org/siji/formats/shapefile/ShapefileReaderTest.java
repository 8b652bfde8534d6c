package org.siji.formats.shapefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.siji.formats.Problem;
import org.siji.formats.ProblemKind;
import org.siji.formats.features.FeatureProblem;
import org.siji.formats.features.FeatureRow;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.features.ReadResult;
import org.siji.geo.CoordinateSystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ShapefileReaderTest {

    private static final Charset GBK = Charset.forName("GBK");

    @TempDir
    private Path folder = Path.of("");

    private static TestShapefile two() {
        return new TestShapefile("DKBM", "DKMC").rectangle(110.1, 27.8, 0.001, 0.001, "1", "门前大丘")
                .rectangle(110.2, 27.8, 0.001, 0.001, "2", "河边田");
    }

    private ReadResult read(Map<String, byte[]> parts) throws IOException {
        return new ShapefileReader().read(TestShapefile.write(parts, folder, "DK"));
    }

    private static List<ProblemKind> kinds(ReadResult result) {
        return result.problems().stream().map(Problem::kind).toList();
    }

    private static Map<String, byte[]> with(TestShapefile shapefile, String extension, byte[] bytes) {
        Map<String, byte[]> parts = shapefile.parts();
        parts.put(extension, bytes);
        return parts;
    }

    private static Map<String, byte[]> without(TestShapefile shapefile, String extension) {
        Map<String, byte[]> parts = shapefile.parts();
        parts.remove(extension);
        return parts;
    }

    @Test
    void readsPolygonsAndAttributes() throws IOException {
        ReadResult result = read(two().parts());
        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).isEqualTo(2);
        FeatureRow row = result.rows().get(1);
        assertThat(row.row()).isEqualTo(2);
        assertThat(row.attributes()).isEqualTo(Map.of("DKBM", "2", "DKMC", "河边田"));
        assertThat(row.lonLat().getEnvelopeInternal().getMinX()).isEqualTo(110.2);
        assertThat(row.lonLat().getArea()).isEqualTo(1e-6, within(1e-12));
    }

    @ParameterizedTest(name = "{0} driver {1} cpg {2}")
    @CsvSource({"UTF-8,0,", "GBK,0,", "GBK,77,", "GBK,87,", "UTF-8,87,", "UTF-8,0,UTF-8", "GBK,0,936", "GBK,0,GB2312",
            "GBK,0,nonsense", "UTF-8,3,utf8"})
    void textIsReadInItsEncoding(String encoding, int driver, String cpg) throws IOException {
        TestShapefile shapefile = two().encoded(Charset.forName(encoding), driver);
        ReadResult result = read(
                cpg == null ? shapefile.parts() : with(shapefile, "cpg", cpg.getBytes(StandardCharsets.US_ASCII)));
        assertThat(result.problems()).isEmpty();
        assertThat(result.rows()).extracting(row -> row.attributes().get("DKMC")).containsExactly("门前大丘", "河边田");
    }

    @Test
    void aCharacterCutByTheWidthOfTheFieldIsDropped() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, GBK)) {
            TestShapefile shapefile = new TestShapefile(5, "DKMC").encoded(charset, 0).rectangle(110, 27, 1, 1,
                    "门前大丘");
            ReadResult result = read(shapefile.parts());
            assertThat(result.problems()).isEmpty();
            assertThat(result.rows().get(0).attributes().get("DKMC")).isEqualTo(charset.equals(GBK) ? "门前" : "门");
        }
    }

    @Test
    void textThatIsNeitherUtf8NorGbkIsSaidToBeUndecidable() throws IOException {
        TestShapefile shapefile = new TestShapefile("A").encoded(StandardCharsets.ISO_8859_1, 0).rectangle(110, 27, 1,
                1,
                "\u00ff\u00ff\u00ff");
        assertThat(kinds(read(shapefile.parts()))).containsExactly(ShapefileProblem.ENCODING_UNDECIDABLE);
    }

    @Test
    void aSpoiltValueAmongManyIsNamedWithRowAndColumn() throws IOException {
        TestShapefile shapefile = new TestShapefile("DKMC").encoded(GBK, 77);
        for (int i = 0; i < 20; i++) {
            shapefile.rectangle(110, 27, 1, 1, "田");
        }
        Map<String, byte[]> parts = shapefile.parts();
        byte[] dbf = shapefile.dbf();
        int row7 = 65 + 6 * 41 + 1;
        dbf[row7] = (byte) 0xff;
        parts.put("dbf", dbf);
        ReadResult result = read(parts);
        assertThat(kinds(result)).containsExactly(ShapefileProblem.TEXT_UNREADABLE);
        assertThat(result.problems().get(0).place().row()).isEqualTo(7);
        assertThat(result.problems().get(0).place().field()).isEqualTo("DKMC");
        assertThat(result.rows()).hasSize(20);
    }

    @Test
    void holesAreToldByPositionAndWrongWindingIsMended() throws IOException {
        double[] shell = TestShapefile.clockwise(110, 27, 1, 1);
        double[] hole = TestShapefile.counterClockwise(110.2, 27.2, 0.2, 0.2);
        double[] island = TestShapefile.clockwise(110.25, 27.25, 0.1, 0.1);
        ReadResult right = read(new TestShapefile("A").polygon(new double[][]{hole, shell, island}, "x").parts());
        assertThat(right.problems()).isEmpty();
        Geometry geometry = right.rows().get(0).lonLat();
        assertThat(geometry.getNumGeometries()).isEqualTo(2);
        assertThat(geometry.getArea()).isEqualTo(1 - 0.04 + 0.01, within(1e-12));
        ReadResult wrong = read(new TestShapefile("A").polygon(new double[][]{
                TestShapefile.counterClockwise(110, 27, 1, 1), TestShapefile.clockwise(110.2, 27.2, 0.2, 0.2)}, "x")
                .parts());
        assertThat(kinds(wrong)).containsExactly(FeatureProblem.ORIENTATION_MENDED);
        assertThat(((Polygon) wrong.rows().get(0).lonLat()).getNumInteriorRing()).isEqualTo(1);
    }

    @Test
    void aSelfCrossingPolygonIsNamedWithItsPlace() throws IOException {
        double[] bow = {110, 27, 111, 28, 111, 27, 110, 28.5, 110, 27};
        ReadResult result = read(two().polygon(new double[][]{bow}, "3", "x").parts());
        assertThat(kinds(result)).containsExactly(FeatureProblem.SELF_CROSSING);
        Problem problem = result.problems().get(0);
        assertThat(problem.place().row()).isEqualTo(3);
        assertThat(problem.details()).containsExactly("110.6000000", "27.6000000");
        assertThat(problem.sentence(Locale.CHINESE)).contains("自相交").contains("110.6000000");
        assertThat(problem.sentence(Locale.ENGLISH)).contains("crosses itself at 110.6000000, 27.6000000");
        assertThat(result.rows()).hasSize(2);
        assertThat(result.isUsable()).isTrue();
    }

    @Test
    void aRingThatTouchesItselfIsRewritten() throws IOException {
        double[] shellWithHoleOnACorner = {110, 27, 110, 28, 111, 28, 111, 27, 110, 27, 110.5, 27.1, 110.5, 27.5, 110,
                27};
        ReadResult result = read(
                new TestShapefile("A").polygon(new double[][]{shellWithHoleOnACorner}, "x").parts());
        assertThat(kinds(result)).contains(FeatureProblem.TOUCH_MENDED);
        assertThat(result.rows().get(0).lonLat().isValid()).isTrue();
        assertThat(result.rows().get(0).lonLat().getArea()).isEqualTo(0.9, within(1e-9));
    }

    @Test
    void eachBadRowIsNamedAndTheOthersAreRead() throws IOException {
        TestShapefile shapefile = new TestShapefile("A").nullShape("1")
                .polygon(new double[][]{{110, 27, 110, 28, 111, 28, 111, 27}}, "2")
                .polygon(new double[][]{{110, 27, 110, 28, 110, 29, 110, 27}}, "3")
                .rectangle(500_000, 3_000_000, 10, 10, "4").rectangle(110, 27, 1, 1, "5")
                .polygon(new double[][]{{110, 27, 110, 27}}, "6")
                .polygon(new double[][]{{Double.NaN, 27, 110, 28, 111, 28, Double.NaN, 27}}, "7")
                .shape(new byte[]{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "8")
                .shape(broken(), "9");
        ReadResult result = read(shapefile.parts());
        assertThat(result.problems()).extracting(problem -> problem.place().row() + " " + problem.code())
                .containsExactly("1 feature.null-shape", "2 feature.ring-not-closed", "3 feature.empty-area",
                        "4 feature.out-of-range", "6 feature.empty-area", "7 feature.ring-not-closed",
                        "8 feature.not-polygon", "9 shapefile.record-broken");
        assertThat(result.rows()).extracting(FeatureRow::row).containsExactly(5L);
        assertThat(result.records()).isEqualTo(9);
    }

    private static byte[] broken() {
        byte[] content = new byte[64];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 5).putInt(36, 1).putInt(40, 1_000_000);
        return content;
    }

    @Test
    void heightsAreLeftOutWithAWarning() throws IOException {
        ReadResult result = read(new TestShapefile("A").ofType(15).rectangle(110, 27, 1, 1, "x").parts());
        assertThat(kinds(result)).containsExactly(ShapefileProblem.HEIGHTS_IGNORED);
        assertThat(result.rows()).hasSize(1);
    }

    @Test
    void missingPartsAreAllNamedAtOnce() throws IOException {
        Map<String, byte[]> parts = without(two(), "dbf");
        parts.remove("prj");
        ReadResult result = read(parts);
        assertThat(kinds(result)).containsExactly(ShapefileProblem.PRJ_MISSING, ShapefileProblem.DBF_MISSING);
        assertThat(result.isUsable()).isFalse();
        assertThat(result.rows()).isEmpty();
    }

    @Test
    void withoutDbfNothingIsTaken() throws IOException {
        ReadResult result = read(without(two(), "dbf"));
        assertThat(kinds(result)).containsExactly(ShapefileProblem.DBF_MISSING);
        assertThat(result.rows()).isEmpty();
    }

    @Test
    void withoutPrjOnlyAStatedSystemIsTaken() throws Exception {
        assertThat(kinds(read(without(two(), "prj")))).containsExactly(ShapefileProblem.PRJ_MISSING);
        ReadResult told = new ShapefileReader(ReadLimits.COUNTY, CoordinateSystem.ofEpsg(4490), name -> true)
                .read(folder.resolve("DK.shp"));
        assertThat(told.problems()).isEmpty();
        assertThat(told.rows()).hasSize(2);
    }

    @Test
    void anUnknownPrjIsRefused() throws IOException {
        String xian = TestShapefile.CGCS2000.replace("D_China_2000", "D_Xian_1980").replace("6378137.0", "6378140.0");
        ReadResult datum = read(with(two(), "prj", xian.getBytes(StandardCharsets.UTF_8)));
        assertThat(kinds(datum)).containsExactly(ShapefileProblem.PRJ_DATUM_UNKNOWN);
        assertThat(datum.problems().get(0).details()).containsExactly("D_Xian_1980");
        assertThat(kinds(read(with(two(), "prj", new byte[]{1, 2, 3})))).containsExactly(ShapefileProblem.PRJ_UNKNOWN);
    }

    @Test
    void aBrokenHeaderIsRefused() throws IOException {
        byte[] shp = two().shp();
        shp[2] = 9;
        assertThat(kinds(read(with(two(), "shp", shp)))).containsExactly(ShapefileProblem.HEADER_BROKEN);
        assertThat(kinds(read(with(two(), "shp", new byte[0])))).containsExactly(ShapefileProblem.HEADER_BROKEN);
        byte[] dbf = two().dbf();
        dbf[10]++;
        assertThat(kinds(read(with(two(), "dbf", dbf)))).containsExactly(ShapefileProblem.DBF_HEADER_BROKEN);
        assertThat(kinds(read(with(two(), "dbf", new byte[5])))).containsExactly(ShapefileProblem.DBF_HEADER_BROKEN);
    }

    @Test
    void pointsAreNoParcels() throws IOException {
        byte[] shp = two().shp();
        shp[32] = 1;
        ReadResult result = read(with(two(), "shp", shp));
        assertThat(kinds(result)).containsExactly(ShapefileProblem.NOT_POLYGONS);
        assertThat(result.problems().get(0).details()).containsExactly("Point");
    }

    @Test
    void aShpCutInTheMiddleIsNoticedAtItsRow() throws IOException {
        byte[] shp = two().shp();
        ReadResult result = read(with(two(), "shp", Arrays.copyOf(shp, shp.length - 30)));
        assertThat(kinds(result)).contains(ShapefileProblem.RECORD_CUT, ShapefileProblem.COUNT_MISMATCH);
        assertThat(result.problems().get(0).place().row()).isEqualTo(2);
        assertThat(result.isUsable()).isFalse();
        ReadResult betweenRecords = read(with(two(), "shp", Arrays.copyOf(shp, 100 + (shp.length - 100) / 2)));
        assertThat(kinds(betweenRecords)).containsExactly(ShapefileProblem.LENGTH_MISMATCH,
                ShapefileProblem.COUNT_MISMATCH);
    }

    @Test
    void aTableWithOtherRowsThanShapesIsNoticed() throws IOException {
        TestShapefile three = two().rectangle(110.3, 27.8, 0.001, 0.001, "3", "x");
        ReadResult more = read(with(two(), "dbf", three.dbf()));
        assertThat(kinds(more)).containsExactly(ShapefileProblem.COUNT_MISMATCH);
        assertThat(more.problems().get(0).details()).containsExactly("2", "3");
        assertThat(kinds(read(with(three, "dbf", two().dbf())))).containsExactly(ShapefileProblem.COUNT_MISMATCH);
        byte[] dbf = two().dbf();
        assertThat(kinds(read(with(two(), "dbf", Arrays.copyOf(dbf, dbf.length - 50)))))
                .containsExactly(ShapefileProblem.DBF_CUT);
    }

    @ParameterizedTest(name = "names in {0}")
    @CsvSource({"UTF-8", "GBK"})
    void aZipIsReadWhateverTheEncodingOfItsNames(String names) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        two().parts().forEach((extension, bytes) -> entries.put("矢量数据/地块/地块." + extension.toUpperCase(Locale.ROOT),
                bytes));
        entries.put("__MACOSX/._other.shp", new byte[]{1});
        Path zip = Files.write(folder.resolve("村.zip"), TestShapefile.zip(entries, Charset.forName(names)));
        ReadResult result = new ShapefileReader().read(zip);
        assertThat(result.problems()).isEmpty();
        assertThat(result.rows()).hasSize(2);
    }

    @Test
    void aFolderWithoutAParcelLayerIsAmbiguous() throws IOException {
        TestShapefile.write(two().parts(), folder, "JZD4312010001");
        TestShapefile.write(two().parts(), folder, "DKX4312010001");
        ReadResult several = new ShapefileReader().read(folder);
        assertThat(kinds(several)).containsExactly(ShapefileProblem.SHP_AMBIGUOUS);
        assertThat(several.problems().get(0).details().get(0)).contains("DKX4312010001.shp", "JZD4312010001.shp");
    }

    /** As NY/T 2539 has it: all layers in one folder, the parcels cut into files by number. */
    private Map<String, byte[]> delivery() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        TestShapefile crossing = two().polygon(
                new double[][]{{111, 27, 111.1, 27.1, 111.1, 27, 111, 27.1, 111, 27}}, "3", "c");
        two().parts().forEach((ending, bytes) -> files.put("测区/矢量数据/DK4312990012026-1." + ending, bytes));
        crossing.parts().forEach((ending, bytes) -> files.put("测区/矢量数据/DK4312990012026-2." + ending, bytes));
        two().parts().forEach((ending, bytes) -> files.put("测区/矢量数据/XJXZQ4312990012026." + ending, bytes));
        two().parts().forEach((ending, bytes) -> files.put("测区/矢量数据/JZD4312990012026." + ending, bytes));
        files.put("测区/文字报告/报告.doc", new byte[]{1});
        return files;
    }

    private static void assertIsTheDelivery(ReadResult result) {
        assertThat(result.rows()).extracting(row -> row.file() + " " + row.row()).containsExactly(
                "DK4312990012026-1.shp 1", "DK4312990012026-1.shp 2", "DK4312990012026-2.shp 1",
                "DK4312990012026-2.shp 2");
        assertThat(result.records()).isEqualTo(5);
        assertThat(result.isUsable()).isTrue();
        assertThat(result.problems())
                .extracting(problem -> problem.place().file() + " " + problem.place().row() + " " + problem.code())
                .containsExactlyInAnyOrder("JZD4312990012026.shp 0 shapefile.layer-skipped",
                        "XJXZQ4312990012026.shp 0 shapefile.layer-skipped",
                        "DK4312990012026-2.shp 3 feature.self-crossing");
    }

    @ParameterizedTest(name = "names in {0}")
    @CsvSource({"UTF-8", "GBK"})
    void aSplitDeliveryInAZipIsOneImport(String names) throws IOException {
        Path zip = Files.write(folder.resolve("交付.zip"), TestShapefile.zip(delivery(), Charset.forName(names)));
        assertIsTheDelivery(new ShapefileReader().read(zip));
    }

    @Test
    void aSplitDeliveryInAFolderIsOneImport() throws IOException {
        for (Map.Entry<String, byte[]> file : delivery().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(java.util.Objects.requireNonNull(path.getParent()));
            Files.write(path, file.getValue());
        }
        assertIsTheDelivery(new ShapefileReader().read(folder));
    }

    @Test
    void whatIsWrongWithOneFileOfADeliveryDoesNotHideTheNextOne() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        two().parts().forEach((ending, bytes) -> files.put("东村/DK." + ending, bytes));
        two().parts().forEach((ending, bytes) -> files.put("西村/DK." + ending, bytes));
        files.put("东村/DK.shp", new byte[]{1, 2, 3});
        files.remove("西村/DK.prj");
        ReadResult result = new ShapefileReader()
                .read(Files.write(folder.resolve("a.zip"), TestShapefile.zip(files, StandardCharsets.UTF_8)));
        assertThat(result.isUsable()).isFalse();
        assertThat(result.problems()).extracting(problem -> problem.place().file() + " " + problem.code())
                .containsExactly("东村/DK.shp shapefile.header-broken", "西村/DK.prj shapefile.prj-missing");
    }

    @Test
    void whatIsNoShapefileIsRefused() throws IOException {
        ShapefileReader reader = new ShapefileReader();
        assertThat(kinds(reader.read(folder))).containsExactly(ShapefileProblem.SHP_MISSING);
        assertThat(kinds(reader.read(folder.resolve("absent.shp")))).containsExactly(ShapefileProblem.SHP_MISSING);
        assertThat(kinds(reader.read(folder.resolve("absent.zip")))).containsExactly(ShapefileProblem.SHP_MISSING);
        Path noShp = Files.write(folder.resolve("a.zip"),
                TestShapefile.zip(Map.of("a.txt", new byte[3]), StandardCharsets.UTF_8));
        assertThat(kinds(reader.read(noShp))).containsExactly(ShapefileProblem.SHP_MISSING);
        Path noZip = Files.write(folder.resolve("b.zip"), new byte[]{1, 2, 3, 4});
        assertThat(kinds(reader.read(noZip))).containsExactly(ShapefileProblem.ZIP_BROKEN);
    }

    @Test
    void aZipBombIsRefused() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        with(two(), "dbf", new byte[50 << 20]).forEach((extension, bytes) -> entries.put("a." + extension, bytes));
        byte[] dbf = two().dbf();
        ByteBuffer.wrap(dbf).order(ByteOrder.LITTLE_ENDIAN).putInt(4, Integer.MAX_VALUE);
        entries.put("a.dbf", Arrays.copyOf(dbf, 50 << 20));
        Path bomb = Files.write(folder.resolve("bomb.zip"), TestShapefile.zip(entries, StandardCharsets.UTF_8));
        assertThat(Files.size(bomb)).isLessThan(1 << 20);
        ReadResult result = new ShapefileReader(new ReadLimits(10 << 20, 1000), null, name -> true).read(bomb);
        assertThat(kinds(result)).containsExactly(FeatureProblem.TOO_LARGE);
        ReadResult rows = new ShapefileReader(new ReadLimits(10 << 20, 1), null, name -> true)
                .read(TestShapefile.write(two().parts(), folder, "two"));
        assertThat(kinds(rows)).contains(FeatureProblem.TOO_MANY_RECORDS);
    }

    /** Whatever is done to the bytes, the reader answers with problems, never with an exception. */
    @Test
    void damagedFilesNeverThrow() throws IOException {
        for (long seed = 1; seed <= 400; seed++) {
            Random random = new Random(seed);
            Map<String, byte[]> parts = two().parts();
            for (String extension : List.of("shp", "dbf", "prj")) {
                byte[] bytes = parts.getOrDefault(extension, new byte[0]);
                for (int i = 0; i < 1 + random.nextInt(6); i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                parts.put(extension,
                        random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            }
            if (seed % 2 == 0) {
                parts.put("prj", TestShapefile.CGCS2000.getBytes(StandardCharsets.UTF_8));
            }
            ReadResult result = read(parts);
            assertThat(result.problems()).as("seed %d", seed).allSatisfy(problem -> {
                assertThat(problem.sentence(Locale.CHINESE)).isNotBlank();
                assertThat(problem.sentence(Locale.ENGLISH)).isNotBlank();
            });
        }
    }

    @Test
    void readsTheRealParcelsOfNewZealand() throws IOException {
        Path shp = Path.of(System.getProperty("siji.shared", ""), "parcels/nz/nz-primary-parcels_region.shp");
        assumeTrue(Files.exists(shp), "absent: parcels/nz/nz-primary-parcels_region.shp");
        ReadResult result = new ShapefileReader().read(shp);
        assertThat(result.records()).isEqualTo(2993);
        assertThat(result.rows()).hasSize(2993);
        assertThat(result.problems()).noneMatch(Problem::isError);
        FeatureRow first = result.rows().get(0);
        assertThat(first.attributes()).containsEntry("ID", "5039822").containsEntry("APPELLATIO", "Lot 122 DP 19657");
        Coordinate auckland = first.lonLat().getCoordinate();
        assertThat(auckland.x).isBetween(174.9, 175.1);
        assertThat(auckland.y).isBetween(-36.95, -36.85);
    }

    @Test
    void readsTheRealZippedFieldsOfDenmark() throws IOException {
        Path zip = Path.of(System.getProperty("siji.shared", ""), "parcels/samples/dk_Marker_2026.zip");
        assumeTrue(Files.exists(zip), "absent: parcels/samples/dk_Marker_2026.zip");
        ReadResult result = new ShapefileReader().read(zip);
        assertThat(result.rows()).hasSize(100);
        assertThat(result.rows().get(0).lonLat().getCoordinate().x).isBetween(7.5, 15.5);
    }
}
