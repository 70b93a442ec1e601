package dev.tenfold.cli.command;

import dev.tenfold.cli.input.UsageException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The command of the Spark module, which the launcher puts on the class path where {@code --spark}
 * is given: known by its name alone, so that the command line is built and runs without Spark.
 */
final class SparkCommand {

    private static final String NAME = "tenfold-spark";

    private final List<String> arguments = new ArrayList<>();

    /**
     * @param command of the tool
     * @param master such as {@code spark://host:7077}
     */
    SparkCommand(String command, String master) {
        arguments.addAll(List.of(command, "--master", master));
    }

    SparkCommand with(String... words) {
        arguments.addAll(List.of(words));
        return this;
    }

    SparkCommand with(boolean wanted, String option) {
        return wanted ? with(option) : this;
    }

    /**
     * Runs the command.
     *
     * @return its exit code
     * @throws java.io.UncheckedIOException if it fails, saying why
     */
    int run(PrintWriter out, PrintWriter err) {
        ToolProvider tool =
                ToolProvider.findFirst(NAME)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "--spark: expected Spark on the class path, found"
                                                        + " none; start this command with ./tenfold,"
                                                        + " which puts it there"));
        return tool.run(out, err, arguments.toArray(String[]::new));
    }
}
