package dev.tenfold.reader;

import dev.tenfold.reader.internal.page.Symbol;
import java.util.Objects;

/**
 * A sign among digits, such as a decimal point.
 *
 * @param text one of {@code . - + / : = x ( ) %}; a point may have been written as a comma
 * @param confidence the probability, 0 to 1, that it is this sign
 * @param box where its ink is
 */
public record Sign(String text, double confidence, Box box) {

    public Sign {
        if (!Symbol.isSign(text)) {
            throw new IllegalArgumentException(
                    "sign: expected one of . - + / : = x ( ) %, found " + text);
        }
        Checks.probability("sign: confidence", confidence);
        Objects.requireNonNull(box, "box");
    }
}
