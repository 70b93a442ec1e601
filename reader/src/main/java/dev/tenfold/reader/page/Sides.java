package dev.tenfold.reader.page;

import dev.tenfold.reader.image.Budget;
import dev.tenfold.reader.ink.Plane;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which side of a page is up: the one from which the network reads its digits most surely. The
 * other sides are tried at one size only, and only where the digits as given are hard to read.
 */
final class Sides {

    /** A page of fewer digits stays as it is: one digit may well be another one upside down. */
    private static final int MIN_DIGITS = 3;

    /** How legible the digits of an upright page are, on average, at least. */
    private static final double LEGIBLE = 0.8;

    /** Another side must be so many times as legible. */
    private static final double CLEARLY = 1.5;

    private final PageDetector detector;
    private final Budget budget;

    Sides(PageDetector detector, Budget budget) {
        this.detector = detector;
        this.budget = budget;
    }

    /**
     * How many quarter turns to the right bring a page upright.
     *
     * @param asGiven what all looks saw of the page as it was given
     */
    int turnsToUpright(Plane grey, List<Candidate> asGiven) {
        int look = clearestLook(asGiven);
        List<Candidate> seen = asGiven.stream().filter(each -> each.look() == look).toList();
        List<Detection> digits = digits(seen);
        double legibility = legibility(digits);
        if (digits.size() < MIN_DIGITS || legibility > LEGIBLE * digits.size()) {
            return 0;
        }
        int best = 0;
        double bestLegibility = CLEARLY * legibility;
        Plane turned = grey;
        for (int turns = 1; turns < 4; turns++) {
            turned = turned.turnedRight();
            double other = legibility(digits(detector.look(turned, look)));
            if (other > bestLegibility) {
                best = turns;
                bestLegibility = other;
            }
        }
        return best;
    }

    /** The look that saw most. */
    private static int clearestLook(List<Candidate> candidates) {
        int looks = candidates.stream().mapToInt(Candidate::look).max().orElse(0) + 1;
        double[] seen = new double[looks];
        for (Candidate each : candidates) {
            seen[each.look()] += each.heat() * Merging.suits(each.seenHeight());
        }
        return IntStream.range(0, looks).reduce((a, b) -> seen[b] > seen[a] ? b : a).orElseThrow();
    }

    private List<Detection> digits(List<Candidate> candidates) {
        return Merging.merge(candidates, budget).stream()
                .filter(each -> each.score() >= PageReader.MIN_SCORE && each.symbol().isDigit())
                .toList();
    }

    private static double legibility(List<Detection> digits) {
        return digits.stream()
                .mapToDouble(each -> 2 * each.probabilities()[each.likeliestDigit()] - 1)
                .sum();
    }
}
