package dev.tenfold.lab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {

    /** One pixel each, holding the example's index. */
    private static Dataset dataset(int... labels) {
        byte[] pixels = new byte[labels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return new Dataset("test", 1, 1, pixels, labels, Dataset.classNames(9), Map.of("f", "c"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 25, 50, 99})
    void splitKeepsEachClassInItsShare(int count) {
        int[] labels = IntStream.range(0, 100).map(i -> i < 70 ? 3 : i < 90 ? 5 : 8).toArray();

        Dataset.Split split = dataset(labels).split(count, 1);

        assertEquals(count, split.validation().size());
        assertEquals(100 - count, split.training().size());
        int[] chosen = split.validation().classCounts();
        assertEquals(0.70 * count, chosen[3], 1);
        assertEquals(0.20 * count, chosen[5], 1);
        assertEquals(0.10 * count, chosen[8], 1);
    }

    @Test
    void splitLosesAndRepeatsNoExampleAndKeepsTheOrder() {
        Dataset.Split split = dataset(new int[100]).split(30, 5);

        byte[] training = split.training().pixels().clone();
        byte[] validation = split.validation().pixels().clone();
        byte[] both = Arrays.copyOf(training, 100);
        System.arraycopy(validation, 0, both, 70, 30);
        Arrays.sort(both);
        assertArrayEquals(dataset(new int[100]).pixels(), both);
        Arrays.sort(training);
        assertArrayEquals(training, split.training().pixels());
        assertEquals(Map.of("f", "c"), split.validation().checksums());
    }

    @Test
    void splitIsSetByTheSeed() {
        Dataset dataset = dataset(new int[100]);

        byte[] once = dataset.split(30, 5).validation().pixels();

        assertArrayEquals(once, dataset.split(30, 5).validation().pixels());
        assertFalse(Arrays.equals(once, dataset.split(30, 6).validation().pixels()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4, 5})
    void splitThatLeavesAPartEmptyIsRefused(int count) {
        Dataset dataset = dataset(1, 2, 3, 4);

        String message =
                assertThrows(IllegalArgumentException.class, () -> dataset.split(count, 1))
                        .getMessage();

        assertEquals(
                "validation: expected 1 to 3 of the 4 examples of test, found " + count, message);
    }

    @Test
    void labelOutsideTheClassesIsRefused() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> dataset(0, 10)).getMessage();

        assertEquals("test: expected labels from 0 to 9, found 10", message);
    }

    @Test
    void selectGivesTheExamplesInTheOrderAskedFor() {
        Dataset chosen = dataset(4, 5, 6).select(new int[] {2, 0, 2});

        assertArrayEquals(new int[] {6, 4, 6}, chosen.labels());
        assertArrayEquals(new byte[] {2, 0, 2}, chosen.pixels());
        assertTrue(chosen.classes().contains("9"));
    }

    @Test
    void imagesOfAnySizeBecomeGlyphsWithTheirInkInTheMiddle() {
        byte[] pixels = new byte[2 * 16 * 16];
        for (int y = 2; y < 14; y++) {
            pixels[y * 16 + 1] = (byte) 255;
            pixels[y * 16 + 2] = (byte) 255;
        }
        Dataset dataset =
                new Dataset(
                        "test", 16, 16, pixels, new int[] {1, 4}, Dataset.classNames(9), Map.of());

        Dataset glyphs = dataset.toGlyphs();

        assertEquals(28, glyphs.height());
        assertEquals(28, glyphs.width());
        assertArrayEquals(new int[] {1, 4}, glyphs.labels());
        assertTrue((glyphs.pixels()[14 * 28 + 14] & 0xff) > 200, "ink in the middle");
        assertEquals(1, glyphs.blankCount());
    }

    @Test
    void downsampledPixelIsTheMeanOfItsArea() {
        byte[] pixels = {0, 10, 20, 30, 40, 50, 60, 70, (byte) 200};
        Dataset small =
                new Dataset("t", 3, 3, pixels, new int[1], Dataset.classNames(9), Map.of("f", "c"))
                        .downsample(2);

        assertEquals(2, small.height());
        assertEquals(2, small.width());
        // Each new pixel covers one old one whole, two by half and the middle one by a quarter.
        assertArrayEquals(new byte[] {13, 27, 53, 120}, small.pixels());
        assertEquals(Map.of("f", "c"), small.checksums());
    }

    @Test
    void downsamplingToItsOwnSizeChangesNothing() {
        byte[] pixels = new byte[49];
        Arrays.fill(pixels, (byte) 255);
        pixels[5] = 3;
        Dataset dataset =
                new Dataset("t", 7, 7, pixels, new int[1], Dataset.classNames(9), Map.of());

        assertArrayEquals(pixels, dataset.downsample(7).pixels());
    }

    @Test
    void downsamplingUpwardsIsRefused() {
        assertEquals(
                "downsample: expected 1 to 1 pixels for the 1 x 1 images of test, found 8",
                assertThrows(IllegalArgumentException.class, () -> dataset(1).downsample(8))
                        .getMessage());
    }
}
