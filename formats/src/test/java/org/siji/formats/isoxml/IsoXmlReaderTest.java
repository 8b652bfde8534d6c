package org.siji.formats.isoxml;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.siji.formats.Problem;
import org.siji.track.Track;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Small made-up sets, one trouble each. */
class IsoXmlReaderTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String DEVICE = """
            <DVC A="DVC-1" B="插秧机"><DET A="DET-1" B="1" C="1" E="0" F="0"/>
            <DET A="DET-2" B="2" C="4" E="1" F="1"/><DET A="DET-3" B="3" C="4" E="2" F="1"/></DVC>""";
    private static final String TASK = "<TSK A=\"TSK1\" B=\"东冲\"><TLG A=\"TLG00001\" C=\"1\"/></TSK>";
    private static final String POSITION = "<PTN A=\"\" B=\"\" D=\"\"/>";
    private static final String VALUES = """
            <DLV A="0043" B="" C="DET-1"/><DLV A="008D" B="" C="DET-1"/><DLV A="0074" B="" C="DET-1"/>""";

    private final Map<String, byte[]> files = new HashMap<>();

    private TaskData read() {
        return IsoXmlReader.read(name -> Optional.ofNullable(files.get(name.toUpperCase(Locale.ROOT))), SHANGHAI);
    }

    private IsoXmlReaderTest with(String name, byte[] content) {
        files.put(name.toUpperCase(Locale.ROOT), content);
        return this;
    }

    private IsoXmlReaderTest taskData(String inner) {
        return with("TASKDATA.XML", ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ISO11783_TaskData VersionMajor=\"4\">"
                + inner + "</ISO11783_TaskData>").getBytes(UTF_8));
    }

    private IsoXmlReaderTest header(String position, String values) {
        return with("TLG00001.XML", ("<TIM A=\"\" D=\"4\">" + position + values + "</TIM>").getBytes(UTF_8));
    }

    /** Twenty records, a second and some two metres apart; width, work state and counter come with the first. */
    private static byte[] log() {
        ByteBuffer log = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 20; i++) {
            log.putInt(36_000_000 + i * 1000).putShort((short) 16_949).putInt(293_000_000 + i * 180)
                    .putInt(1_131_000_000).put((byte) 4);
            if (i == 0) {
                log.put((byte) 3).put((byte) 0).putInt(2400).put((byte) 1).putInt(1).put((byte) 2).putInt(7000);
            } else {
                log.put((byte) 1).put((byte) 2).putInt(7000 + i * 5);
            }
        }
        return Arrays.copyOf(log.array(), log.position());
    }

    private IsoXmlReaderTest whole() {
        return taskData(DEVICE + TASK).header(POSITION, VALUES).with("TLG00001.BIN", log());
    }

    @Test
    void readsPositionsTimesWidthStateAndCounter() {
        TaskData data = whole().read();
        assertThat(data.problems()).isEmpty();
        TimeLog log = data.logs().get(0);
        assertThat(log.taskName()).isEqualTo("东冲");
        assertThat(log.deviceNames()).containsExactly("插秧机");
        assertThat(log.records()).isEqualTo(20);
        assertThat(log.machineAreaSquareMeters()).hasValue(95);
        Track track = log.track();
        assertThat(Instant.ofEpochMilli(track.timeMillis(1))).isEqualTo(Instant.parse("2026-05-28T02:00:01Z"));
        assertThat(track.latDegrees(1)).isCloseTo(29.300018, within(1e-9));
        assertThat(track.lonDegrees(1)).isCloseTo(113.1, within(1e-9));
        assertThat(track.workState(19)).isEqualTo(Track.WORKING);
        assertThat(track.widthMeters(19)).isEqualTo(2.4f);
    }

    @Test
    void aLogCutInTheMiddleOfARecordKeepsTheRecordsBefore() {
        byte[] log = log();
        TaskData data = whole().with("TLG00001.BIN", Arrays.copyOf(log, log.length - 8)).read();
        assertThat(data.logs().get(0).records()).isEqualTo(19);
        Problem problem = data.problems().get(0);
        assertThat(problem.kind()).isEqualTo(IsoXmlProblem.LOG_CUT);
        assertThat(problem.place().row()).isEqualTo(20);
        assertThat(problem.details()).containsExactly(String.valueOf(log.length - 21), "13");
    }

    @Test
    void afterGarbledBytesItGoesOn() {
        byte[] log = log();
        // The record count of the fourth record now claims 200 values of unknown meaning.
        int fourth = 31 + 2 * 21;
        log[fourth + 15] = (byte) 200;
        TaskData data = whole().with("TLG00001.BIN", log).read();
        assertThat(data.logs().get(0).records()).isEqualTo(19);
        Problem problem = data.problems().get(0);
        assertThat(problem.kind()).isEqualTo(IsoXmlProblem.LOG_GARBLED);
        assertThat(problem.place().row()).isEqualTo(4);
        assertThat(problem.details()).containsExactly(String.valueOf(fourth), "21");
    }

    @Test
    void anEmptyLogIsNoCrash() {
        TaskData data = whole().with("TLG00001.BIN", new byte[0]).read();
        assertThat(data.logs().get(0).records()).isZero();
    }

    @Test
    void fixedValuesStandInTheHeader() {
        TaskData data = whole().header(POSITION, """
                <DLV A="0043" B="3000" C="DET-1"/><DLV A="008D" B="1" C="DET-1"/><DLV A="0074" B="" C="DET-1"/>""")
                .with("TLG00001.BIN", onlyCounter()).read();
        Track track = data.logs().get(0).track();
        assertThat(track.widthMeters(0)).isEqualTo(3f);
        assertThat(track.workState(0)).isEqualTo(Track.WORKING);
    }

    private static byte[] onlyCounter() {
        return ByteBuffer.allocate(21).order(ByteOrder.LITTLE_ENDIAN).putInt(0).putShort((short) 16_949)
                .putInt(293_000_000).putInt(1_131_000_000).put((byte) 4).put((byte) 1).put((byte) 2).putInt(1).array();
    }

    @Test
    void everyPartOfAPositionTakesItsBytes() {
        ByteBuffer log = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        log.putInt(0).putShort((short) 16_949).putInt(293_000_000).putInt(1_131_000_000).putInt(50_000).put((byte) 4)
                .putShort((short) 11).putShort((short) 12).put((byte) 9).putInt(1).putShort((short) 16_949)
                .put((byte) 1).put((byte) 0).putInt(2400);
        TaskData data = whole().header("<PTN A='' B='' C='' D='' E='' F='' G='' H='' I=''/>", VALUES)
                .with("TLG00001.BIN", Arrays.copyOf(log.array(), log.position())).read();
        assertThat(data.problems()).isEmpty();
        assertThat(data.logs().get(0).track().widthMeters(0)).isEqualTo(2.4f);
    }

    @Test
    void aRecordWithoutGnssFixHasNoPosition() {
        byte[] log = log();
        log[14] = 0;
        Track track = whole().with("TLG00001.BIN", log).read().logs().get(0).track();
        assertThat(track.latDegrees(0)).isNaN();
        assertThat(track.latDegrees(1)).isNotNaN();
    }

    @Test
    void sectionsAddUpAndTheirCondensedStateCounts() {
        ByteBuffer log = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        log.putInt(0).putShort((short) 16_949).putInt(293_000_000).putInt(1_131_000_000).put((byte) 4).put((byte) 3)
                .put((byte) 0).putInt(1200).put((byte) 1).putInt(1000).put((byte) 2).putInt(0b0100);
        TaskData data = whole().header(POSITION, """
                <DLV A="0043" B="" C="DET-2"/><DLV A="0043" B="" C="DET-3"/><DLV A="00A1" B="" C="DET-1"/>""")
                .with("TLG00001.BIN", Arrays.copyOf(log.array(), log.position())).read();
        Track track = data.logs().get(0).track();
        assertThat(track.widthMeters(0)).isCloseTo(2.2f, within(1e-6f));
        assertThat(track.workState(0)).isEqualTo(Track.WORKING);
    }

    @Test
    void withoutWidthInTheLogTheDeviceTells() {
        String device = """
                <DVC A="DVC-1" B="犁"><DET A="DET-1" C="1"><DOR A="9"/></DET><DPT A="9" B="0046" C="1800"/></DVC>""";
        String values = """
                <DLV A="0054" B="" C="DET-1"/><DLV A="008D" B="" C="DET-1"/><DLV A="0074" B="" C="DET-1"/>""";
        TaskData told = taskData(device + TASK).header(POSITION, values).with("TLG00001.BIN", log()).read();
        assertThat(told.problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.WIDTH_FROM_DEVICE);
        assertThat(told.logs().get(0).track().widthMeters(0)).isEqualTo(1.8f);
        TaskData unknown = taskData(DEVICE + TASK).header(POSITION, values).read();
        assertThat(unknown.problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.WIDTH_MISSING);
        assertThat(unknown.logs().get(0).track().widthMeters(0)).isNaN();
    }

    @Test
    void missingPiecesAreNamed() {
        assertThat(read().problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.TASKDATA_MISSING);
        taskData(DEVICE + TASK);
        assertThat(read().problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.LOG_MISSING);
        with("TLG00001.BIN", log());
        assertThat(read().problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.HEADER_MISSING);
        header("", VALUES);
        assertThat(read().problems()).extracting(Problem::kind)
                .containsExactly(IsoXmlProblem.HEADER_WITHOUT_POSITION);
        assertThat(IsoXmlReader.read(Path.of("nowhere", "TASKDATA.XML"), SHANGHAI).problems())
                .extracting(Problem::kind).containsExactly(IsoXmlProblem.TASKDATA_MISSING);
    }

    @Test
    void externalFilesAreReadOrNamed() {
        taskData("<XFR A=\"PFD00000\" B=\"1\"/><XFR A=\"TSK00000\" B=\"1\"/>");
        with("PFD00000.XML", """
                <XFC><PFD A="PFD1" C="东冲"><PLN A="1"><LSG A="1"><PNT A="2" C="29.3" D="113.1"/>
                <PNT A="2" C="29.301" D="113.1"/><PNT A="2" C="29.301" D="113.101"/></LSG></PLN></PFD></XFC>"""
                .getBytes(UTF_8));
        TaskData data = read();
        assertThat(data.fields()).extracting(Partfield::name).containsExactly("东冲");
        assertThat(data.problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.EXTERNAL_FILE_MISSING);
    }

    @Test
    void externalEntitiesAreRefused() {
        with("TASKDATA.XML", """
                <!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
                <ISO11783_TaskData><FRM A="FRM1" B="&secret;"/></ISO11783_TaskData>""".getBytes(UTF_8));
        assertThat(read().problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.DOCTYPE_REFUSED);
    }

    @Test
    void whatIsNoXmlOrNoZipIsSaid() {
        with("TASKDATA.XML", "no xml".getBytes(UTF_8));
        assertThat(read().problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.XML_BROKEN);
        assertThat(IsoXmlReader.readZip(new byte[]{1, 2, 3}, "a.zip", SHANGHAI).problems()).extracting(Problem::kind)
                .containsExactly(IsoXmlProblem.ZIP_BROKEN);
    }

    @Test
    void aBorderThatCrossesItselfIsReportedAndLeftOut() {
        taskData("""
                <PFD A="PFD1" C="东冲"><PLN A="1"><LSG A="1"><PNT A="2" C="29.3" D="113.1"/>
                <PNT A="2" C="29.301" D="113.101"/><PNT A="2" C="29.301" D="113.1"/>
                <PNT A="2" C="29.3" D="113.101"/></LSG></PLN></PFD>""");
        TaskData data = read();
        assertThat(data.fields()).isEmpty();
        assertThat(data.problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.FIELD_BORDER_BROKEN);
    }

    @ParameterizedTest
    @EnumSource(IsoXmlProblem.class)
    void everyProblemHasItsSentenceInBothLanguages(IsoXmlProblem kind) {
        Problem problem = Problem.of(kind, org.siji.formats.Place.file("x"), "a", "b");
        assertThat(problem.sentence(Locale.CHINESE)).isNotBlank().doesNotContain("{0}");
        assertThat(problem.sentence(Locale.ENGLISH)).isNotBlank().isNotEqualTo(problem.sentence(Locale.CHINESE));
    }
}
