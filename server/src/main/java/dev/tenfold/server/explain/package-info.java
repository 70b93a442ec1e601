/** What networks make of one glyph, and why: {@link dev.tenfold.server.explain.Insight}. */
@NullMarked
package dev.tenfold.server.explain;

import org.jspecify.annotations.NullMarked;
