package dev.tenfold.lab.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationsTest {

    private static final int SIDE = 28;

    private static final List<String> EVERYTHING =
            List.of(
                    "affine rotate 8 shear 0.15 scale 0.10 shift 1",
                    "affine chance 0.3 rotate 25",
                    "elastic grid 6 amount 1.0",
                    "stroke dilate 0.25 erode 0.20",
                    "coarsen 0.3 least 9",
                    "binarise 0.5",
                    "refit 0.9",
                    "blur 0.5",
                    "erase 0.2 size 6 fill 1",
                    "filter 0.5 size 7",
                    "shade 0.5",
                    "noise 0.03",
                    "grain 0.5 amount 0.3");

    @Test
    void sameSeedGivesTheSameImage() {
        Augmentation augmentation = Augmentations.parse(EVERYTHING);
        for (long seed = 0; seed < 50; seed++) {
            assertArrayEquals(drawn(augmentation, seed), drawn(augmentation, seed));
        }
    }

    @Test
    void redrawnDigitsKeepTheirLabelsAndLeaveTheOldOnesAlone() {
        byte[] pixels = new byte[2 * SIDE * SIDE];
        Arrays.fill(pixels, SIDE * 10, SIDE * 12, (byte) 255);
        int[] labels = {3, 8};
        List<String> classes = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        Dataset digits =
                new Dataset("two", SIDE, SIDE, pixels.clone(), labels, classes, Map.of("f", "c"));

        Dataset redrawn = Augmentations.redrawn(digits, List.of("affine shift 3"), 1);

        assertArrayEquals(labels, redrawn.labels());
        assertArrayEquals(pixels, digits.pixels());
        assertFalse(Arrays.equals(pixels, redrawn.pixels()));
        assertArrayEquals(new float[SIDE * SIDE], redrawn.image(1));
        assertArrayEquals(
                redrawn.pixels(),
                Augmentations.redrawn(digits, List.of("affine shift 3"), 1).pixels());
    }

    @Test
    void anotherSeedGivesAnotherImage() {
        Augmentation augmentation = Augmentations.parse(EVERYTHING);
        assertTrue(!Arrays.equals(drawn(augmentation, 1), drawn(augmentation, 2)));
    }

    @Test
    void anImageDrawnBeforeLeavesNoTrace() {
        Augmentation used = Augmentations.parse(EVERYTHING);
        used.apply(new float[20 * 20], 20, 20, new SplittableRandom(4));
        drawn(used, 5);
        assertArrayEquals(drawn(Augmentations.parse(EVERYTHING), 6), drawn(used, 6));
    }

    @Test
    void inkStaysBetweenPaperAndFull() {
        Augmentation augmentation = Augmentations.parse(EVERYTHING);
        for (long seed = 0; seed < 500; seed++) {
            for (float ink : drawn(augmentation, seed)) {
                assertTrue(ink >= 0 && ink <= 1, "ink " + ink + " with seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "affine",
                "affine rotate 0 shear 0 scale 0 shift 0",
                "elastic grid 6 amount 0",
                "stroke dilate 0 erode 0",
                "coarsen 0",
                "binarise 0",
                "refit 0",
                "blur 0",
                "erase 0",
                "filter 0",
                "shade 1 amount 0",
                "noise 0",
                "grain 1 amount 0"
            })
    void settingsOfNothingLeaveTheImage(String line) {
        assertArrayEquals(digit(), drawn(Augmentations.parse(line), 7));
    }

    @Test
    void noLinesLeaveTheImage() {
        assertArrayEquals(digit(), drawn(Augmentations.parse(List.of()), 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"affine rotate 1", "elastic grid 6 amount 1", "stroke erode 1"})
    void blankPaperStaysBlank(String line) {
        float[] blank = new float[SIDE * SIDE];
        Augmentations.parse(List.of(line, "coarsen 1", "refit 1", "blur 1", "noise 0.1"))
                .apply(blank, SIDE, SIDE, new SplittableRandom(1));
        assertArrayEquals(new float[SIDE * SIDE], blank);
    }

    @Test
    void faintInkDoesNotVanishInAToneCurve() {
        float[] faint = digit();
        for (int i = 0; i < faint.length; i++) {
            faint[i] *= 0.2f;
        }
        Augmentations.parse("binarise 1").apply(faint, SIDE, SIDE, new SplittableRandom(1));
        assertEquals(sum(digit()), sum(faint), 0.3 * sum(digit()));
    }

    @Test
    void refitPutsTheCentreOfMassWithinHalfAPixelOfTheMiddle() {
        Augmentation augmentation = Augmentations.parse(List.of("affine shift 4", "refit 1"));
        for (long seed = 0; seed < 50; seed++) {
            float[] image = drawn(augmentation, seed);
            double mass = 0;
            double x = 0;
            double y = 0;
            for (int i = 0; i < image.length; i++) {
                mass += image[i];
                x += image[i] * (i % SIDE);
                y += image[i] * (i / SIDE);
            }
            assertEquals(14, x / mass, 0.51);
            assertEquals(14, y / mass, 0.51);
        }
    }

    @Test
    void refitMakesTheLongSideTwentyPixels() {
        float[] image = drawn(Augmentations.parse(List.of("affine scale 0.3", "refit 1")), 3);
        int rows = 0;
        for (int y = 0; y < SIDE; y++) {
            float most = 0;
            for (int x = 0; x < SIDE; x++) {
                most = Math.max(most, image[y * SIDE + x]);
            }
            rows += most > 0.3f ? 1 : 0;
        }
        assertEquals(20, rows, 1);
    }

    @Test
    void rotationTurnsAboutTheMiddle() {
        // Uniform in ±180 degrees: among many seeds one comes near a half turn.
        Augmentation augmentation = Augmentations.parse("affine rotate 180");
        float[] turned = new float[SIDE * SIDE];
        float[] image = digit();
        for (int i = 0; i < image.length; i++) {
            turned[i] = image[image.length - 1 - i];
        }
        double nearest = 1;
        for (long seed = 0; seed < 500; seed++) {
            nearest = Math.min(nearest, meanDifference(drawn(augmentation, seed), turned));
        }
        assertTrue(nearest < 0.025, "nearest to a half turn: " + nearest);
    }

    @Test
    void dilationAddsInkAndErosionTakesIt() {
        double before = sum(digit());
        for (long seed = 0; seed < 20; seed++) {
            assertTrue(sum(drawn(Augmentations.parse("stroke dilate 1"), seed)) > before + 3);
            assertTrue(sum(drawn(Augmentations.parse("stroke erode 1"), seed)) < before - 3);
        }
    }

    @Test
    void shadeDarkensPaperEvenlyAndLeavesFullInk() {
        Augmentation augmentation = Augmentations.parse("shade 1 amount 0.8");
        for (long seed = 0; seed < 20; seed++) {
            float[] image = new float[SIDE * SIDE];
            Arrays.fill(image, 5 * SIDE, 6 * SIDE, 1);
            augmentation.apply(image, SIDE, SIDE, new SplittableRandom(seed));
            for (int x = 0; x < SIDE; x++) {
                assertEquals(1, image[5 * SIDE + x]);
            }
            for (int x = 1; x < SIDE - 1; x++) {
                float between = (image[x - 1] + image[x + 1]) / 2;
                assertEquals(between, image[x], 1e-5);
            }
        }
    }

    @Test
    void filterOfOnePixelIsABlendWithTheImageOrItsNegative() {
        Augmentation augmentation = Augmentations.parse("filter 1 size 1");
        float[] before = digit();
        for (long seed = 0; seed < 20; seed++) {
            float[] after = drawn(augmentation, seed);
            // A line through grey values: each is a fixed part of the way from paper's to ink's.
            float paper = after[0];
            float ink =
                    after[
                            IntStream.range(0, before.length)
                                    .filter(i -> before[i] == 1)
                                    .findFirst()
                                    .orElseThrow()];
            for (int i = 0; i < before.length; i++) {
                assertEquals(paper + before[i] * (ink - paper), after[i], 1e-5);
            }
        }
    }

    @Test
    void erasedRectangleHasOneValue() {
        float[] blank = new float[SIDE * SIDE];
        Augmentations.parse("erase 1 size 9 fill 1")
                .apply(blank, SIDE, SIDE, new SplittableRandom(4));
        assertEquals(
                1,
                IntStream.range(0, blank.length)
                        .mapToObj(i -> blank[i])
                        .distinct()
                        .filter(v -> v > 0)
                        .count());
    }

    @Test
    void grainIsAsStrongOnPaperAsItIsAsked() {
        float[] grey = new float[100 * 100];
        Arrays.fill(grey, 0.5f);
        Augmentations.parse("grain 1 amount 0.1").apply(grey, 100, 100, new SplittableRandom(1));
        double squares = 0;
        for (float value : grey) {
            squares += (value - 0.5) * (value - 0.5);
        }
        double deviation = Math.sqrt(squares / grey.length);
        assertTrue(deviation > 0.001 && deviation <= 0.1, "deviation " + deviation);
    }

    @Test
    void aWarpAloneMovesInkWithoutMakingMuch() {
        double before = sum(digit());
        Augmentation augmentation =
                Augmentations.parse(List.of("affine rotate 20", "elastic grid 6 amount 0.5"));
        for (long seed = 0; seed < 20; seed++) {
            assertEquals(before, sum(drawn(augmentation, seed)), 0.25 * before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "afine rotate 8 | \"afine rotate 8\": expected one of affine, elastic,"
                        + " stroke, coarsen, binarise, refit, blur, erase, filter, shade, noise,"
                        + " grain, found \"afine\";"
                        + " correct the word.",
                "affine rotate x | \"affine rotate x\": expected a number, found \"x\";"
                        + " write pairs of name and number.",
                "affine turn 8 | \"affine turn 8\": expected numbers for chance, rotate,"
                        + " shear, scale, shift, found \"turn\"; correct the name.",
                "affine rotate 8 rotate 9 | \"affine rotate 8 rotate 9\": expected each"
                        + " name once, found \"rotate\" twice; keep one.",
                "refit 0.9 chance 1 | \"refit 0.9 chance 1\": expected each name once,"
                        + " found \"chance\" twice; keep one.",
                "refit 1.5 | \"refit 1.5\": expected chance in 0..1, found 1.5; correct"
                        + " the number.",
                "noise NaN | \"noise NaN\": expected amount in 0..0.5, found NaN; correct"
                        + " the number.",
                "stroke dilate | \"stroke dilate\": expected a number, found \"dilate\";"
                        + " write pairs of name and number."
            })
    void aWrongLineIsToldInASentence(String line, String message) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Augmentations.parse(line));
        assertEquals(message, e.getMessage());
    }

    private static float[] drawn(Augmentation augmentation, long seed) {
        float[] image = digit();
        augmentation.apply(image, SIDE, SIDE, new SplittableRandom(seed));
        return image;
    }

    /** A seven of strokes two and a half pixels wide, with soft edges. */
    private static float[] digit() {
        float[] image = new float[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            double x = i % SIDE;
            double y = i / SIDE;
            double bar = Math.max(Math.abs(y - 5.5), Math.max(8 - x, x - 19));
            double stem = Math.max(Math.abs(x - 19 + (y - 5) * 0.5), Math.max(5 - y, y - 23));
            image[i] = (float) Math.max(0, Math.min(1, 1.75 - Math.min(bar, stem)));
        }
        return image;
    }

    private static double sum(float[] image) {
        double sum = 0;
        for (float ink : image) {
            sum += ink;
        }
        return sum;
    }

    private static double meanDifference(float[] one, float[] other) {
        double difference = 0;
        for (int i = 0; i < one.length; i++) {
            difference += Math.abs(one[i] - other[i]);
        }
        return difference / one.length;
    }
}
