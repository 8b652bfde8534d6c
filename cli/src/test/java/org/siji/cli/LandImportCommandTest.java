package org.siji.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.siji.formats.json.JsonTree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class LandImportCommandTest {

    private static final String SQUARE = "[[[110,27.8],[110.001,27.8],[110.001,27.801],[110,27.801],[110,27.8]]]";

    @TempDir
    private Path folder = Path.of("");

    private final CommandLineRun siji = new CommandLineRun();

    private String file(String... codes) throws IOException {
        List<String> features = new ArrayList<>();
        for (String code : codes) {
            features.add("{\"type\":\"Feature\",\"properties\":{\"DKBM\":\"" + code
                    + "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" + SQUARE + "}}");
        }
        return Files.writeString(folder.resolve("village.geojson"),
                "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}").toString();
    }

    @Test
    void aDryRunSaysCountAreaAndThatAllIsFine() throws IOException {
        assertThat(siji.run("land", "import", file("4312010010101000001"), "--dry-run")).isZero();
        assertThat(siji.out()).contains("共 1 行，可用地块 1 块，椭球面积合计 16.3", "错误 0 个，警告 0 个",
                "可以导入");
        assertThat(siji.run("--lang", "en", "land", "import", file("4312010010101000001"), "--dry-run")).isZero();
        assertThat(siji.out()).contains("1 rows, 1 usable parcels", "Ready to import.");
    }

    @Test
    void everyProblemIsListedByRow() throws IOException {
        int exit = siji.run("land", "import", file("4312010010101000001", "7", "4312010010101000001"), "--dry-run");
        assertThat(exit).isEqualTo(1);
        assertThat(siji.out()).contains("错误 第 2 行 DKBM 地块编码“7”不是 19 位数字。",
                "错误 第 3 行 DKBM 地块编码 4312010010101000001 在第 1 行已经出现。");
    }

    @Test
    void theJsonHoldsTheSame() throws IOException {
        assertThat(siji.run("land", "import", file("4312010010101000001", "7"), "--dry-run", "--json", "--lang=en"))
                .isEqualTo(1);
        assertThat(JsonTree.parse(siji.out(), JsonTree.Scalars.AS_WRITTEN)).isInstanceOfSatisfying(Map.class,
                json -> {
                    assertThat(json.get("parcels")).isEqualTo("1");
                    assertThat(Double.parseDouble(String.valueOf(json.get("areaMu")))).isEqualTo(16.37, within(0.1));
                    assertThat(String.valueOf(json.get("problems"))).contains("row=2", "parcel.code-malformed",
                            "Parcel code \"7\" is not 19 digits.");
                });
    }

    @Test
    void anUnusableFileAndAWrongCallExitWithTwo() throws IOException {
        assertThat(siji.run("land", "import", folder.resolve("none.shp").toString(), "--dry-run")).isEqualTo(2);
        assertThat(siji.out()).contains("没有找到 .shp 文件", "整个文件不能使用");
        assertThat(siji.run("land", "import")).isEqualTo(2);
        assertThat(siji.run("land", "import", file("4312010010101000001"))).isEqualTo(2);
        assertThat(siji.err()).contains("导入需要 --user");
        assertThat(siji.run("land", "import", file("4312010010101000001"), "--epsg", "4610", "--dry-run")).isEqualTo(2);
        assertThat(siji.err()).contains("EPSG:4610");
    }

    @Test
    void helpIsInTheLanguageOfTheCall() {
        assertThat(siji.run("land")).isZero();
        assertThat(siji.out()).contains("读取地块文件");
        assertThat(siji.run("land", "import", "--help")).isZero();
        assertThat(siji.out()).contains("读取地块文件", "只检查，不导入");
        assertThat(siji.run("--lang", "en", "land", "import", "--help")).isZero();
        assertThat(siji.out()).contains("check only, take nothing in");
    }

    /** What a real server answers is tested with the platform. */
    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        InputStream standardInput = System.in;
        try {
            System.setIn(new ByteArrayInputStream("pw\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(siji.run("land", "import", file("4312010010101000001"), "--server", "http://127.0.0.1:" + nobody,
                    "--user", "clerk", "--password-stdin")).isEqualTo(2);
        } finally {
            System.setIn(standardInput);
        }
        assertThat(siji.out()).contains("连不上服务器 http://127.0.0.1:" + nobody);
    }

    @Test
    void aRowOfADeliveryIsNamedWithItsFile() throws IOException {
        Files.createDirectories(folder.resolve("矢量数据"));
        for (String name : List.of("DK4312990012026-1.shp", "DK4312990012026-2.shp", "JZD4312990012026.shp")) {
            Files.write(folder.resolve("矢量数据").resolve(name), new byte[]{1, 2, 3});
        }
        assertThat(siji.run("land", "import", folder.toString(), "--dry-run")).isEqualTo(2);
        assertThat(siji.out()).contains(
                "错误 文件 DK4312990012026-1.shp .shp 的文件头已损坏", "错误 文件 DK4312990012026-2.shp .shp 的文件头已损坏",
                "警告 文件 JZD4312990012026.shp 不是地块图层（DK），未读取");
    }

    @Test
    void provisionalCodesTakeRowsWithoutACode() throws IOException {
        assertThat(siji.run("land", "import", file("旧-1", "4312010010101000001"), "--dry-run")).isEqualTo(1);
        assertThat(siji.run("land", "import", file("旧-1", "4312010010101000001"), "--dry-run", "--provisional-group",
                "43120100101010")).isZero();
    }

    @Test
    void aWrongCommandLineIsExplainedInBothLanguages() throws IOException {
        assertThat(siji.run("land", "import", file("4312010010101000001"), "--dryrun")).isEqualTo(2);
        assertThat(siji.err()).startsWith("没有这个选项：--dryrun").contains(
                "Unknown option: --dryrun").doesNotContain("Exception");
        assertThat(siji.run("land", "import", "a.shp", "--server")).isEqualTo(2);
        assertThat(siji.err()).startsWith("缺少：--server URL").contains(
                "Missing: --server URL");
        assertThat(siji.run("land", "import")).isEqualTo(2);
        assertThat(siji.err()).startsWith("缺少：FILE").contains("Missing: FILE");
        assertThat(siji.run("measure", "a.csv", "--width-m", "wide")).isEqualTo(2);
        assertThat(siji.err()).startsWith("--width-m W 的值不对：wide").contains(
                "Wrong value for --width-m W: wide");
        assertThat(siji.run("land", "import", "a.shp", "b.shp")).isEqualTo(2);
        assertThat(siji.err()).startsWith("多余的参数：b.shp").contains(
                "Superfluous argument: b.shp");
        assertThat(siji.run("land", "import", "a.shp", "--epsg", "1", "--epsg", "2")).isEqualTo(2);
        assertThat(siji.err()).startsWith("选项给了两次：--epsg CODE");
        assertThat(siji.run("lnd")).isEqualTo(2);
    }

    @Test
    void theRealParcelsOfNewZealandAreReported() {
        Path shp = Path.of(System.getProperty("siji.shared", ""), "parcels/nz/nz-primary-parcels_region.shp");
        assumeTrue(Files.exists(shp), "absent: parcels/nz/nz-primary-parcels_region.shp");
        assertThat(siji.run("land", "import", shp.toString(), "--dry-run")).isZero();
        assertThat(siji.out()).contains("共 2,993 行，可用地块 2,993 块，椭球面积合计 41,966.11 亩",
                "以属性“ID”作地块编码");
    }
}
