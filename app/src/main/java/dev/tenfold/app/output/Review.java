package dev.tenfold.app.output;

import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;

/**
 * Which digits a person should look at again.
 *
 * @param minConfidence digits below it are doubtful; 0 for none
 */
public record Review(double minConfidence) {

    public boolean wants(Digit digit) {
        return digit.confidence() < minConfidence;
    }

    /** The line's digits with a question mark for each doubtful one, such as {@code "20?5"}. */
    public String text(Line line) {
        StringBuilder text = new StringBuilder();
        for (Digit digit : line.digits()) {
            text.append(wants(digit) ? "?" : Integer.toString(digit.digit()));
        }
        return text.toString();
    }
}
