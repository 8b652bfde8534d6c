package org.siji.formats.tracks;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Coordinates;
import org.siji.formats.Input;
import org.siji.formats.csv.CsvOptions;
import org.siji.formats.csv.CsvTrack;
import org.siji.formats.csv.CsvTrackReader;
import org.siji.formats.gpx.GpxReader;
import org.siji.formats.gpx.GpxTracks;
import org.siji.formats.isoxml.IsoXmlReader;
import org.siji.formats.isoxml.TaskData;

/** Reads the logs of a file in any known format: its name says which. */
public final class TrackFileReader {

    private final ZoneId zone;
    private final @Nullable Coordinates coordinates;

    /**
     * @param zone        of times that don't name theirs
     * @param coordinates of tables and GPX files, as declared by whoever hands them in; null if nobody did. Task data comes from
     *                    receivers and is WGS 84
     */
    public TrackFileReader(ZoneId zone, @Nullable Coordinates coordinates) {
        this.zone = zone;
        this.coordinates = coordinates;
    }

    /** @param path {@code .csv} or {@code .txt}; {@code .gpx}; anything else: TASKDATA.XML, its folder, or a zip */
    public TrackFile read(Path path) {
        String name = String.valueOf(path.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".csv") || lower.endsWith(".txt")) {
            return csv(CsvTrackReader.read(Input.of(path), name, new CsvOptions(zone, coordinates)), name);
        }
        if (lower.endsWith(".gpx")) {
            return gpx(GpxReader.read(Input.of(path), name, coordinates == null ? Coordinates.WGS84 : coordinates),
                    name);
        }
        return taskData(IsoXmlReader.read(path, zone));
    }

    private static TrackFile csv(CsvTrack csv, String name) {
        return new TrackFile(
                csv.track().size() == 0
                        ? List.of()
                        : List.of(new TrackLog(name, "", List.of(), Optional.empty(), csv.rows(), csv.track(),
                                OptionalDouble.empty(), OptionalDouble.empty())),
                List.of(), csv.problems());
    }

    private static TrackFile gpx(GpxTracks gpx, String file) {
        return new TrackFile(
                gpx.tracks().stream()
                        .map(track -> new TrackLog(track.name().isEmpty() ? file : track.name(), "", List.of(),
                                Optional.empty(), track.points(), track.track(), OptionalDouble.empty(),
                                OptionalDouble.empty()))
                        .toList(),
                List.of(), gpx.problems());
    }

    private static TrackFile taskData(TaskData data) {
        return new TrackFile(
                data.logs().stream().filter(log -> log.track().size() > 0)
                        .map(log -> new TrackLog(log.name(), log.taskName(), log.deviceNames(), log.fieldId(),
                                log.records(), log.track(), log.machineAreaSquareMeters(), log.behindMeters()))
                        .toList(),
                data.fields(), data.problems());
    }
}
