package dev.tenfold.spark;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.image.Pages;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The function {@code read(content)} for DataFrames, SQL and streams: the bytes of a picture or PDF
 * in, an array of its lines out.
 *
 * <pre>{@code
 * ReadFunction.register(spark);
 * spark.sql("select path, inline(read(content)) from binaryFile.`/scans`")
 * }</pre>
 *
 * <p>Each element has
 *
 * <ul>
 *   <li>{@code page} from 1; null where the file as a whole cannot be read;
 *   <li>{@code line} from 1; null where the page has no digits or cannot be read;
 *   <li>{@code digits} of the line as text; empty where nothing is written, null with an error;
 *   <li>{@code confidence} of each digit, 0 to 1;
 *   <li>{@code boxes}: {@code x, y, width, height} of each digit in the pixels of the upright page;
 *   <li>{@code model} that read it;
 *   <li>{@code error} in one sentence; null where there is none;
 *   <li>{@code written}: the line's digits with the signs among them, such as {@code 12.50}; empty
 *       and null as {@code digits}.
 * </ul>
 *
 * <p>A file that cannot be read is an element with its error and fails no task; null gives null.
 */
public final class ReadFunction {

    /** What SQL calls it. */
    public static final String NAME = "read";

    private ReadFunction() {}

    /**
     * Makes {@code read(content)} known to a session, with the model that comes with Tenfold.
     *
     * @throws ModelFileException if the bundled model cannot be opened
     */
    public static void register(SparkSession spark) throws ModelFileException {
        register(spark, null);
    }

    /**
     * Makes {@code read(content)} known to a session.
     *
     * @param model a model file in any file system that Spark knows; null for the bundled one
     * @throws ModelFileException if it is not there, or no model for digits
     */
    public static void register(SparkSession spark, @Nullable String model)
            throws ModelFileException {
        ReadingRows rows = new ReadingRows(SharedModel.share(spark, model), false);
        UDF1<byte[], Object> read =
                content ->
                        content == null
                                ? null
                                : rows.read(
                                        "content",
                                        () -> Pages.open(content, "content", Limits.DEFAULT));
        spark.udf().register(NAME, read, DataTypes.createArrayType(ReadingRows.COLUMNS));
    }
}
