package org.siji.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.siji.formats.features.ReadLimits;
import org.siji.formats.parcels.ParcelImport;
import org.siji.formats.parcels.ParcelReader;
import org.siji.geo.CoordinateSystem;
import org.siji.geo.UnsupportedCoordinateSystem;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Reads a parcel file and reports count, area and every problem by row; without {@code --dry-run} it then sends the file to a
 * running server. Exit code 0 when all rows can be taken, 1 when some can't (or the server refuses them), 2 when the file
 * can't be used.
 */
@Command(name = "import", resourceBundle = Messages.BUNDLE, mixinStandardHelpOptions = true)
final class LandImportCommand implements Callable<Integer> {

    private static final int ROWS_WITH_ERRORS = 1;
    private static final int UNUSABLE = 2;

    /** Replaced by picocli. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--code-attribute", paramLabel = "NAME")
    private @Nullable String codeAttribute;

    @Option(names = "--epsg", paramLabel = "CODE")
    private @Nullable Integer epsg;

    @Option(names = "--json")
    private boolean json;

    @Option(names = "--server", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080")
    private URI server = URI.create("http://127.0.0.1:8080");

    @Option(names = "--village", paramLabel = "CODE")
    private @Nullable String village;

    @Option(names = "--user", paramLabel = "NAME")
    private @Nullable String user;

    @Option(names = "--password-stdin")
    private boolean passwordFromInput;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ParcelImport read = new ParcelReader(ReadLimits.COUNTY, codeAttribute, withoutPrj(), true).read(file);
        PrintWriter out = spec.commandLine().getOut();
        ParcelReport report = new ParcelReport(String.valueOf(file.getFileName()), read);
        if (json && dryRun) {
            report.printJson(out);
        } else {
            report.print(out);
        }
        out.flush();
        if (!read.isUsable()) {
            return UNUSABLE;
        }
        if (dryRun) {
            return read.hasErrors() ? ROWS_WITH_ERRORS : 0;
        }
        return upload(out);
    }

    private int upload(PrintWriter out) throws IOException, InterruptedException {
        if (user == null || !passwordFromInput) {
            throw new ParameterException(spec.commandLine(), new Messages().get("import.login-missing"));
        }
        String password = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        ImportUpload upload = new ImportUpload(server);
        boolean taken = upload.send(file, codeAttribute, village, user, password == null ? "" : password, out);
        return taken ? 0 : ROWS_WITH_ERRORS;
    }

    private @Nullable CoordinateSystem withoutPrj() {
        if (epsg == null) {
            return null;
        }
        try {
            return CoordinateSystem.ofEpsg(epsg);
        } catch (UnsupportedCoordinateSystem e) {
            throw new ParameterException(spec.commandLine(),
                    new Messages().get("import.epsg-unknown", e.detail()));
        }
    }
}
