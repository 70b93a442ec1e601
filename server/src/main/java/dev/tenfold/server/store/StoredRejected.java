package dev.tenfold.server.store;

import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.internal.glyph.Glyph;
import org.jspecify.annotations.Nullable;

/**
 * Ink of a stored reading that was rejected.
 *
 * @param reading the reading's number
 * @param position among what was rejected, from 1
 * @param glyph null where the reading is older than their keeping
 * @param label what a person said of it; null before
 */
public record StoredRejected(
        long reading,
        int position,
        Rejected rejected,
        @Nullable Glyph glyph,
        @Nullable String label)
        implements Labelled {}
