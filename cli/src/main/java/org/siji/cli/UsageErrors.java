package org.siji.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, in Chinese, then in English: whoever mistypes may have mistyped {@code --lang}. */
final class UsageErrors implements IParameterExceptionHandler {

    /** A key of the message file and what its sentence names. */
    private record Sentence(String key, Object... details) {}

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        Sentence sentence = sentence(e);
        if (sentence == null) {
            err.println(e.getMessage());
        } else {
            for (Locale locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
                err.println(new Messages(locale).get(sentence.key, sentence.details));
            }
        }
        command.usage(err);
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Null for what a command of ours found out and has put into words itself. */
    private static @Nullable Sentence sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String given = String.join(" ", unmatched.getUnmatched());
            return new Sentence(
                    unmatched.isUnknownOption() ? "command-line.unknown-option" : "command-line.unknown-argument",
                    given);
        }
        if (e instanceof MissingParameterException missing) {
            return new Sentence("command-line.missing",
                    missing.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", ")));
        }
        if (e instanceof OverwrittenOptionException twice) {
            return new Sentence("command-line.twice",
                    twice.getOverwritten() == null ? "" : name(twice.getOverwritten()));
        }
        if (e.getArgSpec() != null && e.getValue() != null) {
            return new Sentence("command-line.bad-value", name(e.getArgSpec()), e.getValue());
        }
        return null;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : argument.paramLabel();
    }
}
