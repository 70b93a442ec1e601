package dev.tenfold.reader.internal.glyph;

import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.ink.Stroke;
import java.util.Arrays;

/**
 * Makes a glyph of one digit's ink, as MNIST's makers did (LeCun et al. 1998: the longer side is 20
 * pixels, the centre of mass is in the middle of 28×28), after two steps that they did not need:
 * the ink is made flat, so that pencil, marker and screen look alike, and the pen is brought near
 * MNIST's width.
 */
final class Normaliser {

    /** The longer side of the drawing on which the pen's width is set; six times the glyph's. */
    private static final int LARGE = 120;

    /** Paper around that drawing, for the pen to grow into. */
    private static final int MARGIN = 12;

    private static final int BOX = 20;

    /** The mean stroke width of MNIST's own digits on the large drawing (2.4 glyph pixels). */
    private static final double PEN = 14.4;

    private static final double THIN_PEN = 0.7;
    private static final double THICK_PEN = 1.2;

    /** Index of the glyph pixel on which MNIST's digits have their centre of mass. */
    private static final double MIDDLE = 14.0;

    private Normaliser() {}

    /**
     * The glyph of an ink map in which nothing but one digit is left.
     *
     * @param ink 0..1, 0 is paper; any size
     * @return the glyph; without ink where no pixel has more than a half
     */
    static Glyph glyph(GrayImage ink) {
        if (!(ink.percentile(1) > 0.5f)) {
            return Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]);
        }
        GrayImage large = drawLarge(ink);
        GrayImage even = withEvenPen(large);
        return fit(even == large ? large : drawLarge(even));
    }

    /** The large drawing with strokes of {@link #PEN} pixels, where theirs are far from it. */
    private static GrayImage withEvenPen(GrayImage large) {
        double found = Stroke.width(large);
        return found < THIN_PEN * PEN || found > THICK_PEN * PEN
                ? Stroke.widen(large, (PEN - found) / 2)
                : large;
    }

    /**
     * Ink with one strength for the whole stroke: a ramp from as far under the threshold as the
     * median ink is over it, up to the median ink; kept within a pixel of the ink.
     *
     * @param ink 0 is paper
     * @param mask where the ink is over the threshold
     */
    static GrayImage flat(GrayImage ink, boolean[] mask, double threshold) {
        double full = Math.max(medianWithin(ink, mask), threshold + 1e-3);
        double empty = 2 * threshold - full;
        int width = ink.width();
        int height = ink.height();
        GrayImage flat = GrayImage.empty(height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (touches(mask, x, y, height, width)) {
                    double value = (ink.at(x, y) - empty) / (full - empty);
                    flat.values()[y * width + x] = (float) Math.min(1, Math.max(0, value));
                }
            }
        }
        return flat;
    }

    private static boolean touches(boolean[] mask, int x, int y, int height, int width) {
        for (int row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row++) {
            for (int column = Math.max(x - 1, 0); column <= Math.min(x + 1, width - 1); column++) {
                if (mask[row * width + column]) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double medianWithin(GrayImage ink, boolean[] mask) {
        float[] within = new float[mask.length];
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                within[count++] = ink.values()[i];
            }
        }
        Arrays.sort(within, 0, count);
        return count == 0 ? 0 : within[count / 2];
    }

    /** The ink's box with its longer side at {@link #LARGE} pixels, and a margin. */
    private static GrayImage drawLarge(GrayImage ink) {
        GrayImage cut = ink.crop(ink.inkBox());
        double scale = (double) LARGE / cut.longSide();
        int height = Math.max(1, (int) Math.round(cut.height() * scale));
        int width = Math.max(1, (int) Math.round(cut.width() * scale));
        return cut.resize(height, width)
                .crop(-MARGIN, -MARGIN, width + 2 * MARGIN, height + 2 * MARGIN);
    }

    /**
     * The ink's box averaged into 20×20 and moved, by whole pixels, until its centre of mass is in
     * the middle of 28×28; the strongest pixel becomes 1.
     */
    private static Glyph fit(GrayImage ink) {
        GrayImage cut = ink.crop(ink.inkBox());
        double scale = (double) BOX / cut.longSide();
        int height = Math.max(1, (int) Math.round(cut.height() * scale));
        int width = Math.max(1, (int) Math.round(cut.width() * scale));
        GrayImage small = cut.resize(height, width);
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        float peak = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float value = small.at(x, y);
                sum += value;
                sumX += value * x;
                sumY += value * y;
                peak = Math.max(peak, value);
            }
        }
        float[] pixels = new float[Glyph.SIZE * Glyph.SIZE];
        if (sum == 0) {
            return Glyph.of(pixels);
        }
        int left = clamp((int) Math.round(MIDDLE - sumX / sum), Glyph.SIZE - width);
        int top = clamp((int) Math.round(MIDDLE - sumY / sum), Glyph.SIZE - height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[(top + y) * Glyph.SIZE + left + x] = small.at(x, y) / peak;
            }
        }
        return Glyph.of(pixels);
    }

    private static int clamp(int value, int largest) {
        return Math.min(Math.max(value, 0), largest);
    }
}
