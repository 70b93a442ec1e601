package dev.tenfold.reader.internal.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContextCropTest {

    private static final float PAPER = 0.5f / 1.75f;
    private static final float INK = 1.5f / 1.75f;
    private static final int WIDE = 100;
    private static final Bounds BAR = new Bounds(95, 80, 105, 120);
    private static final int MIDDLE = ContextCrop.SIZE / 2;

    @ParameterizedTest
    @ValueSource(floats = {0.3f, 1, 1.8f})
    void paperAndInkHaveTheirLevelsHoweverStrongTheInkIs(float strength) {
        float[] crop = square(bar(200, 1, strength), BAR);
        assertEquals(INK, at(crop, MIDDLE, MIDDLE), 0.01);
        assertEquals(PAPER, at(crop, 2, 2), 0.01);
        assertEquals(PAPER, at(crop, MIDDLE + 10, MIDDLE), 0.01);
    }

    @Test
    void boxIsInTheMiddleWithItsSurroundings() {
        float[] crop = square(bar(200, 1, 1), BAR);
        // 40 pixels of ink in a crop of 60: two thirds of 40.
        int inked = 0;
        for (int y = 0; y < ContextCrop.SIZE; y++) {
            inked += at(crop, MIDDLE, y) > (PAPER + INK) / 2 ? 1 : 0;
        }
        assertEquals(27, inked, 1);
    }

    @Test
    void beyondThePageIsPaper() {
        GrayImage page = GrayImage.empty(60, 60);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 10; x++) {
                page.values()[y * 60 + x] = 1;
            }
        }
        float[] crop = square(page, new Bounds(0, 0, 10, 40));
        assertEquals(PAPER, at(crop, 2, MIDDLE), 0.01);
        assertEquals(PAPER, at(crop, MIDDLE, 2), 0.01);
        assertEquals(INK, at(crop, MIDDLE, MIDDLE), 0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void largerPictureOfTheSameCharacterGivesTheSameCrop(int scale) {
        float[] small = square(bar(200, 1, 1), BAR);
        float[] large =
                square(
                        bar(200, scale, 1),
                        new Bounds(95 * scale, 80 * scale, 105 * scale, 120 * scale));
        double apart = 0;
        for (int i = 0; i < small.length; i++) {
            apart += Math.abs(small[i] - large[i]) / small.length;
        }
        assertTrue(apart < 0.02, "mean difference " + apart);
    }

    @Test
    void grainOfBlankPaperStaysFaint() {
        GrayImage page = GrayImage.empty(100, 100);
        Random random = new Random(1);
        for (int i = 0; i < page.values().length; i++) {
            page.values()[i] = (float) (0.01 * random.nextGaussian());
        }
        for (float value : square(page, new Bounds(40, 40, 60, 70))) {
            assertEquals(PAPER, value, 0.35);
        }
    }

    @Test
    void wideCropShowsTheSquareOneAndWhatIsBesideIt() {
        GrayImage page = bar(200, 1, 1);
        for (int y = 80; y < 120; y++) {
            page.values()[y * 200 + 150] = 1; // 50 pixels to the right: 33 of the crop
        }
        float[] square = square(page, BAR);
        float[] wide = ContextCrop.of(page, BAR, WIDE);
        assertEquals(ContextCrop.SIZE * WIDE, wide.length);
        for (int y = 0; y < ContextCrop.SIZE; y++) {
            for (int x = 0; x < ContextCrop.SIZE; x++) {
                int inWide = y * WIDE + x + (WIDE - ContextCrop.SIZE) / 2;
                assertEquals(at(square, x, y), wide[inWide], 1e-5);
            }
        }
        float beside = wide[MIDDLE * WIDE + WIDE / 2 + 33];
        assertTrue(beside > (PAPER + INK) / 2, "the stroke beside it is " + beside);
    }

    private static float[] square(GrayImage ink, Bounds box) {
        return ContextCrop.of(ink, box, ContextCrop.SIZE);
    }

    /** A bar of 10 x 40 pixels in the middle of a square page, all enlarged. */
    private static GrayImage bar(int side, int scale, float strength) {
        GrayImage page = GrayImage.empty(side * scale, side * scale);
        for (int y = 80 * scale; y < 120 * scale; y++) {
            for (int x = 95 * scale; x < 105 * scale; x++) {
                page.values()[y * side * scale + x] = strength;
            }
        }
        return page;
    }

    private static float at(float[] crop, int x, int y) {
        return crop[y * ContextCrop.SIZE + x];
    }
}
