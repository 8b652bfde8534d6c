package org.siji.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.siji.cli.ImportUpload.Answer;
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
 * Reports count, area and every problem by row of a parcel file. With {@code --user} a running server reads it, which also knows
 * what is registered already, and takes it in unless {@code --dry-run} is given; without, this process reads it. Exit code 0
 * when all rows can be taken (or were), 1 when some can't, 2 when the file can't be used or the server does not let us.
 */
@Command(name = "import", resourceBundle = Messages.BUNDLE, mixinStandardHelpOptions = true)
final class LandImportCommand implements Callable<Integer> {

    private static final int ROWS_WITH_ERRORS = 1;
    private static final int UNUSABLE = 2;
    private static final int UNPROCESSABLE = 422;

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

    @Option(names = "--provisional-group", paramLabel = "CODE")
    private @Nullable String provisionalGroup;

    @Option(names = "--user", paramLabel = "NAME")
    private @Nullable String user;

    @Option(names = "--password-stdin")
    private boolean passwordFromInput;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (user != null) {
            return onServer(user);
        }
        if (!dryRun) {
            throw new ParameterException(spec.commandLine(), new Messages().get("import.login-missing"));
        }
        ParcelImport read = new ParcelReader(ReadLimits.COUNTY, codeAttribute, withoutPrj(), provisionalGroup == null)
                .read(file);
        PrintWriter out = spec.commandLine().getOut();
        ParcelReport report = new ParcelReport(String.valueOf(file.getFileName()), read);
        if (json) {
            report.printJson(out);
        } else {
            report.print(out);
        }
        return !read.isUsable() ? UNUSABLE : read.hasErrors() ? ROWS_WITH_ERRORS : 0;
    }

    private int onServer(String name) throws IOException, InterruptedException {
        if (epsg != null) {
            throw new ParameterException(spec.commandLine(), new Messages().get("import.epsg-local"));
        }
        if (!Files.isReadable(file)) {
            throw new ParameterException(spec.commandLine(), new Messages().get("measure.unreadable", file));
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            ImportUpload upload = new ImportUpload(server);
            Answer login = upload.logIn(name, password(name));
            if (!login.isSuccess() || !(login.json().get("token") instanceof String token)) {
                new ServerReport(out).printRefusal(login);
                return UNUSABLE;
            }
            Answer answer = upload.send(file, fields(dryRun), token);
            if (answer.status() == UNPROCESSABLE) {
                // A refusal names only the errors; the dry run names everything, in the shape of any other report.
                answer = upload.send(file, fields(true), token);
            }
            return report(answer, out);
        } catch (ImportUpload.NoServer e) {
            out.println(new Messages().get("import.no-server", server));
            return UNUSABLE;
        }
    }

    private int report(Answer answer, PrintWriter out) {
        if (!answer.isSuccess()) {
            new ServerReport(out).printRefusal(answer);
            return UNUSABLE;
        }
        if (json) {
            out.println(answer.body());
        } else {
            new ServerReport(out).print(answer.json());
        }
        return "REJECTED".equals(answer.json().get("status")) ? ROWS_WITH_ERRORS : 0;
    }

    private Map<String, String> fields(boolean dry) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("dryRun", String.valueOf(dry));
        putIfGiven(fields, "codeAttribute", codeAttribute);
        putIfGiven(fields, "villageCode", village);
        putIfGiven(fields, "provisionalGroup", provisionalGroup);
        return fields;
    }

    private static void putIfGiven(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Never an argument: everybody on the machine can read those. */
    private String password(String name) throws IOException {
        if (passwordFromInput) {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        }
        String environment = System.getenv("SIJI_PASSWORD");
        if (environment != null) {
            return environment;
        }
        Console console = Objects.requireNonNull(System.console());
        char[] typed = console.isTerminal()
                ? console.readPassword("%s", new Messages().get("import.password", name))
                : null;
        if (typed == null) {
            throw new ParameterException(spec.commandLine(), new Messages().get("import.password-missing"));
        }
        return new String(typed);
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
