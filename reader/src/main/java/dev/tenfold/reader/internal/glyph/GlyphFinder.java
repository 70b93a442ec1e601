package dev.tenfold.reader.internal.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.Brightness;
import dev.tenfold.reader.internal.ink.Components;
import dev.tenfold.reader.internal.ink.Components.Component;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.ink.Illumination;
import dev.tenfold.reader.internal.ink.Rulings;
import dev.tenfold.reader.internal.ink.Threshold;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * The way from a picture of one digit to its glyph: brightness, polarity, even light, threshold,
 * connected ink. Without state; safe for any number of threads.
 */
public final class GlyphFinder {

    /** The stage of this package, in messages about a page's budget. */
    static final String FINDING = "finding digits";

    /** Longer side at which a picture of one digit is worked on. */
    private static final int SINGLE_SIZE = 640;

    /**
     * A picture with a shorter side than this was made by hand pixel by pixel: its light is even.
     */
    private static final int FLATTEN_FROM = 64;

    private static final double BLUR = 0.006;

    /** How far around its box the ink of a digit is looked for, over its longer side. */
    private static final double BOX_MARGIN = 0.12;

    /** Real ink differs by at least twice this; the grain of blank paper does not reach it. */
    private static final double BLANK = 25 / 255.0;

    private GlyphFinder() {}

    /** The whole picture as one digit; empty where it is blank. */
    public static Optional<FoundGlyph> single(BufferedImage picture) {
        return single(picture, Budget.unlimited());
    }

    /** The same within a budget of time and memory. */
    public static Optional<FoundGlyph> single(BufferedImage picture, Budget budget) {
        budget.check(FINDING);
        GrayImage seen = Brightness.of(picture, SINGLE_SIZE);
        GrayImage ink = singleInk(seen);
        Threshold threshold = Threshold.of(ink);
        if (threshold.contrast() < BLANK) {
            return Optional.empty();
        }
        return digit(ink, threshold.value(), budget)
                .map(
                        found ->
                                new FoundGlyph(
                                        found.glyph(),
                                        enlarged(
                                                found.box(),
                                                (double) picture.getWidth() / ink.width(),
                                                picture)));
    }

    /**
     * The glyph of the digit in a box of a page; without ink where none is found.
     *
     * @param box around its ink, in pixels of the page
     * @param quarterTurns to the right that bring the page upright, 0..3
     */
    public static Glyph inBox(BufferedImage page, Box box, int quarterTurns, Budget budget) {
        budget.check(FINDING);
        int margin = 1 + (int) (BOX_MARGIN * Math.max(box.width(), box.height()));
        int left = Math.max(0, box.x() - margin);
        int top = Math.max(0, box.y() - margin);
        int right = Math.min(page.getWidth(), box.x() + box.width() + margin);
        int bottom = Math.min(page.getHeight(), box.y() + box.height() + margin);
        BufferedImage crop = page.getSubimage(left, top, right - left, bottom - top);
        GrayImage seen = Brightness.of(crop, SINGLE_SIZE);
        for (int turn = 0; turn < quarterTurns; turn++) {
            seen = seen.turnedRight();
        }
        GrayImage ink = singleInk(seen);
        Threshold threshold = Threshold.of(ink);
        return digit(ink, threshold.value(), budget)
                .map(FoundGlyph::glyph)
                .orElseGet(() -> Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]));
    }

    private static GrayImage singleInk(GrayImage seen) {
        GrayImage brightness = Illumination.inkIsLight(seen) ? Illumination.inverted(seen) : seen;
        if (brightness.shortSide() < FLATTEN_FROM) {
            return Illumination.inverted(brightness);
        }
        return Illumination.flatten(brightness).blur(BLUR * brightness.longSide());
    }

    /**
     * The glyph of one digit's image of known polarity and any size, as data sets keep them; found
     * as {@link #single} finds it.
     *
     * @param pixels (height, width) row by row, 0 is paper and 255 is ink
     * @return the glyph; without ink where the image has none
     */
    public static Glyph fromBytes(byte[] pixels, int offset, int width, int height) {
        GrayImage ink = GrayImage.ofBytes(pixels, offset, height, width);
        return digit(ink, Threshold.of(ink).value(), Budget.unlimited())
                .map(FoundGlyph::glyph)
                .orElseGet(() -> Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]));
    }

    /**
     * The glyph of an ink map that a program drew; all of it is the digit.
     *
     * @param pixels (height, width) row by row, 0 is paper and 1 is ink
     * @return the glyph; without ink where the map has none
     */
    public static Glyph fromInk(float[] pixels, int height, int width) {
        return Normaliser.glyph(new GrayImage(pixels, height, width));
    }

    private static Optional<FoundGlyph> digit(GrayImage ink, double threshold, Budget budget) {
        boolean[] mask = Segment.mask(ink, threshold);
        budget.check(FINDING);
        if (ink.shortSide() >= FLATTEN_FROM) {
            Rulings.erase(mask, ink.height(), ink.width());
        }
        Components components = Components.of(mask, ink.height(), ink.width());
        List<Component> parts = SingleDigit.parts(components, budget);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Segment digit =
                Segment.union(parts.stream().map(part -> Segment.of(components, part)).toList());
        return Optional.of(new FoundGlyph(digit.glyph(ink, threshold), digit.box()));
    }

    private static Box enlarged(Box box, double scale, BufferedImage picture) {
        int left = (int) (box.x() * scale);
        int top = (int) (box.y() * scale);
        int right = Math.min(picture.getWidth(), (int) Math.ceil((box.x() + box.width()) * scale));
        int bottom =
                Math.min(picture.getHeight(), (int) Math.ceil((box.y() + box.height()) * scale));
        return new Box(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }
}
