package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Prediction;
import java.util.List;

/** Says what glyphs look like, so that the finder can choose between ways to cut the ink. */
@FunctionalInterface
public interface GlyphScorer {

    /** One prediction for each glyph, in order. */
    List<Prediction> score(List<Glyph> glyphs);
}
