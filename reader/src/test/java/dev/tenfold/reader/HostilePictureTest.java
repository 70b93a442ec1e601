package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.image.Pages;
import dev.tenfold.reader.internal.image.Turns;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files whose reading takes minutes or gigabytes, unless it is stopped. */
class HostilePictureTest {

    private static final Duration TIME = Duration.ofMillis(300);

    /** The longest step between two checks, on a machine that has much other work. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static PictureReader reader;

    @BeforeAll
    static void open() throws ModelFileException {
        reader = PictureReader.open();
    }

    @AfterAll
    static void close() {
        reader.close();
    }

    @ParameterizedTest
    @CsvSource({
        "png, 1400, 1400, 12",
        "png, 1400, 1400, 20",
        "png, 1400, 1400, 30",
        "gif, 120, 60, 4",
        "gif, 120, 60, 3",
        "gif, 120, 60, 5"
    })
    void hatchingIsReadOrRefusedInTime(String format, int width, int height, int spacing)
            throws IOException {
        byte[] file = hatching(format, width, height, spacing);
        Limits limits = Limits.DEFAULT.withMaxTime(TIME).withMaxMemory(64L << 20);
        long start = System.nanoTime();
        String outcome;
        try (Pages pages = Pages.open(file, "hatching", limits)) {
            outcome = "read: " + reader.read(pages.next()).text();
        } catch (UnreadableImageException e) {
            outcome = String.valueOf(e.getMessage());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(TIME.plus(MARGIN)) < 0, "took " + took + ": " + outcome);
        assertTrue(
                outcome.startsWith("read: ") || outcome.startsWith("hatching: expected to "),
                outcome);
    }

    /** The one that it waits for never ends, so it waits as long as it may. */
    @Test
    void pictureThatWaitsForOthersIsReadAlike() throws Exception {
        byte[] file = hatching("png", 700, 700, 30);
        Turns turns = new Turns(1);
        try (Pages alone = Pages.open(file, "x.png", Limits.DEFAULT);
                Turns.Turn other = turns.begin(TIME);
                Turns.Turn turn = turns.begin(Duration.ofMillis(200));
                Pages inTurn = Pages.open(file, "x.png", Limits.DEFAULT, turn)) {
            Reading expected = reader.read(alone.next());
            Reading found = reader.read(inTurn.next());
            assertEquals(expected.lines(), found.lines());
            assertEquals(expected.rejected(), found.rejected());
        }
    }

    /** What passes between a page's decoding and its reading is not the picture's fault. */
    @Test
    void pageThatWaitedIsStillRead() throws Exception {
        Duration time = Duration.ofSeconds(2);
        try (Pages pages = Pages.open(blank(), "x.png", Limits.DEFAULT.withMaxTime(time))) {
            Page page = pages.next();
            Thread.sleep(time.plusMillis(10).toMillis());
            assertEquals("", reader.read(page).text());
        }
    }

    @Test
    void pageOverItsTimeNamesItselfAndItsStage() throws IOException {
        Page page;
        try (Pages pages = Pages.open(blank(), "x.png", Limits.DEFAULT)) {
            page = pages.next();
        }
        Budget spent = Budget.of(Duration.ZERO, Long.MAX_VALUE);
        Page over = new Page(page.name(), 1, page.image(), 1, spent);
        String expected =
                "x.png: expected to finish in 0.0 s, found that finding digits takes longer; scale"
                        + " the picture down or raise the limit";
        assertEquals(expected, refusal(() -> reader.read(over)));
        assertEquals(expected, refusal(() -> reader.readSingle(over)));
    }

    @Test
    void threadThatIsInterruptedStopsReading() throws IOException {
        try (Pages pages = Pages.open(blank(), "x.png", Limits.DEFAULT)) {
            Page page = pages.next();
            Thread.currentThread().interrupt();
            assertEquals(
                    "x.png: interrupted while finding digits", refusal(() -> reader.read(page)));
            assertTrue(Thread.interrupted(), "the caller's to clear");
        }
    }

    @Test
    void readingThatDoesNotFitInMemoryIsRefused() throws IOException {
        try (Pages pages = Pages.open(hatching("png", 40, 40, 20), "x.png", Limits.DEFAULT)) {
            Page page = pages.next();
            Executable reading =
                    () ->
                            reader.readSingle(
                                    page,
                                    glyph -> {
                                        throw new OutOfMemoryError();
                                    });
            assertEquals(
                    "x.png: expected to fit in memory, found that reading digits does not; scale"
                            + " the picture down or give Java more memory (-Xmx)",
                    refusal(reading));
        }
    }

    private static String refusal(Executable reading) {
        return String.valueOf(assertThrows(UnreadableImageException.class, reading).getMessage());
    }

    private static byte[] blank() throws IOException {
        return hatching("png", 40, 40, 100);
    }

    private static byte[] hatching(String format, int width, int height, int spacing)
            throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(width > 200 ? 3 : 1));
        for (int x = spacing - height; x < width; x += spacing) {
            graphics.drawLine(x, height, x + height, 0);
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
