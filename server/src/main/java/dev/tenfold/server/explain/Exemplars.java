package dev.tenfold.server.explain;

import dev.tenfold.reader.internal.glyph.Glyph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Digits whose labels are known, among which to look for those that are like a glyph.
 *
 * @param pixels (N, 28, 28), 0 is paper and 255 is ink
 * @param labels (N), 0 to 9
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Exemplars(byte[] pixels, int[] labels) {

    private static final int AREA = Glyph.SIZE * Glyph.SIZE;

    /** Where they come from. */
    @FunctionalInterface
    public interface Source {

        /**
         * Loads them, which may take a second.
         *
         * @return empty where this machine has none
         */
        Optional<Exemplars> load() throws IOException;
    }

    /**
     * One that is near.
     *
     * @param label 0 to 9
     * @param distance Euclidean, over pixels in 0..1
     */
    public record Neighbour(Glyph glyph, int label, double distance) {}

    private record Candidate(int index, int squaredDistance) {}

    public Exemplars {
        if (pixels.length != labels.length * AREA) {
            throw new IllegalArgumentException(
                    "exemplars: expected "
                            + labels.length * AREA
                            + " pixels, found "
                            + pixels.length);
        }
    }

    public int size() {
        return labels.length;
    }

    /** The most alike, pixel by pixel, the nearest first. */
    List<Neighbour> nearest(Glyph glyph, int count) {
        byte[] wanted = glyph.toBytes();
        PriorityQueue<Candidate> best =
                new PriorityQueue<>(
                        Comparator.comparingInt(Candidate::squaredDistance)
                                .thenComparingInt(Candidate::index)
                                .reversed());
        for (int i = 0; i < labels.length; i++) {
            Candidate worst = best.size() < count ? null : best.peek();
            int limit = worst == null ? Integer.MAX_VALUE : worst.squaredDistance();
            int distance = squaredDistance(wanted, i * AREA, limit);
            if (distance < limit) {
                if (worst != null) {
                    best.remove();
                }
                best.add(new Candidate(i, distance));
            }
        }
        List<Neighbour> nearest = new ArrayList<>();
        for (Candidate next = best.poll(); next != null; next = best.poll()) {
            nearest.add(
                    0,
                    new Neighbour(
                            Glyph.ofBytes(pixels, next.index() * AREA),
                            labels[next.index()],
                            Math.sqrt(next.squaredDistance()) / 255));
        }
        return nearest;
    }

    /** Over the rows until it is too far: most digits are far after a few. */
    private int squaredDistance(byte[] wanted, int offset, int limit) {
        int sum = 0;
        for (int row = 0; row < AREA && sum < limit; row += Glyph.SIZE) {
            for (int i = row; i < row + Glyph.SIZE; i++) {
                int difference = (wanted[i] & 0xff) - (pixels[offset + i] & 0xff);
                sum += difference * difference;
            }
        }
        return sum;
    }
}
