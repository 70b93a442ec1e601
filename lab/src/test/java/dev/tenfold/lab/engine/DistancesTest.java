package dev.tenfold.lab.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.engine.Distances.Nearest;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistancesTest {

    private static final int WIDTH = 50;

    @Test
    void distancesAreThoseOfTheDefinition() {
        byte[] references = noise(3000, 1);
        byte[] queries = noise(7, 2);
        try (Distances distances = new Distances(references, WIDTH)) {
            float[][] squared = distances.squared(queries);
            double[] errors = distances.nearest(queries, 1).errors();
            for (int q = 0; q < 7; q++) {
                assertEquals(3000, squared[q].length);
                for (int r = 0; r < 3000; r++) {
                    long expected = squared(queries, q, references, r);
                    assertEquals(expected, squared[q][r], errors[q]);
                }
                assertTrue(errors[q] < 0.001 * squared[q][0], "errors " + errors[q]);
            }
        }
    }

    @Test
    void nearestComesFirst() {
        byte[] references = {0, 0, (byte) 200, 10, 4, 0};
        try (Distances distances = new Distances(references, 1)) {
            Nearest nearest = distances.nearest(new byte[] {5, (byte) 255}, 2);
            assertArrayEquals(new int[] {4, 3}, nearest.indices()[0]);
            assertArrayEquals(new int[] {2, 3}, nearest.indices()[1]);
            assertEquals(1, nearest.squared()[0][0]);
            assertEquals(55 * 55, nearest.squared()[1][0]);
        }
    }

    @Test
    void imageIsNoDistanceFromItself() {
        byte[] images = noise(20, 3);
        try (Distances distances = new Distances(images, WIDTH)) {
            float[][] squared = distances.squared(images);
            for (int i = 0; i < 20; i++) {
                assertEquals(0, squared[i][i], 1);
            }
        }
    }

    private static long squared(byte[] a, int i, byte[] b, int j) {
        long sum = 0;
        for (int p = 0; p < WIDTH; p++) {
            int difference = (a[i * WIDTH + p] & 0xff) - (b[j * WIDTH + p] & 0xff);
            sum += (long) difference * difference;
        }
        return sum;
    }

    private static byte[] noise(int images, long seed) {
        byte[] pixels = new byte[images * WIDTH];
        new SplittableRandom(seed).nextBytes(pixels);
        return pixels;
    }
}
