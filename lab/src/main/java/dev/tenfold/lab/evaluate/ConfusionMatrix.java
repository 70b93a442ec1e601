package dev.tenfold.lab.evaluate;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** How often each class was taken for each. */
public final class ConfusionMatrix {

    private final int[][] counts;

    /**
     * @param counts square: row is the label, column the answer
     */
    ConfusionMatrix(int[][] counts) {
        this.counts = counts;
    }

    /** The number of classes. */
    public int size() {
        return counts.length;
    }

    /** How often {@code label} was taken for {@code answer}. */
    public int count(int label, int answer) {
        return counts[label][answer];
    }

    /** All counts, (label, answer); a copy. */
    public int[][] counts() {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /** The share of the answers {@code digit} that were right; empty if it was never the answer. */
    public OptionalDouble precision(int digit) {
        return share(
                counts[digit][digit],
                IntStream.range(0, size()).map(label -> counts[label][digit]).sum());
    }

    /** The share of the examples of {@code digit} that were read right; empty if it has none. */
    public OptionalDouble recall(int digit) {
        return share(counts[digit][digit], Arrays.stream(counts[digit]).sum());
    }

    private static OptionalDouble share(int part, int whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
