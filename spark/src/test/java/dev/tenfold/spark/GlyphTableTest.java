package dev.tenfold.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.spark.ReadJob.Inputs;
import dev.tenfold.spark.ReadJob.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlyphTableTest {

    private static SparkSession spark;

    @TempDir Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session();
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "array<float>", "array<double>"})
    void eachGlyphIsReadAsTheReaderReadsIt(String type) throws Exception {
        int count = 300; // two batches and a half
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(RowFactory.create((long) i, stored(glyph(i), type)));
        }
        write(rows, DataType.fromDDL(type));
        assertEquals(new Outcome(count, 0, 0), read(false));
        List<Row> answers = answers();
        assertEquals(count, answers.size());
        try (PictureReader reader = PictureReader.open()) {
            for (int i = 0; i < count; i++) {
                Prediction expected = reader.classify(glyph(i));
                Row answer = answers.get(i);
                assertEquals((long) i, answer.<Long>getAs("id"));
                assertEquals(expected.digit(), answer.<Integer>getAs("digit"));
                assertEquals(expected.none(), answer.<Double>getAs("none"), 1e-4);
                assertEquals(expected.confidence(), answer.<Double>getAs("confidence"), 1e-3);
                assertNull(answer.getAs("error"));
            }
        }
    }

    @Test
    void rowsWithoutAGlyphAreRowsWithTheirError() throws Exception {
        write(
                List.of(
                        RowFactory.create(1L, glyph(1).toBytes()),
                        RowFactory.create(2L, new byte[10]),
                        RowFactory.create(3L, null),
                        RowFactory.create(4L, glyph(4).toBytes())),
                DataTypes.BinaryType);
        assertEquals(new Outcome(4, 0, 2), read(false));
        List<Row> answers = answers();
        assertNotNull(answers.get(0).getAs("digit"));
        assertEquals("glyph: expected 784 pixels, found 10", answers.get(1).getAs("error"));
        assertEquals(
                "glyph: expected 784 values, found null; leave the row out",
                answers.get(2).getAs("error"));
        assertNull(answers.get(2).getAs("digit"));
        assertNotNull(answers.get(3).getAs("digit"));
    }

    @ParameterizedTest
    @CsvSource({"0, cut off", "2, cut off", "2, overwritten"})
    void damagedPartOfATableIsARowWithItsError(int number, String damage) throws Exception {
        for (long id = 1; id <= 3; id++) {
            write(List.of(RowFactory.create(id, glyph(1).toBytes())), DataTypes.BinaryType);
        }
        Path part = damage(number, damage);
        assertEquals(new Outcome(3, 0, 1), read(false));
        List<Row> answers = answers();
        assertEquals(3, answers.size(), answers.toString());
        assertNull(answers.get(0).getAs("id"));
        assertEquals(
                "file:"
                        + part
                        + ": expected a whole Parquet file, found a damaged one; write it again and"
                        + " continue with --resume",
                answers.get(0).getAs("error"));
        assertNotNull(answers.get(1).getAs("digit"));
        assertNotNull(answers.get(2).getAs("digit"));
        assertEquals(new Outcome(0, 3, 0), read(true));
        assertEquals(3, answers().size(), "the part has one row, however often it is tried");
    }

    /** Damages a part of the table of glyphs. */
    private Path damage(int number, String how) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("in"))) {
            Path part =
                    files.filter(file -> file.toString().endsWith(".parquet"))
                            .sorted()
                            .toList()
                            .get(number);
            // It would tell Hadoop of the damage before Parquet sees it.
            Files.delete(part.resolveSibling("." + part.getFileName() + ".crc"));
            byte[] bytes = Files.readAllBytes(part);
            if (how.equals("overwritten")) {
                Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x55);
            }
            return Files.write(
                    part,
                    Arrays.copyOf(bytes, how.equals("cut off") ? bytes.length / 2 : bytes.length));
        }
    }

    @Test
    void inkBeyondItsRangeIsARowWithItsError() throws Exception {
        float[] pixels = glyph(1).pixels();
        pixels[5] = 1.5f;
        write(
                List.of(RowFactory.create(1L, pixels)),
                DataTypes.createArrayType(DataTypes.FloatType));
        assertEquals(new Outcome(1, 0, 1), read(false));
        assertEquals(
                "glyph: expected ink in 0..1, found 1.5 at pixel 5",
                answers().get(0).getAs("error"));
    }

    @Test
    void resumedJobReadsOnlyNewIds() throws Exception {
        write(List.of(RowFactory.create(1L, glyph(1).toBytes())), DataTypes.BinaryType);
        read(false);
        write(List.of(RowFactory.create(2L, glyph(2).toBytes())), DataTypes.BinaryType);
        assertEquals(new Outcome(1, 1, 0), read(true));
        assertEquals(2, answers().size());
    }

    @Test
    void tableWithoutGlyphsIsRefused() throws Exception {
        spark.range(3).write().parquet(folder.resolve("in").toString());
        Exception refused = assertThrows(UnreadableImageException.class, () -> read(false));
        assertEquals(
                folder.resolve("in")
                        + ": expected columns id and glyph (784 bytes or floats), found"
                        + " struct<id:bigint>; rename or convert them",
                refused.getMessage());
    }

    @Test
    void whatIsNoTableIsRefused() {
        Exception refused = assertThrows(UnreadableImageException.class, () -> read(false));
        assertEquals(
                folder.resolve("in")
                        + ": expected Parquet tables of glyphs, found none; check the paths",
                refused.getMessage());
    }

    private static Glyph glyph(int seed) {
        Random random = new Random(seed);
        float[] pixels = new float[Glyph.SIZE * Glyph.SIZE];
        int column = 6 + random.nextInt(14);
        for (int row = 4; row < 24; row++) {
            pixels[row * Glyph.SIZE + column] = 1;
            pixels[row * Glyph.SIZE + column + 1] = random.nextInt(256) / 255f;
        }
        return Glyph.of(pixels);
    }

    private static Object stored(Glyph glyph, String type) {
        float[] pixels = glyph.pixels();
        if (type.equals("binary")) {
            return glyph.toBytes();
        }
        if (type.equals("array<float>")) {
            return pixels;
        }
        double[] doubles = new double[pixels.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = pixels[i];
        }
        return doubles;
    }

    private void write(List<Row> rows, DataType glyph) {
        StructType columns = new StructType().add("id", DataTypes.LongType).add("glyph", glyph);
        spark.createDataFrame(rows, columns)
                .write()
                .mode(SaveMode.Append)
                .parquet(folder.resolve("in").toString());
    }

    private Outcome read(boolean resume) throws IOException {
        return new ReadJob(
                        List.of(folder.resolve("in").toString()),
                        folder.resolve("out").toString(),
                        Inputs.GLYPHS,
                        resume,
                        null)
                .run(spark);
    }

    private List<Row> answers() {
        return spark.read().parquet(folder.resolve("out").toString()).orderBy("id").collectAsList();
    }
}
