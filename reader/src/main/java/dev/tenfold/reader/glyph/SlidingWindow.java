package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads a strip without cutting it: a network says of a window on each column which digit stands in
 * its middle, if any, and the likeliest row of digits is found over all columns (after Matan,
 * Burges, LeCun and Denker, "Multi-digit recognition using a space displacement neural network",
 * 1992). Costs are negative logarithms of probabilities.
 */
final class SlidingWindow {

    /**
     * A digit that neighbouring windows see in their middle.
     *
     * @param column the middle one of these
     * @param prediction their mean, given that it is a digit
     */
    record Seen(int column, Glyph window, Prediction prediction) {}

    /**
     * What a strip shows. The three costs are those of an event of which one is the case.
     *
     * @param none the cost of no digit
     * @param one the cost of one digit
     * @param several the cost of two or more, of {@code digits}
     * @param digits the likeliest two or more from left to right; empty where there is no room
     */
    record Answer(double none, double one, double several, List<Seen> digits) {}

    // Where a way along the columns has come to: before all digits, on the first (whichever of ten
    // it is), after it, on a later one, after that.
    private static final int BEFORE = 0;
    private static final int FIRST = 1;
    private static final int AFTER_FIRST = 11;
    private static final int LATER = 12;
    private static final int AFTER_LATER = 22;
    private static final int STATES = 23;

    /** For each digit; a single window that half sees one is not enough. */
    private static final double DIGIT = 2;

    /** For a digit next to another with no column between that shows none. */
    private static final double ADJOINING = 3;

    private static final double LEAST_PROBABILITY = 1e-3;

    private final List<Glyph> windows;
    private final List<Prediction> predictions;

    private SlidingWindow(List<Glyph> windows, List<Prediction> predictions) {
        this.windows = windows;
        this.predictions = predictions;
    }

    /** What a strip shows; nothing is known of it where the scorer does not look at windows. */
    static Answer read(Strip strip, GlyphScorer scorer) {
        List<Glyph> windows = IntStream.range(0, strip.width()).mapToObj(strip::window).toList();
        List<Prediction> predictions = scorer.scoreWindows(windows);
        return predictions.isEmpty()
                ? new Answer(0, 0, Double.POSITIVE_INFINITY, List.of())
                : of(windows, predictions);
    }

    /** What a strip shows of whose windows, one a column, the predictions are. */
    static Answer of(List<Glyph> windows, List<Prediction> predictions) {
        return new SlidingWindow(windows, predictions).answer();
    }

    /** Finds the cheapest way along the columns to each state (Viterbi). */
    private Answer answer() {
        int[][] came = new int[windows.size()][STATES];
        double[] cost = new double[STATES];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        cost[BEFORE] = 0;
        for (int x = 0; x < windows.size(); x++) {
            double[] next = new double[STATES];
            for (int to = 0; to < STATES; to++) {
                int from = to;
                for (int other = 0; other < STATES; other++) {
                    if (cost[other] + step(other, to) < cost[from] + step(from, to)) {
                        from = other;
                    }
                }
                came[x][to] = from;
                next[to] = cost[from] + step(from, to) + seeing(x, to);
            }
            cost = next;
        }
        double none = cost[BEFORE];
        double one = cost[cheapest(cost, FIRST, AFTER_FIRST)];
        int last = cheapest(cost, LATER, AFTER_LATER);
        double several = cost[last];
        double least = Math.min(none, Math.min(one, several));
        double sum = Math.exp(least - none) + Math.exp(least - one) + Math.exp(least - several);
        double all = least - Math.log(sum);
        return new Answer(
                none - all,
                one - all,
                several - all,
                several < Double.POSITIVE_INFINITY ? digits(came, last) : List.of());
    }

    private static boolean isDigit(int state) {
        return state != BEFORE && state != AFTER_FIRST && state != AFTER_LATER;
    }

    private static int digit(int state) {
        return (state - FIRST) % (LATER - FIRST);
    }

    /** What it costs to go from a state in one column to another, or the same, in the next. */
    private static double step(int from, int to) {
        if (from == to) {
            return 0;
        }
        boolean allowed;
        if (!isDigit(to)) {
            allowed = isDigit(from) && (from < AFTER_FIRST) == (to == AFTER_FIRST) && to != BEFORE;
        } else if (to < AFTER_FIRST) {
            allowed = from == BEFORE;
        } else {
            // Two digits of one kind have a column between them.
            allowed = from != BEFORE && (!isDigit(from) || digit(from) != digit(to));
        }
        if (!allowed) {
            return Double.POSITIVE_INFINITY;
        }
        return isDigit(to) ? DIGIT + (isDigit(from) ? ADJOINING : 0) : 0;
    }

    /** The cost of a state, given what the window on a column shows. */
    private double seeing(int x, int state) {
        Prediction seen = predictions.get(x);
        return negativeLog(isDigit(state) ? seen.probabilities().get(digit(state)) : seen.none());
    }

    private static int cheapest(double[] cost, int from, int to) {
        int cheapest = from;
        for (int state = from; state <= to; state++) {
            cheapest = cost[state] < cost[cheapest] ? state : cheapest;
        }
        return cheapest;
    }

    /** The digits on the way that ends in a state. */
    private List<Seen> digits(int[][] came, int last) {
        List<Seen> digits = new ArrayList<>();
        int state = last;
        int to = windows.size();
        for (int x = windows.size() - 1; x >= 0; x--) {
            int before = came[x][state];
            if (before != state) {
                if (isDigit(state)) {
                    digits.add(0, seen(x, to));
                }
                to = x;
            }
            state = before;
        }
        return digits;
    }

    /**
     * What the windows from one to below another have in their middle, given that it is a digit.
     */
    private Seen seen(int from, int to) {
        double[] sums = new double[10];
        for (Prediction prediction : predictions.subList(from, to)) {
            for (int digit = 0; digit < sums.length; digit++) {
                sums[digit] += prediction.probabilities().get(digit);
            }
        }
        double all = Arrays.stream(sums).sum();
        int middle = (from + to - 1) / 2;
        return new Seen(
                middle,
                windows.get(middle),
                new Prediction(Arrays.stream(sums).map(sum -> sum / all).boxed().toList(), 0));
    }

    private static double negativeLog(double probability) {
        return -Math.log(Math.max(probability, LEAST_PROBABILITY));
    }
}
