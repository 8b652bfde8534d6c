package org.siji.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class MeasureCommandTest {

    private static final Path TRACKS = Path.of(System.getProperty("siji.shared"), "tracks");

    private final CommandLineRun siji = new CommandLineRun();

    @TempDir
    private Path folder;

    private Path csv(String content) throws IOException {
        return Files.writeString(folder.resolve("轨迹.csv"), content);
    }

    /** 100 m north within a minute; no width. */
    private Path hundredMeters() throws IOException {
        StringBuilder csv = new StringBuilder("时间,经度,纬度,作业状态\n");
        for (int i = 0; i <= 60; i++) {
            csv.append("2026-05-28 09:%02d:%02d,113.1,%.8f,作业%n".formatted(30 + i / 60, i % 60,
                    29.3 + i / 60.0 * 100 / 110_848));
        }
        return csv(csv.toString());
    }

    @Test
    void theElevenRealLogsAgreeWithTheirMachines() {
        assumeTrue(Files.isDirectory(TRACKS), "shared/data/tracks is absent");
        assertThat(siji.run("measure", TRACKS.resolve("isoxml/TASKDATA.XML"), "--json")).isZero();
        JsonNode report = siji.json();
        assertThat(report.get("logs").size()).isEqualTo(11);
        JsonNode first = report.get("logs").get(0);
        assertThat(first.get("records").asInt()).isEqualTo(4716);
        assertThat(first.get("net_area_m2").asDouble()).isLessThan(first.get("gross_area_m2").asDouble());
        JsonNode total = report.get("total");
        assertThat(total.get("gross_area_m2").asDouble() / total.get("machine_area_m2").asDouble())
                .isBetween(0.99, 1.01);
        assertThat(total.get("difference_m2").asDouble()).isCloseTo(
                total.get("gross_area_m2").asDouble() - total.get("machine_area_m2").asDouble(), within(1e-6));
        assertThat(report.get("problems").size()).isEqualTo(10);
        assertThat(report.get("problems").get(0).get("code").asString()).isEqualTo("isoxml.log-missing");
    }

    @Test
    void aTrackWithoutWidthTakesTheOneGiven() throws IOException {
        assertThat(siji.run("measure", hundredMeters(), "--width-m", "3", "--json")).isZero();
        assertThat(siji.json().get("total").get("gross_area_m2").asDouble()).isCloseTo(300, within(1.0));
        assertThat(siji.json().get("total").has("machine_area_m2")).isFalse();
    }

    /** A hundred metres of three metres' width: one parcel of which the western half lies under it, one beyond. */
    @Test
    void theParcelsUnderATrackAreListed() throws IOException {
        double north = 29.3 + 100 / 110_848.0;
        double threeMetersEast = 3 / 97_200.0;
        Path parcels = Files.writeString(folder.resolve("parcels.geojson"),
                "{\"type\":\"FeatureCollection\",\"features\":["
                        + feature("4312010010101000001", 113.1 - threeMetersEast / 2, 113.1 + threeMetersEast * 1.5,
                                north)
                        + "," + feature("4312010010101000002", 113.2, 113.3, north) + "]}");
        assertThat(siji.run("measure", hundredMeters(), "--width-m", "3", "--parcels", parcels, "--json")).isZero();
        JsonNode rows = siji.json().get("parcels");
        assertThat(rows.size()).isEqualTo(1);
        JsonNode row = rows.get(0);
        assertThat(row.get("code").asString()).isEqualTo("4312010010101000001");
        assertThat(row.get("coverage").asDouble()).isCloseTo(0.5, within(0.05));
        assertThat(row.get("covered_m2").asDouble()).isCloseTo(300, within(30.0));
        assertThat(row.get("covered_m2").asDouble() + row.get("missed_m2").asDouble())
                .isCloseTo(row.get("area_m2").asDouble(), within(1e-6));
        assertThat(row.get("overlap_m2").asDouble()).isZero();
        assertThat(siji.run("measure", hundredMeters(), "--width-m", "3", "--parcels", parcels)).isZero();
        assertThat(siji.out()).contains("覆盖率", "4312010010101000001").doesNotContain("4312010010101000002");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.geojson"),
                feature("4312010010101000002", 113.2, 113.3, north));
        assertThat(siji.run("measure", hundredMeters(), "--width-m", "3", "--parcels", elsewhere)).isZero();
        assertThat(siji.out()).contains("没有作业到文件中的任何地块");
    }

    private static String feature(String code, double west, double east, double north) {
        return "{\"type\":\"Feature\",\"properties\":{\"DKBM\":\"" + code
                + "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" + west + ",29.3],[" + east + ",29.3],["
                + east + "," + north + "],[" + west + "," + north + "],[" + west + ",29.3]]]}}";
    }

    @Test
    void withoutAnyWidthItSaysSo() throws IOException {
        assertThat(siji.run("measure", hundredMeters())).isZero();
        assertThat(siji.out()).contains("合计", "有 60 段作业不知道幅宽");
    }

    @Test
    void itSpeaksEnglishOnRequest() throws IOException {
        assertThat(siji.run("--lang", "en", "measure", hundredMeters())).isZero();
        assertThat(siji.out()).contains("total", "60 steps at work were not counted");
        assertThat(siji.run("measure", "--help", "--lang=en")).isZero();
        assertThat(siji.out()).contains("Measures worked area");
        assertThat(siji.run("--lang", "fr")).isEqualTo(2);
    }

    @Test
    void helpIsChinese() {
        assertThat(siji.run("measure", "--help")).isZero();
        assertThat(siji.out()).contains("用法：", "显示帮助", "净面积");
    }

    @Test
    void nothingReadableIsExitCodeTwo() throws IOException {
        assertThat(siji.run("measure", csv("speed\n1\n"))).isEqualTo(2);
        assertThat(siji.out()).contains("缺少必需的列", "没有可以量算的轨迹");
        assertThat(siji.run("measure", folder.resolve("absent.csv"))).isEqualTo(2);
        assertThat(siji.err()).contains("文件不存在");
        assertThat(siji.run("measure", hundredMeters(), "--width-m", "0")).isEqualTo(2);
        assertThat(siji.run("measure")).isEqualTo(2);
    }
}
