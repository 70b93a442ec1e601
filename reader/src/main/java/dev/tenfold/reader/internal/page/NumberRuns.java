package dev.tenfold.reader.internal.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tells numbers from words by their neighbours: a 1 among digits is no letter, and an S among
 * letters no 5. Each row is a hidden Markov model of two states, number and word, whose posterior
 * (Rabiner 1989, A tutorial on hidden Markov models, section III) counts as much as what each
 * character says by itself: many weak ones, as in a texture, must not lift each other.
 */
final class NumberRuns {

    /** How likely the next character is of the same state, where it is close by. */
    private static final double STAY = 0.75;

    /** From this many heights of free paper on, the next character tells nothing. */
    private static final double FREE_PAPER = 1.6;

    /** No single character decides for a row. */
    private static final double UNSURE = 0.02;

    private static final int OTHER = Symbol.OTHER.ordinal();

    private NumberRuns() {}

    /** The same characters, in no particular order, each judged with its row. */
    static List<Detection> judged(List<Detection> characters) {
        List<Detection> judged = new ArrayList<>();
        for (List<Detection> row : new PageRows(characters).rows()) {
            List<Detection> sorted = new ArrayList<>(row);
            sorted.sort(Comparator.comparingDouble(each -> each.bounds().centreX()));
            double[] numbers = posterior(sorted);
            for (int i = 0; i < numbers.length; i++) {
                Detection each = sorted.get(i);
                judged.add(each.asNumber(mean(numbers[i], number(each))));
            }
        }
        return judged;
    }

    /** For each character of a row, how likely it is part of a number: forward and backward. */
    private static double[] posterior(List<Detection> row) {
        int count = row.size();
        double[] forward = new double[count];
        double[] backward = new double[count];
        for (int i = 0; i < count; i++) {
            double before = i == 0 ? 0.5 : moved(forward[i - 1], stay(row.get(i - 1), row.get(i)));
            forward[i] = updated(before, number(row.get(i)));
        }
        for (int i = count - 1; i >= 0; i--) {
            backward[i] =
                    i == count - 1
                            ? 0.5
                            : moved(
                                    updated(backward[i + 1], number(row.get(i + 1))),
                                    stay(row.get(i), row.get(i + 1)));
        }
        double[] posterior = new double[count];
        for (int i = 0; i < count; i++) {
            posterior[i] = updated(forward[i], backward[i]);
        }
        return posterior;
    }

    /** What a character says by itself. */
    private static double number(Detection character) {
        double other = character.probabilities()[OTHER];
        return Math.max(UNSURE, Math.min(1 - UNSURE, 1 - other));
    }

    /** Between two probabilities, by their odds. */
    private static double mean(double one, double other) {
        double number = Math.sqrt(one * other);
        return number / (number + Math.sqrt((1 - one) * (1 - other)));
    }

    private static double stay(Detection left, Detection right) {
        double height = Math.max(left.bounds().height(), right.bounds().height());
        double gap = (right.bounds().left() - left.bounds().right()) / height;
        double near = Math.max(0, Math.min(1, 1 - gap / FREE_PAPER));
        return 0.5 + (STAY - 0.5) * near;
    }

    private static double moved(double number, double stay) {
        return number * stay + (1 - number) * (1 - stay);
    }

    private static double updated(double before, double evidence) {
        double number = before * evidence;
        return number / (number + (1 - before) * (1 - evidence));
    }
}
