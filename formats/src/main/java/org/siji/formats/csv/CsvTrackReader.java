package org.siji.formats.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.ProblemKind;
import org.siji.track.Track;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/**
 * Reads a track from a table with a header row: time, longitude, latitude (WGS 84, degrees), and if they are there work state
 * and working width (metres). Comma, semicolon or tab; UTF-8 or GBK.
 */
public final class CsvTrackReader {

    private static final int MAX_ROW_PROBLEMS = 1_000;
    private static final int ROWS_NAMED = 10;
    private static final Set<String> WORKING = Set.of("1", "true", "yes", "on", "working", "work", "是", "作业", "作业中",
            "工作");
    private static final Set<String> IDLE = Set.of("0", "false", "no", "off", "idle", "否", "空驶", "未作业", "非作业", "停车",
            "停止", "转移", "行驶");

    private final String file;
    private final ZoneId zone;
    private final Track.Builder track = Track.builder();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<TrackColumn, Integer> columns = new EnumMap<>(TrackColumn.class);
    private final Map<String, Format> formats = new LinkedHashMap<>();
    private long rows;
    private long unlisted;
    private Optional<Problem> firstUnknownState = Optional.empty();
    private long unknownStates;

    private CsvTrackReader(String file, ZoneId zone) {
        this.file = file;
        this.zone = zone;
    }

    /** The rows with one look of the time column. */
    private static final class Format {
        final String example;
        final List<Long> firstRows = new ArrayList<>();
        long count;

        Format(String example) {
            this.example = example;
        }
    }

    /** @param zone of times that don't name theirs */
    public static CsvTrack read(Path path, ZoneId zone) throws IOException {
        return read(Files.readAllBytes(path), String.valueOf(path.getFileName()), zone);
    }

    /** @param file name for problems */
    public static CsvTrack read(byte[] csv, String file, ZoneId zone) {
        CsvTrackReader reader = new CsvTrackReader(file, zone);
        reader.read(csv);
        return new CsvTrack(reader.track.build(), reader.rows, reader.problems);
    }

