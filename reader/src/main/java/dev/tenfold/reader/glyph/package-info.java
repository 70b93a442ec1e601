/** Finds the ink of a page and makes MNIST-like glyphs of it. The laboratory uses the same code. */
@NullMarked
package dev.tenfold.reader.glyph;

import org.jspecify.annotations.NullMarked;
