package org.siji.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Problem;
import org.siji.formats.csv.CsvTrack;
import org.siji.formats.csv.CsvTrackReader;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.isoxml.IsoXmlReader;
import org.siji.formats.isoxml.TaskData;
import org.siji.formats.parcels.ParcelImport;
import org.siji.formats.parcels.ParcelReader;
import org.siji.track.MeasureParameters;
import org.siji.track.TrackMeter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures the work in track files. Exit code 0 if at least one log was measured, whatever problems others had; 2 if none
 * was, or if the command line is wrong.
 */
@Command(name = "measure", resourceBundle = Messages.BUNDLE, mixinStandardHelpOptions = true)
final class MeasureCommand implements Callable<Integer> {

    private static final int NOTHING_MEASURED = 2;

    @Parameters(arity = "1..*", paramLabel = "FILE")
    private List<Path> files = List.of();

    @Option(names = "--width-m", paramLabel = "W")
    private double widthMeters = Double.NaN;

    @Option(names = "--offset-m", paramLabel = "O")
    private double offsetMeters;

    @Option(names = "--cell-m", paramLabel = "C")
    private double cellMeters = MeasureParameters.defaults().cellMeters();

    @Option(names = "--zone", paramLabel = "ZONE")
    private ZoneId zone = ZoneId.of("Asia/Shanghai");

    @Option(names = "--parcels", paramLabel = "FILE")
    private @Nullable Path parcelFile;

    @Option(names = "--json")
    private boolean isJson;

    /** Replaced by picocli. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final List<Problem> problems = new ArrayList<>();
    private final List<MeasuredLog> logs = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        MeasureParameters parameters = parameters();
        for (Path file : files) {
            requireReadable(file);
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            if (name.endsWith(".csv") || name.endsWith(".txt")) {
                measureCsv(file, parameters);
            } else {
                measureTaskData(file, parameters);
            }
        }
        MeasuredLog.Report report = new MeasuredLog.Report(logs, onParcels(), problems);
        if (isJson) {
            MeasureJson.write(report, parameters, spec.commandLine().getOut());
        } else {
            MeasureText.write(report, spec.commandLine().getOut());
        }
        return logs.isEmpty() ? NOTHING_MEASURED : 0;
    }

    private void requireReadable(Path file) {
        if (!Files.isReadable(file)) {
            throw new ParameterException(spec.commandLine(), new Messages().get("measure.unreadable", file));
        }
    }

    private @Nullable List<MeasuredLog.OnParcel> onParcels() throws IOException {
        if (parcelFile == null) {
            return null;
        }
        requireReadable(parcelFile);
        ParcelImport read = new ParcelReader(ReadLimits.COUNTY, null, null, false).read(parcelFile);
        problems.addAll(read.problems());
        return logs.stream().flatMap(log -> log.on(read.parcels()).stream()).toList();
    }

    private MeasureParameters parameters() {
        try {
            // A clock that is a day fast is a wrong clock; one that is some minutes fast is every second terminal.
            return MeasureParameters.defaults().withWidthMeters(widthMeters).withOffsetMeters(offsetMeters)
                    .withCellMeters(cellMeters)
                    .withLatestTimeMillis(Instant.now().plus(1, ChronoUnit.DAYS).toEpochMilli());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(),
                    new Messages().get("measure.out-of-range", MeasureParameters.MAX_WIDTH_METERS), e);
        }
    }

    private void measureCsv(Path file, MeasureParameters parameters) throws IOException {
        CsvTrack csv = CsvTrackReader.read(file, zone);
        problems.addAll(csv.problems());
        if (csv.track().size() > 0) {
            logs.add(new MeasuredLog(file.toString(), String.valueOf(file.getFileName()), "", List.of(), csv.rows(),
                    OptionalDouble.empty(), TrackMeter.measure(csv.track(), parameters)));
        }
    }

    private void measureTaskData(Path file, MeasureParameters parameters) {
        TaskData data = IsoXmlReader.read(file, zone);
        problems.addAll(data.problems());
        data.logs().forEach(log -> logs.add(new MeasuredLog(file.toString(), log.name(), log.taskName(),
                log.deviceNames(), log.records(), log.machineAreaSquareMeters(),
                TrackMeter.measure(log.track(), parameters))));
    }
}
