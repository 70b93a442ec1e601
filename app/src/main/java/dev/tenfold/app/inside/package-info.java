/** What networks make of one glyph, and why: {@link dev.tenfold.app.inside.Insight}. */
@NullMarked
package dev.tenfold.app.inside;

import org.jspecify.annotations.NullMarked;
