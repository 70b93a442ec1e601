package dev.tenfold.reader;

import java.util.List;

/**
 * One digit that was read.
 *
 * @param digit 0 to 9
 * @param confidence the calibrated probability, 0 to 1, that {@code digit} is right, given that the
 *     ink is a digit
 * @param box where its ink is
 * @param alternatives the next likeliest digits, likeliest first
 * @param set the digits that hold the truth as often as {@link Reader#withConfidenceSets} was asked
 *     for, likeliest first; empty where it was not
 */
public record Digit(
        int digit, double confidence, Box box, List<Alternative> alternatives, List<Integer> set) {

    private static final int ALTERNATIVES = 3;

    public Digit {
        alternatives = List.copyOf(alternatives);
        set = List.copyOf(set);
    }

    /** A digit without a set. */
    public Digit(int digit, double confidence, Box box, List<Alternative> alternatives) {
        this(digit, confidence, box, alternatives, List.of());
    }

    /** The digit that a network sees in the ink of a box, with three alternatives. */
    public static Digit of(Prediction prediction, Box box) {
        return new Digit(
                prediction.digit(),
                prediction.confidence(),
                box,
                prediction.alternatives(ALTERNATIVES));
    }

    /** The same with another set. */
    Digit withSet(List<Integer> digits) {
        return new Digit(digit, confidence, box, alternatives, digits);
    }
}
