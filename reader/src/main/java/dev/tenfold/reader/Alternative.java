package dev.tenfold.reader;

/**
 * Another digit that the same ink could be.
 *
 * @param digit 0 to 9
 * @param probability 0 to 1, calibrated as {@link Digit#confidence()} is
 */
public record Alternative(int digit, double probability) {

    public Alternative {
        Checks.digit("alternative", digit);
        Checks.probability("alternative", probability);
    }
}
