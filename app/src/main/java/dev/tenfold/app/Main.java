package dev.tenfold.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tenfold} command: results on standard output, messages on standard error. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Streams streams =
                new Streams(System.in, writer(FileDescriptor.out), writer(FileDescriptor.err));
        int exitCode = commandLine(streams).execute(args);
        streams.out().flush();
        streams.err().flush();
        System.exit(exitCode);
    }

    /** The whole command, ready to execute. */
    static CommandLine commandLine(Streams streams) {
        return new CommandLine(new Tenfold())
                .addSubcommand(
                        new CommandLine(new DataCommand())
                                .addSubcommand(new DataCommand.Get(streams)))
                .setOut(streams.out())
                .setErr(streams.err())
                .setParameterExceptionHandler(Main::explainUsage)
                .setExecutionExceptionHandler(Main::explainFailure);
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }

    private static int explainUsage(ParameterException mistake, String[] args) {
        CommandSpec command = mistake.getCommandLine().getCommandSpec();
        StringBuilder text = new StringBuilder();
        text.append(command.qualifiedName())
                .append(": ")
                .append(firstLine(String.valueOf(mistake.getMessage())));
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            text.append("; did you mean ")
                    .append(String.join(" or ", unmatched.getSuggestions()))
                    .append('?');
        }
        PrintWriter err = mistake.getCommandLine().getErr();
        err.println(text);
        err.println("Try '" + command.qualifiedName() + " --help'.");
        err.flush();
        return ExitCode.USAGE;
    }

    private static int explainFailure(
            Exception failure, CommandLine commandLine, ParseResult parseResult) {
        PrintWriter err = commandLine.getErr();
        err.println("tenfold: " + Failure.sentence(failure));
        if (commandLine.getCommandSpec().root().userObject() instanceof Tenfold tenfold
                && tenfold.verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return Failure.exitCode(failure);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
