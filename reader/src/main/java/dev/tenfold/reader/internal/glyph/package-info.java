/** Makes an MNIST-like glyph of the ink of one digit. The laboratory uses the same code. */
@NullMarked
package dev.tenfold.reader.internal.glyph;

import org.jspecify.annotations.NullMarked;
