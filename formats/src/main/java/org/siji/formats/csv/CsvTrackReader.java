package org.siji.formats.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
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
import java.util.regex.Pattern;

import org.locationtech.jts.geom.Coordinate;
import org.siji.formats.Coordinates;
import org.siji.formats.Input;
import org.siji.formats.Place;
import org.siji.formats.Problem;
import org.siji.formats.ProblemKind;
import org.siji.track.Track;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/**
 * Reads a track from a table with a header row: time, longitude, latitude (degrees; WGS 84 unless declared as GCJ-02), and if
 * they are there work state, working width and offset (metres unless the header says another unit), working depth (in the
 * unit that the header says) and HDOP. Comma, semicolon or tab; UTF-8 or GBK. Goes through the file row by row, so its size
 * doesn't matter.
 */
public final class CsvTrackReader {

    private static final int MAX_ROW_PROBLEMS = 1_000;
    private static final int ROWS_NAMED = 10;
    private static final int MAX_HEADER = 10_000;
    private static final String SEPARATORS = ",;\t";
    private static final Pattern GCJ02 = Pattern.compile("gcj-?0?2|火星");
    private static final Pattern WGS84 = Pattern.compile("wgs-?84|cgcs-?2000");
    private static final Set<String> WORKING = Set.of("1", "true", "yes", "on", "working", "work", "是", "作业", "作业中",
            "工作");
    private static final Set<String> IDLE = Set.of("0", "false", "no", "off", "idle", "否", "空驶", "未作业", "非作业", "停车",
            "停止", "转移", "行驶");

    private final String file;
    private final CsvOptions options;
    private final TimeReader times;
    private final Track.Builder track = Track.builder();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<TrackColumn, Column> columns = new EnumMap<>(TrackColumn.class);
    private final Map<String, Format> formats = new LinkedHashMap<>();
    private final Coordinate wgs84 = new Coordinate();
    private Coordinates coordinates = Coordinates.WGS84;
    private int lastNeededColumn;
    private long rows;
    private long unlisted;
    private Optional<Problem> firstUnknownState = Optional.empty();
    private long unknownStates;

    private CsvTrackReader(String file, CsvOptions options) {
        this.file = file;
        this.options = options;
        times = new TimeReader(options.zone());
    }

