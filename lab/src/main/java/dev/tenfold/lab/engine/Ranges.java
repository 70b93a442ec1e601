package dev.tenfold.lab.engine;

/**
 * The least and the greatest value that each stage of a network gave on some examples, and before
 * them of its input, 0 always among them: what a network that computes in bytes takes its steps
 * from.
 *
 * @param least of the input, then of each stage
 * @param greatest likewise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Ranges(float[] least, float[] greatest) {}
