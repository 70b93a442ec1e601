package dev.tenfold.server.store;

import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import java.util.List;

/**
 * One page that was read, to be kept.
 *
 * @param file what the picture is called; cut at 255 characters
 * @param glyphs one for each digit of the reading, in its order
 * @param refused one for each ink that was rejected, in its order; empty where nobody has cut them
 */
public record NewReading(
        String file, Reading reading, List<ScoredGlyph> glyphs, List<Glyph> refused) {

    public NewReading {
        glyphs = List.copyOf(glyphs);
        refused = List.copyOf(refused);
    }

    /** One whose rejected ink cannot be corrected. */
    public NewReading(String file, Reading reading, List<ScoredGlyph> glyphs) {
        this(file, reading, glyphs, List.of());
    }
}