    private void read(byte[] csv) {
        Optional<String> text = decode(csv);
        if (text.isEmpty()) {
            problems.add(Problem.of(CsvProblem.ENCODING_UNKNOWN, Place.file(file)));
            return;
        }
        try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(separator(text.get()))
                .ofCsvRecord(text.get())) {
            boolean isHeader = true;
            for (CsvRecord row : reader) {
                if (isHeader) {
                    isHeader = false;
                    if (!readHeader(row)) {
                        return;
                    }
                } else {
                    rows++;
                    readRow(row);
                }
            }
        } catch (CsvParseException | IOException e) {
            problems.add(Problem.of(CsvProblem.BROKEN, Place.row(file, rows + 1)));
        }
        if (rows == 0) {
            problems.add(Problem.of(CsvProblem.EMPTY, Place.file(file)));
        }
        summarise();
    }

    private static Optional<String> decode(byte[] csv) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                String text = charset.newDecoder().decode(ByteBuffer.wrap(csv)).toString();
                return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
            } catch (CharacterCodingException e) {
                // The next one, then.
            }
        }
        return Optional.empty();
    }

    private static char separator(String text) {
        String header = text.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[]{';', '\t'}) {
            if (header.chars().filter(c -> c == candidate).count() > header.chars().filter(c -> c == ',').count()) {
                best = candidate;
            }
        }
        return best;
    }

    private boolean readHeader(CsvRecord header) {
        boolean isComplete = true;
        for (TrackColumn column : TrackColumn.values()) {
            for (int i = header.getFieldCount() - 1; i >= 0; i--) {
                if (column.isNamed(header.getField(i))) {
                    columns.put(column, i);
                }
            }
            if (column.isNeeded && !columns.containsKey(column)) {
                problems.add(Problem.of(CsvProblem.COLUMN_MISSING, Place.row(file, 1),
                        String.join(" / ", column.names)));
                isComplete = false;
            }
        }
        return isComplete;
    }

    private void readRow(CsvRecord row) {
        long line = row.getStartingLineNumber();
        if (columns.entrySet().stream().anyMatch(c -> c.getKey().isNeeded && c.getValue() >= row.getFieldCount())) {
            report(CsvProblem.ROW_SHORT, line, TrackColumn.TIME, "");
            return;
        }
        Optional<TimeText> time = TimeText.find(field(row, TrackColumn.TIME), zone);
        if (time.isEmpty()) {
            report(CsvProblem.TIME_UNREADABLE, line, TrackColumn.TIME, field(row, TrackColumn.TIME));
            return;
        }
        double lon = number(field(row, TrackColumn.LON));
        double lat = number(field(row, TrackColumn.LAT));
        if (Double.isNaN(lon) || Double.isNaN(lat)) {
            TrackColumn bad = Double.isNaN(lon) ? TrackColumn.LON : TrackColumn.LAT;
            report(CsvProblem.COORDINATE_UNREADABLE, line, bad, field(row, bad));
            return;
        }
        Format format = formats.computeIfAbsent(time.get().formatKey(),
                key -> new Format(field(row, TrackColumn.TIME)));
        format.count++;
        if (format.firstRows.size() < ROWS_NAMED) {
            format.firstRows.add(line);
        }
        track.add(time.get().millis(), lon, lat, state(row, line), width(row, line));
    }

    private byte state(CsvRecord row, long line) {
        String state = field(row, TrackColumn.STATE).toLowerCase(Locale.ROOT);
        if (WORKING.contains(state)) {
            return Track.WORKING;
        }
        if (IDLE.contains(state)) {
            return Track.IDLE;
        }
        if (!state.isEmpty()) {
            unknownStates++;
            if (firstUnknownState.isEmpty()) {
                firstUnknownState = Optional
                        .of(Problem.of(CsvProblem.STATE_UNREADABLE, place(line, TrackColumn.STATE), state));
            }
        }
        return Track.WORK_STATE_UNKNOWN;
    }

    private float width(CsvRecord row, long line) {
        String text = field(row, TrackColumn.WIDTH);
        double width = number(text);
        if (!text.isEmpty() && !(width >= 0)) {
            report(CsvProblem.WIDTH_UNREADABLE, line, TrackColumn.WIDTH, text);
            return Float.NaN;
        }
        return (float) width;
    }

    /** Empty if the table has no such column. */
    private String field(CsvRecord row, TrackColumn column) {
        Integer index = columns.get(column);
        return index == null || index >= row.getFieldCount() ? "" : row.getField(index).strip();
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isInfinite(number) ? Double.NaN : number;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private Place place(long line, TrackColumn column) {
        return Place.field(file, line, column.names.get(0));
    }

    private void report(ProblemKind kind, long line, TrackColumn column, String value) {
        if (problems.size() < MAX_ROW_PROBLEMS) {
            problems.add(Problem.of(kind, place(line, column), value));
        } else {
            unlisted++;
        }
    }

    private void summarise() {
        if (unlisted > 0) {
            problems.add(Problem.of(CsvProblem.MORE_PROBLEMS, Place.file(file), unlisted));
        }
        firstUnknownState.ifPresent(first -> problems
                .add(Problem.of(first.kind(), first.place(), first.details().get(0), unknownStates)));
        if (formats.size() > 1) {
            List<Format> byCount = formats.values().stream()
                    .sorted(Comparator.comparingLong((Format format) -> format.count).reversed()).toList();
            Format common = byCount.get(0);
            for (Format rare : byCount.subList(1, byCount.size())) {
                String named = String.join(", ", rare.firstRows.stream().map(String::valueOf).toList());
                problems.add(Problem.of(CsvProblem.TWO_DATE_FORMATS, place(rare.firstRows.get(0), TrackColumn.TIME),
                        common.example, common.count, rare.example, rare.count,
                        rare.count > rare.firstRows.size() ? named + " ..." : named));
            }
        }
    }
}
