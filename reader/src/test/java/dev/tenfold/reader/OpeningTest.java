package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(60)
final class OpeningTest {

    private static final Path PICTURE = Path.of("src/test/resources/golden/marker/picture.png");

    @Test
    void readerOpenedInTheBackgroundReadsAsOneThatIsOpen() throws Exception {
        try (Reader opening = Reader.builder().openInBackground();
                Reader open = Reader.open()) {
            assertEquals(open.read(PICTURE).get(0).text(), opening.read(PICTURE).get(0).text());
            opening.awaitOpen();
        }
    }

    @Test
    void everyCallOfAReaderThatCannotBeOpenedReportsWhy() throws Exception {
        Path missing = Path.of("no-such-model.onnx");
        Reader reader = Reader.builder().model(missing).openInBackground();
        ModelFileException failure = assertThrows(ModelFileException.class, reader::awaitOpen);
        assertTrue(String.valueOf(failure.getMessage()).startsWith("no-such-model.onnx: expected"));
        assertSame(
                failure,
                assertThrows(UncheckedIOException.class, () -> reader.read(PICTURE)).getCause());
        reader.close();
        assertThrows(ModelFileException.class, () -> Reader.builder().model(missing).open());
    }

    @Test
    void everyCallOfAClosedReaderSaysSo() throws Exception {
        Reader reader = Reader.open();
        reader.close();
        reader.close();
        BufferedImage picture = ImageIO.read(PICTURE.toFile());
        byte[] bytes = Files.readAllBytes(PICTURE);
        for (Executable call :
                List.<Executable>of(
                        reader::awaitOpen,
                        () -> reader.read(picture),
                        () -> reader.read(PICTURE),
                        () -> reader.read(PICTURE, page -> {}, e -> {}),
                        () -> reader.read(bytes),
                        () -> reader.read(new ByteArrayInputStream(bytes)),
                        () -> reader.readSingle(picture),
                        () -> reader.classify(picture))) {
            assertEquals(
                    "reader: expected an open one, found it closed; open another",
                    assertThrows(IllegalStateException.class, call).getMessage());
        }
    }

    @Test
    void pagesThatCannotBeReadAreLeftOut() throws Exception {
        Limits hurried = Limits.DEFAULT.withMaxTime(Duration.ofNanos(1));
        List<String> texts = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        try (Reader reader = Reader.open();
                Reader late = Reader.builder().limits(hurried).open()) {
            reader.read(PICTURE, page -> texts.add(page.text()), e -> faults.add(e.getMessage()));
            assertEquals(reader.read(PICTURE).stream().map(Reading::text).toList(), texts);
            assertEquals(List.of(), faults);
            late.read(PICTURE, page -> texts.add("late"), e -> faults.add(e.getMessage()));
            assertEquals(1, faults.size());
            assertTrue(faults.get(0).contains("expected to finish in"), faults.get(0));
            assertFalse(texts.contains("late"));
        }
    }

    @Test
    void sameContentIsReadAlikeFromFileBytesStreamAndMemory() throws Exception {
        byte[] bytes = Files.readAllBytes(PICTURE);
        try (Reader reader = Reader.open()) {
            String expected = reader.read(PICTURE).get(0).text();
            assertFalse(expected.isEmpty());
            assertEquals(expected, reader.read(bytes).get(0).text());
            assertEquals(expected, reader.read(new ByteArrayInputStream(bytes)).get(0).text());
            assertEquals(expected, reader.read(ImageIO.read(PICTURE.toFile())).text());
        }
    }

    @Test
    void limitsHoldForEveryKindOfPicture() throws Exception {
        Limits hurried = Limits.DEFAULT.withMaxTime(Duration.ofNanos(1));
        byte[] bytes = Files.readAllBytes(PICTURE);
        try (Reader reader = Reader.builder().limits(hurried).open()) {
            assertThrows(UnreadableImageException.class, () -> reader.read(PICTURE));
            assertThrows(UnreadableImageException.class, () -> reader.read(bytes));
            assertThrows(
                    UnreadableImageException.class,
                    () -> reader.read(new ByteArrayInputStream(bytes)));
            assertThrows(
                    UnreadableImageException.class,
                    () -> reader.read(ImageIO.read(PICTURE.toFile())));
        }
    }

    @Test
    void confidenceSetsHoldTheDigitThatWasRead() throws Exception {
        try (Reader reader = Reader.builder().confidenceSets(0.99).open()) {
            for (Line line : reader.read(PICTURE).get(0).lines()) {
                for (Digit digit : line.digits()) {
                    assertEquals(digit.digit(), digit.set().get(0));
                }
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Reader.builder().confidenceSets(1.0));
        assertThrows(
                ModelFileException.class,
                () -> Reader.builder().confidenceSets(0.999999999).open());
    }
}
