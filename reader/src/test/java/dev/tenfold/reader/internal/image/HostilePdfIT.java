package dev.tenfold.reader.internal.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A PDF can ask for any amount of drawing; it gets the time and memory of its limits. */
class HostilePdfIT {

    private static final Duration TIME = Duration.ofSeconds(4);

    /** For a process to start and to end, on a machine that has other work too. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private static final Limits LIMITS = Limits.DEFAULT.withMaxTime(TIME).withMaxMemory(128L << 20);

    static Stream<Arguments> files() throws IOException {
        return Stream.of(
                Arguments.of("dashes", HostilePdfs.dashes()),
                Arguments.of("text", HostilePdfs.text()),
                Arguments.of("mesh", HostilePdfs.mesh()),
                Arguments.of("function", HostilePdfs.function()),
                Arguments.of("picture", HostilePdfs.picture()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void drawingEndsWithItsLimits(String kind, byte[] file) throws IOException {
        long start = System.nanoTime();
        String refusal;
        try (Pages pages = Pages.open(file, kind, LIMITS)) {
            refusal =
                    String.valueOf(
                            assertThrows(UnreadableImageException.class, pages::next).getMessage());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(TIME.plus(MARGIN)) < 0, kind + " took " + took);
        String overTime =
                ": expected to finish in 4.0 s, found that drawing the PDF takes longer; scale the"
                        + " picture down or raise the limit";
        String overMemory =
                ": expected a page that is drawn in 128 MiB of memory, found one that needs more;"
                        + " print it to a picture first";
        assertTrue(refusal.equals(kind + overTime) || refusal.equals(kind + overMemory), refusal);
    }

    /** The process that draws is gone with the first page: the second gets another. */
    @Test
    void nextFileIsDrawnAfterAHostileOne() throws IOException {
        try (Pages pages = Pages.open(HostilePdfs.dashes(), "hostile.pdf", LIMITS)) {
            assertThrows(UnreadableImageException.class, pages::next);
        }
        try (Pages pages = Pages.open(Samples.pdf(), "form.pdf", Limits.DEFAULT)) {
            assertEquals(1, pages.next().number());
            assertEquals(2, pages.next().number());
        }
    }
}
