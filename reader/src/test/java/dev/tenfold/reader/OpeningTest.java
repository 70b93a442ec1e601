package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.image.Limits;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OpeningTest {

    private static final Path PICTURE = Path.of("src/test/resources/golden/marker/picture.png");

    @Test
    void readerOpenedInTheBackgroundReadsAsOneThatIsOpen() throws Exception {
        try (Reader opening = Reader.builder().openInBackground();
                Reader open = Reader.open()) {
            assertEquals(open.read(PICTURE).get(0).text(), opening.read(PICTURE).get(0).text());
            assertEquals(open.model(), opening.model());
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
