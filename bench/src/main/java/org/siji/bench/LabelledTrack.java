package org.siji.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

import org.siji.track.Track;

/**
 * A real track whose fixes somebody has labelled.
 *
 * @param inField by index of the track, as labelled
 */
record LabelledTrack(String name, Track track, BitSet inField) {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-M-d H:mm:ss");

    /** All CSV files of a folder, by name. */
    static List<LabelledTrack> readAll(Path folder) throws IOException {
        List<LabelledTrack> tracks = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
                tracks.add(read(file));
            }
        }
        return tracks;
    }

    private static LabelledTrack read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> head = Arrays.asList(lines.get(0).strip().split(","));
        int label = Math.max(head.indexOf("in_field"), head.indexOf("tags"));
        Track.Builder track = Track.builder();
        BitSet inField = new BitSet();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.strip().split(",");
            inField.set(track.size(), cells[label].equals("1"));
            long millis = LocalDateTime.parse(cells[head.indexOf("time")].replace('/', '-'), TIME).atZone(ZONE)
                    .toInstant().toEpochMilli();
            track.add(millis, Double.parseDouble(cells[head.indexOf("longitude")]),
                    Double.parseDouble(cells[head.indexOf("latitude")]), Track.WORK_STATE_UNKNOWN, Float.NaN);
        }
        return new LabelledTrack(file.getFileName().toString().replace(".csv", ""), track.build(), inField);
    }
}
