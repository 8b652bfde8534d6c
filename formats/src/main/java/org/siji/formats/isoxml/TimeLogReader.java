package org.siji.formats.isoxml;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.track.Track;

/** Reads one time log: its header has been found, its bytes are there. */
final class TimeLogReader {

    private static final LocalDate DAY_ZERO = LocalDate.of(1980, 1, 1);
    private static final long QUARTER_HOUR = 900_000L;
    private static final long MAX_ZONE = 14 * 3_600_000L;
    /** Terminals' clocks are set from the receiver, but not every second. */
    private static final long CLOCK_ERROR = 120_000L;

    private final String name;
    private final String file;
    private final XmlElement task;
    private final Devices devices;
    private final ZoneId zone;
    private final List<Problem> problems;

    /** @param problems of the log; those of its header may be there already */
    TimeLogReader(String name, XmlElement task, Devices devices, ZoneId zone, List<Problem> problems) {
        this.name = name;
        file = name + ".bin";
        this.task = task;
        this.devices = devices;
        this.zone = zone;
        this.problems = problems;
    }

    TimeLog read(ByteBuffer log, LogHeader header) {
        List<String> deviceIds = task.children("DAN").map(dan -> dan.text("C")).toList();
        List<String> elementIds = header.values().stream().map(LogHeader.Value::elementId).distinct().toList();
        Implement implement = new Implement(devices, devices.elements(deviceIds, elementIds),
                task.children("CNC").toList());
        MachineState state = new MachineState(header.values(), devices, implement);
        LogRecords records = new LogRecords(log, header, file, problems);
        Track track = track(records, state, implement);
        reportWidth(implement);
        state.findFirstLast(MachineTotal.AREA_SQUARE_METERS).filter(area -> area[1] < area[0])
                .ifPresent(area -> problems.add(Problem.of(IsoXmlProblem.AREA_COUNTER_WENT_BACK, Place.file(file),
                        area[0], area[1])));
        double behind = implement.behindAntennaMeters();
        return new TimeLog(name, task.text("B").isEmpty() ? task.text("A") : task.text("B"),
                Optional.of(task.text("E")).filter(id -> !id.isEmpty()), devices.names(deviceIds, elementIds), track,
                records.record(), totals(state),
                Double.isNaN(behind) ? OptionalDouble.empty() : OptionalDouble.of(behind), problems);
    }

    private void reportWidth(Implement implement) {
        if (!implement.isWidthLogged()) {
            problems.add(Double.isNaN(implement.widthMeters())
                    ? Problem.of(IsoXmlProblem.WIDTH_MISSING, Place.file(file))
                    : Problem.of(IsoXmlProblem.WIDTH_FROM_DEVICE, Place.file(file), implement.widthMeters()));
        }
    }

    /** Only a task with a single log can say what that log's area is. */
    private Map<MachineTotal, Double> totals(MachineState state) {
        Map<MachineTotal, Double> totals = new EnumMap<>(MachineTotal.class);
        totals.putAll(state.totals());
        if (state.findFirstLast(MachineTotal.AREA_SQUARE_METERS).isEmpty() && task.children("TLG").count() == 1) {
            OptionalDouble area = task.children("TIM").flatMap(tim -> tim.children("DLV"))
                    .filter(dlv -> dlv.findLong("A", 16).filter(item -> item == 0x74).isPresent())
                    .flatMap(dlv -> dlv.findLong("B", 10).stream()).mapToDouble(Long::doubleValue).max();
            area.ifPresent(squareMeters -> {
                totals.put(MachineTotal.AREA_SQUARE_METERS, squareMeters);
                problems.add(Problem.of(IsoXmlProblem.AREA_FROM_TASK, Place.file(file), squareMeters));
            });
        }
        return totals;
    }

    private Track track(LogRecords records, MachineState state, Implement implement) {
        Track.Builder track = Track.builder();
        int day = -1;
        long midnightMillis = 0;
        ZoneId clock = zone;
        boolean isClockKnown = false;
        while (records.advance()) {
            for (int i = 0; i < records.valueCount(); i++) {
                state.set(records.valueIndex(i), records.value(i));
            }
            if (!isClockKnown) {
                ZoneOffset said = findZone(records);
                if (said != null) {
                    isClockKnown = true;
                    day = -1;
                    clock = said;
                }
            }
            if (records.daysSince1980() != day) {
                day = records.daysSince1980();
                midnightMillis = DAY_ZERO.plusDays(day).atStartOfDay(clock).toInstant().toEpochMilli();
            }
            track.add(midnightMillis + records.millisOfDay(), records.lonDegrees(), records.latDegrees(),
                    state.workState(), (float) implement.widthMeters(), (float) implement.offsetMeters(),
                    state.depthMeters(), records.hdop());
        }
        return track.build();
    }

    /** Where the receiver's own UTC is logged beside the terminal's clock, the log says itself what zone it is in. */
    private static @Nullable ZoneOffset findZone(LogRecords records) {
        OptionalLong utc = records.findUtcMillisSince1980();
        if (utc.isEmpty()) {
            return null;
        }
        long difference = records.daysSince1980() * 86_400_000L + records.millisOfDay() - utc.getAsLong();
        long offset = Math.round((double) difference / QUARTER_HOUR) * QUARTER_HOUR;
        return Math.abs(offset) <= MAX_ZONE && Math.abs(difference - offset) <= CLOCK_ERROR
                ? ZoneOffset.ofTotalSeconds((int) (offset / 1000))
                : null;
    }
}
