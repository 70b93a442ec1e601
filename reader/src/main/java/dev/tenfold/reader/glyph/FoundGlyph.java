package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;

/**
 * A glyph and where its ink is.
 *
 * @param box in the pixels of the page
 */
public record FoundGlyph(Glyph glyph, Box box) {}
