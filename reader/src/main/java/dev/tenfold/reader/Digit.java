package dev.tenfold.reader;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One digit that was read.
 *
 * @param digit 0 to 9
 * @param confidence the calibrated probability, 0 to 1, that {@code digit} is right, given that the
 *     ink is a digit
 * @param none the probability, 0 to 1, that the ink is no digit; 0 where the network cannot say
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
        Checks.digit("digit", digit);
        Checks.probability("digit: confidence", confidence);
        Checks.probability("digit: none", none);
        Objects.requireNonNull(box, "box");
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

    /** Such as {@code 7 (99.8 %) at 10,20 30x40}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d (%.1f %%) at %d,%d %dx%d",
                digit,
                100 * confidence,
                box.x(),
                box.y(),
                box.width(),
                box.height());
    }

    /** The same with another confidence set. */
    public Digit withSet(List<Integer> digits) {
        return new Digit(digit, confidence, none, box, alternatives, digits);
    }
}
