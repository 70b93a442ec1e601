package dev.tenfold.reader.internal.ink;

/**
 * Where paper ends and ink begins: half way between the mean of the paper and the mean of the ink,
 * the two separated by Otsu's method (1979).
 *
 * @param paper mean of the values under Otsu's threshold
 * @param ink mean of the values above it
 */
public record Threshold(double paper, double ink) {

    private static final int BINS = 256;

    public double value() {
        return (paper + ink) / 2;
    }

    public double contrast() {
        return ink - paper;
    }

    /** The threshold of all values of a plane; they lie in 0..1. */
    public static Threshold of(GrayImage plane) {
        int[] counts = new int[BINS];
        for (float value : plane.values()) {
            counts[bin(value)]++;
        }
        return of(counts);
    }

    private static int bin(float value) {
        return Math.min(BINS - 1, Math.max(0, Math.round(value * (BINS - 1))));
    }

    /** The threshold of a histogram of {@link #bin} values. */
    private static Threshold of(int[] counts) {
        double total = 0;
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            total += counts[bin];
            sum += (double) bin * counts[bin];
        }
        double best = -1;
        double below = 0;
        double sumBelow = 0;
        double paper = sum / Math.max(total, 1);
        double ink = paper;
        for (int bin = 0; bin < BINS - 1; bin++) {
            below += counts[bin];
            sumBelow += (double) bin * counts[bin];
            double above = total - below;
            if (below == 0 || above == 0) {
                continue;
            }
            double meanBelow = sumBelow / below;
            double meanAbove = (sum - sumBelow) / above;
            double between = below * above * (meanAbove - meanBelow) * (meanAbove - meanBelow);
            if (between > best) {
                best = between;
                paper = meanBelow;
                ink = meanAbove;
            }
        }
        return new Threshold(paper / (BINS - 1), ink / (BINS - 1));
    }
}
