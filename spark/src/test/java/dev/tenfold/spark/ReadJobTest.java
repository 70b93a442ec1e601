package dev.tenfold.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Reader;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.spark.ReadJob.Inputs;
import dev.tenfold.spark.ReadJob.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadJobTest {

    private static final String MODEL =
            "../reader/src/main/resources/dev/tenfold/reader/internal/flagship.onnx";

    private static SparkSession spark;

    @TempDir Path folder;

    @BeforeAll
    static void start() {
        spark = LocalSpark.session();
    }

    @Test
    void saysOfEachPictureWhatTheReaderSays() throws Exception {
        Path picture = Pictures.copy(Pictures.TWO_ROWS, folder.resolve("in/deep/rows.png"));
        assertEquals(new Outcome(1, 0, 0), read(false, folder.resolve("in")));
        List<Line> lines;
        try (Reader reader = Reader.open()) {
            lines = reader.read(picture).get(0).lines();
        }
        List<Row> rows = rows();
        assertEquals(2, rows.size(), rows.toString());
        for (int i = 0; i < 2; i++) {
            Row row = rows.get(i);
            List<Digit> digits = lines.get(i).digits();
            assertEquals(picture.toUri().getPath(), path(row));
            assertEquals(1, row.<Integer>getAs("page"));
            assertEquals(i + 1, row.<Integer>getAs("line"));
            assertEquals(lines.get(i).text(), row.getAs("digits"));
            assertEquals(lines.get(i).written(), row.getAs("written"));
            assertEquals(
                    digits.stream().map(Digit::confidence).toList(),
                    row.getList(row.fieldIndex("confidence")));
            assertEquals(
                    digits.get(0).box().x(),
                    row.<Row>getList(row.fieldIndex("boxes")).get(0).<Integer>getAs("x"));
            assertEquals("flagship", row.getAs("model"));
            assertNull(row.getAs("error"));
        }
    }

    @Test
    void badFilesAmongGoodOnesAreRowsWithTheirError() throws Exception {
        Pictures.copy(Pictures.MARKER, folder.resolve("in/a.png"));
        Pictures.copy(Pictures.BLANK, folder.resolve("in/b.png"));
        Files.writeString(folder.resolve("in/c.png"), "not a picture");
        Files.write(folder.resolve("in/d.png"), new byte[0]);
        Pictures.hollow(folder.resolve("in/e.tif"), (128L << 20) + 1);
        Files.writeString(folder.resolve("in/f.txt"), "no business of ours");
        assertEquals(new Outcome(5, 0, 3), read(false, folder.resolve("in")));
        List<Row> rows = rows();
        assertEquals(5, rows.size(), rows.toString());
        assertTrue(rows.get(0).<String>getAs("digits").matches("[0-9]+"));
        assertEquals("", rows.get(1).getAs("digits"));
        assertEquals("", rows.get(1).getAs("written"));
        assertNull(rows.get(1).getAs("line"));
        assertNull(rows.get(1).getAs("error"));
        for (Row row : rows.subList(2, 5)) {
            assertNull(row.getAs("page"));
            assertNull(row.getAs("digits"));
            assertNull(row.getAs("written"));
        }
        String in = "file:" + folder.resolve("in") + "/";
        assertEquals(
                in
                        + "c.png: expected a picture (PNG, JPEG, GIF, BMP, TIFF, WebP, HEIC, AVIF or PDF), found"
                        + " text; name a picture file",
                rows.get(2).getAs("error"));
        assertEquals(
                in + "d.png: expected a picture, found an empty file; save or download it again",
                rows.get(3).getAs("error"));
        assertEquals(
                in
                        + "e.tif: expected at most 134,217,728 bytes, found more; scale the picture down"
                        + " or split the file",
                rows.get(4).getAs("error"));
    }

    @Test
    void resumedJobReadsOnlyWhatIsNewOrChanged() throws Exception {
        Path first = Pictures.copy(Pictures.MARKER, folder.resolve("in/a.png"));
        read(false, folder.resolve("in"));
        assertEquals(new Outcome(0, 1, 0), read(true, folder.resolve("in")));
        Pictures.copy(Pictures.BLANK, folder.resolve("in/b.png"));
        Files.writeString(folder.resolve("in/c.png"), "not a picture");
        assertEquals(new Outcome(2, 1, 1), read(true, folder.resolve("in")));
        assertEquals(List.of("a.png", "b.png", "c.png"), names());
        Files.setLastModifiedTime(first, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        assertEquals(new Outcome(1, 2, 0), read(true, folder.resolve("in")));
        assertEquals(List.of("a.png", "a.png", "b.png", "c.png"), names());
    }

    @Test
    void resumingWithoutATableBegins() throws Exception {
        Pictures.copy(Pictures.BLANK, folder.resolve("in/b.png"));
        assertEquals(new Outcome(1, 0, 0), read(true, folder.resolve("in")));
    }

    @Test
    void tableThatIsThereIsNotWrittenIntoUnasked() throws Exception {
        Pictures.copy(Pictures.BLANK, folder.resolve("in/b.png"));
        read(false, folder.resolve("in"));
        Exception refused =
                assertThrows(
                        UnreadableImageException.class, () -> read(false, folder.resolve("in")));
        assertEquals(
                folder.resolve("out")
                        + ": expected no table there yet, found one; name another folder, or"
                        + " continue it (--resume)",
                refused.getMessage());
        assertEquals(1, rows().size());
    }

    @Test
    void pathThatLeadsNowhereIsRefusedBeforeAnythingIsRead() {
        Path nowhere = folder.resolve("none");
        Exception refused =
                assertThrows(UnreadableImageException.class, () -> read(false, nowhere));
        assertEquals(
                nowhere
                        + ": expected a picture file or a folder of them, found nothing; check its"
                        + " path",
                refused.getMessage());
        assertTrue(Files.notExists(folder.resolve("out")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.png", "a[1].png", "100%.png", "a{b}.png", "sieben-ß.png", "x"})
    void namesMayHoldAnything(String name) throws Exception {
        Path picture = Pictures.copy(Pictures.BLANK, folder.resolve("in").resolve(name));
        assertEquals(new Outcome(1, 0, 0), read(false, picture));
        assertEquals(List.of(name), names());
    }

    @Test
    void folderIsReadWithAllBelowItButWhatIsHidden() throws Exception {
        for (String name :
                List.of("a.png", "b/_b.PNG", "b/c/c.png", ".d.png", ".e/e.png", "b/.f/f.png")) {
            Pictures.copy(Pictures.BLANK, folder.resolve("in").resolve(name));
        }
        assertEquals(new Outcome(3, 0, 0), read(false, folder.resolve("in")));
        assertEquals(List.of("a.png", "_b.PNG", "c.png"), names());
    }

    @Test
    void globMeansTheFilesThatMatch() throws Exception {
        Pictures.copy(Pictures.BLANK, folder.resolve("in/a1.png"));
        Pictures.copy(Pictures.BLANK, folder.resolve("in/a2.scan"));
        Pictures.copy(Pictures.BLANK, folder.resolve("in/b.png"));
        assertEquals(new Outcome(2, 0, 0), read(false, folder.resolve("in/a*")));
        assertEquals(List.of("a1.png", "a2.scan"), names());
    }

    @Test
    void sameFileNamedTwiceIsReadOnce() throws Exception {
        Path picture = Pictures.copy(Pictures.BLANK, folder.resolve("in/b.png"));
        assertEquals(new Outcome(1, 0, 0), read(false, picture, folder.resolve("in")));
        assertEquals(List.of("b.png"), names());
    }

    @Test
    void folderThatIsNamedBesideTheOneAroundItIsReadOnce() throws Exception {
        for (String name : List.of("a.png", "b/c.png", "b/.d/e.png", "b/f.scan")) {
            Pictures.copy(Pictures.BLANK, folder.resolve("in").resolve(name));
        }
        Path deep = folder.resolve("in/b");
        Path hidden = deep.resolve(".d");
        Path scan = deep.resolve("f.scan");
        assertEquals(new Outcome(4, 0, 0), read(false, deep, folder.resolve("in"), hidden, scan));
        assertEquals(List.of("a.png", "e.png", "c.png", "f.scan"), names());
    }

    @Test
    void wholePageCanBeOneDigit() throws Exception {
        Path picture = Pictures.copy(Pictures.TWO_ROWS, folder.resolve("in/rows.png"));
        job(Inputs.SINGLE_DIGITS, false, null, picture).run(spark);
        assertEquals(1, rows().size());
    }

    @Test
    void readsWithAModelOfTheUsers() throws Exception {
        Path model = Files.copy(Path.of(MODEL), folder.resolve("mine.onnx"));
        Path picture = Pictures.copy(Pictures.MARKER, folder.resolve("in/a.png"));
        job(Inputs.PAGES, false, model.toString(), picture).run(spark);
        assertEquals("flagship", rows().get(0).getAs("model"));
    }

    @Test
    void modelThatIsNotThereIsRefusedBeforeAnythingIsRead() throws Exception {
        Path picture = Pictures.copy(Pictures.BLANK, folder.resolve("in/b.png"));
        String none = folder.resolve("none.onnx").toString();
        Exception refused =
                assertThrows(
                        ModelFileException.class,
                        () -> job(Inputs.PAGES, false, none, picture).run(spark));
        assertEquals(
                none + ": expected a model file, found none that can be read; check its path",
                refused.getMessage());
        assertTrue(Files.notExists(folder.resolve("out")));
    }

    private Outcome read(boolean resume, Path... paths) throws IOException {
        return job(Inputs.PAGES, resume, null, paths).run(spark);
    }

    private ReadJob job(Inputs inputs, boolean resume, @Nullable String model, Path... paths) {
        return new ReadJob(
                List.of(paths).stream().map(Path::toString).toList(),
                folder.resolve("out").toString(),
                inputs,
                resume,
                model);
    }

    private List<Row> rows() {
        return spark.read()
                .parquet(folder.resolve("out").toString())
                .orderBy("path", "page", "line")
                .collectAsList();
    }

    private List<String> names() {
        return rows().stream()
                .map(ReadJobTest::path)
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    private static String path(Row row) {
        return row.<String>getAs("path").replaceFirst("^file:", "");
    }
}
