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

    private static byte[] record(int... indexesAndValues) {
        ByteBuffer log = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        log.putInt(0).putShort((short) 16_949).putInt(293_000_000).putInt(1_131_000_000).put((byte) 4)
                .put((byte) (indexesAndValues.length / 2));
        for (int i = 0; i < indexesAndValues.length; i += 2) {
            log.put((byte) indexesAndValues[i]).putInt(indexesAndValues[i + 1]);
        }
        return Arrays.copyOf(log.array(), log.position());
    }

    private static final String SECTIONS = """
            <DLV A="0043" B="" C="DET-2"/><DLV A="0043" B="" C="DET-3"/><DLV A="00A1" B="" C="DET-1"/>
            <DLV A="008D" B="" C="DET-1"/>""";

    @Test
    void onlySectionsThatAreOnCountAndTheyLieWhereTheyAre() {
        Track both = whole().header(POSITION, SECTIONS)
                .with("TLG00001.BIN", record(0, 1200, 1, 1000, 2, 0b0101)).read().logs().get(0).track();
        assertThat(both.widthMeters(0)).isCloseTo(2.2f, within(1e-6f));
        assertThat(both.offsetMeters(0)).isNaN();
        assertThat(both.workState(0)).isEqualTo(Track.WORKING);
        // The second alone: its middle is 0.6 m to the right of the middle of both.
        Track second = with("TLG00001.BIN", record(0, 1200, 1, 1000, 2, 0b0100)).read().logs().get(0).track();
        assertThat(second.widthMeters(0)).isCloseTo(1.0f, within(1e-6f));
        assertThat(second.offsetMeters(0)).isCloseTo(0.6f, within(1e-6f));
        assertThat(second.workState(0)).isEqualTo(Track.WORKING);
        Track none = with("TLG00001.BIN", record(0, 1200, 1, 1000, 2, 0)).read().logs().get(0).track();
        assertThat(none.workState(0)).isEqualTo(Track.IDLE);
        // The implement is up, whatever its sections say.
        Track up = with("TLG00001.BIN", record(0, 1200, 1, 1000, 2, 0b0101, 3, 0)).read().logs().get(0).track();
        assertThat(up.workState(0)).isEqualTo(Track.IDLE);
        // Error and "not there" say nothing.
        Track unknown = with("TLG00001.BIN", record(0, 1200, 1, 1000, 2, 0b1110)).read().logs().get(0).track();
        assertThat(unknown.workState(0)).isEqualTo(Track.WORK_STATE_UNKNOWN);
        assertThat(unknown.widthMeters(0)).isCloseTo(2.2f, within(1e-6f));
    }

    @Test
    void elementsSayHowFarBesideAndBehindTheAntennaTheyWork() {
        String devices = """
                <DVC A="DVC-1" B="拖拉机"><DET A="DET-1" B="1" C="1" E="0" F="0"/>
                <DET A="DET-2" B="2" C="7" E="1" F="1"><DOR A="11"/><DOR A="12"/></DET>
                <DET A="DET-3" B="3" C="6" E="2" F="1"><DOR A="13"/></DET>
                <DPT A="11" B="0086" C="1500"/><DPT A="12" B="0087" C="-100"/><DPT A="13" B="0086" C="-900"/></DVC>
                <DVC A="DVC-2" B="深松机"><DET A="DET-4" B="1" C="1" E="0" F="0"/>
                <DET A="DET-5" B="2" C="6" E="1" F="1"><DOR A="21"/></DET>
                <DET A="DET-6" B="3" C="2" E="2" F="1"><DOR A="22"/><DOR A="23"/><DOR A="24"/></DET>
                <DPT A="21" B="0086" C="600"/><DPT A="22" B="0086" C="-400"/><DPT A="23" B="0087" C="300"/>
                <DPT A="24" B="0044" C="2500"/></DVC>""";
        String task = """
                <TSK A="TSK1"><DAN A="0" C="DVC-1"/><DAN A="1" C="DVC-2"/>
                <CNC A="DVC-1" B="DET-3" C="DVC-2" D="DET-5"/><TLG A="TLG00001.bin"/></TSK>""";
        TimeLog log = taskData(devices + task).header(POSITION, "<DLV A='0034' B='' C='DET-6'/>")
                .with("TLG00001.BIN", record(0, 312)).read().logs().get(0);
        assertThat(log.problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.WIDTH_FROM_DEVICE);
        assertThat(log.track().widthMeters(0)).isEqualTo(2.5f);
        // 0.3 m to the right of the line of hitches, the antenna 0.1 m to the left of it.
        assertThat(log.track().offsetMeters(0)).isCloseTo(0.4f, within(1e-6f));
        // Antenna 2.4 m before the hitch, the tool 1 m behind it.
        assertThat(log.behindMeters().getAsDouble()).isCloseTo(3.4, within(1e-9));
        assertThat(log.track().depthMeters(0)).isCloseTo(0.312f, within(1e-6f));
    }

    @Test
    void countersNeedNotStartAtZeroAndTheTaskHelpsOut() {
        String values = """
                <DLV A="0043" B="2400" C="DET-1"/><DLV A="0074" B="" C="DET-1"/><DLV A="0075" B="" C="DET-1"/>
                <DLV A="0077" B="" C="DET-1"/>""";
        byte[] first = record(1, 51_000, 2, 8_000_000, 3, 100);
        byte[] last = record(1, 51_700, 2, 8_300_500, 3, 460);
        byte[] both = Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, both, first.length, last.length);
        TimeLog log = whole().header(POSITION, values).with("TLG00001.BIN", both).read().logs().get(0);
        assertThat(log.totals()).containsOnly(Map.entry(MachineTotal.AREA_SQUARE_METERS, 700.0),
                Map.entry(MachineTotal.EFFECTIVE_DISTANCE_METERS, 300.5),
                Map.entry(MachineTotal.EFFECTIVE_SECONDS, 360.0));
        String task = """
                <TSK A="TSK1"><TIM A="x" D="4"><DLV A="0074" B="4300" C="DET-1"/></TIM><TLG A="TLG00001"/></TSK>""";
        TimeLog without = taskData(DEVICE + task).header(POSITION, "<DLV A='0043' B='' C='DET-1'/>")
                .with("TLG00001.BIN", record(0, 2400)).read().logs().get(0);
        assertThat(without.machineAreaSquareMeters()).hasValue(4300);
        assertThat(without.problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.AREA_FROM_TASK);
    }

    /** Midnight of the terminal in Shanghai is 16:00 of the day before in UTC, whatever zone the reader was told. */
    @Test
    void theReceiversOwnTimeSaysWhatZoneTheTerminalIsIn() {
        ByteBuffer log = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        log.putInt(0).putShort((short) 16_949).putInt(293_000_000).putInt(1_131_000_000).put((byte) 4)
                .putShort((short) 12).putInt(16 * 3_600_000 + 700).putShort((short) 16_948).put((byte) 0);
        whole().header("<PTN A='' B='' D='' F='' H='' I=''/>", VALUES).with("TLG00001.BIN",
                Arrays.copyOf(log.array(), log.position()));
        Track track = IsoXmlReader.read(name -> Optional.ofNullable(files.get(name.toUpperCase(Locale.ROOT))),
                ZoneId.of("America/New_York")).logs().get(0).track();
        assertThat(Instant.ofEpochMilli(track.timeMillis(0))).isEqualTo(Instant.parse("2026-05-27T16:00:00Z"));
        assertThat(track.hdop(0)).isCloseTo(1.2f, within(1e-6f));
    }

    @Test
    void aLengthThatIsStatedOtherwiseIsNamed() {
        TaskData data = taskData(DEVICE + "<TSK A='TSK1'><TLG A='TLG00001' B='5'/></TSK>").header(POSITION, VALUES)
                .with("TLG00001.BIN", log()).read();
        assertThat(data.logs().get(0).records()).isEqualTo(20);
        assertThat(data.problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.LENGTH_MISMATCH);
    }

    /**
     * Version 3 as its schema has it: the same log format, no condensed states, external files by XFR; the task names its zone
     * plans and product allocations, which say nothing about what was done. No real set of version 3 was seen.
     */
    @Test
    void readsVersionThree() {
        with("TASKDATA.XML", """
                <?xml version="1.0" encoding="UTF-8"?>
                <ISO11783_TaskData VersionMajor="3" VersionMinor="3" ManagementSoftwareManufacturer="x"
                  ManagementSoftwareVersion="1" TaskControllerManufacturer="y" TaskControllerVersion="1"
                  DataTransferOrigin="2">
                  <XFR A="DVC00001" B="1"/><XFR A="PFD00001" B="1"/><XFR A="TSK00001" B="1"/>
                </ISO11783_TaskData>""".getBytes(UTF_8));
        with("DVC00001.XML", """
                <XFC><DVC A="DVC1" B="犁" C="1.0" D="A00284000DE0F2A1" E="1" F="20" G="FF000000406564">
                <DET A="DET1" B="10" C="1" D="plough" E="0" F="0"><DOR A="30"/></DET>
                <DET A="DET2" B="11" C="2" D="frame" E="1" F="10"/>
                <DPD A="30" B="0043" C="1" D="8" E="width"/></DVC></XFC>""".getBytes(UTF_8));
        with("PFD00001.XML", """
                <XFC><PFD A="PFD1" C="东冲" D="10000"><PLN A="1" B="border"><LSG A="1">
                <PNT A="2" C="29.3" D="113.1"/><PNT A="2" C="29.301" D="113.1"/><PNT A="2" C="29.301" D="113.101"/>
                <PNT A="2" C="29.3" D="113.1"/></LSG></PLN></PFD></XFC>""".getBytes(UTF_8));
        with("TSK00001.XML", """
                <XFC><TSK A="TSK1" B="翻地" E="PFD1" G="4" H="1"><TZN A="1"><PDV A="0006" B="1"/></TZN>
                <TIM A="2026-05-28T10:00:00" B="2026-05-28T11:00:00" D="4"/><DAN A="A00284000DE0F2A1" C="DVC1"/>
                <TLG A="TLG00001" C="1"/></TSK></XFC>""".getBytes(UTF_8));
        header("<PTN A=\"\" B=\"\" C=\"\" D=\"\"/>", """
                <DLV A="0043" B="" C="DET1"/><DLV A="008D" B="1" C="DET1"/><DLV A="0074" B="" C="DET1"/>""");
        ByteBuffer log = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        log.putInt(36_000_000).putShort((short) 16_949).putInt(293_000_000).putInt(1_131_000_000).putInt(52_000)
                .put((byte) 1).put((byte) 2).put((byte) 0).putInt(1750).put((byte) 2).putInt(9);
        TaskData data = with("TLG00001.BIN", Arrays.copyOf(log.array(), log.position())).read();
        assertThat(data.problems()).isEmpty();
        assertThat(data.fields()).extracting(Partfield::name).containsExactly("东冲");
        TimeLog read = data.logs().get(0);
        assertThat(read.taskName()).isEqualTo("翻地");
        assertThat(read.fieldId()).contains("PFD1");
        assertThat(read.deviceNames()).containsExactly("犁");
        assertThat(read.track().widthMeters(0)).isEqualTo(1.75f);
        assertThat(read.track().workState(0)).isEqualTo(Track.WORKING);
        assertThat(Instant.ofEpochMilli(read.track().timeMillis(0))).isEqualTo(Instant.parse("2026-05-28T02:00:00Z"));
    }

    @Test
    void linkListsSayWhatOthersCallTheSame() {
        taskData("<AFE A=\"LINKLIST.XML\" B=\"1\" C=\"x\" D=\"1\"/>" + DEVICE).with("LINKLIST.XML", """
                <ISO11783LinkList VersionMajor="4"><LGP A="LGP1" B="1"><LNK A="PFD-1" B="{b5f2}"/></LGP>
                </ISO11783LinkList>""".getBytes(UTF_8));
        assertThat(read().links()).containsExactly(Map.entry("PFD-1", "{b5f2}"));
        files.remove("LINKLIST.XML");
        assertThat(read().problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.EXTERNAL_FILE_MISSING);
    }

    /** A follower of elements that calls itself would need as many frames as the file has levels. */
    @Test
    void endlessNestingIsNoXml() {
        with("TASKDATA.XML", ("<a>".repeat(200_000)).getBytes(UTF_8));
        assertThat(read().problems()).extracting(Problem::kind).containsExactly(IsoXmlProblem.XML_BROKEN);
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
