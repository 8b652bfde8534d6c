package org.siji.sample.track;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.siji.geo.Area;
import org.siji.track.Track;

/**
 * A log as ISO 11783-10 task data in a zip: TASKDATA.XML with one task, one device and one time log, TLG00001.xml and .bin,
 * with the data items 0043 (working width, mm), 008D (work state) and 0074 (the machine's own area counter, m2, which
 * counts distance times width with a perfect wheel sensor and does not start at zero). Times in the log are local.
 */
public final class IsoXmlWriter {

    private static final LocalDate DAY_ZERO = LocalDate.of(1980, 1, 1);
    private static final int COUNTER_BEFORE_SQUARE_METERS = 51_234;
    private static final byte FIX_DGNSS = 2;
    private static final int LONGEST_RECORD_BYTES = 31;

    private IsoXmlWriter() {}

    /** @param zone of the terminal's clock */
    public static byte[] writeZip(SimulatedTrack simulated, ZoneId zone) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, "TASKDATA.XML", taskData(simulated, zone).getBytes(StandardCharsets.UTF_8));
            entry(zip, "TLG00001.xml", header().getBytes(StandardCharsets.UTF_8));
            entry(zip, "TLG00001.bin", log(simulated, zone));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static String taskData(SimulatedTrack simulated, ZoneId zone) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <ISO11783_TaskData VersionMajor="4" VersionMinor="1" DataTransferOrigin="2" \
                ManagementSoftwareManufacturer="Siji" ManagementSoftwareVersion="sample" \
                TaskControllerManufacturer="Siji" TaskControllerVersion="sample">
                  <DVC A="DVC-1" B="%s" D="A000000000000001" F="53" G="00000000000000">
                    <DET A="DET-1" B="1" C="1" D="implement" E="0" F="0"/>
                  </DVC>
                  <TSK A="TSK-1" B="sample" G="4">
                    <TIM A="%s" B="%s" D="4"/>
                    <DAN A="A000000000000001" C="DVC-1"/>
                    <TLG A="TLG00001"/>
                  </TSK>
                </ISO11783_TaskData>
                """.formatted(simulated.machine().code(), local(simulated.start(), zone), local(simulated.end(), zone));
    }

    private static String local(Instant time, ZoneId zone) {
        return time.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private static String header() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <TIM A="" D="4">
                  <PTN A="" B="" D=""/>
                  <DLV A="0043" B="" C="DET-1"/>
                  <DLV A="008D" B="" C="DET-1"/>
                  <DLV A="0074" B="" C="DET-1"/>
                </TIM>
                """;
    }

    /** Little-endian: ms of day, days since 1980, north and east in 1e-7 degrees, status, then what has changed. */
    private static byte[] log(SimulatedTrack simulated, ZoneId zone) {
        Track track = simulated.track();
        ByteBuffer log = ByteBuffer.allocate(track.size() * LONGEST_RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int[] counter = counter(simulated);
        for (int i = 0; i < track.size(); i++) {
            LocalDateTime time = Instant.ofEpochMilli(track.timeMillis(i)).atZone(zone).toLocalDateTime();
            log.putInt((int) (time.toLocalTime().toNanoOfDay() / 1_000_000));
            log.putShort((short) ChronoUnit.DAYS.between(DAY_ZERO, time.toLocalDate()));
            log.putInt((int) Math.rint(track.latDegrees(i) * 1e7)).putInt((int) Math.rint(track.lonDegrees(i) * 1e7));
            log.put(FIX_DGNSS);
            boolean isFirst = i == 0;
            boolean isStateNew = isFirst || track.workState(i) != track.workState(i - 1);
            boolean isAreaNew = isFirst || counter[i] != counter[i - 1];
            log.put((byte) ((isFirst ? 1 : 0) + (isStateNew ? 1 : 0) + (isAreaNew ? 1 : 0)));
            if (isFirst) {
                log.put((byte) 0).putInt(Math.round(track.widthMeters(i) * 1000));
            }
            if (isStateNew) {
                log.put((byte) 1).putInt(track.workState(i) == Track.WORKING ? 1 : 0);
            }
            if (isAreaNew) {
                log.put((byte) 2).putInt(counter[i]);
            }
        }
        byte[] bytes = new byte[log.position()];
        log.flip().get(bytes);
        return bytes;
    }

    /** At constant working speed the counter grows with the working time. */
    private static int[] counter(SimulatedTrack simulated) {
        Track track = simulated.track();
        double gross = simulated.truths().stream().map(SimulatedTrack.Truth::gross).mapToDouble(Area::squareMeters)
                .sum();
        long[] workedMillis = new long[track.size()];
        for (int i = 1; i < track.size(); i++) {
            boolean isWorking = track.workState(i - 1) == Track.WORKING;
            workedMillis[i] = workedMillis[i - 1] + (isWorking ? track.timeMillis(i) - track.timeMillis(i - 1) : 0);
        }
        double total = track.size() == 0 ? 1 : Math.max(1, workedMillis[track.size() - 1]);
        int[] counter = new int[track.size()];
        for (int i = 0; i < counter.length; i++) {
            counter[i] = COUNTER_BEFORE_SQUARE_METERS + (int) Math.round(gross * workedMillis[i] / total);
        }
        return counter;
    }
}
