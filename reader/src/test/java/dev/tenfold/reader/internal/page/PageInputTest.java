package dev.tenfold.reader.internal.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PageInputTest {

    private static final int SIDE = 40;
    private static final int PAPER = 5 * SIDE + 5;
    private static final int INK = 20 * SIDE + 20;

    /** Paper of one grey with a stroke across it. */
    private static float[] page(float paper, float ink) {
        float[] grey = new float[SIDE * SIDE];
        Arrays.fill(grey, paper);
        Arrays.fill(grey, 20 * SIDE + 10, 20 * SIDE + 30, ink);
        return grey;
    }

    @Test
    void paperIsZeroAndInkTwiceTheDifference() {
        float[] ink = PageInput.normalise(page(0.9f, 0.2f), SIDE, SIDE);
        assertEquals(0, ink[PAPER], 1e-6);
        assertEquals(1.4, ink[INK], 1e-6);
    }

    @Test
    void invertedPageGivesTheSameInput() {
        float[] page = noisy(page(0.85f, 0.1f));
        float[] inverted = new float[page.length];
        for (int i = 0; i < page.length; i++) {
            inverted[i] = 1 - page[i];
        }
        assertArrayEquals(
                PageInput.normalise(page, SIDE, SIDE),
                PageInput.normalise(inverted, SIDE, SIDE),
                0.04f);
    }

    /** The median is in the border here. */
    @Test
    void blackBorderOfMoreThanHalfIsNotThePaper() {
        float[] page = noisy(page(0.8f, 0.15f));
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if (x < 8 || x >= 32 || y < 4 || y >= 36) {
                    page[y * SIDE + x] = 0;
                }
            }
        }
        long border = 0;
        for (float value : page) {
            border += value == 0 ? 1 : 0;
        }
        assertEquals(832, border);
        float[] ink = PageInput.normalise(page, SIDE, SIDE);
        assertEquals(0, ink[10 * SIDE + 16], 0.15);
        assertEquals(1.3, ink[INK], 0.15);
    }

    @Test
    void thickInkOnDarkPaperIsNotThePaper() {
        float[] page = page(0.05f, 0.95f);
        Arrays.fill(page, 12 * SIDE, 22 * SIDE, 0.95f);
        float[] ink = PageInput.normalise(page, SIDE, SIDE);
        assertEquals(0, ink[PAPER], 1e-6);
        assertEquals(1.8, ink[INK], 1e-6);
    }

    @Test
    void valuesThatDoNotFillThePageAreRefused() {
        IllegalArgumentException thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> PageInput.normalise(new float[11], 3, 4));
        assertEquals(
                "page input: expected 3 × 4 grey values, at least one, found 11",
                thrown.getMessage());
    }

    private static float[] noisy(float[] page) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < page.length; i++) {
            page[i] += (float) random.nextDouble(-0.04, 0.04);
        }
        return page;
    }
}
