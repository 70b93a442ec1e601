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

    /**
     * The line's digits, such as {@code "20?5"} or {@code "20[17]5"}: a set of several digits in
     * brackets where sets were asked for, else a question mark for each doubtful digit.
     */
    public String text(Line line) {
        StringBuilder text = new StringBuilder();
        for (Digit digit : line.digits()) {
            if (digit.set().size() > 1) {
                text.append('[');
                digit.set().forEach(text::append);
                text.append(']');
            } else {
                text.append(wants(digit) ? "?" : Integer.toString(digit.digit()));
            }
        }
        return text.toString();
    }
}
