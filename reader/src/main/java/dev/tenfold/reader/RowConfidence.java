package dev.tenfold.reader;

import java.util.List;

/**
 * How likely a whole row is read right. The digits' own probabilities say too little: a digit that
 * was not found has none. So their product is calibrated by a logistic function of its logarithm
 * and of the number of digits (Platt 1999, Probabilistic Outputs for Support Vector Machines),
 * fitted on composed pages by {@code bench/pages --fit-rows}.
 */
final class RowConfidence {

    private static final double BIAS = 0.943;
    private static final double PER_LOG_PROBABILITY = 1.743;
    private static final double PER_LOG_LENGTH = 0.798;

    /** Below this a digit's probability says no more. */
    private static final double UNLIKELY = 1e-4;

    private RowConfidence() {}

    /** 0..1. */
    static double of(List<Digit> digits) {
        double log = 0;
        for (Digit digit : digits) {
            log += Math.log(Math.max(UNLIKELY, digit.confidence() * (1 - digit.none())));
        }
        double logit = BIAS + PER_LOG_PROBABILITY * log + PER_LOG_LENGTH * Math.log(digits.size());
        return 1 / (1 + Math.exp(-logit));
    }
}
