package org.siji.formats.isoxml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.track.Track;

/**
 * Reads a set of task data: TASKDATA.XML, the external files that it names, and the time logs of its tasks.
 */
public final class IsoXmlReader {

    private static final String TASKDATA = "TASKDATA.XML";
    private static final LocalDate DAY_ZERO = LocalDate.of(1980, 1, 1);

    private final TaskFiles files;
    private final ZoneId zone;
    private final List<Problem> problems = new ArrayList<>();
    private final List<XmlElement> roots = new ArrayList<>();

    private IsoXmlReader(TaskFiles files, ZoneId zone) {
        this.files = files;
        this.zone = zone;
    }

    /**
     * @param path TASKDATA.XML, its folder, or a zip
     * @param zone of the terminal's clock: the logs hold local time and don't say where
     */
    public static TaskData read(Path path, ZoneId zone) {
        Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        boolean isZip = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip");
        try {
            if (isZip && Files.isRegularFile(path)) {
                return readZip(Files.readAllBytes(path), String.valueOf(path.getFileName()), zone);
            }
            if (folder != null && Files.isDirectory(folder) && Files.exists(path)) {
                return read(TaskFiles.folder(folder), zone);
            }
        } catch (IOException e) {
            return nothing(Problem.of(IsoXmlProblem.FILE_UNREADABLE, Place.file(String.valueOf(path.getFileName()))));
        }
        return nothing(Problem.of(IsoXmlProblem.TASKDATA_MISSING, Place.file(TASKDATA)));
    }

    /** @param name of the uploaded file, for problems */
    public static TaskData readZip(byte[] zip, String name, ZoneId zone) {
        try {
            return read(TaskFiles.zip(zip), zone);
        } catch (TaskFiles.TooLargeException e) {
            return nothing(Problem.of(IsoXmlProblem.ZIP_TOO_LARGE, Place.file(name), TaskFiles.MAX_UNPACKED_MEBIBYTES));
        } catch (IOException | IllegalArgumentException e) {
            // IllegalArgumentException: an entry's name is in no known encoding.
            return nothing(Problem.of(IsoXmlProblem.ZIP_BROKEN, Place.file(name)));
        }
    }

    public static TaskData read(TaskFiles files, ZoneId zone) {
        return new IsoXmlReader(files, zone).read();
    }

    private static TaskData nothing(Problem problem) {
        return new TaskData(List.of(), List.of(), List.of(problem));
    }

    private TaskData read() {
        Optional<byte[]> taskData = find(TASKDATA, problems);
        if (taskData.isEmpty()) {
            problems.add(Problem.of(IsoXmlProblem.TASKDATA_MISSING, Place.file(TASKDATA)));
            return new TaskData(List.of(), List.of(), problems);
        }
        roots.add(XmlElement.parse(taskData.get(), TASKDATA, problems));
        roots.get(0).descendants("XFR").map(xfr -> xfr.text("A") + ".XML").toList().forEach(this::readExternal);
        List<Partfield> fields = descendants("PFD").stream()
                .flatMap(pfd -> PartfieldReader.find(pfd, TASKDATA, problems).stream()).toList();
        Devices devices = new Devices(roots);
        List<TimeLog> logs = new ArrayList<>();
        for (XmlElement task : descendants("TSK")) {
            task.children("TLG").forEach(tlg -> readLog(task, tlg.text("A"), devices).ifPresent(logs::add));
        }
        logs.forEach(log -> problems.addAll(log.problems()));
        return new TaskData(logs, fields, problems);
    }

    private List<XmlElement> descendants(String name) {
        return roots.stream().flatMap(root -> root.descendants(name)).toList();
    }

    private void readExternal(String name) {
        find(name, problems).ifPresentOrElse(xml -> roots.add(XmlElement.parse(xml, name, problems)),
                () -> problems.add(Problem.of(IsoXmlProblem.EXTERNAL_FILE_MISSING, Place.file(name))));
    }

    private Optional<byte[]> find(String name, List<Problem> to) {
        try {
            return files.find(name);
        } catch (IOException e) {
            to.add(Problem.of(IsoXmlProblem.FILE_UNREADABLE, Place.file(name)));
            return Optional.empty();
        }
    }

    private Optional<TimeLog> readLog(XmlElement task, String name, Devices devices) {
        String taskName = task.text("B").isEmpty() ? task.text("A") : task.text("B");
        String file = name + ".bin";
        Optional<byte[]> log = find(file, problems);
        if (log.isEmpty()) {
            problems.add(Problem.of(IsoXmlProblem.LOG_MISSING, Place.file(file), taskName));
            return Optional.empty();
        }
        String headerFile = name + ".xml";
        Optional<byte[]> headerXml = find(headerFile, problems);
        if (headerXml.isEmpty()) {
            problems.add(Problem.of(IsoXmlProblem.HEADER_MISSING, Place.file(headerFile), taskName));
            return Optional.empty();
        }
        List<Problem> own = new ArrayList<>();
        Optional<LogHeader> header = LogHeader.find(XmlElement.parse(headerXml.get(), headerFile, own));
        if (header.isEmpty()) {
            problems.addAll(own);
            problems.add(Problem.of(IsoXmlProblem.HEADER_WITHOUT_POSITION, Place.file(headerFile), taskName));
            return Optional.empty();
        }
        List<String> deviceIds = task.children("DAN").map(dan -> dan.text("C")).toList();
        List<String> elementIds = header.get().values().stream().map(LogHeader.Value::elementId).distinct().toList();
        double deviceWidth = devices.findWidthMeters(deviceIds, elementIds).orElse(Double.NaN);
        MachineState state = new MachineState(header.get().values(), devices);
        LogRecords records = new LogRecords(log.get(), header.get(), file, own);
        Track track = track(records, state, (float) deviceWidth);
        if (Float.isNaN(state.widthMeters())) {
            own.add(Double.isNaN(deviceWidth)
                    ? Problem.of(IsoXmlProblem.WIDTH_MISSING, Place.file(file))
                    : Problem.of(IsoXmlProblem.WIDTH_FROM_DEVICE, Place.file(file), deviceWidth));
        }
        state.findArea().filter(firstLast -> firstLast[1] < firstLast[0]).ifPresent(firstLast -> own.add(Problem
                .of(IsoXmlProblem.AREA_COUNTER_WENT_BACK, Place.file(file), firstLast[0], firstLast[1])));
        return Optional.of(new TimeLog(name, taskName, Optional.of(task.text("E")).filter(id -> !id.isEmpty()),
                devices.names(deviceIds, elementIds), track, records.record(), state.findAreaSquareMeters(), own));
    }

    private Track track(LogRecords records, MachineState state, float deviceWidthMeters) {
        Track.Builder track = Track.builder();
        int day = -1;
        long midnightMillis = 0;
        while (records.advance()) {
            for (int i = 0; i < records.valueCount(); i++) {
                state.set(records.valueIndex(i), records.value(i));
            }
            if (records.daysSince1980() != day) {
                day = records.daysSince1980();
                midnightMillis = DAY_ZERO.plusDays(day).atStartOfDay(zone).toInstant().toEpochMilli();
            }
            float width = state.widthMeters();
            track.add(midnightMillis + records.millisOfDay(), records.lonDegrees(), records.latDegrees(),
                    state.workState(), Float.isNaN(width) ? deviceWidthMeters : width);
        }
        return track.build();
    }
}
