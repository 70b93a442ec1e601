package dev.tenfold.lab.corrupt;

import static dev.tenfold.lab.corrupt.Corruption.SIDE;

import java.util.SplittableRandom;

/** What lies between the eye and the paper. */
final class Weather {

    private static final int PLASMA = 256;
    private static final double PLASMA_DECAY = 1.4;
    private static final double FOG = 3;

    private static final double MUD_MEAN = 0.65;
    private static final double MUD_DEVIATION = 0.3;
    private static final double MUD_GRAIN = 1;
    private static final double MUD_EDGE = 1.5;
    private static final double MUD_FROM = 0.8;
    private static final float MUD_GREY = 63 / 255f;

    private Weather() {}

    static float[] fog(float[] image, SplittableRandom random) {
        double[] plasma = plasma(random);
        double peak = 0;
        for (float value : image) {
            peak = Math.max(peak, value);
        }
        float[] foggy = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            double fog = FOG * plasma[i / SIDE * PLASMA + i % SIDE];
            foggy[i] = (float) ((image[i] + fog) * peak / (peak + FOG));
        }
        return foggy;
    }

    /**
     * A height map by diamonds and squares, edges joined (Fournier et al. 1982).
     *
     * @return (256, 256), 0..1
     */
    private static double[] plasma(SplittableRandom random) {
        double[] heights = new double[PLASMA * PLASMA];
        double roughness = 100;
        for (int step = PLASMA; step >= 2; step /= 2) {
            int half = step / 2;
            double wobble = roughness * roughness;
            for (int y = 0; y < PLASMA; y += step) {
                for (int x = 0; x < PLASMA; x += step) {
                    heights[(y + half) * PLASMA + x + half] =
                            (at(heights, x, y)
                                                    + at(heights, x + step, y)
                                                    + at(heights, x, y + step)
                                                    + at(heights, x + step, y + step))
                                            / 4
                                    + random.nextDouble(-wobble, wobble);
                }
            }
            for (int y = 0; y < PLASMA; y += half) {
                for (int x = (y / half % 2 == 0) ? half : 0; x < PLASMA; x += step) {
                    heights[y * PLASMA + x] =
                            (at(heights, x - half, y)
                                                    + at(heights, x + half, y)
                                                    + at(heights, x, y - half)
                                                    + at(heights, x, y + half))
                                            / 4
                                    + random.nextDouble(-wobble, wobble);
                }
            }
            roughness /= PLASMA_DECAY;
        }
        return stretched(heights);
    }

    private static double at(double[] heights, int x, int y) {
        return heights[Math.floorMod(y, PLASMA) * PLASMA + Math.floorMod(x, PLASMA)];
    }

    private static double[] stretched(double[] heights) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double height : heights) {
            lowest = Math.min(lowest, height);
            highest = Math.max(highest, height);
        }
        for (int i = 0; i < heights.length; i++) {
            heights[i] = (heights[i] - lowest) / (highest - lowest);
        }
        return heights;
    }

    static float[] spatter(float[] image, SplittableRandom random) {
        float[] liquid = new float[image.length];
        for (int i = 0; i < liquid.length; i++) {
            liquid[i] = (float) random.nextGaussian(MUD_MEAN, MUD_DEVIATION);
        }
        float[] drops = Blur.gaussian(liquid, MUD_GRAIN);
        for (int i = 0; i < drops.length; i++) {
            drops[i] = drops[i] > MUD_MEAN ? 1 : 0;
        }
        float[] mud = Blur.gaussian(drops, MUD_EDGE);
        float[] spattered = image.clone();
        for (int i = 0; i < mud.length; i++) {
            if (mud[i] >= MUD_FROM) {
                spattered[i] = image[i] * (1 - mud[i]) + MUD_GREY * mud[i];
            }
        }
        return spattered;
    }
}
