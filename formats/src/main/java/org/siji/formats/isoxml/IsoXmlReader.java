package org.siji.formats.isoxml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.siji.formats.Place;
import org.siji.formats.Problem;

/**
 * Reads a set of task data: TASKDATA.XML, the external files that it names, and the time logs of its tasks.
 */
public final class IsoXmlReader {

    private static final String TASKDATA = "TASKDATA.XML";

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
        return new TaskData(List.of(), List.of(), Map.of(), List.of(problem));
    }

    private TaskData read() {
        Optional<ByteBuffer> taskData = find(TASKDATA);
        if (taskData.isEmpty()) {
            problems.add(Problem.of(IsoXmlProblem.TASKDATA_MISSING, Place.file(TASKDATA)));
            return new TaskData(List.of(), List.of(), Map.of(), problems);
        }
        roots.add(XmlElement.parse(taskData.get(), TASKDATA, problems));
        roots.get(0).descendants("XFR").map(xfr -> withoutEnding(xfr.text("A"), ".XML") + ".XML").distinct().toList()
                .forEach(this::readExternal);
        List<Partfield> fields = descendants("PFD").stream()
                .flatMap(pfd -> PartfieldReader.find(pfd, TASKDATA, problems).stream()).toList();
        Devices devices = new Devices(roots);
        List<TimeLog> logs = new ArrayList<>();
        for (XmlElement task : descendants("TSK")) {
            task.children("TLG").forEach(tlg -> readLog(task, tlg, devices).ifPresent(logs::add));
        }
        logs.forEach(log -> problems.addAll(log.problems()));
        return new TaskData(logs, fields, links(), problems);
    }

    /** The first link of each thing counts. Attached files of type 1 are link lists; nearly all are called LINKLIST.XML. */
    private Map<String, String> links() {
        Map<String, String> links = new HashMap<>();
        for (XmlElement file : descendants("AFE").stream().filter(afe -> afe.text("D").equals("1")).toList()) {
            String name = file.text("A");
            Optional<ByteBuffer> xml = find(name);
            if (xml.isEmpty()) {
                problems.add(Problem.of(IsoXmlProblem.EXTERNAL_FILE_MISSING, Place.file(name)));
            } else {
                XmlElement.parse(xml.get(), name, problems).descendants("LNK")
                        .forEach(lnk -> links.putIfAbsent(lnk.text("A"), lnk.text("B")));
            }
        }
        return links;
    }

    private List<XmlElement> descendants(String name) {
        return roots.stream().flatMap(root -> root.descendants(name)).toList();
    }

    private void readExternal(String name) {
        find(name).ifPresentOrElse(xml -> roots.add(XmlElement.parse(xml, name, problems)),
                () -> problems.add(Problem.of(IsoXmlProblem.EXTERNAL_FILE_MISSING, Place.file(name))));
    }

    private Optional<ByteBuffer> find(String name) {
        try {
            return files.findBuffer(name);
        } catch (IOException e) {
            problems.add(Problem.of(IsoXmlProblem.FILE_UNREADABLE, Place.file(name)));
            return Optional.empty();
        }
    }

    private Optional<TimeLog> readLog(XmlElement task, XmlElement tlg, Devices devices) {
        String name = withoutEnding(tlg.text("A"), ".BIN");
        String taskName = task.text("B").isEmpty() ? task.text("A") : task.text("B");
        String file = name + ".bin";
        Optional<ByteBuffer> log = find(file);
        if (log.isEmpty()) {
            problems.add(Problem.of(IsoXmlProblem.LOG_MISSING, Place.file(file), taskName));
            return Optional.empty();
        }
        String headerFile = name + ".xml";
        Optional<ByteBuffer> headerXml = find(headerFile);
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
        tlg.findLong("B", 10).filter(length -> length != log.get().capacity())
                .ifPresent(length -> own.add(Problem.of(IsoXmlProblem.LENGTH_MISMATCH, Place.file(file), length,
                        log.get().capacity())));
        return Optional.of(new TimeLogReader(name, task, devices, zone, own).read(log.get(), header.get()));
    }

    /** Some terminals write the ending with the name, most don't. */
    private static String withoutEnding(String name, String ending) {
        return name.toUpperCase(Locale.ROOT).endsWith(ending)
                ? name.substring(0, name.length() - ending.length())
                : name;
    }
}
