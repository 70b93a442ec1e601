package dev.tenfold.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadFunctionTest {

    private static SparkSession spark;

    @TempDir Path folder;

    @BeforeAll
    static void start() throws Exception {
        spark = LocalSpark.session();
        ReadFunction.register(spark);
    }

    @Test
    void readsInSql() throws Exception {
        Pictures.copy(Pictures.TWO_ROWS, folder.resolve("in/a.png"));
        Files.writeString(folder.resolve("in/b.png"), "not a picture");
        List<Row> rows =
                spark.sql(
                                "select path, inline(read(content)) from binaryFile.`"
                                        + folder.resolve("in")
                                        + "` order by path, line")
                        .collectAsList();
        assertEquals(3, rows.size(), rows.toString());
        assertEquals(2, rows.get(1).<Integer>getAs("line"));
        assertTrue(
                rows.get(2).<String>getAs("error").startsWith("content: expected a picture"),
                rows.toString());
    }

    @Test
    void nothingGivesNothing() {
        assertNull(spark.sql("select read(cast(null as binary))").first().get(0));
    }

    @Test
    void folderThatFillsIsReadFileByFileExactlyOnce() throws Exception {
        Pictures.copy(Pictures.MARKER, folder.resolve("in/a.png"));
        stream();
        Pictures.copy(Pictures.BLANK, folder.resolve("in/b.png"));
        Files.writeString(folder.resolve("in/c.png"), "not a picture");
        stream();
        stream();
        List<Row> rows =
                spark.read()
                        .parquet(folder.resolve("out").toString())
                        .orderBy("path")
                        .collectAsList();
        assertEquals(3, rows.size(), rows.toString());
        assertTrue(rows.get(0).<String>getAs("digits").matches("[0-9]+"));
        assertEquals("", rows.get(1).getAs("digits"));
        assertTrue(rows.get(2).<String>getAs("error").contains("found text"));
    }

    /** Reads what has come since the last time. */
    private void stream() throws Exception {
        StreamingQuery query =
                spark.readStream()
                        .format("binaryFile")
                        .schema(
                                "path string, modificationTime timestamp, length long, content binary")
                        .load(folder.resolve("in").toString())
                        .selectExpr("path", "inline(read(content))")
                        .writeStream()
                        .option("checkpointLocation", folder.resolve("checkpoint").toString())
                        .trigger(Trigger.AvailableNow())
                        .start(folder.resolve("out").toString());
        query.awaitTermination();
    }
}
