package dev.tenfold.reader.glyph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.image.Budget;
import dev.tenfold.reader.ink.Plane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** On a bar of ink in which windows see a 4, perhaps a 1, and a 3. */
final class RowLatticeTest {

    private static final int WIDTH = 100;
    private static final int HEIGHT = 60;

    @Test
    void aSliverThatOnlyWindowsTakeForADigitIsNone() {
        assertEquals("43", read(0.02));
    }

    @Test
    void aPartThatIsADigitAloneTooIsOne() {
        assertEquals("413", read(0.9));
    }

    /**
     * What is read where the scorer gives each part of three as a digit this probability, and each
     * of two a high one.
     */
    private static String read(double ofThree) {
        GlyphScorer scorer =
                new GlyphScorer() {
                    @Override
                    public List<Prediction> score(List<Glyph> glyphs) {
                        return switch (glyphs.size()) {
                            case 1 -> List.of(prediction(0.01, 8));
                            case 2 -> List.of(prediction(0.9, 4), prediction(0.9, 3));
                            default ->
                                    List.of(
                                            prediction(0.9, 4),
                                            prediction(ofThree, 1),
                                            prediction(0.9, 3));
                        };
                    }

                    @Override
                    public List<Prediction> scoreWindows(List<Glyph> windows) {
                        List<Prediction> seen =
                                new ArrayList<>(
                                        Collections.nCopies(windows.size(), prediction(0.01, 0)));
                        int middle = windows.size() / 2;
                        for (int i = -1; i <= 1; i++) {
                            seen.set(middle / 3 + i, prediction(0.99, 4));
                            seen.set(middle + i, prediction(0.75, 1));
                            seen.set(middle + 2 * middle / 3 + i, prediction(0.99, 3));
                        }
                        return seen;
                    }
                };
        boolean[] mask = new boolean[WIDTH * HEIGHT];
        Arrays.fill(mask, true);
        float[] ink = new float[WIDTH * HEIGHT];
        Arrays.fill(ink, 1);
        Piece bar = new Piece(new Box(0, 0, WIDTH, HEIGHT), mask, mask.length);
        return new RowLattice(
                        new Plane(ink, HEIGHT, WIDTH), 0.5, HEIGHT, scorer, Budget.unlimited())
                .read(List.of(bar)).stream()
                        .map(taken -> String.valueOf(taken.prediction().digit()))
                        .collect(Collectors.joining());
    }

    private static Prediction prediction(double probability, int digit) {
        List<Double> digits = new ArrayList<>(Collections.nCopies(10, (1 - probability) / 100));
        digits.set(digit, probability);
        return new Prediction(digits, 1 - digits.stream().mapToDouble(p -> p).sum());
    }
}
