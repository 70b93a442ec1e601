package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
     * Two digits or more that a strip may show.
     *
     * @param cost in comparison with the other guesses at the same strip
     * @param digits from left to right
     */
    record Guess(double cost, List<Seen> digits) {}

    /**
     * What a strip shows. The three costs are those of an event of which one is the case.
     *
     * @param none the cost of no digit
     * @param one the cost of one digit
     * @param several the cost of two or more, of the likeliest guess
     * @param guesses the likeliest two digits, three and so on, the cheapest guess first; empty
     *     where there is no room
     */
    record Answer(double none, double one, double several, List<Guess> guesses) {}

    /**
     * A way along the columns to a place, its last stretch of columns, and the way before that.
     *
     * @param cost of the whole way
     * @param from where the last stretch begins
     * @param isDigit whether it shows a digit, or a column that shows none
     * @param count of the digits on the whole way, {@value #MOST} for more too
     */
    private record Way(double cost, int from, boolean isDigit, int count, @Nullable Way before) {

        /** This way on by a stretch. */
        Way on(double more, int from, boolean isDigit) {
            return new Way(
                    cost + more, from, isDigit, Math.min(MOST, count + (isDigit ? 1 : 0)), this);
        }
    }

    private static final int SEVERAL = 2;

    /** Ways with more digits are not told apart by how many. */
    private static final int MOST = 12;

    /**
     * No digit is seen from more columns: training shows none of what is farther than two and a
     * half from the middle. So a longer stretch of ones is two of them.
     */
    private static final int LONGEST = 5;

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

    /** Finds the cheapest ways along all columns to no digit, one, two and so on (Viterbi). */
    private Answer answer() {
        int columns = windows.size();
        List<List<Way>> ways = new ArrayList<>();
        for (int x = 0; x <= columns; x++) {
            ways.add(new ArrayList<>());
        }
        ways.get(0).add(new Way(0, 0, false, 0, null));
        for (int x = 0; x < columns; x++) {
            for (Way way : ways.get(x)) {
                keepIfCheapest(
                        ways.get(x + 1), way.on(negativeLog(predictions.get(x).none()), x, false));
            }
            double[] costs = new double[10];
            for (int to = x + 1; to <= Math.min(columns, x + LONGEST); to++) {
                double[] seen = costsOfDigits(to - 1);
                Arrays.setAll(costs, digit -> costs[digit] + seen[digit]);
                double likeliest = Arrays.stream(costs).min().orElseThrow();
                for (Way way : ways.get(x)) {
                    double more = likeliest + DIGIT + (way.isDigit() ? ADJOINING : 0);
                    keepIfCheapest(ways.get(to), way.on(more, x, true));
                }
            }
        }
        double none = cheapest(ways.get(columns), 0).map(Way::cost).orElseThrow();
        double one = cost(cheapest(ways.get(columns), 1));
        List<Guess> guesses =
                IntStream.rangeClosed(SEVERAL, MOST)
                        .mapToObj(count -> cheapest(ways.get(columns), count))
                        .flatMap(Optional::stream)
                        .map(way -> new Guess(way.cost(), seen(way)))
                        .sorted(Comparator.comparingDouble(Guess::cost))
                        .toList();
        double several = guesses.isEmpty() ? Double.POSITIVE_INFINITY : guesses.get(0).cost();
        double least = Math.min(none, Math.min(one, several));
        double sum = Math.exp(least - none) + Math.exp(least - one) + Math.exp(least - several);
        double all = least - Math.log(sum);
        return new Answer(none - all, one - all, several - all, guesses);
    }

    /** Of the ways to one place with as many digits and the same last stretch, one is enough. */
    private static void keepIfCheapest(List<Way> ways, Way way) {
        for (int i = 0; i < ways.size(); i++) {
            Way other = ways.get(i);
            if (other.count() == way.count() && other.isDigit() == way.isDigit()) {
                if (way.cost() < other.cost()) {
                    ways.set(i, way);
                }
                return;
            }
        }
        ways.add(way);
    }

    private static Optional<Way> cheapest(List<Way> ways, int count) {
        return ways.stream()
                .filter(way -> way.count() == count)
                .min(Comparator.comparingDouble(Way::cost));
    }

    private static double cost(Optional<Way> way) {
        return way.map(Way::cost).orElse(Double.POSITIVE_INFINITY);
    }

    /** The cost of each digit, given what the window on a column shows. */
    private double[] costsOfDigits(int x) {
        return predictions.get(x).probabilities().stream()
                .mapToDouble(SlidingWindow::negativeLog)
                .toArray();
    }

    /** The digits on a way, from left to right. */
    private List<Seen> seen(Way last) {
        List<Seen> digits = new ArrayList<>();
        int to = windows.size();
        for (Way way = last; way != null; way = way.before()) {
            if (way.isDigit()) {
                digits.add(0, seen(way.from(), to));
            }
            to = way.from();
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
