package dev.tenfold.reader.internal.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NumberRunsTest {

    private static final int OTHER = Symbol.OTHER.ordinal();

    /** A character of a row, 30 high and 20 wide. */
    private static Detection character(int place, double step, Symbol symbol, double other) {
        double[] probabilities = new double[Symbol.values().length];
        probabilities[symbol.ordinal()] = 1 - other;
        probabilities[OTHER] = other;
        double x = place * step;
        return new Detection(new Bounds(x, 10, x + 20, 40), probabilities, 1, 0, x + step, 25);
    }

    private static List<Detection> judged(double step, double... others) {
        List<Detection> row = new ArrayList<>();
        IntStream.range(0, others.length)
                .forEach(i -> row.add(character(i, step, Symbol.ONE, others[i])));
        return NumberRuns.judged(row);
    }

    private static double other(List<Detection> row, int at) {
        return row.get(at).probabilities()[OTHER];
    }

    @Test
    void doubtfulCharacterAmongDigitsIsOne() {
        List<Detection> row = judged(25, 0.05, 0.05, 0.6, 0.05, 0.05);
        assertTrue(other(row, 2) < 0.4, "other: " + other(row, 2));
    }

    @Test
    void doubtfulCharacterAmongLettersIsNone() {
        List<Detection> row = judged(25, 0.95, 0.95, 0.4, 0.95, 0.95);
        assertTrue(other(row, 2) > 0.6, "other: " + other(row, 2));
    }

    @Test
    void farAwayCharactersSayNothing() {
        List<Detection> row = judged(25 + 30 * 3, 0.95, 0.4, 0.95);
        assertEquals(0.4, other(row, 1), 1e-9);
    }

    @Test
    void probabilitiesStillSumToOne() {
        for (Detection each : judged(25, 0.1, 0.7, 0.3, 0.9)) {
            double sum = 0;
            for (double probability : each.probabilities()) {
                sum += probability;
            }
            assertEquals(1, sum, 1e-9);
        }
    }
}
