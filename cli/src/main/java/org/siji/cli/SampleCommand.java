package org.siji.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.siji.dispatch.DispatchProblem;
import org.siji.dispatch.InputCheck;
import org.siji.formats.dispatch.DispatchJson;
import org.siji.sample.SampleDispatch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Made-up data to try things with. */
@Command(name = "sample", resourceBundle = Messages.BUNDLE, mixinStandardHelpOptions = true, subcommands = {
        SampleCommand.Dispatch.class})
final class SampleCommand implements Runnable {

    private static final int MAX_ORDERS = 100_000;

    /** Replaced by picocli. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The double-rice rush of a county. */
    @Command(name = "dispatch", resourceBundle = Messages.BUNDLE, mixinStandardHelpOptions = true)
    static final class Dispatch implements Callable<Integer> {

        @Option(names = "--orders", paramLabel = "N")
        private int orders = 5000;

        @Option(names = "--machines", paramLabel = "N")
        private int machines = 300;

        @Option(names = "--days", paramLabel = "N")
        private int days = 15;

        @Option(names = "--seed", paramLabel = "S")
        private long seed = 1;

        @Option(names = "--out", paramLabel = "FILE")
        private @Nullable Path outFile;

        /** Replaced by picocli. */
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            if (orders < 0 || orders > MAX_ORDERS || machines < 0 || machines > MAX_ORDERS || days < 1
                    || days > InputCheck.MAX_DAYS) {
                throw new ParameterException(spec.commandLine(), new Messages().get("sample.out-of-range",
                        String.valueOf(MAX_ORDERS), String.valueOf(InputCheck.MAX_DAYS)));
            }
            DispatchProblem problem = SampleDispatch.of(orders, machines, days, seed);
            if (outFile == null) {
                DispatchJson.write(problem, spec.commandLine().getOut());
                spec.commandLine().getOut().flush();
            } else {
                try (Writer out = Files.newBufferedWriter(outFile)) {
                    DispatchJson.write(problem, out);
                }
            }
            return 0;
        }
    }
}
