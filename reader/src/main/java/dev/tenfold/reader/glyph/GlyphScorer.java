package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Prediction;
import java.util.List;

/** Says what each glyph is; the network, seen from the pictures' side. */
@FunctionalInterface
public interface GlyphScorer {

    /** One prediction for each glyph, in the same order. */
    List<Prediction> score(List<Glyph> glyphs);
}
