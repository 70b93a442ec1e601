package dev.tenfold.reader.internal.page;

import dev.tenfold.reader.internal.image.Budget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Non-maximum suppression over all looks at a page: what lies on the same place is one character,
 * whose box and probabilities are means over the looks that saw it, weighted by how sure they are
 * and how well its height suits the network.
 */
final class Merging {

    /** Boxes that share this much of their union are of one character. */
    private static final double SAME = 0.35;

    /** A box with this much of it inside another is a part of it. */
    private static final double INSIDE = 0.6;

    /** Only boxes that share this much of their union are averaged. */
    private static final double ALIKE = 0.5;

    /** Heights in pixels: unreadable below, read best from, read best to, unreadable above. */
    private static final double[] HEIGHTS = {8, 16, 120, 260};

    /** How much of the heat a height outside of the best ones leaves, at least. */
    private static final double UNSUITED = 0.35;

    /** What is fainter is never a character. */
    private static final double MIN_SCORE = 0.05;

    private static final String STAGE = "finding digits";

    private Merging() {}

    /** How well a height in pixels suits the network, 0..1. */
    static double suits(double height) {
        double small = Math.log(height / HEIGHTS[0]) / Math.log(HEIGHTS[1] / HEIGHTS[0]);
        double large = Math.log(HEIGHTS[3] / height) / Math.log(HEIGHTS[3] / HEIGHTS[2]);
        return Math.max(0, Math.min(1, Math.min(small, large)));
    }

    static List<Detection> merge(List<Candidate> candidates, Budget budget) {
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(Comparator.comparingDouble(Merging::score).reversed());
        boolean[] used = new boolean[sorted.size()];
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Candidate best = sorted.get(i);
            if (score(best) <= MIN_SCORE) {
                break;
            }
            if (used[i]) {
                continue;
            }
            budget.check(STAGE);
            List<Candidate> group = new ArrayList<>(List.of(best));
            for (int j = i + 1; j < sorted.size(); j++) {
                Candidate other = sorted.get(j);
                if (used[j]) {
                    continue;
                }
                double shared = best.box().intersection(other.box());
                double union = best.box().area() + other.box().area() - shared;
                double smaller = Math.min(best.box().area(), other.box().area());
                if (shared > SAME * union || shared > INSIDE * smaller) {
                    used[j] = true;
                    if (shared > ALIKE * union) {
                        group.add(other);
                    }
                }
            }
            detections.add(mean(group));
        }
        return detections;
    }

    /** The heat, less where the height does not suit the network. */
    private static double score(Candidate candidate) {
        double suits = suits(candidate.seenHeight());
        return suits == 0 ? 0 : candidate.heat() * (UNSUITED + (1 - UNSUITED) * suits);
    }

    /**
     * @param group of one character, the best first
     */
    private static Detection mean(List<Candidate> group) {
        double[] probabilities = new double[Symbol.values().length];
        double left = 0;
        double top = 0;
        double right = 0;
        double bottom = 0;
        double printed = 0;
        double nextX = 0;
        double nextY = 0;
        double total = 0;
        for (Candidate each : group) {
            double certainty = each.heat() * Math.max(suits(each.seenHeight()), MIN_SCORE);
            total += certainty * certainty;
        }
        for (Candidate each : group) {
            double certainty = each.heat() * Math.max(suits(each.seenHeight()), MIN_SCORE);
            double weight = certainty * certainty / total;
            left += weight * each.box().left();
            top += weight * each.box().top();
            right += weight * each.box().right();
            bottom += weight * each.box().bottom();
            printed += weight * each.printed();
            nextX += weight * each.nextX();
            nextY += weight * each.nextY();
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] += weight * each.probabilities()[i];
            }
        }
        Bounds bounds = new Bounds(left, top, right, bottom);
        double heat = score(group.get(0));
        return new Detection(bounds, probabilities, heat, printed, nextX, nextY);
    }
}
