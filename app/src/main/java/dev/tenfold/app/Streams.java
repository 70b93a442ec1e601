package dev.tenfold.app;

import java.io.InputStream;
import java.io.PrintWriter;

/**
 * What a command reads from and writes to.
 *
 * @param in what {@code -} means
 * @param out results
 * @param err messages
 */
record Streams(InputStream in, PrintWriter out, PrintWriter err) {}
