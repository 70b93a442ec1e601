package dev.tenfold.reader;

import java.util.List;

/**
 * One digit that was read.
 *
 * @param digit 0 to 9
 * @param confidence the calibrated probability, 0 to 1, that {@code digit} is right, given that the
 *     ink is a digit
 * @param none the probability, 0 to 1, that the ink is no digit; 0 where the network cannot tell
 * @param box where its ink is
 * @param alternatives the next likeliest digits, likeliest first
 * @param set the digits that hold the truth as often as {@link ReaderBuilder#confidenceSets} was
 *     asked for, likeliest first; empty where it was not
 */
public record Digit(
        int digit,
        double confidence,
        double none,
        Box box,
        List<Alternative> alternatives,
        List<Integer> set) {

    private static final int ALTERNATIVES = 3;

    public Digit {
        alternatives = List.copyOf(alternatives);
        set = List.copyOf(set);
    }

    /** The digit that a network sees in the ink of a box, with three alternatives. */
    public static Digit of(Prediction prediction, Box box) {
        return new Digit(
                prediction.digit(),
                prediction.confidence(),
                prediction.none(),
                box,
                prediction.alternatives(ALTERNATIVES),
                List.of());
    }

    /** The same with another set. */
    Digit withSet(List<Integer> digits) {
        return new Digit(digit, confidence, none, box, alternatives, digits);
    }
}
