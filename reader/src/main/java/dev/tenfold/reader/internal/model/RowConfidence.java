package dev.tenfold.reader.internal.model;

/**
 * How likely a whole row is read right. The digits' own probabilities say too little: a digit that
 * was not found has none. So their product is calibrated by a logistic function of its logarithm
 * and of the number of digits (Platt 1999, Probabilistic Outputs for Support Vector Machines),
 * fitted on composed pages by {@code bench/pages --fit-rows}.
 */
public final class RowConfidence {

    /** One for each of {@link #inputs}. */
    private static final double[] WEIGHTS = {1.000, 1.847, 0.869};

    /** Below this a digit's probability says no more. */
    private static final double UNLIKELY = 1e-4;

    private RowConfidence() {}

    /**
     * The calibrated probability, 0 to 1.
     *
     * @param digits how likely each digit of the row is there and read right, 0 to 1; at least one
     */
    public static double of(double[] digits) {
        double[] inputs = inputs(digits);
        double logit = 0;
        for (int i = 0; i < inputs.length; i++) {
            logit += WEIGHTS[i] * inputs[i];
        }
        return 1 / (1 + Math.exp(-logit));
    }

    /**
     * What the logistic function weighs: 1, the logarithm of the digits' product, and that of their
     * number.
     *
     * @param digits as for {@link #of}
     */
    public static double[] inputs(double[] digits) {
        double log = 0;
        for (double digit : digits) {
            log += Math.log(Math.max(UNLIKELY, digit));
        }
        return new double[] {1, log, Math.log(digits.length)};
    }
}
