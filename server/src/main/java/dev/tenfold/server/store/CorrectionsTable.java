package dev.tenfold.server.store;

import dev.tenfold.reader.internal.glyph.Glyph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Objects;

/**
 * Every digit, and rejected ink, that a person has spoken of as a row of CSV: its label, {@code
 * none} where it is no digit, and 784 pixels, 0 for paper to 255 for ink. No cell is free text,
 * which a spreadsheet could compute: {@link Correction} allows no other label.
 */
public final class CorrectionsTable {

    private CorrectionsTable() {}

    /** Writes the table, header first, and leaves {@code out} open. */
    public static void write(Store store, Writer out) throws IOException {
        out.write("label");
        for (int pixel = 0; pixel < Glyph.SIZE * Glyph.SIZE; pixel++) {
            out.write(",pixel" + pixel);
        }
        out.write('\n');
        store.forEachLabelled(ink -> writeRow(out, ink));
        out.flush();
    }

    private static void writeRow(Writer out, Labelled ink) {
        StringBuilder row = new StringBuilder(String.valueOf(ink.label()));
        Glyph glyph = Objects.requireNonNull(ink.glyph(), "only what has a glyph is labelled");
        for (byte pixel : glyph.toBytes()) {
            row.append(',').append(pixel & 0xff);
        }
        try {
            out.append(row.append('\n'));
        } catch (IOException e) {
            throw new UncheckedIOException("the table cannot be written on", e);
        }
    }
}
