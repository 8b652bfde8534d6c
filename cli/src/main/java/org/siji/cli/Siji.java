package org.siji.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top command: {@code siji measure ...} and its neighbours. */
@Command(name = "siji", resourceBundle = Messages.BUNDLE, mixinStandardHelpOptions = true, versionProvider = Siji.Version.class, subcommands = {
        DispatchCommand.class, LandCommand.class, MeasureCommand.class, SampleCommand.class})
public final class Siji implements Runnable {

    /** Replaced by picocli. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** As packaged; without a package it is a build under development. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Siji.class.getPackage().getImplementationVersion();
            return new String[]{"siji " + (version == null ? "dev" : version)};
        }
    }

    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    /** All output is UTF-8, whatever the terminal says: Chinese has no place in POSIX's own encoding. */
    static int run(PrintStream out, PrintStream err, String... args) {
        // picocli builds its texts before it parses, so the language has to be known first.
        int lang = List.of(args).indexOf("--lang");
        boolean isEnglish = List.of(args).contains("--lang=en")
                || lang >= 0 && lang + 1 < args.length && args[lang + 1].equals("en");
        Locale.setDefault(isEnglish ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
        PrintWriter writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
        CommandLine command = new CommandLine(new Siji()).setOut(writer)
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(new UsageErrors());
        int code = command.execute(args);
        writer.flush();
        return code;
    }

    /** {@link #run(PrintStream, PrintStream, String...)} has set the language already; this refuses others. */
    @Option(names = "--lang", scope = ScopeType.INHERIT, paramLabel = "zh|en", descriptionKey = "siji.lang")
    void checkLanguage(String lang) {
        if (!lang.equals("zh") && !lang.equals("en")) {
            throw new ParameterException(spec.commandLine(), new Messages().get("siji.lang-unknown", lang));
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
