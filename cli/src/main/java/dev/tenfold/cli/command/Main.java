package dev.tenfold.cli.command;

import dev.tenfold.cli.output.StandardOutput;
import dev.tenfold.cli.output.Streams;
import dev.tenfold.cli.progress.Progress;
import dev.tenfold.lab.recipe.Suggestions;
import dev.tenfold.server.output.VisibleWriter;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tenfold} command: results on standard output, messages on standard error. */
public final class Main {

    private static final String HELP = "help";

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(Streams.standard(), args));
    }

    /** Executes a command; gives its exit code, with all that it wrote flushed. */
    static int run(Streams streams, String... arguments) {
        Tenfold tenfold = new Tenfold();
        int exitCode;
        try {
            exitCode = commandLine(tenfold, streams, arguments).execute(arguments);
            streams.out().flush();
        } catch (Throwable failure) {
            // An Error while the command is made, or the last results are lost.
            exitCode = explainFailure(failure, tenfold, streams);
        }
        streams.err().flush();
        return exitCode;
    }

    /** The command with all its subcommands. */
    static CommandLine commandLine(Streams streams) {
        return commandLine(new Tenfold(), streams);
    }

    /**
     * The command, ready to execute these arguments. Making a subcommand takes some 10 ms, so where
     * the first argument that is no option names one, the others are left out. The options before
     * it, such as {@code --verbose}, take no values.
     */
    private static CommandLine commandLine(Tenfold root, Streams streams, String... arguments) {
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
        commands.put("completion", () -> new CommandLine(new CompletionCommand(streams)));
        commands.put(HELP, () -> new CommandLine(new HelpCommand(streams)));
        Arrays.stream(arguments)
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .filter(word -> commands.containsKey(word) && !word.equals(HELP))
                .ifPresent(word -> commands.keySet().retainAll(Set.of(word)));
        CommandLine tenfold = new CommandLine(root);
        commands.forEach((name, command) -> tenfold.addSubcommand(name, command.get()));
        return tenfold.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(streams.out())
                .setErr(streams.err())
                .setParameterExceptionHandler(Main::explainUsage)
                .setExecutionStrategy(parsed -> execute(parsed, root, streams));
    }

    private static int execute(ParseResult parsed, Tenfold tenfold, Streams streams) {
        if (tenfold.quiet) {
            streams.notices().silence();
            Progress.hide();
        }
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (ParameterException mistake) {
            throw mistake;
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            return explainFailure(cause == null ? failure : cause, tenfold, streams);
        } catch (Throwable failure) {
            // An Error, or help that cannot be printed.
            return explainFailure(failure, tenfold, streams);
        }
    }

    private static int explainUsage(ParameterException mistake, String[] args) {
        CommandSpec command = mistake.getCommandLine().getCommandSpec();
        PrintWriter err = mistake.getCommandLine().getErr();
        err.println(
                command.qualifiedName()
                        + ": "
                        + VisibleWriter.line(
                                mistake instanceof UnmatchedArgumentException unmatched
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
        return Suggestions.nearest(word, valid)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    private static int explainFailure(Throwable failure, Tenfold tenfold, Streams streams) {
        if (failure instanceof StandardOutput.FailedException lost && lost.isReaderGone()) {
            return ExitCode.FAULT;
        }
        PrintWriter err = streams.err();
        err.println("tenfold: " + VisibleWriter.line(ErrorReporter.sentence(failure)));
        if (tenfold.verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return ErrorReporter.exitCode(failure);
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
