/** The command line. */
@NullMarked
package dev.tenfold.app;

import org.jspecify.annotations.NullMarked;
