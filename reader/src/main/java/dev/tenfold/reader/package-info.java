/**
 * Reads handwritten digits: open a {@link dev.tenfold.reader.Reader}, get a {@link
 * dev.tenfold.reader.Reading}.
 */
@NullMarked
package dev.tenfold.reader;

import org.jspecify.annotations.NullMarked;
