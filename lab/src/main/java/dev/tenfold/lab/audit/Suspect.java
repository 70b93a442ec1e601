package dev.tenfold.lab.audit;

/**
 * An example whose label may be wrong.
 *
 * @param index of the example in its dataset, from 0
 * @param label that it has
 * @param suggested the label that it more likely ought to have
 * @param labelProbability 0..1, of {@code label}, by a model that has not seen the example
 * @param suggestedProbability 0..1, of {@code suggested}
 * @param confident whether {@code suggested} is as sure as is usual for that class
 */
public record Suspect(
        int index,
        int label,
        int suggested,
        double labelProbability,
        double suggestedProbability,
        boolean confident) {}
