package dev.tenfold.app;

import dev.tenfold.lab.recipe.Words;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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
        int exitCode = commandLine(streams, args).execute(args);
        streams.out().flush();
        streams.err().flush();
        System.exit(exitCode);
    }

    /**
     * The command, ready to execute these arguments. Making a subcommand takes some 10 ms, so where
     * the first argument names one, the others are left out.
     */
    static CommandLine commandLine(Streams streams, String... arguments) {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("read", () -> new CommandLine(new ReadCommand(streams)));
        commands.put("show", () -> new CommandLine(new ShowCommand(streams)));
        commands.put("train", () -> new CommandLine(new TrainCommand(streams)));
        commands.put("evaluate", () -> new CommandLine(new EvaluateCommand(streams)));
        commands.put("compare", () -> new CommandLine(new CompareCommand(streams)));
        commands.put("explain", () -> new CommandLine(new ExplainCommand(streams)));
        commands.put("lesson", () -> new CommandLine(new LessonCommand(streams)));
        commands.put("serve", () -> new CommandLine(new ServeCommand(streams)));
        commands.put("data", () -> DataCommand.commandLine(streams));
        if (arguments.length > 0 && commands.containsKey(arguments[0])) {
            commands.keySet().retainAll(Set.of(arguments[0]));
        }
        CommandLine tenfold = new CommandLine(new Tenfold());
        commands.forEach((name, command) -> tenfold.addSubcommand(name, command.get()));
        return tenfold.setCaseInsensitiveEnumValuesAllowed(true)
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
