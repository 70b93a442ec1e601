package dev.tenfold.lab.evaluate;

/**
 * How well a model reads a dataset whose wrong labels have been put right.
 *
 * @param examples without those that are no digit
 * @param correct how many of them were read right
 */
public record CorrectedScore(int examples, int correct) {

    /** The share that was read right, 0..1. */
    public double accuracy() {
        return (double) correct / examples;
    }

    /** The 95 % interval of the accuracy. */
    public Interval interval95() {
        return Interval.wilson(correct, examples);
    }
}
