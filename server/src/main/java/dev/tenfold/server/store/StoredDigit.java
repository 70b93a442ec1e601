package dev.tenfold.server.store;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.internal.glyph.Glyph;
import org.jspecify.annotations.Nullable;

/**
 * One digit of a stored reading.
 *
 * @param reading the reading's number
 * @param line from 1
 * @param position in its line, from 1
 * @param box in the pixels of the upright picture
 * @param prediction what the network said of the glyph
 * @param label what a person said of it: {@code "0"} to {@code "9"}, or {@code "none"}; null before
 */
public record StoredDigit(
        long reading,
        int line,
        int position,
        Box box,
        Prediction prediction,
        Glyph glyph,
        @Nullable String label)
        implements Labelled {

    /** The digit as it was read. */
    public Digit digit() {
        return Digit.of(prediction, box);
    }

    /** What it is taken for: what a person said, else what was read; empty where it is none. */
    String read() {
        if (label == null) {
            return Integer.toString(digit().digit());
        }
        return label.equals("none") ? "" : label;
    }
}
