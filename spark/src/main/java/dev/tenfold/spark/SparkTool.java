package dev.tenfold.spark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Tenfold's jobs as commands: for {@code spark-submit}, whose main class this is, and for {@code
 * tenfold}, which finds it by its name as a tool.
 */
@Command(
        name = SparkTool.NAME,
        description = "Reads digits, and compares recipes, on Apache Spark.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class SparkTool implements ToolProvider {

    static final String NAME = "tenfold-spark";

    private static final int UNREADABLE = 3;

    /** Runs a command; where it fails, ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int exitCode;
        try {
            exitCode = new SparkTool().run(out, err, arguments);
        } catch (UncheckedIOException e) {
            err.println(NAME + ": " + e.getMessage());
            exitCode = UNREADABLE;
        }
        out.flush();
        err.flush();
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Runs a command.
     *
     * @return 0 when done, 2 for wrong usage, 3 where an input could not be read
     * @throws UncheckedIOException if the job cannot run, saying why in a sentence
     */
    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        AtomicReference<@Nullable IOException> failed = new AtomicReference<>();
        int exitCode =
                new CommandLine(this)
                        .addSubcommand(new SparkReadCommand(out))
                        .addSubcommand(new SparkCompareCommand(out, err))
                        .addSubcommand(new GlyphsCommand(out))
                        .setOut(out)
                        .setErr(err)
                        .setExecutionExceptionHandler(
                                (failure, command, parsed) -> {
                                    failed.set(
                                            failure instanceof IOException known
                                                    ? known
                                                    : ofSpark(failure));
                                    return UNREADABLE;
                                })
                        .execute(arguments);
        IOException failure = failed.get();
        if (failure != null) {
            throw new UncheckedIOException(failure.getMessage(), failure);
        }
        return exitCode;
    }

    private static IOException ofSpark(Exception failure) {
        return new IOException(
                "Spark: expected the job to end, found ("
                        + String.valueOf(failure.getMessage()).lines().findFirst().orElse("")
                        + "); look at the logs of its executors",
                failure);
    }
}
