package dev.tenfold.reader.glyph;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * The ink of a picture: light evened out, strokes flat, paper 0 and ink 1.
 *
 * @param grey the picture as dark ink on light paper, 0..255
 * @param flattened how much darker than its paper each pixel is, 0..1
 * @param mask above 0 where the ink is, thresholded
 * @param ink 0..1, with soft edges of about a pixel
 * @param contrast how much darker ink is than paper, 0..255 of the paper's brightness
 */
record Ink(Plane grey, Plane flattened, Plane mask, Plane ink, double contrast) {

    // Below this many grey levels there is only the grain of blank paper; the faintest of many
    // pencils stood at 50.
    private static final double LEAST_CONTRAST = 25;

    // Light is only evened out where there is room for paper around the ink.
    private static final int LEAST_SIDE_TO_FLATTEN = 64;

    // Paper changes slowly: its brightness is found on a picture this large.
    private static final int PAPER_SIZE = 80;

    /** Whether there is enough contrast for anything to be written. */
    boolean isBlank() {
        return contrast < LEAST_CONTRAST;
    }

    /**
     * The luminance of a picture (ITU-R BT.601), shrunk so that its longer side has at most the
     * given number of pixels.
     */
    static Plane luminance(BufferedImage picture, int longestSide) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        double scale = Math.min(1, (double) longestSide / Math.max(width, height));
        int newWidth = Math.max(1, (int) Math.round(width * scale));
        int newHeight = Math.max(1, (int) Math.round(height * scale));
        Plane sums = new Plane(newWidth, newHeight);
        if (scale == 1) {
            int[] row = new int[width];
            for (int y = 0; y < height; y++) {
                picture.getRGB(0, y, width, 1, row, 0, width);
                for (int x = 0; x < width; x++) {
                    sums.values()[y * width + x] = luminance(row[x]);
                }
            }
            return sums;
        }
        // Whole rows are binned as they are read, so a large picture is never copied in full.
        int step = Math.max(1, (int) Math.floor(1 / scale));
        int binnedWidth = width / step;
        int binnedHeight = height / step;
        Plane binned = new Plane(binnedWidth, binnedHeight);
        int[] row = new int[width];
        for (int y = 0; y < binnedHeight * step; y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            int target = y / step * binnedWidth;
            for (int x = 0; x < binnedWidth * step; x++) {
                binned.values()[target + x / step] += luminance(row[x]);
            }
        }
        float share = 1f / (step * step);
        for (int i = 0; i < binned.values().length; i++) {
            binned.values()[i] *= share;
        }
        return binned.resize(newWidth, newHeight);
    }

    private static float luminance(int rgb) {
        return 0.299f * (rgb >> 16 & 0xff) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff);
    }

    /**
     * Finds the ink in a grey picture of either polarity.
     *
     * @param grey 0..255
     */
    static Ink find(Plane grey) {
        return ofDark(isDarkOnLight(grey) ? grey : inverted(grey));
    }

    /** Finds the ink in a picture of known polarity: bright ink on black, as in MNIST. */
    static Ink ofBright(Plane bright) {
        return ofDark(inverted(bright));
    }

    private static Plane inverted(Plane plane) {
        Plane result = new Plane(plane.width(), plane.height());
        for (int i = 0; i < result.values().length; i++) {
            result.values()[i] = 255 - plane.values()[i];
        }
        return result;
    }

    /**
     * Bright borders mean paper. Where they do not tell, ink is what stands out from its
     * surroundings.
     */
    private static boolean isDarkOnLight(Plane grey) {
        float border = borderMedian(grey);
        if (border > 170) {
            return true;
        } else if (border < 60) {
            return false;
        }
        double scale = Math.min(1, 120.0 / Math.max(grey.width(), grey.height()));
        Plane small =
                grey.resize(
                        Math.max(1, (int) Math.round(grey.width() * scale)),
                        Math.max(1, (int) Math.round(grey.height() * scale)));
        Plane wide = Filters.blur(small, 0.2 * Math.max(small.width(), small.height()));
        double skew = 0;
        for (int i = 0; i < small.values().length; i++) {
            double difference = small.values()[i] - wide.values()[i];
            skew += difference * difference * difference;
        }
        return skew <= 0;
    }

    private static float borderMedian(Plane grey) {
        int width = grey.width();
        int height = grey.height();
        float[] border = new float[2 * (width + height)];
        int count = 0;
        for (int x = 0; x < width; x++) {
            border[count++] = grey.at(x, 0);
            border[count++] = grey.at(x, height - 1);
        }
        for (int y = 0; y < height; y++) {
            border[count++] = grey.at(0, y);
            border[count++] = grey.at(width - 1, y);
        }
        Arrays.sort(border);
        return border[count / 2];
    }

    private static Ink ofDark(Plane grey) {
        Plane flattened = flatten(grey);
        float[] classes = otsuMeans(flattened);
        float threshold = (classes[0] + classes[1]) / 2;
        Plane mask = new Plane(grey.width(), grey.height());
        for (int i = 0; i < mask.values().length; i++) {
            mask.values()[i] = flattened.values()[i] > threshold ? 1 : 0;
        }
        return new Ink(
                grey,
                flattened,
                mask,
                flatInk(flattened, mask, threshold),
                255 * (classes[1] - classes[0]));
    }

    /** How much darker than its paper each pixel is, 0..1. */
    private static Plane flatten(Plane grey) {
        int side = Math.max(grey.width(), grey.height());
        Plane ink;
        if (Math.min(grey.width(), grey.height()) < LEAST_SIDE_TO_FLATTEN) {
            ink = relativeTo(grey, constant(grey, Math.max(1, grey.percentile(0.95))));
        } else {
            Plane paper = paper(grey, 0.5);
            if (paper.percentile(0.05) < 0.8 * paper.percentile(0.95)) {
                paper = paper(grey, 0.2);
            }
            ink = relativeTo(grey, paper);
        }
        return Filters.blur(ink, 0.006 * side);
    }

    private static Plane constant(Plane like, float value) {
        Plane plane = new Plane(like.width(), like.height());
        Arrays.fill(plane.values(), value);
        return plane;
    }

    /**
     * The brightness of the paper below the ink: a closing by a disc, which no stroke narrower than
     * {@code reach} times the picture's longer side survives, then blurred.
     */
    private static Plane paper(Plane grey, double reach) {
        double scale = Math.min(1, (double) PAPER_SIZE / Math.max(grey.width(), grey.height()));
        Plane small =
                grey.resize(
                        Math.max(1, (int) Math.round(grey.width() * scale)),
                        Math.max(1, (int) Math.round(grey.height() * scale)));
        int side = Math.max(small.width(), small.height());
        double radius = reach * side / 2;
        Plane closed = Filters.erode(Filters.dilate(small, radius), radius);
        return Filters.blur(closed, 0.05 * side).resize(grey.width(), grey.height());
    }

    private static Plane relativeTo(Plane grey, Plane paper) {
        Plane ink = new Plane(grey.width(), grey.height());
        for (int i = 0; i < ink.values().length; i++) {
            float share = grey.values()[i] / Math.max(1, paper.values()[i]);
            ink.values()[i] = Math.max(0, Math.min(1, 1 - share));
        }
        return ink;
    }

    /** The means of the two classes that Otsu's threshold (1979) makes: paper, then ink. */
    private static float[] otsuMeans(Plane plane) {
        int bins = 256;
        long[] counts = new long[bins];
        for (float value : plane.values()) {
            counts[Math.min(bins - 1, (int) (value * bins))]++;
        }
        double total = plane.values().length;
        double sum = 0;
        for (int bin = 0; bin < bins; bin++) {
            sum += (double) bin * counts[bin];
        }
        double below = 0;
        double sumBelow = 0;
        double best = -1;
        double paper = 0;
        double ink = 0;
        for (int bin = 0; bin < bins - 1; bin++) {
            below += counts[bin];
            sumBelow += (double) bin * counts[bin];
            if (below == 0 || below == total) {
                continue;
            }
            double meanBelow = sumBelow / below;
            double meanAbove = (sum - sumBelow) / (total - below);
            double between =
                    below * (total - below) * (meanAbove - meanBelow) * (meanAbove - meanBelow);
            if (between > best) {
                best = between;
                paper = meanBelow;
                ink = meanAbove;
            }
        }
        return new float[] {(float) ((paper + 0.5) / bins), (float) ((ink + 0.5) / bins)};
    }

    /**
     * Strokes of even blackness, as MNIST has them: a ramp around the threshold up to the median of
     * the ink, within the mask and one pixel around it.
     */
    private static Plane flatInk(Plane flattened, Plane mask, float threshold) {
        float[] inked = new float[mask.values().length];
        int count = 0;
        for (int i = 0; i < mask.values().length; i++) {
            if (mask.values()[i] > 0) {
                inked[count++] = flattened.values()[i];
            }
        }
        Plane result = new Plane(mask.width(), mask.height());
        if (count == 0) {
            return result;
        }
        Arrays.sort(inked, 0, count);
        float full = Math.max(inked[count / 2], threshold + 1e-3f);
        float empty = 2 * threshold - full;
        Plane grown = Filters.dilate(mask, 1.5);
        for (int i = 0; i < result.values().length; i++) {
            if (grown.values()[i] > 0) {
                float ramp = (flattened.values()[i] - empty) / (full - empty);
                result.values()[i] = Math.max(0, Math.min(1, ramp));
            }
        }
        return result;
    }
}
