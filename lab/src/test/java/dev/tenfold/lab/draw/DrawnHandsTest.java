package dev.tenfold.lab.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnHandsTest {

    private static final DrawnHands HANDS = DrawnHands.load();

    private static Sketch sketch(int hand, char character, int example) {
        Sketch sketch =
                HANDS.hand(new Chance(1, 0, hand)).sketch(character, new Chance(2, hand, example));
        assertNotNull(sketch);
        return sketch;
    }

    @ParameterizedTest
    @ValueSource(chars = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9'})
    void everyDigitStandsOnTheBaselineAndIsAboutOneHigh(char digit) {
        for (int hand = 0; hand < 60; hand++) {
            float left = Float.MAX_VALUE;
            float top = Float.MAX_VALUE;
            float bottom = -Float.MAX_VALUE;
            for (float[] line : sketch(hand, digit, 0).lines()) {
                for (int i = 0; i < line.length; i += 2) {
                    left = Math.min(left, line[i]);
                    top = Math.min(top, line[i + 1]);
                    bottom = Math.max(bottom, line[i + 1]);
                }
            }
            assertTrue(left == 0 && top > -1.4 && top < -0.7, digit + " begins at " + top);
            assertTrue(bottom > -0.3 && bottom < 0.4, digit + " ends at " + bottom);
        }
    }

    @Test
    void sameChanceGivesTheSameDigitAndAnotherGivesAnother() {
        assertArrayEquals(sketch(3, '4', 1).lines().get(0), sketch(3, '4', 1).lines().get(0));
        assertNotEquals(
                Arrays.toString(sketch(3, '4', 1).lines().get(0)),
                Arrays.toString(sketch(3, '4', 2).lines().get(0)));
    }

    /** A bar over a 7 is a second stroke, which some hands draw and others do not. */
    @Test
    void handsDifferInTheirForms() {
        Set<Integer> strokes = new HashSet<>();
        for (int hand = 0; hand < 40; hand++) {
            strokes.add(sketch(hand, '7', 0).lines().size());
        }
        assertTrue(strokes.size() > 1, strokes.toString());
    }

    /** A slash has no outline to fill, though its writer fills all others. */
    @Test
    void leaningSlashOfAWriterOfOutlinesIsDrawn() {
        Ingredients ingredients = Ingredients.of(Map.of("outlines", 1.0, "leaning-slash", 1.0));
        Hand hand = HANDS.hand(new Chance(1, 0, 0));
        Writer writer = new Writer(new Chance(1, 0, 1), ingredients, hand, hand, Writer.Kind.FONT);
        InkLayer ink = new InkLayer(80, 80);

        writer.draw(ink, '/', 20, 60, 40, 0);

        assertTrue(ink.toPlane().percentile(1) > 0.5);
    }

    @Test
    void noHandDrawsLetters() {
        assertNull(HANDS.hand(new Chance(1, 0, 0)).sketch('A', new Chance(1, 0, 1)));
    }
}
