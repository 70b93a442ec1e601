package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Rejected;
import java.util.List;

/**
 * What was found on a page.
 *
 * @param rows from the top, each from the left, none of them empty
 * @param rejected ink that is not a digit
 */
public record PageGlyphs(List<List<ScoredGlyph>> rows, List<Rejected> rejected) {

    /**
     * A glyph on a page with what the scorer made of it.
     *
     * @param box in the pixels of the page
     */
    public record ScoredGlyph(Glyph glyph, Box box, Prediction prediction) {}

    public PageGlyphs {
        rows = rows.stream().map(List::copyOf).toList();
        rejected = List.copyOf(rejected);
    }
}
