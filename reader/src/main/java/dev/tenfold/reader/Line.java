package dev.tenfold.reader;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One row of digits, from left to right.
 *
 * @param box the row's ink
 * @param digits at least one
 */
public record Line(Box box, List<Digit> digits) {

    public Line {
        digits = List.copyOf(digits);
    }

    /** The digits as text, such as {@code "2015"}. */
    public String text() {
        return digits.stream()
                .map(digit -> Integer.toString(digit.digit()))
                .collect(Collectors.joining());
    }
}
