package dev.tenfold.server.store;

import dev.tenfold.reader.Reading;
import dev.tenfold.reader.glyph.ScoredGlyph;
import java.util.List;

/**
 * One page that was read, to be kept.
 *
 * @param file what the picture is called; cut at 255 characters
 * @param glyphs one for each digit of the reading, in its order
 */
public record NewReading(String file, Reading reading, List<ScoredGlyph> glyphs) {

    public NewReading {
        glyphs = List.copyOf(glyphs);
    }
}
