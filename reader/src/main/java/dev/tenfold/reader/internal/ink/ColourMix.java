package dev.tenfold.reader.internal.ink;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * How red, green and blue are mixed into one brightness, 0..1: as luminance, or, where that would
 * lose coloured ink (a yellow pen on white, green on red), along the colour in which ink and paper
 * differ.
 *
 * @param base in thousandths of 255
 * @param red in thousandths, as green and blue; below zero they take away
 */
record ColourMix(int base, int red, int green, int blue) {

    /** ITU-R BT.601. */
    static final ColourMix LUMINANCE = new ColourMix(0, 299, 587, 114);

    /** The longer side of the grid on which colours are looked at. */
    private static final int GRID = 240;

    /** The blur that represents the paper around a stroke, as a share of the longer side. */
    private static final double AROUND = 0.05;

    /** The share of a picture that even a few thin strokes fill. */
    private static final double INKED = 0.998;

    /** Luminance is kept where ink differs by this much in it. */
    private static final double CLEAR = 0.2;

    /** A mix must show the ink so many times better than luminance does. */
    private static final double BETTER = 1.5;

    /** Greyer pictures have no colour worth a look: half of what a camera's noise can make. */
    private static final int COLOURLESS = 12;

    private static final int ITERATIONS = 30;

    static ColourMix of(BufferedImage picture) {
        if (picture.getColorModel().getNumColorComponents() < 3) {
            return LUMINANCE;
        }
        GrayImage[] channels = sample(picture);
        if (channels.length == 0) {
            return LUMINANCE;
        }
        double luminance = contrast(deviation(LUMINANCE.of(channels)));
        if (luminance >= CLEAR) {
            return LUMINANCE;
        }
        GrayImage[] deviations = new GrayImage[3];
        Arrays.setAll(deviations, channel -> deviation(channels[channel]));
        ColourMix mix = along(principalAxis(deviations));
        return contrast(mix.of(deviations)) > BETTER * luminance ? mix : LUMINANCE;
    }

    float brightness(int r, int g, int b) {
        return (base + red * r + green * g + blue * b) * (1f / 255_000);
    }

    /** Red, green and blue on a grid, 0..1; empty where all is grey. */
    private static GrayImage[] sample(BufferedImage picture) {
        int longest = Math.max(picture.getWidth(), picture.getHeight());
        double step = Math.max(1, (double) longest / GRID);
        int width = Math.max(1, (int) (picture.getWidth() / step));
        int height = Math.max(1, (int) (picture.getHeight() / step));
        GrayImage[] channels = {
            GrayImage.empty(height, width),
            GrayImage.empty(height, width),
            GrayImage.empty(height, width)
        };
        boolean coloured = false;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int argb = picture.getRGB((int) (x * step), (int) (y * step));
                int alpha = argb >>> 24;
                int lowest = 255;
                int highest = 0;
                for (int channel = 0; channel < 3; channel++) {
                    int value = argb >> (16 - 8 * channel) & 0xff;
                    // On white, as the picture itself will be.
                    value = 255 - (255 - value) * alpha / 255;
                    lowest = Math.min(lowest, value);
                    highest = Math.max(highest, value);
                    channels[channel].values()[y * width + x] = value / 255f;
                }
                coloured |= highest - lowest >= COLOURLESS;
            }
        }
        return coloured ? channels : new GrayImage[0];
    }

    /** The channels in this mix, without its base. */
    private GrayImage of(GrayImage[] channels) {
        GrayImage mixed = GrayImage.empty(channels[0].height(), channels[0].width());
        for (int i = 0; i < mixed.values().length; i++) {
            mixed.values()[i] =
                    (red * channels[0].values()[i]
                                    + green * channels[1].values()[i]
                                    + blue * channels[2].values()[i])
                            / 1000;
        }
        return mixed;
    }

    /** How far each pixel differs from its surroundings. */
    private static GrayImage deviation(GrayImage plane) {
        GrayImage around = plane.blur(Math.max(1, AROUND * plane.longSide()));
        GrayImage deviation = GrayImage.empty(plane.height(), plane.width());
        for (int i = 0; i < deviation.values().length; i++) {
            deviation.values()[i] = plane.values()[i] - around.values()[i];
        }
        return deviation;
    }

    /** How far the strongest strokes differ. */
    private static double contrast(GrayImage deviation) {
        float[] strength = deviation.values().clone();
        for (int i = 0; i < strength.length; i++) {
            strength[i] = Math.abs(strength[i]);
        }
        Arrays.sort(strength);
        return strength[(int) (INKED * (strength.length - 1))];
    }

    /** The direction in which strokes differ most from their paper, the strong ones above all. */
    private static double[] principalAxis(GrayImage[] deviation) {
        double[][] moments = new double[3][3];
        for (int i = 0; i < deviation[0].values().length; i++) {
            double r = deviation[0].values()[i];
            double g = deviation[1].values()[i];
            double b = deviation[2].values()[i];
            double weight = r * r + g * g + b * b;
            double[] colour = {r, g, b};
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    moments[row][column] += weight * colour[row] * colour[column];
                }
            }
        }
        // Power iteration, from a direction that is at right angles to no likely ink.
        double[] axis = {0.5, 0.7, 0.4};
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] next = new double[3];
            double largest = 1e-30;
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    next[row] += moments[row][column] * axis[column];
                }
                largest = Math.max(largest, Math.abs(next[row]));
            }
            for (int row = 0; row < 3; row++) {
                axis[row] = next[row] / largest;
            }
        }
        return axis;
    }

    /** The mix along an axis; its range is 0..1, and more light never means less brightness. */
    private static ColourMix along(double[] axis) {
        double size = Math.abs(axis[0]) + Math.abs(axis[1]) + Math.abs(axis[2]);
        if (size == 0) {
            return LUMINANCE;
        }
        double sign = axis[0] + axis[1] + axis[2] < 0 ? -1 : 1;
        int[] weights = new int[3];
        int base = 0;
        for (int channel = 0; channel < 3; channel++) {
            weights[channel] = (int) Math.round(1000 * sign * axis[channel] / size);
            base -= Math.min(0, 255 * weights[channel]);
        }
        return new ColourMix(base, weights[0], weights[1], weights[2]);
    }
}
