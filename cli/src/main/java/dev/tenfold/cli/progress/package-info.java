/** Progress on standard error: a bar, lines of text, or lines of JSON. */
@NullMarked
package dev.tenfold.cli.progress;

import org.jspecify.annotations.NullMarked;
