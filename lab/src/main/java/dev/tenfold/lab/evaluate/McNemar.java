package dev.tenfold.lab.evaluate;

import java.util.stream.IntStream;

/**
 * Whether two models that read the same examples differ by more than chance, by the examples that
 * one reads right and the other wrong (McNemar 1947).
 *
 * @param onlyFirst how many only the first reads right
 * @param onlySecond how many only the second reads right
 */
public record McNemar(int onlyFirst, int onlySecond) {

    /**
     * Compares two evaluations.
     *
     * @throws IllegalArgumentException if they are not of as many examples
     */
    public static McNemar of(Evaluation first, Evaluation second) {
        if (first.examples() != second.examples()) {
            throw new IllegalArgumentException(
                    "McNemar: expected two evaluations of the same examples, found %d and %d"
                            .formatted(first.examples(), second.examples()));
        }
        int[] only = new int[2];
        IntStream.range(0, first.examples())
                .filter(i -> first.isCorrect(i) != second.isCorrect(i))
                .forEach(i -> only[first.isCorrect(i) ? 0 : 1]++);
        return new McNemar(only[0], only[1]);
    }

    /**
     * How likely a difference at least as large is where both models are as good: the two-sided
     * binomial test with probability 1/2, which needs no approximation however few the examples
     * (the exact conditional test of Fagerland et al. 2013, section 2).
     *
     * @return 0..1
     */
    public double pValue() {
        int trials = onlyFirst + onlySecond;
        int fewer = Math.min(onlyFirst, onlySecond);
        // ln of C(trials, k) / 2^trials, from k = 0 up: 2^-10000 is no double.
        double logTerm = -trials * Math.log(2);
        double tail = 0;
        for (int k = 0; k <= fewer; k++) {
            tail += Math.exp(logTerm);
            logTerm += Math.log(trials - k) - Math.log(k + 1.0);
        }
        return Math.min(1, 2 * tail);
    }
}
