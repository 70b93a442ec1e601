package dev.tenfold.lab.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SynthesisTest {

    private static final int AREA = 28 * 28;
    private static final List<String> DIGITS =
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private final Dataset digits = strokeDigits();

    @Test
    void sameSeedDrawsTheSameExamples() {
        assertArrayEquals(
                Synthesis.variants(digits, 200, 5).pixels(),
                Synthesis.variants(digits, 200, 5).pixels());
        assertArrayEquals(
                Synthesis.negatives(digits, 200, 5).pixels(),
                Synthesis.negatives(digits, 200, 5).pixels());
        assertNotEquals(
                Arrays.hashCode(Synthesis.negatives(digits, 20, 5).pixels()),
                Arrays.hashCode(Synthesis.negatives(digits, 20, 6).pixels()));
    }

    @Test
    void oneThreadDrawsWhatManyDraw() {
        byte[] together = Synthesis.variants(digits, 50, 5).pixels();
        Variants variants = new Variants(digits);
        SplittableRandom random = new SplittableRandom(5);
        Sheet sheet = new Sheet();
        byte[] alone = new byte[together.length];
        for (int i = 0; i < 50; i++) {
            sheet.clear();
            variants.draw(sheet, random.split());
            sheet.takeGlyph(alone, i * AREA);
        }
        assertArrayEquals(alone, together);
    }

    @Test
    void variantsAreOfAllDigitsAndMostlyOfThoseThatMnistLacks() {
        Dataset variants = Synthesis.variants(digits, 2000, 1);
        int[] counts = new int[11];
        Arrays.stream(variants.labels()).forEach(label -> counts[label]++);
        assertEquals(0, counts[10]);
        for (int digit = 0; digit < 10; digit++) {
            assertTrue(counts[digit] >= 20, "examples of " + digit + ": " + counts[digit]);
        }
        assertTrue(counts[0] + counts[1] + counts[7] > 1000);
    }

    @Test
    void negativesAreAllOfTheClassNone() {
        Dataset negatives = Synthesis.negatives(digits, 500, 1);
        assertEquals(11, negatives.classes().size());
        assertEquals("none", negatives.classes().get(10));
        assertTrue(Arrays.stream(negatives.labels()).allMatch(label -> label == 10));
    }

    @Test
    void everyExampleIsAFittedGlyph() {
        for (Dataset drawn :
                List.of(
                        Synthesis.variants(digits, 1000, 2),
                        Synthesis.negatives(digits, 1000, 2),
                        Synthesis.rerendered(digits, 1, 2))) {
            for (int i = 0; i < drawn.size(); i++) {
                int peak = 0;
                double mass = 0;
                double x = 0;
                double y = 0;
                for (int j = 0; j < AREA; j++) {
                    int ink = drawn.pixels()[i * AREA + j] & 0xff;
                    peak = Math.max(peak, ink);
                    mass += ink;
                    x += ink * (j % 28);
                    y += ink * (j / 28);
                }
                String which = drawn.name() + " " + i;
                assertEquals(255, peak, which);
                assertEquals(14, x / mass, 0.6, which);
                assertEquals(14, y / mass, 0.6, which);
            }
        }
    }

    @Test
    void mostZerosHaveInkInTheirMiddle() {
        Dataset variants = Synthesis.variants(digits, 1000, 3);
        int zeros = 0;
        int filled = 0;
        for (int i = 0; i < variants.size(); i++) {
            if (variants.label(i) == 0) {
                zeros++;
                filled += (variants.pixels()[i * AREA + 14 * 28 + 14] & 0xff) > 64 ? 1 : 0;
            }
        }
        assertTrue(filled > 0.7 * zeros, filled + " of " + zeros);
    }

    @Test
    void rerenderingKeepsTheDigitAndTheChosenShare() {
        Dataset rerendered = Synthesis.rerendered(digits, 0.3, 4);
        assertArrayEquals(digits.labels(), rerendered.labels());
        int changed = 0;
        for (int i = 0; i < digits.size(); i++) {
            double difference = 0;
            for (int j = i * AREA; j < (i + 1) * AREA; j++) {
                difference +=
                        Math.abs((digits.pixels()[j] & 0xff) - (rerendered.pixels()[j] & 0xff));
            }
            changed += difference > 0 ? 1 : 0;
            assertTrue(difference / AREA < 20, "mean difference " + difference / AREA);
        }
        assertEquals(0.3, (double) changed / digits.size(), 0.12);
    }

    @Test
    void aSmoothStrokeGoesThroughItsPoints() {
        PenShape shape = PenShape.parse("loop! / ~ 0,0 50,20 100,0 / 1,2 3,4");
        assertEquals("loop", shape.name());
        assertEquals(-1, shape.digit());
        double[] curve = shape.strokes().get(0);
        assertEquals(17 * 2, curve.length);
        assertEquals(50, curve[16], 1e-9);
        assertEquals(20, curve[17], 1e-9);
        assertEquals(100, curve[32], 1e-9);
        assertArrayEquals(new double[] {1, 2, 3, 4}, shape.strokes().get(1));
    }

    @Test
    void theAlphabetHasEveryDigitAndNoShapeWithoutStrokes() {
        List<PenShape> alphabet = PenShape.alphabet();
        for (int digit = 0; digit < 10; digit++) {
            int wanted = digit;
            assertTrue(alphabet.stream().anyMatch(shape -> shape.digit() == wanted));
        }
        for (PenShape shape : alphabet) {
            assertTrue(!shape.strokes().isEmpty(), shape.name());
            for (double[] stroke : shape.strokes()) {
                assertTrue(stroke.length >= 4 && stroke.length % 2 == 0, shape.name());
            }
        }
    }

    @Test
    void strokeWidthIsThatOfThePen() {
        Sheet sheet = new Sheet();
        for (double pen : new double[] {8, 12, 16}) {
            sheet.clear();
            sheet.line(30, 20, 70, 120, pen);
            assertEquals(pen, sheet.strokeWidth(), 0.15 * pen);
        }
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        Dataset small = new Dataset("small", 8, 8, new byte[64], new int[1], DIGITS, Map.of());
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class, () -> Synthesis.negatives(small, 1, 1));
        assertEquals(
                "small: expected digits of 28 x 28 pixels in ten classes, found 8 x 8 in 10; give"
                        + " MNIST's training set",
                e.getMessage());
    }

    /** Twenty of each digit, drawn from strokes. */
    private static Dataset strokeDigits() {
        List<PenShape> alphabet = PenShape.alphabet();
        int[] labels = IntStream.range(0, 200).map(i -> i % 10).toArray();
        byte[] pixels = new byte[labels.length * AREA];
        SplittableRandom random = new SplittableRandom(9);
        Sheet sheet = new Sheet();
        for (int i = 0; i < labels.length; i++) {
            int digit = labels[i];
            PenShape shape =
                    alphabet.stream().filter(each -> each.digit() == digit).findFirst().get();
            sheet.clear();
            sheet.draw(shape, 12, random);
            sheet.takeGlyph(pixels, i * AREA);
        }
        return new Dataset("strokes", 28, 28, pixels, labels, DIGITS, Map.of());
    }
}
