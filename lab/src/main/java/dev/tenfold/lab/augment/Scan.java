package dev.tenfold.lab.augment;

import java.util.Arrays;
import java.util.SplittableRandom;

/** An image at its own resolution, and what paper, light and sensor do to it. */
final class Scan {

    private float[] image = {};
    private int height;
    private int width;
    private float[] other = {};

    void begin(float[] pixels, int height, int width) {
        if (other.length != height * width) {
            other = new float[height * width];
        }
        image = pixels;
        this.height = height;
        this.width = width;
    }

    /** Blurs with the kernel (w, 1 − 2w, w) both ways. */
    void blur(float weight) {
        for (int i = 0; i < image.length; i++) {
            int x = i % width;
            float before = x > 0 ? image[i - 1] : 0;
            float after = x < width - 1 ? image[i + 1] : 0;
            other[i] = (1 - 2 * weight) * image[i] + weight * (before + after);
        }
        for (int i = 0; i < image.length; i++) {
            float before = i >= width ? other[i - width] : 0;
            float after = i < image.length - width ? other[i + width] : 0;
            image[i] = (1 - 2 * weight) * other[i] + weight * (before + after);
        }
    }

    /** Fills a rectangle somewhere on the image. */
    void erase(int rows, int columns, float value, SplittableRandom random) {
        int top = random.nextInt(Math.max(1, height - rows + 1));
        int left = random.nextInt(Math.max(1, width - columns + 1));
        for (int y = top; y < Math.min(height, top + rows); y++) {
            int row = y * width;
            Arrays.fill(image, row + left, row + Math.min(width, left + columns), value);
        }
    }

    /** Multiplies each ink value by chance, so that paper stays paper. */
    void noise(float amount, SplittableRandom random) {
        for (int i = 0; i < image.length; i++) {
            if (image[i] > 0) {
                float factor = 1 + 2 * amount * (2 * random.nextFloat() - 1);
                image[i] = Math.min(1, image[i] * factor);
            }
        }
    }

    /** Adds a normal deviate to each pixel, ink or paper. */
    void grain(float deviation, SplittableRandom random) {
        for (int i = 0; i < image.length; i++) {
            image[i] = clamp(image[i] + deviation * (float) random.nextGaussian());
        }
    }

    /**
     * Casts a shadow on the paper; full ink stays as it is.
     *
     * @param nearest how dark the paper is at the side where the shadow begins, 0..1
     * @param farthest the same at the other side; even between
     * @param angle of the way from side to side, in radians from the row
     */
    void shade(float nearest, float farthest, double angle) {
        // From corner to corner the way is 1.
        double whole = Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle));
        float across = (float) (Math.cos(angle) / whole / width);
        float down = (float) (Math.sin(angle) / whole / height);
        float middle = (nearest + farthest) / 2;
        float slope = farthest - nearest;
        for (int i = 0; i < image.length; i++) {
            float along = across * (i % width - width / 2f) + down * (i / width - height / 2f);
            float shadow = clamp(middle + slope * along);
            image[i] = shadow + (1 - shadow) * image[i];
        }
    }

    /**
     * Blends the image with what a kernel makes of it, stretched to 0..1: edges, blurs, the
     * negative, none of which moves the digit's shape.
     *
     * @param kernel odd by odd weights, of any sum
     * @param weight of the filtered image, 0..1
     */
    void filter(float[] kernel, float weight) {
        int side = (int) Math.sqrt(kernel.length);
        int reach = side / 2;
        float min = Float.MAX_VALUE;
        float max = -Float.MAX_VALUE;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int row = Math.max(-reach, -y);
                        row <= Math.min(reach, height - 1 - y);
                        row++) {
                    int source = (y + row) * width + x;
                    int weights = (row + reach) * side + reach;
                    int last = Math.min(reach, width - 1 - x);
                    for (int column = Math.max(-reach, -x); column <= last; column++) {
                        sum += kernel[weights + column] * image[source + column];
                    }
                }
                other[y * width + x] = sum;
                min = Math.min(min, sum);
                max = Math.max(max, sum);
            }
        }
        if (max > min) {
            for (int i = 0; i < image.length; i++) {
                float filtered = (other[i] - min) / (max - min);
                image[i] += weight * (filtered - image[i]);
            }
        }
    }

    private static float clamp(float value) {
        return Math.max(0, Math.min(1, value));
    }
}
