package dev.tenfold.lab.corrupt;

import static dev.tenfold.lab.corrupt.Corruption.SIDE;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/** The outlines of an image (Canny 1986): the ridges of its slope, kept where they are steep. */
final class CannyEdges {

    private static final double SIGMA = 1;
    private static final double LOW = 0.1;
    private static final double HIGH = 0.2;

    private final float[] across = new float[SIDE * SIDE];
    private final float[] down = new float[SIDE * SIDE];
    private final double[] slope = new double[SIDE * SIDE];

    private CannyEdges(float[] image) {
        float[] smooth = Blur.gaussian(image, SIGMA);
        for (int y = 1; y < SIDE - 1; y++) {
            for (int x = 1; x < SIDE - 1; x++) {
                int here = y * SIDE + x;
                across[here] = sobel(smooth, here, 1, SIDE);
                down[here] = sobel(smooth, here, SIDE, 1);
                slope[here] = Math.hypot(across[here], down[here]);
            }
        }
    }

    static float[] of(float[] image, SplittableRandom random) {
        return new CannyEdges(image).edges();
    }

    private static float sobel(float[] image, int here, int along, int beside) {
        float after =
                image[here + along - beside]
                        + 2 * image[here + along]
                        + image[here + along + beside];
        float before =
                image[here - along - beside]
                        + 2 * image[here - along]
                        + image[here - along + beside];
        return after - before;
    }

    /** Steep ridges, and gentler ones that lead on from them. */
    private float[] edges() {
        boolean[] ridge = new boolean[slope.length];
        float[] edges = new float[slope.length];
        Deque<Integer> reached = new ArrayDeque<>();
        for (int y = 1; y < SIDE - 1; y++) {
            for (int x = 1; x < SIDE - 1; x++) {
                int here = y * SIDE + x;
                ridge[here] = slope[here] >= LOW && isRidge(here);
                if (ridge[here] && slope[here] >= HIGH) {
                    reached.add(here);
                }
            }
        }
        while (!reached.isEmpty()) {
            int here = reached.remove();
            if (ridge[here]) {
                ridge[here] = false;
                edges[here] = 1;
                for (int row = -SIDE; row <= SIDE; row += SIDE) {
                    for (int step = -1; step <= 1; step++) {
                        reached.add(here + row + step);
                    }
                }
            }
        }
        return edges;
    }

    /** Whether the slope is no less than on either side, across the edge, between pixels. */
    private boolean isRidge(int here) {
        int stepAcross = across[here] < 0 ? -1 : 1;
        int stepDown = down[here] < 0 ? -SIDE : SIDE;
        double width = Math.abs(across[here]);
        double height = Math.abs(down[here]);
        int main = height >= width ? stepDown : stepAcross;
        double share = Math.min(width, height) / Math.max(width, height);
        int diagonal = stepAcross + stepDown;
        return slope[here] >= share * slope[here + diagonal] + (1 - share) * slope[here + main]
                && slope[here] >= share * slope[here - diagonal] + (1 - share) * slope[here - main];
    }
}
