package dev.tenfold.reader.internal.image;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BudgetTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void timeThatPassesBetweenStagesIsFree() throws InterruptedException {
        Budget rest = Budget.of(Duration.ofSeconds(5), 1).rest();
        Duration before = rest.restarted().left();
        Thread.sleep(50);
        assertTrue(before.minus(rest.restarted().left()).compareTo(Duration.ofMillis(40)) < 0);
    }

    @Test
    void timeOfOneStageIsMissingInTheNext() throws InterruptedException {
        Budget decoding = Budget.of(SHORT, 1);
        Thread.sleep(SHORT.plusMillis(1).toMillis());
        Budget reading = decoding.rest().restarted();
        assertEquals(
                "expected to finish in 0.0 s, found that reading takes longer; scale the picture"
                        + " down or raise the limit",
                assertThrows(BudgetExceededException.class, () -> reading.check("reading"))
                        .getMessage());
    }

    @Test
    void memoryIsAskedForBeforeItIsAllocated() {
        Budget budget = Budget.of(Duration.ofHours(1), 10 << 20);
        assertDoesNotThrow(() -> budget.reserve(10 << 20, "finding"));
        assertEquals(
                "expected to need at most 10 MiB, found that finding needs 11 MiB; scale the"
                        + " picture down or raise the limit",
                assertThrows(
                                BudgetExceededException.class,
                                () -> budget.reserve(11 << 20, "finding"))
                        .getMessage());
    }

    @Test
    void unlimitedNeverEnds() {
        Budget unlimited = Budget.unlimited();
        assertDoesNotThrow(() -> unlimited.reserve(Long.MAX_VALUE, "finding"));
        assertDoesNotThrow(() -> unlimited.rest().restarted().check("finding"));
    }

    static Stream<Arguments> largeFiles() throws IOException {
        BufferedImage large = new BufferedImage(3000, 2000, BufferedImage.TYPE_INT_RGB);
        return Stream.of(
                Arguments.of("PNG", Samples.png(large)),
                Arguments.of("black PNG", Samples.blackPng(12_000, 12_000)),
                Arguments.of("JPEG", Samples.encoded("jpeg", large)),
                Arguments.of("GIF", Samples.encoded("gif", large)),
                Arguments.of("BMP", Samples.encoded("bmp", large)),
                Arguments.of("TIFF", Samples.tiff(large)));
    }

    /** Each decoder stops in the middle of a picture, and the file is no more than refused. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("largeFiles")
    void everyDecoderStopsWhenItsTimeIsOver(String kind, byte[] file) throws IOException {
        try (Pages pages = Pages.open(file, "x", Limits.DEFAULT)) {
            assertEquals(
                    "x: expected to finish in 0.0 s, found that decoding takes longer; scale the"
                            + " picture down or raise the limit",
                    assertThrows(
                                    UnreadableImageException.class,
                                    () -> pages.next(Duration.ofMillis(1)))
                            .getMessage(),
                    kind);
        }
    }

    @Test
    void pictureThatNeedsMoreMemoryThanItsLimitIsNotDecoded() throws IOException {
        Limits limits = Limits.DEFAULT.withMaxMemory(32L << 20);
        try (Pages pages = Pages.open(Samples.blackPng(4000, 4000), "x", limits)) {
            assertEquals(
                    "x: expected to need at most 32 MiB, found that decoding needs 61 MiB; scale"
                            + " the picture down or raise the limit",
                    assertThrows(UnreadableImageException.class, pages::next).getMessage());
        }
    }
}
