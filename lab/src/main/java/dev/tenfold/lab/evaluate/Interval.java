package dev.tenfold.lab.evaluate;

/**
 * Where a proportion lies, as far as a sample of it shows.
 *
 * @param low 0..1
 * @param high 0..1
 */
public record Interval(double low, double high) {

    /** The normal distribution's 97.5 % quantile. */
    private static final double Z = 1.959963984540054;

    /** The 95 % score interval of {@code successes} out of {@code trials} (Wilson 1927). */
    public static Interval wilson(int successes, int trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "interval: expected 0 <= successes <= trials and a trial, found %d of %d"
                            .formatted(successes, trials));
        }
        double share = (double) successes / trials;
        double spread = Z * Z / trials;
        double centre = (share + spread / 2) / (1 + spread);
        double half =
                Z
                        / (1 + spread)
                        * Math.sqrt(share * (1 - share) / trials + spread / (4.0 * trials));
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
