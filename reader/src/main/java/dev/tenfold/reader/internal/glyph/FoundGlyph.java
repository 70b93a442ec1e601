package dev.tenfold.reader.internal.glyph;

import dev.tenfold.reader.Box;

/**
 * The ink that was taken for one digit.
 *
 * @param box where it is, in the pixels of the upright picture
 */
public record FoundGlyph(Glyph glyph, Box box) {}
