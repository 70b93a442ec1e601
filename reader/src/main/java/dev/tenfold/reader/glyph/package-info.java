/** Makes MNIST-like glyphs of the ink of a page, row by row. The laboratory uses the same code. */
@NullMarked
package dev.tenfold.reader.glyph;

import org.jspecify.annotations.NullMarked;
