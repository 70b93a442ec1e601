package dev.tenfold.reader.internal.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/**
 * From which probability on a digit belongs to a set that holds the truth as often as one wants:
 * split conformal prediction (Vovk et al. 2005, section 4.2; Angelopoulos and Bates 2021, section
 * 1), with one less the probability of the truth as its score (Sadinle et al. 2019), which gives
 * the smallest sets on average.
 *
 * <p>It holds over all digits together, of any writer like those it was calibrated on; not for each
 * digit by itself, and not for other writers.
 *
 * @param examples how many digits it was calibrated on, none of them trained on
 * @param lowest the lowest of the probabilities that their right digits were given, ascending
 */
public record ConfidenceSets(int examples, List<Double> lowest) {

    /**
     * Lower levels than 0.9 get the sets of 0.9: nobody asks for them, and the file stays small.
     */
    private static final int KEPT_ONE_IN = 10;

    private static final MathContext DOWN = new MathContext(4, RoundingMode.FLOOR);

    /**
     * @throws IllegalArgumentException if there are no probabilities, more than examples, or they
     *     do not ascend from 0 to 1
     */
    public ConfidenceSets {
        lowest = List.copyOf(lowest);
        boolean ascending = !lowest.isEmpty() && lowest.size() <= examples;
        double last = 0;
        for (double probability : lowest) {
            ascending &= probability >= last && probability <= 1;
            last = probability;
        }
        if (!ascending) {
            throw new IllegalArgumentException(
                    "confidence sets: expected up to "
                            + examples
                            + " probabilities, ascending from 0 to 1, found "
                            + lowest);
        }
    }

    /**
     * Calibrates.
     *
     * @param truths the probability, given that it is a digit, that each example's right digit was
     *     given; at least one, in any order
     */
    public static ConfidenceSets of(double[] truths) {
        int kept = (truths.length + KEPT_ONE_IN - 1) / KEPT_ONE_IN + 1;
        return new ConfidenceSets(
                truths.length,
                Arrays.stream(truths)
                        .sorted()
                        .limit(kept)
                        // Rounded down, so that sets get no smaller by it.
                        .map(truth -> new BigDecimal(truth).round(DOWN).doubleValue())
                        .boxed()
                        .toList());
    }

    /** The highest level that so many examples allow, such as 0.9998 for 5,000; below 1. */
    public double highestLevel() {
        return examples / (examples + 1.0);
    }

    /**
     * The probability from which on a digit belongs to the set.
     *
     * @param level how often the set shall hold the truth, above 0 and at most {@link
     *     #highestLevel()}
     * @throws IllegalArgumentException if the level is another
     */
    public double threshold(double level) {
        if (!(level > 0 && level <= highestLevel())) {
            throw new IllegalArgumentException(
                    "confidence set: expected a level above 0 and at most "
                            + highestLevel()
                            + ", found "
                            + level);
        }
        // 0.999 x 5001 may be a hair more than it is: a whole number must not become the next.
        int atLeast = (int) Math.ceil(level * (examples + 1) - 1e-9);
        return lowest.get(Math.min(lowest.size() - 1, examples - atLeast));
    }
}
