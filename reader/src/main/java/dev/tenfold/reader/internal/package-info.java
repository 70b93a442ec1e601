/**
 * What a {@link dev.tenfold.reader.Reader} is made of. Tenfold's own programs use it, and it
 * changes without notice.
 */
@NullMarked
package dev.tenfold.reader.internal;

import org.jspecify.annotations.NullMarked;
