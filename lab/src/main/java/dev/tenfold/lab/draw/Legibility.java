package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the names off characters that nobody could read in a finished picture: too pale, or lost in
 * its grain. A network that had to name them would learn to guess.
 */
final class Legibility {

    /** Of white, between ink and paper. */
    private static final double MIN_CONTRAST = 0.06;

    /** How many times the deviation of the grain that is, at least. */
    private static final double MIN_OVER_GRAIN = 3.2;

    /** This share of a box, at each end, is noise; the ink of a thin, large digit is more. */
    private static final double EXTREME = 0.015;

    /** How far around a box its grain is looked for, over its longer side. */
    private static final double MARGIN = 0.25;

    /**
     * Most pixels of a small digit are at the edge of its ink, so grain is taken from the quarter
     * that differ least from their surroundings.
     */
    private static final double QUIETEST = 0.25;

    /** From that quartile of absolute differences to a standard deviation of normal ones. */
    private static final double TO_DEVIATION = 3.14;

    /** A mark below this size, in pixels, is a point. */
    private static final double TINY = 4;

    /** So many pixels of ink has a stroke for each pixel of its length, at least. */
    private static final double MIN_STROKE = 0.8;

    private Legibility() {}

    /** The same marks, those that cannot be read without a symbol. */
    static List<Mark> judged(GrayImage picture, List<Mark> marks) {
        return marks.stream()
                .map(mark -> isLegible(picture, mark) ? mark : mark.unnamed())
                .toList();
    }

    /** The same where black and white has left too little of a character's ink. */
    static List<Mark> judgedInBlackAndWhite(GrayImage picture, List<Mark> marks) {
        boolean whitePaper = picture.percentile(0.5) > 0.5;
        return marks.stream()
                .map(mark -> isStroke(picture, mark, whitePaper) ? mark : mark.unnamed())
                .toList();
    }

    private static boolean isStroke(GrayImage picture, Mark mark, boolean whitePaper) {
        float[] pixels = sorted(picture, mark, 0, picture::at);
        int ink = 0;
        for (float pixel : pixels) {
            ink += pixel > 0.5 == whitePaper ? 0 : 1;
        }
        return ink >= MIN_STROKE * Math.max(mark.width(), mark.height());
    }

    /** Compares means of 3×3 pixels, which a stroke moves, with what single pixels differ by. */
    private static boolean isLegible(GrayImage picture, Mark mark) {
        float[] smooth = sorted(picture, mark, 1, (x, y) -> mean(picture, x, y));
        if (smooth.length == 0 || (isTiny(mark) && !standsOff(picture, mark))) {
            return false;
        }
        double margin = 1 + MARGIN * Math.max(mark.width(), mark.height());
        float[] grain =
                sorted(
                        picture,
                        mark,
                        margin,
                        (x, y) -> Math.abs(picture.at(x, y) - mean(picture, x, y)));
        int extreme = (int) (EXTREME * smooth.length);
        double contrast = smooth[smooth.length - 1 - extreme] - smooth[extreme];
        double deviation = TO_DEVIATION * grain[(int) (QUIETEST * grain.length)];
        return contrast >= MIN_CONTRAST && contrast >= MIN_OVER_GRAIN * deviation;
    }

    private static boolean isTiny(Mark mark) {
        return Math.max(mark.width(), mark.height()) < TINY;
    }

    /** Whether a point differs from its paper itself, and not only from ink close by. */
    private static boolean standsOff(GrayImage picture, Mark mark) {
        float[] own = sorted(picture, mark, 0, picture::at);
        return own.length > 0 && own[own.length - 1] - own[0] >= MIN_CONTRAST;
    }

    /** Something of a pixel that is not at the picture's edge. */
    @FunctionalInterface
    private interface Measure {
        float at(int x, int y);
    }

    /** A measure of all pixels of a box and a margin around it, from the least to the greatest. */
    private static float[] sorted(GrayImage picture, Mark mark, double margin, Measure measure) {
        int left = Math.max(1, (int) (mark.left() - margin));
        int top = Math.max(1, (int) (mark.top() - margin));
        int right = Math.min(picture.width() - 1, (int) Math.ceil(mark.right() + margin));
        int bottom = Math.min(picture.height() - 1, (int) Math.ceil(mark.bottom() + margin));
        float[] values = new float[Math.max(0, right - left) * Math.max(0, bottom - top)];
        int count = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                values[count++] = measure.at(x, y);
            }
        }
        Arrays.sort(values);
        return values;
    }

    private static float mean(GrayImage picture, int x, int y) {
        float sum = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                sum += picture.at(x + dx, y + dy);
            }
        }
        return sum / 9;
    }
}