    /** @param index in a row */
    private record Column(int index, String header, double metersPerUnit) {}

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
        return read(Input.of(path), String.valueOf(path.getFileName()), CsvOptions.of(zone));
    }

    /** @param file name for problems */
    public static CsvTrack read(byte[] csv, String file, ZoneId zone) {
        return read(Input.of(csv), file, CsvOptions.of(zone));
    }

    /** @param file name for problems */
    public static CsvTrack read(Input csv, String file, CsvOptions options) {
        CsvTrackReader reader = new CsvTrackReader(file, options);
        try {
            reader.read(csv);
        } catch (IOException | UncheckedIOException e) {
            reader.problems.add(Problem.of(CsvProblem.FILE_UNREADABLE, Place.file(file)));
        }
        return new CsvTrack(reader.track.build(), reader.rows, reader.problems);
    }

    private void read(Input csv) throws IOException {
        Optional<Charset> charset = Charsets.find(csv);
        if (charset.isEmpty()) {
            problems.add(Problem.of(CsvProblem.ENCODING_UNKNOWN, Place.file(file)));
            return;
        }
        char separator;
        try (BufferedReader text = reader(csv, charset.get())) {
            separator = separator(text);
        }
        try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(separator)
                .ofCsvRecord(reader(csv, charset.get()))) {
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
        } catch (CsvParseException e) {
            problems.add(Problem.of(CsvProblem.BROKEN, Place.row(file, rows + 1)));
        }
        if (rows == 0) {
            problems.add(Problem.of(CsvProblem.EMPTY, Place.file(file)));
        }
        summarise();
    }

    /** Behind the byte order mark, if there is one. */
    private static BufferedReader reader(Input csv, Charset charset) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(csv.open(), charset));
        reader.mark(1);
        if (reader.read() != 0xFEFF) {
            reader.reset();
        }
        return reader;
    }

    /** Of the first line, of which no more than a header's length is looked at. */
    private static char separator(BufferedReader text) throws IOException {
        int[] counts = new int[SEPARATORS.length()];
        for (int i = 0; i < MAX_HEADER; i++) {
            int c = text.read();
            if (c < 0 || c == '\n' || c == '\r') {
                break;
            }
            int separator = SEPARATORS.indexOf(c);
            if (separator >= 0) {
                counts[separator]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return SEPARATORS.charAt(best);
    }

    private boolean readHeader(CsvRecord header) {
        boolean isComplete = true;
        for (TrackColumn column : TrackColumn.values()) {
            for (int i = header.getFieldCount() - 1; i >= 0; i--) {
                String name = header.getField(i);
                if (column.isNamed(name)) {
                    columns.put(column, new Column(i, name, TrackColumn.findMetersPerUnit(name).orElse(1)));
                }
            }
            Column found = columns.get(column);
            if (found == null && column.isNeeded) {
                problems.add(Problem.of(CsvProblem.COLUMN_MISSING, Place.row(file, 1),
                        String.join(" / ", column.names)));
                isComplete = false;
            } else if (found != null && column.isNeeded) {
                lastNeededColumn = Math.max(lastNeededColumn, found.index);
            }
        }
        requireDepthUnit();
        return isComplete && findCoordinates();
    }

    /** 30 may be centimetres or a typing error; a payment hangs on it, so it is not guessed. */
    private void requireDepthUnit() {
        Column depth = columns.get(TrackColumn.DEPTH);
        if (depth != null && TrackColumn.findMetersPerUnit(depth.header).isEmpty()) {
            problems.add(Problem.of(CsvProblem.DEPTH_UNIT_MISSING, place(1, TrackColumn.DEPTH)));
            columns.remove(TrackColumn.DEPTH);
        }
    }

    private boolean findCoordinates() {
        Column column = columns.get(TrackColumn.LON);
        String lon = column == null ? "" : column.header.toLowerCase(Locale.ROOT);
        Coordinates written = GCJ02.matcher(lon).find()
                ? Coordinates.GCJ02
                : WGS84.matcher(lon).find() ? Coordinates.WGS84 : null;
        Coordinates declared = options.coordinates();
        if (written != null && declared != null && written != declared) {
            problems.add(Problem.of(CsvProblem.COORDINATES_CONTRADICT, place(1, TrackColumn.LON), lon));
            return false;
        }
        coordinates = written != null ? written : declared != null ? declared : Coordinates.WGS84;
        return true;
    }

    private void readRow(CsvRecord row) {
        long line = row.getStartingLineNumber();
        if (lastNeededColumn >= row.getFieldCount()) {
            report(CsvProblem.ROW_SHORT, line, TrackColumn.TIME, "");
            return;
        }
        String timeText = field(row, TrackColumn.TIME);
        if (!times.read(timeText)) {
            report(CsvProblem.TIME_UNREADABLE, line, TrackColumn.TIME, timeText);
            return;
        }
        double lon = number(field(row, TrackColumn.LON));
        double lat = number(field(row, TrackColumn.LAT));
        if (Double.isNaN(lon) || Double.isNaN(lat)) {
            TrackColumn bad = Double.isNaN(lon) ? TrackColumn.LON : TrackColumn.LAT;
            report(CsvProblem.COORDINATE_UNREADABLE, line, bad, field(row, bad));
            return;
        }
        Format format = formats.get(times.formatKey());
        if (format == null) {
            format = new Format(timeText);
            formats.put(times.formatKey(), format);
        }
        format.count++;
        if (format.firstRows.size() < ROWS_NAMED) {
            format.firstRows.add(line);
        }
        coordinates.toWgs84(lon, lat, wgs84);
        track.add(times.millis(), wgs84.x, wgs84.y, state(row, line),
                length(row, line, TrackColumn.WIDTH, CsvProblem.WIDTH_UNREADABLE, 0),
                length(row, line, TrackColumn.OFFSET, CsvProblem.OFFSET_UNREADABLE, Double.NEGATIVE_INFINITY),
                length(row, line, TrackColumn.DEPTH, CsvProblem.DEPTH_UNREADABLE, 0),
                (float) number(field(row, TrackColumn.HDOP)));
    }

    private byte state(CsvRecord row, long line) {
        String state = field(row, TrackColumn.STATE);
        if (state.isEmpty()) {
            return Track.WORK_STATE_UNKNOWN;
        }
        state = state.toLowerCase(Locale.ROOT);
        if (WORKING.contains(state)) {
            return Track.WORKING;
        }
        if (IDLE.contains(state)) {
            return Track.IDLE;
        }
        unknownStates++;
        if (firstUnknownState.isEmpty()) {
            firstUnknownState = Optional
                    .of(Problem.of(CsvProblem.STATE_UNREADABLE, place(line, TrackColumn.STATE), state));
        }
        return Track.WORK_STATE_UNKNOWN;
    }

    /** Metres; NaN where there is none. */
    private float length(CsvRecord row, long line, TrackColumn column, CsvProblem unreadable, double least) {
        Column found = columns.get(column);
        String text = field(row, column);
        if (found == null || text.isEmpty()) {
            return Float.NaN;
        }
        double value = number(text);
        if (!(value >= least)) {
            report(unreadable, line, column, text);
            return Float.NaN;
        }
        return (float) (value * found.metersPerUnit);
    }

    /** Empty if the table has no such column. */
    private String field(CsvRecord row, TrackColumn column) {
        Column found = columns.get(column);
        return found == null || found.index >= row.getFieldCount() ? "" : row.getField(found.index).strip();
    }

    private static double number(String text) {
        if (text.isEmpty()) {
            return Double.NaN;
        }
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
