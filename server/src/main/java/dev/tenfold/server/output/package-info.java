/** Readings as text, JSON and CSV, the same whether a command prints or the service answers. */
@NullMarked
package dev.tenfold.server.output;

import org.jspecify.annotations.NullMarked;
