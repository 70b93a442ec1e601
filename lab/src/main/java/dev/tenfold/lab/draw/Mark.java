package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.page.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A digit, a sign or a letter on a composed page.
 *
 * @param symbol what it is; null where nobody could say, such as a digit that is cut in half: the
 *     network is neither rewarded nor punished for what it finds there
 * @param left of its ink, in pixels of the page, as are {@code top}, {@code right}, {@code bottom}
 * @param printed whether a printer wrote it, not a hand
 * @param row which row of the page it belongs to, from 0; -1 where it belongs to none
 */
public record Mark(
        @Nullable Symbol symbol,
        double left,
        double top,
        double right,
        double bottom,
        boolean printed,
        int row) {

    public double width() {
        return right - left;
    }

    public double height() {
        return bottom - top;
    }

    /** The same place, of which nobody could say what it is. */
    public Mark unnamed() {
        return new Mark(null, left, top, right, bottom, printed, row);
    }
}
