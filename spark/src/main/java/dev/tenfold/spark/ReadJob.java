package dev.tenfold.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import dev.tenfold.reader.UnreadableImageException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Reads many pictures, or many glyphs, into one Parquet table.
 *
 * <p>Of pictures the table has a path, when the file was {@code modified}, and the columns of
 * {@link ReadFunction}. Of glyphs it has {@code id}, {@code digit}, {@code confidence}, {@code
 * none} (the probability that it is no digit), {@code model} and {@code error}; a part of their
 * table that is damaged is one row without an {@code id}.
 *
 * <p>Each input has its rows exactly once, however often tasks are tried: all rows of an input are
 * made by one task, a task writes one file, and when it is done that file comes to its place under
 * a name that every try of the task shares. What is done stays done when the job is killed, and
 * {@code resume} reads only what has no rows yet. Two jobs must not write one table at a time.
 *
 * @param paths files, folders and globs of any file system that Spark knows
 * @param output the folder of the table
 * @param resume whether to continue with a table that is there; otherwise it must not be
 * @param model a model file; null for the bundled one
 */
public record ReadJob(
        List<String> paths, String output, Inputs inputs, boolean resume, @Nullable String model) {

    /** What the paths hold. */
    public enum Inputs {
        /** Pictures and PDFs; of a folder, the files that are called so. */
        PAGES,
        /** The same, each page exactly one digit. */
        SINGLE_DIGITS,
        /**
         * Parquet tables of digits that are cut already, with columns {@code id}, of any type, and
         * {@code glyph}: 784 bytes as MNIST holds them, or 784 floats, 0 is paper and 1 is ink.
         */
        GLYPHS
    }

    /**
     * What a job has done.
     *
     * @param read inputs, bad ones included
     * @param skipped inputs that the table had already
     * @param errors rows of this job that hold one
     */
    public record Outcome(long read, long skipped, long errors) {}

    /** A task's most: minutes of work, so that little is lost with it and millions make few. */
    private static final long FILES_A_TASK = 1024;

    private static final long BYTES_A_TASK = 256L << 20;

    /** Enough that the cores end their last tasks at about the same time. */
    private static final long TASKS_A_CORE = 16;

    public ReadJob {
        paths = List.copyOf(paths);
    }

    /**
     * Runs the job.
     *
     * @throws UnreadableImageException if a path leads nowhere, a table holds no glyphs, or the
     *     output is there and is not to be gone on with
     * @throws dev.tenfold.reader.ModelFileException if the model cannot be used
     */
    public Outcome run(SparkSession spark) throws IOException {
        Configuration configuration = spark.sessionState().newHadoopConf();
        Path table = new Path(output);
        boolean begun = table.getFileSystem(configuration).exists(table);
        if (begun && !resume) {
            throw new UnreadableImageException(
                    output
                            + ": expected no table there yet, found one; name another folder, or"
                            + " continue it (--resume)");
        }
        SharedModel shared = SharedModel.share(spark, model);
        return inputs == Inputs.GLYPHS
                ? readGlyphs(spark, shared, begun)
                : readFiles(spark, shared, begun, configuration);
    }

    private Outcome readFiles(
            SparkSession spark, SharedModel shared, boolean begun, Configuration configuration)
            throws IOException {
        StructType columns =
                new StructType()
                        .add("path", DataTypes.StringType)
                        .add("modified", DataTypes.TimestampType)
                        .merge(ReadingRows.COLUMNS, true);
        Broadcast<SerializableConfiguration> broadcast =
                SerializableConfiguration.broadcast(spark.sparkContext(), configuration);
        UserDefinedFunction read =
                udf(
                        new FileReading(
                                new ReadingRows(shared, inputs == Inputs.SINGLE_DIGITS), broadcast),
                        DataTypes.createArrayType(ReadingRows.COLUMNS));
        // Kept, so that folders are listed once.
        Dataset<Row> files = Listing.of(spark, paths, broadcast).persist();
        try {
            Dataset<Row> left = left(spark, files, begun, columns, "path", "modified");
            Row size = left.agg(count(lit(1)), sum(col("length"))).first();
            long number = size.getLong(0);
            long bytes = size.isNullAt(1) ? 0 : size.getLong(1);
            // By path: should a folder be listed again for a lost executor, and have changed, then
            // each file is still in the task that it was in.
            Dataset<Row> rows =
                    left.repartition(tasks(spark, number, bytes), col("path"))
                            .select(
                                    col("path"),
                                    col("modified"),
                                    explode(read.apply(col("path"), col("length"))).as("row"))
                            .select("path", "modified", "row.*");
            Counts before = counts(spark, begun, columns);
            write(rows);
            Counts after = counts(spark, true, columns);
            return new Outcome(
                    number, begun ? files.count() - number : 0, after.errors() - before.errors());
        } finally {
            files.unpersist();
        }
    }

    private static int tasks(SparkSession spark, long files, long bytes) {
        long cores = spark.sparkContext().defaultParallelism();
        long max = Math.max(files / FILES_A_TASK, bytes / BYTES_A_TASK) + 1;
        return Math.toIntExact(Math.max(1, Math.max(max, Math.min(files, TASKS_A_CORE * cores))));
    }

    private Outcome readGlyphs(SparkSession spark, SharedModel shared, boolean begun)
            throws IOException {
        Dataset<Row> glyphs = glyphs(spark);
        StructType columns = GlyphRows.columns(glyphs.schema().apply("id").dataType());
        GlyphRows answers = new GlyphRows(shared);
        Counts before = counts(spark, begun, columns);
        Map<String, Row> damaged = new LinkedHashMap<>();
        boolean whole = false;
        while (!whole) {
            try {
                write(
                        left(spark, glyphs, begun || !damaged.isEmpty(), columns, "id")
                                .mapPartitions(answers, Encoders.row(columns)));
                whole = true;
            } catch (Exception e) { // Scala throws a SparkException that it does not declare.
                String part = GlyphRows.damagedPart(e);
                if (part == null || damaged.put(part, answers.ofDamagedPart(part)) != null) {
                    throw e;
                }
                // What other tasks have done is done: without this part, the rest is left.
                glyphs = glyphs.where(col("_metadata.file_path").notEqual(part));
            }
        }
        if (!damaged.isEmpty()) {
            Dataset<Row> rows = spark.createDataFrame(List.copyOf(damaged.values()), columns);
            write(left(spark, rows, true, columns, "error"));
        }
        Counts after = counts(spark, true, columns);
        long read = after.rows() - before.rows();
        return new Outcome(
                read,
                begun ? glyphs.count() + damaged.size() - read : 0,
                after.errors() - before.errors());
    }

    private Dataset<Row> glyphs(SparkSession spark) throws UnreadableImageException {
        Dataset<Row> table;
        try {
            table = parquet(spark);
        } catch (Exception e) { // Scala throws exceptions that it does not declare.
            if (e instanceof AnalysisException) {
                throw new UnreadableImageException(
                        String.join(", ", paths)
                                + ": expected Parquet tables of glyphs, found none; check the"
                                + " paths",
                        e);
            }
            throw e;
        }
        StructType found = table.schema();
        List<String> names = Arrays.asList(found.fieldNames());
        if (!names.contains("id")
                || !names.contains("glyph")
                || !GlyphRows.canHold(found.apply("glyph").dataType())) {
            throw new UnreadableImageException(
                    String.join(", ", paths)
                            + ": expected columns id and glyph (784 bytes or floats), found "
                            + found.simpleString()
                            + "; rename or convert them");
        }
        return table.select("id", "glyph");
    }

    /** The tables at the paths. Their columns are those of a part that is not damaged. */
    private Dataset<Row> parquet(SparkSession spark) {
        String[] tables = paths.toArray(String[]::new);
        try {
            return spark.read().parquet(tables);
        } catch (Exception e) { // Scala throws a SparkException that it does not declare.
            if (GlyphRows.damagedPart(e) == null) {
                throw e;
            }
            StructType columns =
                    spark.read()
                            .option("mergeSchema", true)
                            .option("ignoreCorruptFiles", true)
                            .parquet(tables)
                            .schema();
            return spark.read().schema(columns).parquet(tables);
        }
    }

    /** The inputs that have no rows in the output yet. */
    private Dataset<Row> left(
            SparkSession spark,
            Dataset<Row> inputs,
            boolean begun,
            StructType columns,
            String... key) {
        return begun
                ? inputs.join(table(spark, columns).select(key[0], rest(key)), key, "left_anti")
                : inputs;
    }

    private static String[] rest(String[] key) {
        return Arrays.copyOfRange(key, 1, key.length);
    }

    private Dataset<Row> table(SparkSession spark, StructType columns) {
        return spark.read().schema(columns).parquet(output);
    }

    /** How many rows the output has, and how many of them hold an error. */
    private record Counts(long rows, long errors) {}

    private Counts counts(SparkSession spark, boolean begun, StructType columns) {
        if (!begun) {
            return new Counts(0, 0);
        }
        Row counts = table(spark, columns).agg(count(lit(1)), count(col("error"))).first();
        return new Counts(counts.getLong(0), counts.getLong(1));
    }

    /** Adds rows to the output. */
    private void write(Dataset<Row> rows) {
        rows.write()
                .mode(SaveMode.Append)
                // A task's file comes to its place with the task, not with the job.
                .option("mapreduce.fileoutputcommitter.algorithm.version", "2")
                .parquet(output);
    }
}
