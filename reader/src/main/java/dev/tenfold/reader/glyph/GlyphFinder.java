package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.glyph.Components.Piece;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the digits' ink in a picture and makes glyphs of it. */
public final class GlyphFinder {

    // One digit shows all it has at this size; more only costs time.
    private static final int SINGLE_SIZE = 640;

    // A row of ten digits across the page still has forty pixels for each.
    private static final int PAGE_SIZE = 1600;

    private GlyphFinder() {}

    /**
     * The whole picture as one digit: its largest ink with the strokes that belong to it.
     *
     * @return empty where nothing is written
     */
    public static Optional<FoundGlyph> single(BufferedImage picture) {
        Plane grey = Ink.luminance(picture, SINGLE_SIZE);
        double scale = (double) picture.getWidth() / grey.width();
        return single(Ink.find(grey)).map(found -> scaled(found, scale, picture));
    }

    /**
     * The glyph of one digit's image whose ink is bright on black, of any size, as in MNIST's
     * files.
     *
     * @param pixels (height, width) row by row, 0 is paper and 255 is ink
     */
    public static Glyph fromBytes(byte[] pixels, int offset, int width, int height) {
        Plane bright = new Plane(width, height);
        for (int i = 0; i < width * height; i++) {
            bright.values()[i] = pixels[offset + i] & 0xff;
        }
        return single(Ink.ofBright(bright))
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
        return GlyphMaker.make(new Plane(width, height, pixels));
    }

    /** All digits of a page, in reading order. */
    public static PageGlyphs page(BufferedImage picture, GlyphScorer scorer) {
        Plane grey = Ink.luminance(picture, PAGE_SIZE);
        double scale = (double) picture.getWidth() / grey.width();
        Ink ink = Ink.find(grey);
        return new Rows(ink, Components.of(ink.mask()), box -> scaled(box, scale, picture))
                .read(scorer);
    }

    private static Optional<FoundGlyph> single(Ink ink) {
        if (ink.isBlank()) {
            return Optional.empty();
        }
        Components components = Components.of(ink.mask());
        return components.pieces().stream()
                .max(Comparator.comparingDouble(piece -> weight(components, piece)))
                .map(main -> withParts(ink, components, main));
    }

    private static double weight(Components components, Piece piece) {
        return components.touchesBorder(piece) ? 0.3 * piece.area() : piece.area();
    }

    /** A digit of several strokes: pieces of some size near the main one, and near those. */
    private static FoundGlyph withParts(Ink ink, Components components, Piece main) {
        Set<Integer> chosen = new HashSet<>(Set.of(main.index()));
        Box box = main.box();
        for (int pass = 0; pass < 3; pass++) {
            Box reach = grown(box, 0.35);
            for (Piece piece : components.pieces()) {
                boolean large =
                        piece.area()
                                >= (components.touchesBorder(piece) ? 0.3 : 0.005) * main.area();
                if (large && overlap(reach, piece.box()) && chosen.add(piece.index())) {
                    box = box.union(piece.box());
                }
            }
        }
        return new FoundGlyph(GlyphMaker.make(components.cut(ink.ink(), chosen, box)), box);
    }

    private static Box grown(Box box, double share) {
        int margin = (int) Math.round(share * Math.max(box.width(), box.height()));
        return new Box(
                box.x() - margin,
                box.y() - margin,
                box.width() + 2 * margin,
                box.height() + 2 * margin);
    }

    private static boolean overlap(Box a, Box b) {
        return a.x() < b.x() + b.width()
                && b.x() < a.x() + a.width()
                && a.y() < b.y() + b.height()
                && b.y() < a.y() + a.height();
    }

    private static FoundGlyph scaled(FoundGlyph found, double scale, BufferedImage picture) {
        return new FoundGlyph(found.glyph(), scaled(found.box(), scale, picture));
    }

    private static Box scaled(Box box, double scale, BufferedImage picture) {
        int left = (int) Math.floor(box.x() * scale);
        int top = (int) Math.floor(box.y() * scale);
        int right = (int) Math.min(picture.getWidth(), Math.ceil((box.x() + box.width()) * scale));
        int bottom =
                (int) Math.min(picture.getHeight(), Math.ceil((box.y() + box.height()) * scale));
        return new Box(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }
}
