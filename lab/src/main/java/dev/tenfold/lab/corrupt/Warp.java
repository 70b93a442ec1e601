package dev.tenfold.lab.corrupt;

import static dev.tenfold.lab.corrupt.Corruption.SIDE;

import java.util.SplittableRandom;

/** What moves all ink together; the middle of the image stays where it is, but for a shift. */
final class Warp {

    private static final double ANGLE = 0.4;
    private static final double SMALLER = 1 / 0.7;
    private static final int SHIFT = 3;
    private static final double MIDDLE = (SIDE - 1) / 2.0;

    private Warp() {}

    static float[] shear(float[] image, SplittableRandom random) {
        double angle = ANGLE * sign(random);
        return warp(image, 1, -Math.sin(angle), 0, Math.cos(angle), 0, 0);
    }

    static float[] rotate(float[] image, SplittableRandom random) {
        double angle = ANGLE * sign(random);
        double sine = Math.sin(angle);
        double cosine = Math.cos(angle);
        return warp(image, cosine, -sine, sine, cosine, 0, 0);
    }

    static float[] scale(float[] image, SplittableRandom random) {
        return warp(image, SMALLER, 0, 0, SMALLER, 0, 0);
    }

    static float[] translate(float[] image, SplittableRandom random) {
        return warp(image, 1, 0, 0, 1, SHIFT * sign(random), SHIFT * sign(random));
    }

    private static int sign(SplittableRandom random) {
        return random.nextBoolean() ? 1 : -1;
    }

    /**
     * Each pixel (x, y) from the middle is taken, between its neighbours, from (xx x + xy y +
     * across, yx x + yy y + down); beyond the image there is paper.
     */
    private static float[] warp(
            float[] image, double xx, double xy, double yx, double yy, double across, double down) {
        float[] warped = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            double x = i % SIDE - MIDDLE;
            double y = i / SIDE - MIDDLE;
            warped[i] =
                    between(
                            image,
                            xx * x + xy * y + MIDDLE + across,
                            yx * x + yy * y + MIDDLE + down);
        }
        return warped;
    }

    private static float between(float[] image, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double across = x - left;
        double down = y - top;
        return (float)
                ((1 - down)
                                * ((1 - across) * at(image, left, top)
                                        + across * at(image, left + 1, top))
                        + down
                                * ((1 - across) * at(image, left, top + 1)
                                        + across * at(image, left + 1, top + 1)));
    }

    private static float at(float[] image, int x, int y) {
        return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : image[y * SIDE + x];
    }
}
