package dev.tenfold.lab.engine;

/**
 * All that a trained network knows.
 *
 * @param parameters what training changes, as one vector
 * @param statistics the means and variances that batch normalisation gathered, as one vector
 */
public record Weights(float[] parameters, float[] statistics) {

    /** The vector that holds a tensor. */
    float[] vector(Layout.Slot slot) {
        return slot.role().isStatistic() ? statistics : parameters;
    }
}
