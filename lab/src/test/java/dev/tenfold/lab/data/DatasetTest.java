package dev.tenfold.lab.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
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

    @Test
    void oneImageIsItsPixelsInZeroToOne() {
        byte[] pixels = {0, 0, 51, (byte) 255};
        Dataset dataset =
                new Dataset("two", 1, 2, pixels, new int[] {4, 5}, Dataset.classNames(9), Map.of());

        assertArrayEquals(new float[] {0.2f, 1}, dataset.image(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 10, 100})
    void everyFoldHasEachClassInItsShare(int count) throws Exception {
        int[] labels = IntStream.range(0, 100).map(i -> i < 70 ? 3 : i < 90 ? 5 : 8).toArray();
        Dataset dataset = dataset(labels);

        List<int[]> folds = dataset.folds(count, 1);

        assertEquals(count, folds.size());
        for (int[] fold : folds) {
            int[] counts = dataset.select(fold).classCounts();
            assertEquals(100.0 / count, fold.length, 0.999);
            assertEquals(70.0 / count, counts[3], 0.999);
            assertEquals(20.0 / count, counts[5], 0.999);
            assertEquals(10.0 / count, counts[8], 0.999);
        }
    }

    @Test
    void everyExampleIsInOneFold() throws Exception {
        int[] all =
                dataset(new int[100]).folds(7, 5).stream()
                        .flatMapToInt(Arrays::stream)
                        .sorted()
                        .toArray();

        assertArrayEquals(IntStream.range(0, 100).toArray(), all);
    }

    @Test
    void foldsAreSetByTheSeed() throws Exception {
        Dataset dataset = dataset(new int[100]);

        int[] once = dataset.folds(4, 5).get(0);

        assertArrayEquals(once, dataset.folds(4, 5).get(0));
        assertFalse(Arrays.equals(once, dataset.folds(4, 6).get(0)));
    }

    @Test
    void moreFoldsThanExamplesAreRefused() {
        assertEquals(
                "test: expected at least one example for each of 5 folds, found 4; take fewer folds",
                assertThrows(DataFileException.class, () -> dataset(1, 2, 3, 4).folds(5, 1))
                        .getMessage());
    }

    @Test
    void oneFoldIsRefused() {
        assertEquals(
                "folds: expected at least 2, found 1",
                assertThrows(IllegalArgumentException.class, () -> dataset(1, 2).folds(1, 1))
                        .getMessage());
    }

    @Test
    void keptOutExamplesAreInOnePartAndTheRestInTheOther() {
        Dataset.Split split = dataset(4, 5, 6, 7).keepOut(new int[] {2, 0});

        assertArrayEquals(new byte[] {1, 3}, split.training().pixels());
        assertArrayEquals(new byte[] {0, 2}, split.validation().pixels());
        assertArrayEquals(new int[] {4, 6}, split.validation().labels());
        assertEquals(Map.of("f", "c"), split.validation().checksums());
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

    @Test
    void meanImageIsTheMeanOfItsClassAlone() {
        byte[] pixels = {0, (byte) 255, 51, (byte) 255, 9, 9};
        Dataset dataset =
                new Dataset(
                        "t", 1, 2, pixels, new int[] {3, 3, 4}, Dataset.classNames(9), Map.of());

        assertArrayEquals(new float[] {0.1f, 1}, dataset.meanImage(3), 1e-6f);
        assertArrayEquals(new float[] {0, 0}, dataset.meanImage(5));
    }

    @Test
    void pixelsAreCountedByValue() {
        byte[] pixels = {0, 0, (byte) 255, 7};
        long[] counts =
                new Dataset("t", 2, 2, pixels, new int[1], Dataset.classNames(9), Map.of())
                        .pixelCounts();

        assertEquals(2, counts[0]);
        assertEquals(1, counts[7]);
        assertEquals(1, counts[255]);
        assertEquals(4, Arrays.stream(counts).sum());
    }
}
