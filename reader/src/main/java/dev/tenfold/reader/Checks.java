package dev.tenfold.reader;

/** What the values of a reading have in common. */
final class Checks {

    private Checks() {}

    static void digit(String what, int digit) {
        if (digit < 0 || digit > 9) {
            throw new IllegalArgumentException(what + ": expected 0 to 9, found " + digit);
        }
    }

    static void probability(String what, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    what + ": expected a probability of 0 to 1, found " + probability);
        }
    }
}
