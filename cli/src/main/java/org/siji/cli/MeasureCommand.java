package org.siji.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.siji.formats.Coordinates;
import org.siji.formats.rules.RuleSets;
import org.siji.track.ParameterOutOfRange;
import org.siji.track.RuleSet;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures the work in track files. Exit code 0 if at least one log was measured, whatever problems others had; 2 if none
 * was, or if the command line is wrong. With {@code --verify}: 0 if the result came out the same, 1 if it didn't.
 */
@Command(name = "measure", resourceBundle = Messages.BUNDLE, mixinStandardHelpOptions = true)
final class MeasureCommand implements java.util.concurrent.Callable<Integer> {

    private static final int NOTHING_MEASURED = 2;
    private static final double USUAL_CELL_METERS = 0.1;

    @Parameters(arity = "0..*", paramLabel = "FILE")
    private List<Path> files = List.of();

    @Option(names = "--width-m", paramLabel = "W")
    private double widthMeters = Double.NaN;

    @Option(names = "--registered-width-m", paramLabel = "W")
    private double registeredWidthMeters = Double.NaN;

    @Option(names = "--offset-m", paramLabel = "O")
    private double offsetMeters;

    @Option(names = "--cell-m", paramLabel = "C")
    private double cellMeters = USUAL_CELL_METERS;

    @Option(names = "--zone", paramLabel = "ZONE")
    private ZoneId zone = ZoneId.of("Asia/Shanghai");

    @Option(names = "--coordinates", paramLabel = "wgs84|gcj02")
    private @Nullable String coordinates;

    @Option(names = "--parcels", paramLabel = "FILE")
    private @Nullable Path parcelFile;

    @Option(names = "--rules", paramLabel = "NAME|FILE")
    private @Nullable String rules;

    @Option(names = "--json")
    private boolean isJson;

    @Option(names = "--geojson", paramLabel = "OUT")
    private @Nullable Path geoJson;

    @Option(names = "--png", paramLabel = "OUT")
    private @Nullable Path png;

    @Option(names = "--svg", paramLabel = "OUT")
    private @Nullable Path svg;

    @Option(names = "--verify", paramLabel = "RESULT")
    private @Nullable Path verify;

    /** Replaced by picocli. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (verify != null) {
            requireReadable(verify);
            return MeasureVerify.verify(verify, files, out);
        }
        if (files.isEmpty()) {
            throw usage("command-line.missing", "FILE");
        }
        files.forEach(this::requireReadable);
        if (parcelFile != null) {
            requireReadable(parcelFile);
        }
        // A clock that is a day fast is a wrong clock; one that is some minutes fast is every second terminal.
        long latest = Instant.now().plus(1, ChronoUnit.DAYS).toEpochMilli();
        MeasureOptions options = new MeasureOptions(files, widthMeters, registeredWidthMeters, offsetMeters, cellMeters,
                zone,
                latest, declaredCoordinates(), parcelFile, rules);
        MeasuredLog.Report report = run(options);
        if (isJson) {
            out.println(MeasureJson.text(report, options));
        } else {
            MeasureText.write(report, out);
        }
        draw(report);
        return report.logs().isEmpty() ? NOTHING_MEASURED : 0;
    }

    private MeasuredLog.Report run(MeasureOptions options) throws IOException {
        try {
            return MeasureRun.run(options);
        } catch (ParameterOutOfRange e) {
            throw usage("measure.out-of-range", new Messages().get("measure.parameter." + e.name()),
                    String.valueOf(e.value()), String.valueOf(e.least()), String.valueOf(e.most()));
        } catch (MeasureRun.NoSuchRules e) {
            throw usage("measure.no-such-rules", String.valueOf(rules),
                    RuleSets.shipped().rules().stream().map(RuleSet::name).collect(Collectors.joining(", ")));
        }
    }

    private void draw(MeasuredLog.Report report) throws IOException {
        if (geoJson != null) {
            Files.writeString(geoJson, MeasureGeoJson.text(report));
        }
        if (svg != null) {
            Files.writeString(svg, new SvgCanvas().draw(MeasurePicture.of(report)), StandardCharsets.UTF_8);
        }
        if (png != null) {
            PngCanvas canvas = new PngCanvas();
            try (OutputStream out = Files.newOutputStream(png)) {
                canvas.draw(MeasurePicture.of(report), out);
            }
            if (!canvas.hasFont()) {
                spec.commandLine().getErr().println(new Messages().get("measure.no-font"));
            }
        }
    }

    private @Nullable Coordinates declaredCoordinates() {
        if (coordinates == null) {
            return null;
        }
        return switch (coordinates.toLowerCase(Locale.ROOT)) {
            case "wgs84" -> Coordinates.WGS84;
            case "gcj02" -> Coordinates.GCJ02;
            default -> throw usage("command-line.bad-value", "--coordinates", coordinates);
        };
    }

    private void requireReadable(Path file) {
        if (!Files.isReadable(file)) {
            throw usage("measure.unreadable", file);
        }
    }

    private ParameterException usage(String key, Object... details) {
        return new ParameterException(spec.commandLine(), new Messages().get(key, details));
    }
}
