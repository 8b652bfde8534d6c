package org.siji.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class LandImportCommandTest {

    private static final String SQUARE = "[[[110,27.8],[110.001,27.8],[110.001,27.801],[110,27.801],[110,27.8]]]";

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return Siji.run(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), args);
    }

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
        assertThat(run("land", "import", file("4312010010101000001"), "--dry-run")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("共 1 行，可用地块 1 块，椭球面积合计 16.3", "错误 0 个，警告 0 个",
                "可以导入");
        assertThat(run("--lang", "en", "land", "import", file("4312010010101000001"), "--dry-run")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 rows, 1 usable parcels", "Ready to import.");
    }

    @Test
    void everyProblemIsListedByRow() throws IOException {
        int exit = run("land", "import", file("4312010010101000001", "7", "4312010010101000001"), "--dry-run");
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("错误 第 2 行 DKBM 地块编码“7”不是 19 位数字。",
                "错误 第 3 行 DKBM 地块编码 4312010010101000001 在第 1 行已经出现。");
    }

    @Test
    void theJsonHoldsTheSame() throws IOException {
        assertThat(run("land", "import", file("4312010010101000001", "7"), "--dry-run", "--json", "--lang=en"))
                .isEqualTo(1);
        assertThat(JsonTree.parse(out.toString(StandardCharsets.UTF_8))).isInstanceOfSatisfying(Map.class, json -> {
            assertThat(json.get("parcels")).isEqualTo("1");
            assertThat(Double.parseDouble(String.valueOf(json.get("areaMu")))).isEqualTo(16.37, within(0.1));
            assertThat(String.valueOf(json.get("problems"))).contains("row=2", "parcel.code-malformed",
                    "Parcel code \"7\" is not 19 digits.");
        });
    }

    @Test
    void anUnusableFileAndAWrongCallExitWithTwo() throws IOException {
        assertThat(run("land", "import", folder.resolve("none.shp").toString(), "--dry-run")).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("没有找到 .shp 文件", "整个文件不能使用");
        assertThat(run("land", "import")).isEqualTo(2);
        assertThat(run("land", "import", file("4312010010101000001"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--password-stdin");
        assertThat(run("land", "import", file("4312010010101000001"), "--epsg", "4610", "--dry-run")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("EPSG:4610");
    }

    @Test
    void helpIsInTheLanguageOfTheCall() {
        assertThat(run("land", "import", "--help")).isZero();
        assertThat(run("land")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("读取地块文件", "只检查，不上传");
        assertThat(run("--lang", "en", "land", "import", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("check only, send nothing");
    }

    /** A server of the JDK's own that records what it gets and answers as the platform's contract says. */
    @Test
    void theFileIsSentToTheServer() throws IOException {
        List<String> received = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String[] answer = {"{\"id\":\"0199-abc\",\"status\":\"DONE\"}", "200"};
        server.createContext("/api/v1/", exchange -> {
            received.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            boolean login = exchange.getRequestURI().getPath().endsWith("/session");
            byte[] body = (login ? "{\"token\":\"t0k\"}" : answer[0]).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(login ? 200 : Integer.parseInt(answer[1]), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        String file = file("4312010010101000001");
        InputStream standardInput = System.in;
        try {
            System.setIn(new ByteArrayInputStream("p\"w\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(run("land", "import", file, "--server", address, "--user", "clerk", "--password-stdin",
                    "--village", "431201001010"))
                    .isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("已导入，导入编号 0199-abc");
            assertThat(received.get(0)).contains("{\"username\":\"clerk\",\"password\":\"p\\\"w\"}");
            assertThat(received.get(1)).contains("Bearer t0k", "filename=\"village.geojson\"", SQUARE,
                    "name=\"dryRun\"",
                    "name=\"villageCode\"\r\n\r\n431201001010\r\n");

            answer[0] = "{\"detail\":\"不能导入\",\"problems\":[{\"path\":\"rows[2]\",\"message\":\"编码重复\"}]}";
            answer[1] = "422";
            System.setIn(new ByteArrayInputStream("pw\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(run("land", "import", file, "--server", address, "--user", "clerk", "--password-stdin"))
                    .isEqualTo(1);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("HTTP 422", "不能导入", "rows[2] 编码重复");
        } finally {
            System.setIn(standardInput);
            server.stop(0);
        }
        System.setIn(new ByteArrayInputStream(new byte[0]));
        assertThat(run("land", "import", file, "--server", address, "--user", "clerk", "--password-stdin"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("连不上服务器 " + address);
        System.setIn(standardInput);
    }

    @Test
    void theRealParcelsOfNewZealandAreReported() {
        Path shp = Path.of(System.getProperty("siji.shared", ""), "parcels/nz/nz-primary-parcels_region.shp");
        assumeTrue(Files.exists(shp), "absent: parcels/nz/nz-primary-parcels_region.shp");
        assertThat(run("land", "import", shp.toString(), "--dry-run")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("共 2,993 行，可用地块 2,993 块，椭球面积合计 41,966.11 亩",
                "以属性“ID”作地块编码");
    }
}
