package dev.tenfold.lab.explain;

/**
 * A training example that is near.
 *
 * @param index in the training data
 * @param label an index into its classes
 * @param distance Euclidean, in the space that was searched
 */
public record Neighbour(int index, int label, double distance) {}
