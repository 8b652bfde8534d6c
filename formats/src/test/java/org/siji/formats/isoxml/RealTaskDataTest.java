package org.siji.formats.isoxml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.siji.formats.Problem;
import org.siji.track.MeasureParameters;
import org.siji.track.MeasuredWork;
import org.siji.track.TrackMeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The real sets that nobody here made. */
class RealTaskDataTest {

    private static final Path SETS = Path.of(System.getProperty("siji.shared"), "tracks");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @BeforeEach
    void present() {
        assumeTrue(Files.isDirectory(SETS), "shared/data/tracks is absent");
    }

    @Test
    void readsElevenLogsAndNamesTheAbsentOnes() {
        TaskData data = IsoXmlReader.read(SETS.resolve("isoxml/TASKDATA.XML"), BERLIN);
        assertThat(data.logs()).extracting(TimeLog::name).containsExactly("TLG00001", "TLG00003", "TLG00005",
                "TLG00007", "TLG00009", "TLG00015", "TLG00017", "TLG00019", "TLG00021", "TLG00023", "TLG00025");
        assertThat(data.problems()).extracting(Problem::kind).containsOnly(IsoXmlProblem.LOG_MISSING);
        assertThat(data.problems()).extracting(problem -> problem.place().file()).containsExactly("TLG00002.bin",
                "TLG00004.bin", "TLG00006.bin", "TLG00008.bin", "TLG00016.bin", "TLG00018.bin", "TLG00020.bin",
                "TLG00022.bin", "TLG00024.bin", "TLG00026.bin");
        assertThat(data.fields()).hasSizeGreaterThan(15);
        TimeLog first = data.logs().get(0);
        assertThat(first.fieldId()).contains("PFD-2");
        assertThat(first.deviceNames()).containsExactly("uqfOhjIQhhe7sA0");
        // TASKDATA.XML says the task began at 17:30:20 local time.
        assertThat(Instant.ofEpochMilli(first.track().timeMillis(0)))
                .isBetween(Instant.parse("2020-01-02T16:30:15Z"), Instant.parse("2020-01-02T16:31:00Z"));
    }

    @Test
    void grossAreaAgreesWithTheMachinesOwnCounter() {
        double gross = 0;
        double machine = 0;
        for (TimeLog log : IsoXmlReader.read(SETS.resolve("isoxml"), BERLIN).logs()) {
            MeasuredWork work = TrackMeter.measure(log.track(), MeasureParameters.defaults());
            assertThat(work.fixes().used()).as(log.name()).isEqualTo((int) log.records());
            double counter = log.machineAreaSquareMeters().orElseThrow();
            gross += work.grossArea().squareMeters();
            machine += counter;
            assertThat(work.netArea().squareMeters()).isLessThan(work.grossArea().squareMeters());
            // The counter steps by 100 m2, so a log below a hectare could not agree as well; all of these are above.
            assertThat(counter).as(log.name()).isGreaterThan(10_000);
            assertThat(work.grossArea().squareMeters()).as(log.name()).isCloseTo(counter, within(counter * 0.05));
        }
        assertThat(gross / machine).isBetween(0.995, 1.005);
    }

    @Test
    void aZipGivesTheSameAsTheFolder() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip); Stream<Path> files = Files.list(SETS.resolve("isoxml"))) {
            for (Path file : files.toList()) {
                out.putNextEntry(
                        new ZipEntry("TASKDATA/" + String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT)));
                Files.copy(file, out);
            }
        }
        TaskData zipped = IsoXmlReader.readZip(zip.toByteArray(), "upload.zip", BERLIN);
        TaskData folder = IsoXmlReader.read(SETS.resolve("isoxml"), BERLIN);
        assertThat(zipped.problems()).isEqualTo(folder.problems());
        assertThat(zipped.logs()).extracting(TimeLog::records)
                .isEqualTo(folder.logs().stream().map(TimeLog::records).toList());
    }

    @Test
    void aHeaderWithoutItsEndIsStillAHeader() {
        TaskData data = IsoXmlReader.read(SETS.resolve("isoxml-broken"), BERLIN);
        assertThat(data.logs()).hasSize(7);
        assertThat(data.problems())
                .filteredOn(problem -> problem.kind() == IsoXmlProblem.XML_BROKEN
                        && problem.place().file().equals("TLG00003.xml"))
                .hasSize(1);
        TimeLog cut = data.logs().get(1);
        assertThat(cut.name()).isEqualTo("TLG00003");
        assertThat(cut.records()).isGreaterThan(1000);
    }

    @Test
    void setsOfOtherMakersHaveFieldsAndNoLogs() {
        for (String set : List.of("farmdoc/field_export", "farmdoc/seeding", "cnh_export")) {
            TaskData data = IsoXmlReader.read(SETS.resolve("isoxml-small").resolve(set), BERLIN);
            assertThat(data.logs()).isEmpty();
            assertThat(data.problems()).as(set).isEmpty();
            assertThat(data.fields()).as(set).isNotEmpty().allMatch(field -> field.lonLat().isValid());
        }
    }
}
