package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.ink.Plane;

/**
 * Some ink in which digits may touch, made as high as a glyph's, with an even pen of MNIST's width;
 * to be looked at through windows that slide along it. The digits in it need not be parted first.
 */
public final class Strip {

    /** Height in pixels of the ink; so one digit of a string is about as high as in a glyph. */
    private static final int INK = 22;

    /** Pixels of the drawing on which the pen's width is set, for each pixel of the strip. */
    private static final int FINENESS = 4;

    /** The mean stroke width of MNIST's own digits on that drawing. */
    private static final double PEN = 2.4 * FINENESS;

    /** Paper around that drawing, for the pen to grow into. */
    private static final int MARGIN = 2 * FINENESS;

    private final Plane ink;
    private final double left;
    private final double scale;

    private Strip(Plane ink, double left, double scale) {
        this.ink = ink;
        this.left = left;
        this.scale = scale;
    }

    /**
     * The strip of an ink map; all of it is looked at.
     *
     * @param pixels (height, width) row by row, 0 is paper and 1 is ink
     */
    public static Strip of(float[] pixels, int height, int width) {
        return of(new Plane(pixels, height, width));
    }

    static Strip of(Plane map) {
        Box box = map.inkBox();
        double enlarged = (double) FINENESS * INK / box.height();
        int wide = Math.max(1, (int) Math.round(box.width() * enlarged));
        Plane large =
                map.crop(box)
                        .resize(FINENESS * INK, wide)
                        .crop(-MARGIN, -MARGIN, wide + 2 * MARGIN, FINENESS * INK + 2 * MARGIN);
        large = Normaliser.withPen(PEN, large);
        Box inner = large.inkBox();
        double reduced = (double) INK / inner.height();
        int columns = Math.max(1, (int) Math.round(inner.width() * reduced));
        Plane small = large.crop(inner).resize(INK, columns);
        float peak = Math.max(small.percentile(1), 1e-3f);
        for (int i = 0; i < small.values().length; i++) {
            small.values()[i] /= peak;
        }
        double scale = wide / (double) box.width() * columns / inner.width();
        double left = box.x() + (inner.x() - MARGIN) * box.width() / (double) wide;
        return new Strip(small, left, scale);
    }

    /** The number of columns that have ink, at least 1. */
    public int width() {
        return ink.width();
    }

    /**
     * Where a place of the ink map is on the strip, in columns from the first's left side.
     *
     * @param x in pixels of the map from its left side
     */
    public double column(double x) {
        return (x - left) * scale;
    }

    /** The place on the ink map of a place on the strip; the inverse of {@link #column}. */
    double x(double column) {
        return left + column / scale;
    }

    /**
     * What a window of a glyph's size shows that has a column of the strip in its middle. It is no
     * glyph of a digit: neighbours stand in it, and it is not centred on its ink.
     *
     * @param column from 0 to below {@link #width()}
     */
    public Glyph window(int column) {
        int half = Glyph.SIZE / 2;
        int above = (Glyph.SIZE - INK) / 2;
        Plane window = ink.crop(column - half, -above, Glyph.SIZE, Glyph.SIZE);
        return Glyph.of(window.values());
    }
}
