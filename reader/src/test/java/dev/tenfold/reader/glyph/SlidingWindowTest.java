package dev.tenfold.reader.glyph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On answers made by hand, a character for each column of a strip. */
final class SlidingWindowTest {

    private static final double SURE = 0.98;

    /** A digit is seen surely, {@code .} is none, {@code ?} is half a three and half none. */
    private static SlidingWindow.Answer read(String columns) {
        Glyph blank = Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]);
        return SlidingWindow.of(
                Collections.nCopies(columns.length(), blank),
                columns.chars().mapToObj(SlidingWindowTest::seen).toList());
    }

    private static String text(SlidingWindow.Answer answer) {
        return text(answer.guesses().get(0));
    }

    private static String text(SlidingWindow.Guess guess) {
        return guess.digits().stream()
                .map(digit -> String.valueOf(digit.prediction().digit()))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource({
        "..444.....777..., 47",
        "..4.......7....., 47",
        "..555.....555..., 55",
        "0..1..1..0, 0110",
        ".2....2....2....2., 2222",
    })
    void severalDigitsAreReadInTheirOrder(String columns, String expected) {
        SlidingWindow.Answer answer = read(columns);
        assertEquals(expected, text(answer));
        assertTrue(answer.several() < 0.1, answer.toString());
        assertTrue(answer.one() > 2 && answer.none() > 2, answer.toString());
    }

    @Test
    void aDigitSeenInNeighbouringWindowsIsOne() {
        SlidingWindow.Answer answer = read("......66666......");
        assertTrue(answer.one() < 0.05, answer.toString());
        assertTrue(answer.several() > 3, answer.toString());
    }

    @Test
    void noDigitInAnyWindowIsNone() {
        SlidingWindow.Answer answer = read("................");
        assertTrue(answer.none() < 0.05, answer.toString());
    }

    @Test
    void doubtIsSharedOut() {
        SlidingWindow.Answer answer = read("..........???...");
        assertTrue(answer.none() < answer.one(), "seen by halves is not seen: " + answer);
        double sum =
                Math.exp(-answer.none()) + Math.exp(-answer.one()) + Math.exp(-answer.several());
        assertEquals(1, sum, 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"....44441111...., 41", "....1111111...., 11", ".....11111111....., 11"})
    void digitsMayAdjoin(String columns, String expected) {
        assertEquals(expected, text(read(columns)));
        assertTrue(read(columns).several() < 0.1, read(columns).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"......4......", "......44......", "......44444......"})
    void aStretchNoLongerThanADigitIsSeenIsOne(String columns) {
        assertTrue(read(columns).one() < 0.1, read(columns).toString());
    }

    @Test
    void everyNumberOfDigitsIsAGuess() {
        List<SlidingWindow.Guess> guesses = read("..444...1...777..").guesses();
        assertEquals("417", text(guesses.get(0)));
        assertEquals("47", text(guesses.get(1)));
        assertTrue(guesses.get(0).cost() < guesses.get(1).cost());
    }

    @Test
    void digitsKnowTheirColumns() {
        assertEquals(
                List.of(3, 10, 18),
                read("...1......8.......0...").guesses().get(0).digits().stream()
                        .map(SlidingWindow.Seen::column)
                        .toList());
    }

    @Test
    void aStripWithoutRoomHasNotSeveral() {
        SlidingWindow.Answer answer = read("1");
        assertEquals(List.of(), answer.guesses());
        assertEquals(Double.POSITIVE_INFINITY, answer.several());
    }

    private static Prediction seen(int character) {
        List<Double> digits = new ArrayList<>(Collections.nCopies(10, (1 - SURE) / 20));
        double none = SURE;
        if (character == '?') {
            digits.set(3, 0.5);
            none = 0.5;
        } else if (character != '.') {
            digits.set(character - '0', SURE);
            none = (1 - SURE) / 2;
        }
        return new Prediction(digits, none);
    }
}
