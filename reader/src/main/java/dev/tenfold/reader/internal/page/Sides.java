package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Which side of a page is up: the one from which the network reads its digits most surely. The
 * other sides are tried only where the digits as given are hard to read, at one size, and on the
 * part of the page where most of them are; the best must then be clearly better on the whole page
 * at all sizes too.
 */
final class Sides {

    /** A page of fewer stays as it is: one digit may well be another one upside down. */
    private static final int MIN_CHARACTERS = 3;

    /** How legible the digits of an upright page are, on average, at least. */
    private static final double LEGIBLE = 0.8;

    /** How much a letter that is legible as given counts beside a digit of another side. */
    private static final double LETTER = 0.5;

    /** Another side must be so many times as legible. */
    private static final double CLEARLY = 1.5;

    /** Other sides are tried on a part of the page of this side at most, in pixels of the look. */
    private static final double PART = 640;

    private final PageDetector detector;
    private final Budget budget;

    /**
     * A page with its upper side up.
     *
     * @param turns how many quarter turns to the right brought it there, 0..3
     * @param candidates what all looks see of it
     */
    record Upright(GrayImage page, int turns, List<Candidate> candidates) {}

    Sides(PageDetector detector, Budget budget) {
        this.detector = detector;
        this.budget = budget;
    }

    /**
     * The page as it is read.
     *
     * @param asGiven what all looks saw of the page as it was given
     */
    Upright upright(GrayImage grey, List<Candidate> asGiven) {
        int turns = likelyTurns(grey, asGiven);
        if (turns > 0) {
            GrayImage turned = grey;
            for (int turn = 0; turn < turns; turn++) {
                turned = turned.turnedRight();
            }
            List<Candidate> candidates = detector.candidates(turned);
            double legibility = legibilityAsGiven(characters(asGiven));
            if (legibility(characters(candidates)) > CLEARLY * legibility) {
                return new Upright(turned, turns, candidates);
            }
        }
        return new Upright(grey, 0, asGiven);
    }

    /** The turns after which the look that saw most of the page sees it clearly better. */
    private int likelyTurns(GrayImage grey, List<Candidate> asGiven) {
        int look = clearestLook(asGiven);
        double factor = PageDetector.factor(grey, look);
        List<Candidate> inLook = asGiven.stream().filter(each -> each.look() == look).toList();
        Part part = part(grey, PART / factor, inLook);
        List<Candidate> seen = inLook.stream().filter(part::holds).toList();
        List<Detection> characters = characters(seen);
        double legibility = legibility(characters);
        long digits = characters.stream().filter(each -> each.symbol().isDigit()).count();
        boolean isLegible = digits >= MIN_CHARACTERS && legibility > LEGIBLE * digits;
        if (seen.isEmpty() || isLegible) {
            return 0;
        }
        int best = 0;
        double bestLegibility =
                Math.max(CLEARLY * legibilityAsGiven(characters), LEGIBLE * MIN_CHARACTERS);
        GrayImage turned = grey.crop(part.left, part.top, part.width, part.height);
        for (int turns = 1; turns < 4; turns++) {
            turned = turned.turnedRight();
            double other = legibility(characters(detector.look(turned, factor, look)));
            if (other > bestLegibility) {
                best = turns;
                bestLegibility = other;
            }
        }
        return best;
    }

    /** A part of a page, in the page's pixels. */
    private record Part(int left, int top, int width, int height) {

        boolean holds(Candidate candidate) {
            double x = candidate.box().centreX();
            double y = candidate.box().centreY();
            return x >= left && x < left + width && y >= top && y < top + height;
        }
    }

    /** The square around the median of what a look saw; the whole page where that is no larger. */
    private static Part part(GrayImage grey, double side, List<Candidate> inLook) {
        List<Bounds> boxes = inLook.stream().map(Candidate::box).toList();
        int width = (int) Math.min(grey.width(), Math.ceil(side));
        int height = (int) Math.min(grey.height(), Math.ceil(side));
        double x = median(boxes.stream().mapToDouble(Bounds::centreX));
        double y = median(boxes.stream().mapToDouble(Bounds::centreY));
        int left = (int) Math.max(0, Math.min(grey.width() - width, x - width / 2.0));
        int top = (int) Math.max(0, Math.min(grey.height() - height, y - height / 2.0));
        return new Part(left, top, width, height);
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** The look that saw most; the first where none saw anything. */
    static int clearestLook(List<Candidate> candidates) {
        int looks = candidates.stream().mapToInt(Candidate::look).max().orElse(0) + 1;
        double[] seen = new double[looks];
        for (Candidate each : candidates) {
            seen[each.look()] += each.heat() * Merging.suits(each.seenHeight());
        }
        return IntStream.range(0, looks).reduce((a, b) -> seen[b] > seen[a] ? b : a).orElseThrow();
    }

    private List<Detection> characters(List<Candidate> candidates) {
        return Merging.merge(candidates, budget).stream()
                .filter(each -> each.heat() >= PageReader.MIN_CHARACTER)
                .toList();
    }

    /** A page of words is upright though none of it is a digit. */
    private static double legibilityAsGiven(List<Detection> characters) {
        double letters =
                characters.stream()
                        .mapToDouble(each -> each.probabilities()[Symbol.OTHER.ordinal()])
                        .map(other -> Math.max(0, 2 * other - 1))
                        .sum();
        return legibility(characters) + LETTER * letters;
    }

    /** How many digits can be read for sure; what is doubtful counts less, letters nothing. */
    private static double legibility(List<Detection> characters) {
        return characters.stream()
                .mapToDouble(each -> 2 * each.probabilities()[each.likeliestDigit()] - 1)
                .map(each -> Math.max(0, each))
                .sum();
    }
}
