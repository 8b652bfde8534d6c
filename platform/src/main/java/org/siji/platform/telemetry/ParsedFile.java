package org.siji.platform.telemetry;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

import org.siji.formats.Problem;
import org.siji.formats.csv.CsvTrack;
import org.siji.formats.csv.CsvTrackReader;
import org.siji.formats.isoxml.IsoXmlReader;
import org.siji.formats.isoxml.TaskData;
import org.siji.track.Track;

/** A file as far as it could be read. The same bytes always give the same logs in the same order. */
record ParsedFile(TrackFormat format, List<Log> logs, List<Problem> problems) {

    /** The terminals' clocks: neither ISOXML nor most CSV say their zone. */
    private static final ZoneId TERMINAL_ZONE = ZoneId.of("Asia/Shanghai");

    /** One log; only those with a fix at a real place and time count. */
    record Log(String name, Track track, List<Problem> problems) {}

    static ParsedFile parse(byte[] raw, String fileName) {
        return isZip(raw) ? isoXml(raw, fileName) : csv(raw, fileName);
    }

    static boolean isZip(byte[] raw) {
        return raw.length > 3 && raw[0] == 'P' && raw[1] == 'K';
    }

    private static ParsedFile isoXml(byte[] raw, String fileName) {
        TaskData data = IsoXmlReader.readZip(raw, fileName, TERMINAL_ZONE);
        List<Log> logs = data.logs().stream().map(log -> new Log(log.name(), log.track(), log.problems()))
                .filter(log -> hasFix(log.track())).toList();
        List<Problem> ofTheWhole = data.problems().stream()
                .filter(problem -> logs.stream().noneMatch(log -> log.problems().contains(problem))).toList();
        return new ParsedFile(TrackFormat.ISOXML, logs, ofTheWhole);
    }

    private static ParsedFile csv(byte[] raw, String fileName) {
        CsvTrack csv = CsvTrackReader.read(raw, fileName, TERMINAL_ZONE);
        if (!hasFix(csv.track())) {
            return new ParsedFile(TrackFormat.CSV, List.of(), csv.problems());
        }
        return new ParsedFile(TrackFormat.CSV, List.of(new Log(fileName, csv.track(), csv.problems())), List.of());
    }

    private static boolean hasFix(Track track) {
        return IntStream.range(0, track.size()).anyMatch(i -> isFix(track, i));
    }

    static boolean isFix(Track track, int i) {
        double lon = track.lonDegrees(i);
        double lat = track.latDegrees(i);
        return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && (lon != 0 || lat != 0);
    }
}
