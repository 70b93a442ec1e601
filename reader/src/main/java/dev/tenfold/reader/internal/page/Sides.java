package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which side of a page is up: a network sees each character and says how it lies, and the page lies
 * as most of them do. Without clear evidence, or where the page network sees less on that side, a
 * page stays as it is.
 */
final class Sides {

    /** A page of fewer stays as it is: one digit may well be another one upside down. */
    private static final int MIN_CHARACTERS = 3;

    /** The surest are asked about; more would not change the answer. */
    private static final int MAX_CHARACTERS = 60;

    /** No single character rules a side out. */
    private static final double DOUBT = 0.05;

    /** Another side must be so much likelier, as a logarithm: most pictures are upright. */
    private static final double CLEARLY = 3;

    private static final int COUNT = CropClassifier.SIDES.size();

    private final PageDetector detector;
    private final BoxClassifier classifier;
    private final Budget budget;

    /**
     * A page with its upper side up.
     *
     * @param turns how many quarter turns to the right brought it there, 0..3
     * @param characters what all looks see of it, each character once
     */
    record Upright(GrayImage page, int turns, List<Detection> characters) {}

    /**
     * @param classifier says of a box by how many turns it comes upright; empty for no opinion
     */
    Sides(PageDetector detector, BoxClassifier classifier, Budget budget) {
        this.detector = detector;
        this.classifier = classifier;
        this.budget = budget;
    }

    /**
     * The page as it is read.
     *
     * @param asGiven what all looks saw of the page as it was given
     */
    Upright upright(GrayImage grey, List<Candidate> asGiven) {
        List<Detection> given = Merging.merge(asGiven, budget);
        int turns = turns(grey, asGiven, given);
        if (turns == 0) {
            return new Upright(grey, 0, given);
        }
        GrayImage turned = grey;
        for (int turn = 0; turn < turns; turn++) {
            turned = turned.turnedRight();
        }
        List<Detection> characters = Merging.merge(detector.candidates(turned), budget);
        return legibility(characters) >= legibility(given)
                ? new Upright(turned, turns, characters)
                : new Upright(grey, 0, given);
    }

    /** How many digits the page network is sure of; what is doubtful counts less. */
    private static double legibility(List<Detection> characters) {
        return likely(characters)
                .mapToDouble(each -> 2 * each.probabilities()[each.likeliestDigit()] - 1)
                .filter(sure -> sure > 0)
                .sum();
    }

    private static Stream<Detection> likely(List<Detection> characters) {
        return characters.stream().filter(each -> each.heat() >= PageReader.MIN_CHARACTER);
    }

    private int turns(GrayImage grey, List<Candidate> asGiven, List<Detection> given) {
        double[] evidence = new double[COUNT];
        int characters = addEvidence(grey, given, 0, evidence);
        if (characters < MIN_CHARACTERS || !isClear(evidence, 0)) {
            // On its side a character is often not found at all.
            int look = clearestLook(asGiven);
            GrayImage turned = grey.turnedRight();
            List<Detection> seen =
                    Merging.merge(
                            detector.look(turned, PageDetector.factor(grey, look), look), budget);
            characters = Math.max(characters, addEvidence(turned, seen, 1, evidence));
        }
        int best =
                IntStream.range(0, COUNT)
                        .reduce((a, b) -> evidence[b] > evidence[a] ? b : a)
                        .orElseThrow();
        return characters >= MIN_CHARACTERS && evidence[best] > evidence[0] + CLEARLY ? best : 0;
    }

    private static boolean isClear(double[] evidence, int turns) {
        return IntStream.range(0, COUNT)
                .allMatch(each -> each == turns || evidence[turns] > evidence[each] + CLEARLY);
    }

    /**
     * Asks about the characters of a page.
     *
     * @param turns how many turns to the right it has had
     * @return how many they are
     */
    private int addEvidence(GrayImage page, List<Detection> seen, int turns, double[] evidence) {
        List<Bounds> boxes =
                likely(seen)
                        .sorted(Comparator.comparingDouble(Detection::heat).reversed())
                        .limit(MAX_CHARACTERS)
                        .map(Detection::bounds)
                        .toList();
        for (double[] opinion : classifier.probabilities(page, boxes, budget)) {
            for (int more = 0; more < opinion.length; more++) {
                evidence[(turns + more) % COUNT] += Math.log(DOUBT + opinion[more]);
            }
        }
        return boxes.size();
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
}
