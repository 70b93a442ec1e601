package dev.tenfold.app;

import dev.tenfold.lab.recipe.Words;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
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
                .addSubcommand(new ReadCommand(streams))
                .addSubcommand(new TrainCommand(streams))
                .addSubcommand(new EvaluateCommand(streams))
                .addSubcommand(
                        new CommandLine(new DataCommand())
                                .addSubcommand(new DataCommand.Get(streams))
                                .addSubcommand(new DataCommand.Show(streams)))
                .setCaseInsensitiveEnumValuesAllowed(true)
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
        PrintWriter err = mistake.getCommandLine().getErr();
        err.println(
                command.qualifiedName()
                        + ": "
                        + (mistake instanceof UnmatchedArgumentException unmatched
                                ? unknownWord(command, unmatched.getUnmatched().get(0))
                                : firstLine(mistake)));
        err.println("Try '" + command.qualifiedName() + " --help'.");
        err.flush();
        return ExitCode.USAGE;
    }

    private static String unknownWord(CommandSpec command, String word) {
        if (word.startsWith("-")) {
            String option = word.replaceFirst("=.*", "");
            return "unknown option '" + option + "'" + meant(option, command.optionsMap().keySet());
        }
        Set<String> commands = command.subcommands().keySet();
        return commands.isEmpty()
                ? "expected nothing more, found '" + word + "'"
                : "unknown command '"
                        + word
                        + "', expected "
                        + String.join(", ", commands)
                        + meant(word, commands);
    }

    private static String meant(String word, Set<String> valid) {
        return Words.nearest(word, valid).map(near -> "; did you mean " + near + "?").orElse("");
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

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
