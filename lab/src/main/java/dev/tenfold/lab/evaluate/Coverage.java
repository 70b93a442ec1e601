package dev.tenfold.lab.evaluate;

/**
 * What is gained by leaving the least confident answers to a person (El-Yaniv and Wiener 2010).
 *
 * @param share of the examples that are answered, 0..1
 * @param examples that are answered
 * @param errors among them
 * @param confidence the least of an answer that is kept
 */
public record Coverage(double share, int examples, int errors, double confidence) {}
