package dev.tenfold.server.output;

import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import java.util.stream.Collectors;

/**
 * Which digits a person should look at again.
 *
 * @param minConfidence digits below it are doubtful, 0 to 1; 0 where nobody reviews
 */
public record Review(double minConfidence) {

    /** Whether the digit is below the confidence, or likelier no digit. */
    public boolean doubts(Digit digit) {
        return digit.confidence() < minConfidence || digit.none() > 0.5;
    }

    /** Whether a person should look at it: it is doubtful, and a confidence was asked for. */
    public boolean wants(Digit digit) {
        return minConfidence > 0 && doubts(digit);
    }

    /**
     * The line's digits, such as {@code "20?5"} or {@code "20[17]5"}: a set of several digits in
     * brackets where sets were asked for, else a question mark for each digit to review.
     */
    public String text(Line line) {
        return line.digits().stream().map(this::character).collect(Collectors.joining());
    }

    /** The same with the signs among the digits, such as {@code "2?.15"}. */
    public String written(Line line) {
        return line.written(this::character);
    }

    private String character(Digit digit) {
        if (digit.set().size() > 1) {
            return digit.set().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining("", "[", "]"));
        }
        return wants(digit) ? "?" : Integer.toString(digit.digit());
    }
}
