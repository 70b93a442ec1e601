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
 */
public record Digit(int digit, double confidence, Box box, List<Alternative> alternatives) {

    private static final int ALTERNATIVES = 3;

    public Digit {
        alternatives = List.copyOf(alternatives);
    }

    /** The digit that a network sees in the ink of a box, with three alternatives. */
    public static Digit of(Prediction prediction, Box box) {
        return new Digit(
                prediction.digit(),
                prediction.confidence(),
                box,
                prediction.alternatives(ALTERNATIVES));
    }
}
