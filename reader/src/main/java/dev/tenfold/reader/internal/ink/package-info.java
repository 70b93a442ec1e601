/**
 * Separates the ink of a page from its paper: one plane of brightness, even light, a threshold,
 * connected components, pen widths; ruled lines and frames are taken out.
 */
@NullMarked
package dev.tenfold.reader.internal.ink;

import org.jspecify.annotations.NullMarked;
