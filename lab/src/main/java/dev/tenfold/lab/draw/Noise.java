package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.ink.GrayImage;

/** Smooth noise: normal values on a coarse grid, interpolated. */
final class Noise {

    private Noise() {}

    /**
     * Noise of mean 0 and deviation 1 at the grid's points.
     *
     * @param cell distance of the grid's points in pixels, 1 or more
     */
    static GrayImage of(int height, int width, Chance chance, double cell) {
        GrayImage noise = GrayImage.empty(height, width);
        add(noise, chance, 1, cell);
        return noise;
    }

    /** Adds noise to a picture. */
    static void add(GrayImage picture, Chance chance, double deviation, double cell) {
        int columns = (int) (picture.width() / cell) + 3;
        int rows = (int) (picture.height() / cell) + 3;
        float[] grid = new float[rows * columns];
        chance.addNoise(grid, deviation);
        int width = picture.width();
        int[] left = new int[width];
        float[] share = new float[width];
        for (int x = 0; x < width; x++) {
            double at = x / cell;
            left[x] = (int) at;
            share[x] = smooth(at - left[x]);
        }
        float[] values = picture.values();
        for (int y = 0; y < picture.height(); y++) {
            double at = y / cell;
            int row = (int) at * columns;
            float down = smooth(at - (int) at);
            for (int x = 0; x < width; x++) {
                int corner = row + left[x];
                float upper = grid[corner] + share[x] * (grid[corner + 1] - grid[corner]);
                float lower =
                        grid[corner + columns]
                                + share[x] * (grid[corner + columns + 1] - grid[corner + columns]);
                values[y * width + x] += upper + down * (lower - upper);
            }
        }
    }

    private static float smooth(double t) {
        return (float) (t * t * (3 - 2 * t));
    }
}
