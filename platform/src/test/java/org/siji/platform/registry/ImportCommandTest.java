package org.siji.platform.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.siji.cli.Siji;
import org.siji.platform.identity.Role;
import org.siji.platform.identity.TestUsers;
import org.siji.platform.support.ChildJvm;
import org.siji.platform.support.SijiIntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./siji land import} as a process of its own against the running server. */
@SijiIntegrationTest
class ImportCommandTest {

    @Autowired
    TestUsers users;
    @LocalServerPort
    int port;
    @TempDir
    private Path folder;

    private TestCounty county;
    private TestUsers.Login clerk;
    private int exitCode;

    @BeforeEach
    void village() {
        county = new TestCounty(users);
        clerk = users.officeLogin(Role.VILLAGE, county.village);
    }

    /** Exit code in {@link #exitCode}. */
    private String landImport(Path file, String password, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("land", "import", file.toString(), "--server",
                "http://127.0.0.1:" + port, "--user", clerk.username()));
        arguments.addAll(Arrays.asList(options));
        try (ChildJvm command = ChildJvm.start(Siji.class, folder, Map.of("SIJI_PASSWORD", password),
                arguments.toArray(String[]::new))) {
            String output = command.awaitEnd();
            exitCode = command.exitCode();
            return output;
        }
    }

    private Path file(String... codes) throws IOException {
        List<Map<String, Object>> features = new ArrayList<>();
        for (String code : codes) {
            features.add(Map.of("type", "Feature", "geometry", county.square(features.size(), 0), "properties",
                    Map.of("DKBM", code)));
        }
        return Files.write(folder.resolve("东村.geojson"), JsonMapper.shared()
                .writeValueAsBytes(Map.of("type", "FeatureCollection", "features", features)));
    }

    @Test
    void aDryRunThenTheImportThenTheSameAgain() throws Exception {
        Path file = file(county.nextParcelCode(), county.nextParcelCode());
        assertThat(landImport(file, clerk.password(), "--dry-run")).contains("文件：东村.geojson", "共 2 行，可用地块 2 块",
                "错误 0 个，警告 0 个", "可以导入");
        assertThat(exitCode).isZero();
        assertThat(county.clerk.fetch("/parcels").path("items").size()).isZero();

        assertThat(landImport(file, clerk.password())).contains("已导入，导入编号");
        assertThat(exitCode).isZero();
        assertThat(county.clerk.fetch("/parcels").path("items").size()).isEqualTo(2);

        assertThat(landImport(file, clerk.password())).contains("错误 2 个", "错误 第 1 行 DKBM 地块编码",
                "[parcel.duplicate]", "有错误的行不能导入").doesNotContain("HTTP");
        assertThat(exitCode).isEqualTo(1);
    }

    @Test
    void oldNumbersGetProvisionalCodes() throws Exception {
        Path file = file("旧-1", county.nextParcelCode());
        assertThat(landImport(file, clerk.password())).contains("错误 第 1 行 DKBM 地块编码“旧-1”不是 19 位数字");
        assertThat(exitCode).isEqualTo(1);
        String output = landImport(file, clerk.password(), "--provisional-group", county.village + "01", "--json",
                "--lang", "en");
        assertThat(exitCode).isZero();
        JsonNode run = JsonMapper.shared().readTree(output);
        assertThat(run.path("status").asString()).isEqualTo("DONE");
        assertThat(run.path("problems").toString()).contains("provisional codes " + county.village + "0190001");
    }

    @Test
    void whatIsTheServersBusinessIsSaidInItsWords() throws Exception {
        Path file = file(county.nextParcelCode());
        assertThat(landImport(file, "wrong")).contains("HTTP 401").doesNotContain("Exception");
        assertThat(exitCode).isEqualTo(2);
        assertThat(landImport(file, clerk.password(), "--village", county.otherVillage)).contains("HTTP 404");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void aFolderIsSentAsAWhole() throws Exception {
        Path delivery = Files.createDirectories(folder.resolve("交付/矢量数据"));
        for (String name : List.of("DK4312990012026-1.shp", "DK4312990012026-2.shp", "JZD4312990012026.shp")) {
            Files.write(delivery.resolve(name), new byte[]{1, 2, 3});
        }
        Files.write(delivery.resolve("扫描.tif"), new byte[1000]);
        assertThat(landImport(folder.resolve("交付"), clerk.password(), "--dry-run")).contains("文件：交付.zip",
                "错误 文件 DK4312990012026-1.shp", "错误 文件 DK4312990012026-2.shp", "警告 文件 JZD4312990012026.shp");
        assertThat(exitCode).isEqualTo(1);
    }
}
