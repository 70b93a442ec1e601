package dev.tenfold.reader.glyph;

import java.util.Arrays;

/** Neighbourhood operations on planes; outside the picture stands its nearest pixel. */
final class Filters {

    private Filters() {}

    /** Gaussian blur as three box blurs, close enough from a sigma of about 0.5 pixels. */
    static Plane blur(Plane plane, double sigma) {
        // Three boxes of width w have the variance (w * w - 1) / 4.
        int radius = (int) Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2);
        Plane result = plane;
        for (int pass = 0; pass < 3 && radius > 0; pass++) {
            result = boxColumns(boxRows(result, radius), radius);
        }
        return result;
    }

    private static Plane boxRows(Plane plane, int radius) {
        int width = plane.width();
        Plane result = new Plane(width, plane.height());
        float scale = 1f / (2 * radius + 1);
        for (int y = 0; y < plane.height(); y++) {
            int row = y * width;
            double sum = 0;
            for (int x = -radius; x <= radius; x++) {
                sum += plane.values()[row + clamp(x, width)];
            }
            for (int x = 0; x < width; x++) {
                result.values()[row + x] = (float) sum * scale;
                sum += plane.values()[row + clamp(x + radius + 1, width)];
                sum -= plane.values()[row + clamp(x - radius, width)];
            }
        }
        return result;
    }

    private static Plane boxColumns(Plane plane, int radius) {
        int width = plane.width();
        int height = plane.height();
        Plane result = new Plane(width, height);
        float scale = 1f / (2 * radius + 1);
        double[] sums = new double[width];
        for (int y = -radius; y <= radius; y++) {
            int row = clamp(y, height) * width;
            for (int x = 0; x < width; x++) {
                sums[x] += plane.values()[row + x];
            }
        }
        for (int y = 0; y < height; y++) {
            int entering = clamp(y + radius + 1, height) * width;
            int leaving = clamp(y - radius, height) * width;
            for (int x = 0; x < width; x++) {
                result.values()[y * width + x] = (float) sums[x] * scale;
                sums[x] += plane.values()[entering + x] - plane.values()[leaving + x];
            }
        }
        return result;
    }

    private static int clamp(int index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }

    /** The brightest value within a disc of the given radius. */
    static Plane dilate(Plane plane, double radius) {
        int reach = (int) Math.floor(radius);
        int width = plane.width();
        int height = plane.height();
        Plane result = new Plane(width, height);
        Arrays.fill(result.values(), Float.NEGATIVE_INFINITY);
        for (int dy = -reach; dy <= reach; dy++) {
            int half = (int) Math.floor(Math.sqrt(radius * radius - dy * dy));
            Plane wide = dilateRows(plane, half);
            for (int y = 0; y < height; y++) {
                int source = y + dy;
                if (source >= 0 && source < height) {
                    for (int x = 0; x < width; x++) {
                        int at = y * width + x;
                        result.values()[at] =
                                Math.max(result.values()[at], wide.values()[source * width + x]);
                    }
                }
            }
        }
        return result;
    }

    /** The darkest value within a disc of the given radius. */
    static Plane erode(Plane plane, double radius) {
        return negate(dilate(negate(plane), radius));
    }

    private static Plane negate(Plane plane) {
        Plane result = new Plane(plane.width(), plane.height());
        for (int i = 0; i < result.values().length; i++) {
            result.values()[i] = -plane.values()[i];
        }
        return result;
    }

    private static Plane dilateRows(Plane plane, int half) {
        int width = plane.width();
        Plane result = new Plane(width, plane.height());
        for (int y = 0; y < plane.height(); y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                float highest = Float.NEGATIVE_INFINITY;
                for (int near = Math.max(0, x - half);
                        near <= Math.min(width - 1, x + half);
                        near++) {
                    highest = Math.max(highest, plane.values()[row + near]);
                }
                result.values()[row + x] = highest;
            }
        }
        return result;
    }

    /**
     * The distance of each pixel above {@code level} to the nearest one that is not, in pixels
     * (Felzenszwalb and Huttenlocher 2012); beyond the edge is paper.
     */
    static Plane distance(Plane plane, float level) {
        int width = plane.width() + 2;
        int height = plane.height() + 2;
        float[] squared = new float[width * height];
        for (int y = 0; y < plane.height(); y++) {
            for (int x = 0; x < plane.width(); x++) {
                squared[(y + 1) * width + x + 1] = plane.at(x, y) > level ? 1e12f : 0;
            }
        }
        float[] line = new float[Math.max(width, height)];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                line[y] = squared[y * width + x];
            }
            float[] lower = lowerEnvelope(line, height);
            for (int y = 0; y < height; y++) {
                squared[y * width + x] = lower[y];
            }
        }
        Plane result = new Plane(plane.width(), plane.height());
        for (int y = 0; y < plane.height(); y++) {
            System.arraycopy(squared, (y + 1) * width, line, 0, width);
            float[] lower = lowerEnvelope(line, width);
            for (int x = 0; x < plane.width(); x++) {
                result.values()[y * plane.width() + x] = (float) Math.sqrt(lower[x + 1]);
            }
        }
        return result;
    }

    /** The lower envelope of the parabolas rooted at {@code heights}. */
    private static float[] lowerEnvelope(float[] heights, int count) {
        int[] roots = new int[count];
        double[] starts = new double[count + 1];
        int last = 0;
        starts[0] = Double.NEGATIVE_INFINITY;
        starts[1] = Double.POSITIVE_INFINITY;
        for (int i = 1; i < count; i++) {
            double crossing = crossing(heights, roots[last], i);
            while (crossing <= starts[last]) {
                last--;
                crossing = crossing(heights, roots[last], i);
            }
            last++;
            roots[last] = i;
            starts[last] = crossing;
            starts[last + 1] = Double.POSITIVE_INFINITY;
        }
        float[] lower = new float[count];
        int parabola = 0;
        for (int i = 0; i < count; i++) {
            while (starts[parabola + 1] < i) {
                parabola++;
            }
            float away = i - roots[parabola];
            lower[i] = away * away + heights[roots[parabola]];
        }
        return lower;
    }

    private static double crossing(float[] heights, int left, int right) {
        return ((heights[right] + (double) right * right) - (heights[left] + (double) left * left))
                / (2.0 * (right - left));
    }
}
