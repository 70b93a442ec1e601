package dev.tenfold.reader.internal.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;

/**
 * A digit that was read, as the glyph network sees it.
 *
 * @param box where its ink is, in the pixels of the page's image
 * @param prediction what it was read as
 */
public record ScoredGlyph(Glyph glyph, Box box, Prediction prediction) {}
