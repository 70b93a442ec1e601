package dev.tenfold.server.store;

import dev.tenfold.reader.internal.glyph.Glyph;
import org.jspecify.annotations.Nullable;

/** Ink that a person can say something of. */
public sealed interface Labelled permits StoredDigit, StoredRejected {

    /** What the network saw. */
    @Nullable Glyph glyph();

    /** What a person said of it: {@code "0"} to {@code "9"}, or {@code "none"}; null before. */
    @Nullable String label();
}
