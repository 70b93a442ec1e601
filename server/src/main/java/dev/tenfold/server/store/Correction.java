package dev.tenfold.server.store;

import org.jspecify.annotations.Nullable;

/**
 * What a person says of one digit of a reading, or of ink that was rejected.
 *
 * @param line from 1; 0 where it was rejected
 * @param position in its line, or among what was rejected, from 1
 * @param label {@code "0"} to {@code "9"}, {@code "none"} where it is no digit, or null to take
 *     back what was said before
 */
public record Correction(int line, int position, @Nullable String label) {

    public Correction {
        if (label != null && !label.matches("[0-9]|none")) {
            throw new IllegalArgumentException(
                    "label: expected \"0\" to \"9\", \"none\" or null, found \""
                            + label
                            + "\"; correct it");
        }
    }

    /** What a person says of ink that was rejected. */
    public static Correction ofRejected(int position, @Nullable String label) {
        return new Correction(0, position, label);
    }

    /** Whether it is about ink that was rejected. */
    boolean isOfRejected() {
        return line == 0;
    }
}
