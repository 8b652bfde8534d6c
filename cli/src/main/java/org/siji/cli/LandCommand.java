package org.siji.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Commands about parcels. */
@Command(name = "land", resourceBundle = Messages.BUNDLE, mixinStandardHelpOptions = true, subcommands = {
        LandImportCommand.class})
final class LandCommand implements Runnable {

    /** Replaced by picocli. */
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
