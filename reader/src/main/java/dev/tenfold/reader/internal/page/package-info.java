/** The page network: a picture to the boxes of its digits and signs, and these to lines. */
@NullMarked
package dev.tenfold.reader.internal.page;

import org.jspecify.annotations.NullMarked;
