package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Prediction;
import java.util.List;

/** Says what glyphs are; the networks, seen from the pictures' side. */
@FunctionalInterface
public interface GlyphScorer {

    /** One prediction for each glyph, in the same order. */
    List<Prediction> score(List<Glyph> glyphs);

    /**
     * What stands in the middle of each window on a {@link Strip}, in the same order; "none" where
     * it is the side of a digit, or two digits meet. A scorer that cannot read touching digits
     * gives an empty list.
     */
    default List<Prediction> scoreWindows(List<Glyph> windows) {
        return List.of();
    }
}
