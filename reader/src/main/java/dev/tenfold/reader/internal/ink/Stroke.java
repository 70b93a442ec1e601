package dev.tenfold.reader.internal.ink;

import java.util.Arrays;

/** The pen's width, measured and changed by exact Euclidean distances. */
public final class Stroke {

    private static final float FAR = 1e10f;

    private Stroke() {}

    /**
     * The mean width of the strokes in pixels: twice the distance to paper along the ridge of the
     * distance map, less one. 0 where there is no ink.
     *
     * @param ink 0..1, ink above a half
     */
    public static double width(GrayImage ink) {
        float[] distance = distances(ink, true);
        int width = ink.width();
        double sum = 0;
        int count = 0;
        for (int y = 1; y < ink.height() - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int i = y * width + x;
                if (distance[i] > 0 && isRidge(distance, i, width)) {
                    sum += distance[i];
                    count++;
                }
            }
        }
        return count == 0 ? 0 : Math.max(1, 2 * sum / count - 1);
    }

    /** Whether no neighbour is farther from paper; with only four, ragged outlines are ridges. */
    private static boolean isRidge(float[] distance, int i, int width) {
        for (int row = i - width; row <= i + width; row += width) {
            for (int near = row - 1; near <= row + 1; near++) {
                if (distance[near] > distance[i]) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The ink with its outline moved outwards.
     *
     * @param ink 0..1, ink above a half; with enough paper around it to grow
     * @param by pixels, below 0 to thin
     */
    public static GrayImage widen(GrayImage ink, double by) {
        float[] inside = distances(ink, true);
        float[] outside = distances(ink, false);
        GrayImage widened = GrayImage.empty(ink.height(), ink.width());
        for (int i = 0; i < inside.length; i++) {
            // Pixel centres lie half a pixel away from the outline between them.
            double toOutline = inside[i] > 0 ? inside[i] - 0.5 : 0.5 - outside[i];
            widened.values()[i] = (float) Math.min(1, Math.max(0, toOutline + by + 0.5));
        }
        return widened;
    }

    /**
     * The distance of each ink pixel to the nearest paper (or of each paper pixel to the nearest
     * ink); 0 elsewhere. Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions"
     * (2012).
     */
    private static float[] distances(GrayImage ink, boolean inside) {
        int width = ink.width();
        int height = ink.height();
        float[] squared = new float[width * height];
        for (int i = 0; i < squared.length; i++) {
            squared[i] = ink.values()[i] > 0.5f == inside ? FAR : 0;
        }
        alongColumns(squared, width);
        alongRows(squared, width);
        return squared;
    }

    /** Squared distances within each column, from values of 0 and {@link #FAR}: down, then up. */
    private static void alongColumns(float[] squared, int width) {
        int[] steps = new int[width];
        int none = 2 * squared.length;
        Arrays.fill(steps, none);
        for (int start = 0; start < squared.length; start += width) {
            for (int x = 0; x < width; x++) {
                steps[x] = squared[start + x] == 0 ? 0 : Math.min(none, steps[x] + 1);
                squared[start + x] = steps[x] == none ? FAR : (float) steps[x] * steps[x];
            }
        }
        Arrays.fill(steps, none);
        for (int start = squared.length - width; start >= 0; start -= width) {
            for (int x = 0; x < width; x++) {
                steps[x] = squared[start + x] == 0 ? 0 : Math.min(none, steps[x] + 1);
                if (steps[x] < none) {
                    squared[start + x] = Math.min(squared[start + x], (float) steps[x] * steps[x]);
                }
            }
        }
    }

    /**
     * From squared distances within columns to distances: in each row between two zeros apart, as
     * nothing beyond a zero is nearer than that.
     */
    private static void alongRows(float[] squared, int width) {
        float[] line = new float[width];
        float[] result = new float[width];
        int[] hull = new int[width];
        float[] from = new float[width + 1];
        for (int start = 0; start < squared.length; start += width) {
            for (int x = 0; x < width; x++) {
                if (squared[start + x] > 0) {
                    int first = Math.max(0, x - 1);
                    int end = x;
                    while (end < width && squared[start + end] > 0) {
                        end++;
                    }
                    int length = Math.min(width, end + 1) - first;
                    System.arraycopy(squared, start + first, line, 0, length);
                    lowerEnvelope(line, length, hull, from, result);
                    for (; x < end; x++) {
                        squared[start + x] = (float) Math.sqrt(Math.min(result[x - first], FAR));
                    }
                }
            }
        }
    }

    /** One-dimensional squared distance: the lower envelope of a parabola at each pixel. */
    private static void lowerEnvelope(
            float[] line, int length, int[] hull, float[] from, float[] result) {
        int last = 0;
        hull[0] = 0;
        from[0] = Float.NEGATIVE_INFINITY;
        from[1] = Float.POSITIVE_INFINITY;
        for (int q = 1; q < length; q++) {
            float crossing = crossing(line, q, hull[last]);
            while (crossing <= from[last]) {
                last--;
                crossing = crossing(line, q, hull[last]);
            }
            last++;
            hull[last] = q;
            from[last] = crossing;
            from[last + 1] = Float.POSITIVE_INFINITY;
        }
        int k = 0;
        for (int q = 0; q < length; q++) {
            while (from[k + 1] < q) {
                k++;
            }
            int offset = q - hull[k];
            result[q] = offset * offset + line[hull[k]];
        }
    }

    private static float crossing(float[] line, int right, int left) {
        double rise = (line[right] + (double) right * right) - (line[left] + (double) left * left);
        return (float) (rise / (2.0 * (right - left)));
    }
}
