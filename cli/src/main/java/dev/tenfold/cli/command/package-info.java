/** The command line. */
@NullMarked
package dev.tenfold.cli.command;

import org.jspecify.annotations.NullMarked;
