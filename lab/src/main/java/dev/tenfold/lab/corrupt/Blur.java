package dev.tenfold.lab.corrupt;

import static dev.tenfold.lab.corrupt.Corruption.SIDE;

import java.util.SplittableRandom;

/** What smears ink into its neighbourhood. */
final class Blur {

    private static final double GLASS_SIGMA = 0.7;
    private static final int GLASS_PASSES = 2;

    private static final int TRAIL = 21;
    private static final double TRAIL_SIGMA = 3;

    private Blur() {}

    /** A Gaussian of {@code sigma} pixels to four times its width, the edge pixels repeated. */
    static float[] gaussian(float[] image, double sigma) {
        return alongRows(alongRows(image, sigma), sigma);
    }

    /** Blurs along the rows and turns the result, so that twice is both ways and upright again. */
    private static float[] alongRows(float[] image, double sigma) {
        int reach = (int) Math.round(4 * sigma);
        double[] weights = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(-0.5 * (i - reach) * (i - reach) / (sigma * sigma));
            sum += weights[i];
        }
        float[] turned = new float[image.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double value = 0;
                for (int i = 0; i < weights.length; i++) {
                    value += weights[i] * image[y * SIDE + inside(x + i - reach)];
                }
                turned[x * SIDE + y] = (float) (value / sum);
            }
        }
        return turned;
    }

    private static int inside(int position) {
        return Math.min(SIDE - 1, Math.max(0, position));
    }

    static float[] glass(float[] image, SplittableRandom random) {
        float[] pane = gaussian(image, GLASS_SIGMA);
        for (int pass = 0; pass < GLASS_PASSES; pass++) {
            for (int y = SIDE - 1; y > 1; y--) {
                for (int x = SIDE - 1; x > 1; x--) {
                    if (random.nextBoolean()) {
                        int here = y * SIDE + x;
                        int there = (y - random.nextInt(2)) * SIDE + x - random.nextInt(2);
                        float kept = pane[here];
                        pane[here] = pane[there];
                        pane[there] = kept;
                    }
                }
            }
        }
        return gaussian(pane, GLASS_SIGMA);
    }

    /** To one side only, as ImageMagick's motion blur does, which the authors used. */
    static float[] motion(float[] image, SplittableRandom random) {
        double angle = Math.toRadians(random.nextDouble(-45, 45));
        double[] weights = new double[TRAIL];
        double sum = 0;
        for (int i = 0; i < TRAIL; i++) {
            weights[i] = Math.exp(-0.5 * i * i / (TRAIL_SIGMA * TRAIL_SIGMA));
            sum += weights[i];
        }
        float[] moved = new float[image.length];
        for (int i = 0; i < TRAIL; i++) {
            int across = (int) Math.ceil(i * Math.cos(angle) - 0.5);
            int down = (int) Math.ceil(i * Math.sin(angle) - 0.5);
            for (int p = 0; p < image.length; p++) {
                int from = inside(p / SIDE + down) * SIDE + inside(p % SIDE + across);
                moved[p] += (float) (weights[i] / sum * image[from]);
            }
        }
        return moved;
    }
}
