package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.glyph.PageStages.Stage;
import dev.tenfold.reader.image.Budget;
import dev.tenfold.reader.ink.Brightness;
import dev.tenfold.reader.ink.Components;
import dev.tenfold.reader.ink.Components.Component;
import dev.tenfold.reader.ink.Light;
import dev.tenfold.reader.ink.Plane;
import dev.tenfold.reader.ink.Rulings;
import dev.tenfold.reader.ink.Threshold;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * The road from an upright picture to glyphs: brightness, polarity, even light, threshold,
 * connected ink, rows, and each digit's glyph. Without state; safe for any number of threads.
 */
public final class GlyphFinder {

    /** The stage of this package, in messages about a page's budget. */
    static final String FINDING = "finding digits";

    /** Longer side at which a picture of one digit is worked on. */
    private static final int SINGLE_SIZE = 640;

    /**
     * A picture with a shorter side than this was made by hand pixel by pixel: its light is even.
     */
    static final int FLATTEN_FROM = 64;

    private static final double BLUR = 0.006;

    /** Longer side at which a page is worked on. */
    private static final int PAGE_SIZE = 1600;

    private static final double PAGE_BLUR = 0.0006;

    /** Real ink stands off by at least twice this; the grain of blank paper does not reach it. */
    private static final double BLANK = 25 / 255.0;

    private GlyphFinder() {}

    /** The whole picture as one digit; empty where it is blank. */
    public static Optional<FoundGlyph> single(BufferedImage picture) {
        return single(picture, Budget.unlimited());
    }

    /** The same within a budget of time and memory. */
    public static Optional<FoundGlyph> single(BufferedImage picture, Budget budget) {
        budget.check(FINDING);
        Plane seen = Brightness.of(picture, SINGLE_SIZE);
        Plane brightness = Light.inkIsLight(seen) ? Light.inverted(seen) : seen;
        Plane ink = ink(brightness, BLUR, 0.5, 0.2);
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
     * All digits of a page, in rows; empty where it is blank. A page that lies on its side, or on
     * its head, is read as if upright where that surely reads better; boxes are in the pixels of
     * the picture as it was given.
     */
    public static PageGlyphs page(BufferedImage picture, GlyphScorer scorer) {
        return page(picture, scorer, Budget.unlimited());
    }

    /** The same within a budget of time and memory. */
    public static PageGlyphs page(BufferedImage picture, GlyphScorer scorer, Budget budget) {
        return page(picture, scorer, PageStages.UNSEEN, false, budget);
    }

    /** The same, the page as it was given step by step before somebody's eyes. */
    public static PageGlyphs page(BufferedImage picture, GlyphScorer scorer, PageStages stages) {
        return page(picture, scorer, stages, false, Budget.unlimited());
    }

    /**
     * As {@link #page(BufferedImage, GlyphScorer, Budget)}, the rows read side by side on all
     * cores, for whoever has one page and waits for it.
     *
     * @param scorer is asked by several threads at once
     */
    public static PageGlyphs pageOnAllCores(
            BufferedImage picture, GlyphScorer scorer, Budget budget) {
        return page(picture, scorer, PageStages.UNSEEN, true, budget);
    }

    private static PageGlyphs page(
            BufferedImage picture,
            GlyphScorer scorer,
            PageStages stages,
            boolean rowsSideBySide,
            Budget budget) {
        budget.check(FINDING);
        Plane seen = Brightness.of(picture, PAGE_SIZE);
        Plane brightness = Light.inkIsLightOnPage(seen) ? Light.inverted(seen) : seen;
        stages.page(Stage.BRIGHTNESS, () -> StagePictures.grey(brightness));
        budget.check(FINDING);
        Plane ink = ink(brightness, PAGE_BLUR, 0.2, 0.08);
        budget.check(FINDING);
        stages.page(Stage.INK, () -> StagePictures.grey(Light.inverted(ink)));
        Threshold threshold = Threshold.nearEdges(ink);
        if (threshold.contrast() < BLANK) {
            return new PageGlyphs(List.of(), List.of());
        }
        double scale = (double) picture.getWidth() / ink.width();
        FoundPage asGiven =
                new PageDigits(ink, threshold.value(), scorer, stages, rowsSideBySide, budget)
                        .find();
        FoundPage upright = asGiven;
        int turns = 0;
        if (asGiven.mayLieOnItsSide()) {
            Plane turned = ink;
            for (int turn = 1; turn < 4; turn++) {
                turned = turned.turnedRight();
                FoundPage found =
                        new PageDigits(
                                        turned,
                                        threshold.value(),
                                        scorer,
                                        PageStages.UNSEEN,
                                        rowsSideBySide,
                                        budget)
                                .findIfUpright();
                if (found.isSurelyUpright(asGiven) && found.balance() > upright.balance()) {
                    upright = found;
                    turns = turn;
                }
            }
        }
        int back = turns;
        return upright.glyphs(box -> enlarged(turnedLeft(box, back, ink), scale, picture));
    }

    /**
     * From a page that was turned to the right to the page as it was given.
     *
     * @param turns quarter turns, 0 to 3
     */
    private static Box turnedLeft(Box box, int turns, Plane asGiven) {
        Box left = box;
        for (int turn = turns; turn > 0; turn--) {
            int width = turn % 2 == 0 ? asGiven.width() : asGiven.height();
            left = new Box(left.y(), width - left.x() - left.width(), left.height(), left.width());
        }
        return left;
    }

    /**
     * The glyph of one digit's image of known polarity and any size, as data sets keep them; found
     * as {@link #single} finds it.
     *
     * @param pixels (height, width) row by row, 0 is paper and 255 is ink
     * @return the glyph; without ink where the image has none
     */
    public static Glyph fromBytes(byte[] pixels, int offset, int width, int height) {
        Plane ink = Plane.empty(height, width);
        for (int i = 0; i < ink.values().length; i++) {
            ink.values()[i] = (pixels[offset + i] & 0xff) / 255f;
        }
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
        return Normaliser.glyph(new Plane(pixels, height, width));
    }

    private static Plane ink(Plane brightness, double blur, double... discs) {
        if (brightness.shortSide() < FLATTEN_FROM) {
            return Light.inverted(brightness);
        }
        return Light.flatten(brightness, discs).blur(blur * brightness.longSide());
    }

    private static Optional<FoundGlyph> digit(Plane ink, double threshold, Budget budget) {
        boolean[] mask = Piece.mask(ink, threshold);
        budget.check(FINDING);
        if (ink.shortSide() >= FLATTEN_FROM) {
            Rulings.erase(mask, ink.height(), ink.width());
        }
        Components components = Components.of(mask, ink.height(), ink.width());
        List<Component> parts = SingleDigit.parts(components, budget);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Piece digit = Piece.union(parts.stream().map(part -> Piece.of(components, part)).toList());
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
