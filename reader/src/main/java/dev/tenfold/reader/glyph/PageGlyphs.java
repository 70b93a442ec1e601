package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Rejected;
import java.util.List;

/**
 * All digits of a page.
 *
 * @param rows from top to bottom, the digits of each from left to right; no row is empty
 * @param rejected ink that is no digit, and why
 */
public record PageGlyphs(List<List<ScoredGlyph>> rows, List<Rejected> rejected) {

    /**
     * A digit found on a page, and what the scorer made of it.
     *
     * @param box where its ink is, in the pixels of the upright picture
     */
    public record ScoredGlyph(Glyph glyph, Box box, Prediction prediction) {}

    public PageGlyphs {
        rows = rows.stream().map(List::copyOf).toList();
        rejected = List.copyOf(rejected);
    }
}
