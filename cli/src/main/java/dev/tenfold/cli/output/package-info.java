/** The streams of a command, where lost results end it: {@link dev.tenfold.cli.output.Streams}. */
@NullMarked
package dev.tenfold.cli.output;

import org.jspecify.annotations.NullMarked;
