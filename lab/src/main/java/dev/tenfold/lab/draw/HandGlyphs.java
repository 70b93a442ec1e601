package dev.tenfold.lab.draw;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.PageFont;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.GlyphFinder;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.model.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Glyphs of handwriting fonts and drawn forms: digits as MNIST's writers hardly write them, and
 * letters and signs, of the class "none". A few of the digits are printed.
 */
public final class HandGlyphs {

    /** Side of the sheet that a character is drawn on, in pixels. */
    private static final int SHEET = 160;

    private static final double LETTERS = 0.25;
    private static final double PRINTED = 0.08;

    /** What no hand writes like a digit; in some a c is a 6 and an h a 4. */
    private static final String NO_DIGITS = "adefkmnprtuvwxAEFHKLMNPRTUVWX&?!*#@+=%×";

    /** MNIST's own digits are learned from already. */
    private static final Map<String, Double> FORMS =
            Map.of("slashed-zero", 0.2, "mnist-writer", 0.0);

    private final Writers writers;

    private HandGlyphs(Dataset digits, List<PageFont> fonts) {
        writers = new Writers(Ingredients.of(FORMS), digits);
        fonts.forEach(writers::add);
    }

    /**
     * Some glyphs. The same seed gives the same on every machine.
     *
     * @param digits 28×28 labelled digits, whose classes the glyphs share
     * @param fonts to write with, at least a hand and a face of print
     */
    public static Dataset of(Dataset digits, List<PageFont> fonts, int count, long seed) {
        HandGlyphs glyphs = new HandGlyphs(digits, fonts);
        List<String> classes = new ArrayList<>(digits.classes());
        if (!classes.contains(ModelCard.NONE)) {
            classes.add(ModelCard.NONE);
        }
        int none = classes.indexOf(ModelCard.NONE);
        byte[] pixels = new byte[Math.multiplyExact(count, Glyph.SIZE * Glyph.SIZE)];
        int[] labels = new int[count];
        IntStream.range(0, count)
                .parallel()
                .forEach(
                        i -> {
                            char drawn = glyphs.draw(new Chance(seed, 0, i), pixels, i);
                            labels[i] = Character.isDigit(drawn) ? drawn - '0' : none;
                        });
        return new Dataset(
                digits.name() + ":hands",
                Glyph.SIZE,
                Glyph.SIZE,
                pixels,
                labels,
                classes,
                digits.checksums());
    }

    /** Writes one glyph and gives the character that it shows. */
    private char draw(Chance chance, byte[] pixels, int index) {
        boolean letter = chance.happens(LETTERS);
        char character = letter ? chance.one(NO_DIGITS) : chance.digit();
        Writer writer =
                chance.happens(PRINTED)
                        ? writers.printer(chance)
                        : letter ? writers.letterWriter(chance) : writers.writer(chance);
        InkLayer ink = new InkLayer(SHEET, SHEET);
        double height = chance.scaleBetween(14, 80);
        double angle = chance.normal(0.05);
        while (writer.draw(ink, character, 0.25 * SHEET, 0.75 * SHEET, height, angle) == null) {
            character = chance.digit(); // every font has the digits
        }
        GrayImage sheet = ink.toPlane();
        byte[] glyph = GlyphFinder.fromInk(sheet.values(), sheet.height(), sheet.width()).toBytes();
        System.arraycopy(glyph, 0, pixels, index * glyph.length, glyph.length);
        return character;
    }
}
