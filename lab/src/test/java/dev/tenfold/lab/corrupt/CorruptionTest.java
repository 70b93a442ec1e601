package dev.tenfold.lab.corrupt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class CorruptionTest {

    private static final int SIDE = 28;
    private static final int AREA = SIDE * SIDE;

    @ParameterizedTest
    @EnumSource
    void sameSeedSpoilsAlikeAndKeepsTheLabels(Corruption corruption) {
        Dataset digits = bars(20);

        Dataset spoiled = corruption.apply(digits, 7);

        assertArrayEquals(corruption.apply(digits, 7).pixels(), spoiled.pixels());
        assertArrayEquals(digits.labels(), spoiled.labels());
        assertFalse(Arrays.equals(digits.pixels(), spoiled.pixels()));
        assertEquals("bars with " + corruption.label(), spoiled.name());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SCALE", "BRIGHTNESS", "STRIPE", "CANNY_EDGES"})
    void chanceDependsOnTheSeed(Corruption corruption) {
        Dataset digits = bars(20);

        assertFalse(
                Arrays.equals(
                        corruption.apply(digits, 1).pixels(),
                        corruption.apply(digits, 2).pixels()));
    }

    @Test
    void brightnessLightensPaperToo() {
        int[] spoiled = first(Corruption.BRIGHTNESS);

        assertEquals(128, spoiled[0]);
        assertEquals(255, spoiled[14 * SIDE + 14]);
    }

    @Test
    void stripeInvertsTheOuterQuarters() {
        int[] spoiled = first(Corruption.STRIPE);

        assertEquals(255, spoiled[14 * SIDE + 6]);
        assertEquals(0, spoiled[14 * SIDE + 7]);
        assertEquals(255, spoiled[14 * SIDE + 21]);
    }

    @Test
    void translationMovesInkByThreePixelsBothWays() {
        double[] before = middle(bars(1).pixels());
        double[] after = middle(Corruption.TRANSLATE.apply(bars(1), 3).pixels());

        assertEquals(3, Math.abs(after[0] - before[0]), 1e-9);
        assertEquals(3, Math.abs(after[1] - before[1]), 1e-9);
    }

    @Test
    void scaleLeavesHalfTheInkInTheMiddle() {
        byte[] before = bars(1).pixels();
        byte[] after = Corruption.SCALE.apply(bars(1), 3).pixels();

        assertEquals(0.49, (double) ink(after) / ink(before), 0.02);
        assertEquals(13.5, middle(after)[0], 0.1);
    }

    @Test
    void impulsesHitSeventeenPixelsInAHundred() {
        byte[] before = bars(100).pixels();
        byte[] after = Corruption.IMPULSE_NOISE.apply(bars(100), 3).pixels();
        long changed = IntStream.range(0, before.length).filter(i -> before[i] != after[i]).count();

        // Half of those that are hit have their value already.
        assertEquals(0.17 / 2, (double) changed / before.length, 0.003);
    }

    @Test
    void shotNoiseCountsPhotonsInThirdsAndLeavesPaperClean() {
        byte[] before = bars(20).pixels();
        byte[] after = Corruption.SHOT_NOISE.apply(bars(20), 3).pixels();

        for (int i = 0; i < after.length; i++) {
            assertTrue(before[i] != 0 || after[i] == 0);
            assertEquals(0, (after[i] & 0xff) % 85);
        }
    }

    @Test
    void outlinesOfABarRunRoundIt() {
        int[] spoiled = first(Corruption.CANNY_EDGES);

        assertEquals(0, spoiled[14 * SIDE + 14], "inside");
        assertEquals(0, spoiled[14 * SIDE + 3], "outside");
        assertTrue(IntStream.range(8, 14).anyMatch(x -> spoiled[14 * SIDE + x] == 255), "left");
        assertTrue(IntStream.range(15, 20).anyMatch(x -> spoiled[14 * SIDE + x] == 255), "right");
    }

    @Test
    void linesCrossThePageFromSideToSide() {
        Dataset blank = dataset(new byte[AREA], 1);

        byte[] dotted = Corruption.DOTTED_LINE.apply(blank, 5).pixels();
        byte[] zigzag = Corruption.ZIGZAG.apply(blank, 5).pixels();

        assertEquals(13, columnsWithInk(dotted));
        assertTrue(columnsWithInk(zigzag) >= 20, () -> "" + columnsWithInk(zigzag));
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        Dataset small =
                new Dataset("small", 8, 8, new byte[64], new int[1], List.of("0"), Map.of());

        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Corruption.FOG.apply(small, 1));

        assertEquals("fog: expected images of 28 x 28 of small, found 8 x 8", refused.getMessage());
    }

    private static int[] first(Corruption corruption) {
        byte[] pixels = corruption.apply(bars(1), 3).pixels();
        return IntStream.range(0, AREA).map(i -> pixels[i] & 0xff).toArray();
    }

    private static long ink(byte[] pixels) {
        return IntStream.range(0, pixels.length).mapToLong(i -> pixels[i] & 0xff).sum();
    }

    /** Where the ink's middle is, across and down. */
    private static double[] middle(byte[] pixels) {
        double across = 0;
        double down = 0;
        for (int i = 0; i < pixels.length; i++) {
            across += (pixels[i] & 0xff) * (i % SIDE);
            down += (pixels[i] & 0xff) * (double) (i / SIDE);
        }
        return new double[] {across / ink(pixels), down / ink(pixels)};
    }

    private static long columnsWithInk(byte[] pixels) {
        return IntStream.range(0, SIDE)
                .filter(x -> IntStream.range(0, SIDE).anyMatch(y -> pixels[y * SIDE + x] != 0))
                .count();
    }

    /** Upright bars of 6 x 14 pixels in the middle. */
    private static Dataset bars(int count) {
        byte[] pixels = new byte[count * AREA];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % SIDE;
            int y = i % AREA / SIDE;
            pixels[i] = (byte) (x >= 11 && x < 17 && y >= 7 && y < 21 ? 255 : 0);
        }
        return dataset(pixels, count);
    }

    private static Dataset dataset(byte[] pixels, int count) {
        return new Dataset("bars", SIDE, SIDE, pixels, new int[count], List.of("0", "1"), Map.of());
    }
}
