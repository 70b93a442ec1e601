/** Decodes picture files into upright pages, within limits. */
@NullMarked
package dev.tenfold.reader.internal.image;

import org.jspecify.annotations.NullMarked;
