package dev.tenfold.lab.evaluate;

/**
 * How often confidence sets held the label.
 *
 * @param examples in all
 * @param holding how many of their sets hold the label
 * @param meanSize of the sets, at least 1
 * @param single how many sets are of one class
 * @param accepted how many examples the reader would not have turned away as no digit
 * @param acceptedHolding how many of those have sets that hold the label
 */
public record SetCoverage(
        int examples,
        int holding,
        double meanSize,
        int single,
        int accepted,
        int acceptedHolding) {}
