package dev.tenfold.lab.evaluate;

/**
 * The answers whose confidence lies between two bounds.
 *
 * @param low exclusive
 * @param high inclusive
 * @param examples how many
 * @param confidence their mean; 0 where there are none
 * @param accuracy the share that is right; 0 where there are none
 */
public record ReliabilityBin(
        double low, double high, int examples, double confidence, double accuracy) {}
