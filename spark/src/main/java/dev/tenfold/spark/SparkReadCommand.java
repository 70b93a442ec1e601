package dev.tenfold.spark;

import dev.tenfold.spark.ReadJob.Inputs;
import dev.tenfold.spark.ReadJob.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "read",
        description = "Reads the digits in pictures, scans and photos into one Parquet table.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  spark-submit --jars JARS tenfold-spark.jar read --out hdfs:///readings hdfs:///scans",
            "  spark-submit --jars JARS tenfold-spark.jar read --resume --out hdfs:///readings"
                    + " hdfs:///scans",
            "  spark-submit --jars JARS tenfold-spark.jar read --glyphs --out s3a://b/digits"
                    + " s3a://b/glyphs",
            "",
            "Exit code: 3 if an input could not be read (the others still are)."
        })
final class SparkReadCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int UNREADABLE = 3;

    private final PrintWriter out;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders and globs of any file system that Spark knows.")
    private List<String> paths = List.of();

    @Option(
            names = "--out",
            paramLabel = "TABLE",
            required = true,
            description = "The folder of the Parquet table.")
    private String output = "";

    @Option(
            names = "--single",
            description = "Read each whole page as exactly one digit, the likeliest one.")
    private boolean single;

    @Option(
            names = "--glyphs",
            description =
                    "The paths are Parquet tables of digits cut already: columns id and glyph, 784"
                            + " bytes or floats.")
    private boolean glyphs;

    @Option(
            names = "--resume",
            description = "Resume with a table that is there: read what it does not have yet.")
    private boolean resume;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Read with this model file instead of the bundled one.")
    private @Nullable String model;

    @Mixin private final Cluster cluster = new Cluster();

    SparkReadCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Inputs inputs = glyphs ? Inputs.GLYPHS : single ? Inputs.SINGLE_DIGITS : Inputs.PAGES;
        try (SparkSession spark = cluster.connect("tenfold read", Map.of())) {
            long started = System.nanoTime();
            Outcome outcome = new ReadJob(paths, output, inputs, resume, model).run(spark);
            out.printf(
                    Locale.ROOT,
                    "%,d %s read in %.1f s, %,d skipped as they were there already, %,d errors. The"
                            + " table is in %s.%n",
                    outcome.read(),
                    glyphs ? "glyphs" : "files",
                    (System.nanoTime() - started) / 1e9,
                    outcome.skipped(),
                    outcome.errors(),
                    output);
            return outcome.errors() == 0 ? DONE : UNREADABLE;
        }
    }
}
