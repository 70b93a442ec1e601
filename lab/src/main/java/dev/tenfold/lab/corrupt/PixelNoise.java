package dev.tenfold.lab.corrupt;

import java.util.SplittableRandom;

/** What changes each pixel by itself. */
final class PixelNoise {

    private static final double PHOTONS = 3;
    private static final double IMPULSES = 0.17;
    private static final float LIGHT = 0.5f;
    private static final int STRIPE = 7;

    private PixelNoise() {}

    static float[] shot(float[] image, SplittableRandom random) {
        float[] noisy = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            noisy[i] = (float) (poisson(image[i] * PHOTONS, random) / PHOTONS);
        }
        return noisy;
    }

    /** A Poisson count by multiplying uniform numbers (Knuth, TAOCP 2, 3.4.1); for small rates. */
    private static int poisson(double rate, SplittableRandom random) {
        double limit = Math.exp(-rate);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    static float[] impulse(float[] image, SplittableRandom random) {
        float[] noisy = image.clone();
        for (int i = 0; i < image.length; i++) {
            if (random.nextDouble() < IMPULSES) {
                noisy[i] = random.nextBoolean() ? 1 : 0;
            }
        }
        return noisy;
    }

    static float[] brightness(float[] image, SplittableRandom random) {
        float[] lighter = image.clone();
        for (int i = 0; i < image.length; i++) {
            lighter[i] += LIGHT;
        }
        return lighter;
    }

    static float[] stripe(float[] image, SplittableRandom random) {
        float[] striped = image.clone();
        for (int i = 0; i < image.length; i++) {
            int x = i % Corruption.SIDE;
            if (x < STRIPE || x >= Corruption.SIDE - STRIPE) {
                striped[i] = 1 - image[i];
            }
        }
        return striped;
    }
}
