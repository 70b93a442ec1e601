package dev.tenfold.lab.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourVotesTest {

    private static final int WIDTH = 36;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 200})
    void nearestAreThoseOfAPlainLoop(int k) {
        byte[] images = noise(700, 256, 1);
        byte[] queries = noise(600, 256, 2);
        assertNearest(k, images, queries);
    }

    /** Values of 0 and 1 only: hundreds of images at the same distance, far more than are spare. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void ofImagesAtOneDistanceTheEarlierIsTheNearer(int k) {
        assertNearest(k, noise(700, 2, 3), noise(20, 2, 4));
    }

    @Test
    void mostVotesWin() {
        // Distances from 10: 0, 1, 2, so one 2 against two 1s.
        assertArrayEquals(new float[] {0, 2, 1}, order(3, new int[] {2, 1, 1}));
    }

    @Test
    void ofAsManyVotesTheNearestImageWins() {
        assertArrayEquals(new float[] {0, 1, 2}, order(2, new int[] {2, 1, 1}));
    }

    @Test
    void moreNeighboursThanImagesAreAllOfThem() {
        assertArrayEquals(new float[] {0, 2, 1}, order(50, new int[] {2, 1, 1}));
    }

    /** For each class, how many others it beats, for a query at 10 and images at 10, 11 and 12. */
    private static float[] order(int k, int[] labels) {
        Dataset training = dataset(new byte[] {10, 11, 12}, labels);
        float[] logits = NeighbourVotes.fit(k, training).logits(dataset(new byte[] {10}, 0))[0];
        float[] order = new float[3];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                order[a] += logits[a] > logits[b] ? 1 : 0;
            }
        }
        return order;
    }

    private static Dataset dataset(byte[] pixels, int... labels) {
        return new Dataset("dots", 1, 1, pixels, labels, List.of("0", "1", "2"), Map.of());
    }

    private static void assertNearest(int k, byte[] images, byte[] queries) {
        int count = images.length / WIDTH;
        int[][] nearest = new NeighbourVotes(k, 10, WIDTH, images, new int[count]).nearest(queries);
        assertTrue(nearest.length == queries.length / WIDTH);
        for (int q = 0; q < nearest.length; q++) {
            int query = q;
            int[] expected =
                    IntStream.range(0, count)
                            .boxed()
                            .sorted(
                                    Comparator.comparingLong(
                                            i -> squared(queries, query, images, i)))
                            .limit(k)
                            .mapToInt(Integer::intValue)
                            .toArray();
            assertArrayEquals(expected, nearest[q]);
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

    private static byte[] noise(int images, int values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[images * WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(values);
        }
        return pixels;
    }
}
