package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.image.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** A reader that is closed, while threads read and after. */
@Timeout(60)
final class ClosingTest {

    private static final int THREADS = 8;
    private static final String CLOSED =
            "reader: expected an open one, found it closed; open another";
    private static final Path PICTURE = Path.of("src/test/resources/golden/marker/picture.png");

    private static final ExecutorService POOL = Executors.newFixedThreadPool(THREADS);
    private static BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

    @BeforeAll
    static void decode() throws IOException {
        picture = ImageIO.read(PICTURE.toFile());
    }

    @AfterAll
    static void stop() {
        POOL.shutdownNow();
    }

    /** What one thread saw before its reader was closed. */
    private record Seen(int answers, String end) {}

    @Test
    void eightThreadsThatReadHearOfTheClosing() throws Exception {
        PictureReader reader = PictureReader.open();
        Glyph glyph = stroke();
        int expected = reader.classify(glyph).digit();
        CountDownLatch reading = new CountDownLatch(THREADS);
        List<Future<Seen>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(POOL.submit(() -> classifyUntilClosed(reader, glyph, expected, reading)));
        }
        reading.await();

        reader.close();

        for (Future<Seen> thread : threads) {
            assertTrue(thread.get().answers() > 0);
            assertEquals(CLOSED, thread.get().end());
        }
    }

    private static Seen classifyUntilClosed(
            PictureReader reader, Glyph glyph, int expected, CountDownLatch reading) {
        int answers = 0;
        try {
            while (true) {
                assertEquals(expected, reader.classify(glyph).digit());
                if (answers++ == 0) {
                    reading.countDown();
                }
            }
        } catch (IllegalStateException closed) {
            return new Seen(answers, String.valueOf(closed.getMessage()));
        }
    }

    @Test
    void closingWaitsForTheWholeReading() throws Exception {
        PictureReader reader = PictureReader.open();
        String expected = reader.read(Page.of(picture)).text();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Future<Reading> reading =
                POOL.submit(
                        () ->
                                reader.read(
                                        Page.of(picture),
                                        seen -> {
                                            began.countDown();
                                            await(mayEnd);
                                        }));
        began.await();
        Future<?> closing = POOL.submit(reader::close);
        while (isOpen(reader)) {
            Thread.onSpinWait();
        }
        assertFalse(closing.isDone());

        mayEnd.countDown();

        closing.get();
        assertEquals(expected, reading.get().text());
    }

    private static boolean isOpen(PictureReader reader) {
        try {
            return !reader.model().name().isEmpty();
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyCallAfterTheClosingReportsIt() throws Exception {
        PictureReader reader = PictureReader.open();
        reader.close();
        reader.close();

        for (Executable call :
                List.<Executable>of(
                        () -> reader.read(Page.of(picture)),
                        () -> reader.readSingle(Page.of(picture)),
                        () -> reader.classify(picture),
                        () -> reader.classify(stroke()),
                        reader::model,
                        reader::awaitOpen,
                        reader::openLayers)) {
            assertEquals(CLOSED, assertThrows(IllegalStateException.class, call).getMessage());
        }
    }

    @Test
    void readerThatIsClosedWhileItOpensWaitsForTheOpening() throws Exception {
        PictureReader opening =
                PictureReader.openInBackground(Networks::bundled, OptionalDouble.empty());
        opening.close();
        assertEquals(
                CLOSED, assertThrows(IllegalStateException.class, opening::awaitOpen).getMessage());
    }

    private static Glyph stroke() {
        float[] pixels = new float[Glyph.SIZE * Glyph.SIZE];
        for (int y = 4; y < 24; y++) {
            pixels[y * Glyph.SIZE + 13] = 1;
            pixels[y * Glyph.SIZE + 14] = 1;
        }
        return Glyph.of(pixels);
    }
}
