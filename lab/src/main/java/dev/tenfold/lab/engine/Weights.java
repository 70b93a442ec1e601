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

    /**
     * The weights on the straight line between two networks of the same architecture.
     *
     * @param share of the way, 0 for {@code from} to 1 for {@code to}
     */
    public static Weights between(Weights from, Weights to, double share) {
        return new Weights(
                between(from.parameters, to.parameters, share),
                between(from.statistics, to.statistics, share));
    }

    private static float[] between(float[] from, float[] to, double share) {
        float[] between = new float[from.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = (float) (from[i] + share * (to[i] - from[i]));
        }
        return between;
    }
}
