package dev.tenfold.reader.internal.page;

/**
 * A grey picture as the page network takes it: paper 0, ink positive. Zeros around it are then more
 * paper. Training and reading share this code.
 */
public final class PageInput {

    /** A network trained on other input than this is refused. */
    public static final int VERSION = 1;

    private static final int BINS = 64;

    /** Grey values up to this many bins away are of the same paper: light and noise spread it. */
    private static final int SPREAD = 4;

    /**
     * What a dark pixel counts beside a bright one. A scanner's black border may cover more of the
     * picture than the sheet and is of one value, so the median or the plain mode takes it for the
     * paper. Ink on a dark ground never covers enough for the bright side to win.
     */
    private static final double DARK_WEIGHT = 0.4;

    private PageInput() {}

    /**
     * Twice the difference from the paper's grey, the most frequent one; on dark paper the other
     * way round.
     *
     * @param grey (height, width) row by row, 0 is black and 1 is white
     * @return (height, width), -2..2, paper about 0 and ink above 0
     */
    public static float[] normalise(float[] grey, int height, int width) {
        if (grey.length != height * width || grey.length == 0) {
            throw new IllegalArgumentException(
                    "page input: expected "
                            + height
                            + " × "
                            + width
                            + " grey values, at least one, found "
                            + grey.length);
        }
        float paper = paper(grey);
        float scale = paper < 0.5f ? -2 : 2;
        float[] ink = new float[grey.length];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = scale * (paper - grey[i]);
        }
        return ink;
    }

    /** The most frequent grey of a histogram that is smoothed by a triangle. */
    private static float paper(float[] grey) {
        double[] counts = new double[BINS];
        for (float value : grey) {
            counts[Math.max(0, Math.min(BINS - 1, (int) (value * BINS)))] +=
                    value < 0.5f ? DARK_WEIGHT : 1;
        }
        int mode = 0;
        double most = -1;
        for (int bin = 0; bin < BINS; bin++) {
            double smoothed = 0;
            int first = Math.max(0, bin - SPREAD);
            int last = Math.min(BINS - 1, bin + SPREAD);
            for (int near = first; near <= last; near++) {
                smoothed += counts[near] * (SPREAD + 1 - Math.abs(near - bin));
            }
            if (smoothed > most) {
                most = smoothed;
                mode = bin;
            }
        }
        return mean(grey, mode);
    }

    /**
     * The mean of the values around a bin, so that white paper is white and not half a bin less.
     */
    private static float mean(float[] grey, int mode) {
        float low = mode == 0 ? Float.NEGATIVE_INFINITY : (float) (mode - 1) / BINS;
        float high = mode == BINS - 1 ? Float.POSITIVE_INFINITY : (float) (mode + 2) / BINS;
        double sum = 0;
        int count = 0;
        for (float value : grey) {
            if (value >= low && value < high) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? (mode + 0.5f) / BINS : (float) (sum / count);
    }
}
