package dev.tenfold.lab.train;

import dev.tenfold.lab.recipe.Recipe.Choice;
import dev.tenfold.reader.internal.model.ConfidenceSets;
import dev.tenfold.reader.internal.model.Network;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well logits answer their labels.
 *
 * @param loss mean cross-entropy, in nats
 * @param correct how many have the highest logit, among the data's own classes, at their label
 * @param examples in all
 */
record Score(double loss, int correct, int examples) {

    /**
     * @param classes how many of the outputs are the data's own; a "none" after them is no answer
     */
    static Score of(float[][] logits, int[] labels, int classes) {
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            loss += loss(logits[i], labels[i], 1);
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = logits[i][c] > logits[i][best] ? c : best;
            }
            correct += best == labels[i] ? 1 : 0;
        }
        return new Score(loss / labels.length, correct, labels.length);
    }

    double accuracy() {
        return (double) correct / examples;
    }

    /** Adds its figures to a model card's, under the name of what was measured. */
    void addTo(Map<String, Double> figures, String split) {
        figures.put(split + ".accuracy", accuracy());
        figures.put(split + ".correct", (double) correct);
        figures.put(split + ".examples", (double) examples);
        figures.put(split + ".loss", loss);
    }

    boolean isBetterThan(Score other, Choice by) {
        return by == Choice.LOSS || correct == other.correct
                ? loss < other.loss
                : correct > other.correct;
    }

    /**
     * The temperature, 0.05 to 20, whose softmax gives these labels the least loss (Guo et al.
     * 2017, section 4.2), by golden-section search on its logarithm, in which the loss has one
     * minimum.
     *
     * @param classes how many of the outputs are the data's own. A "none" after them is left out:
     *     it was trained on many more examples of no digit than validation data holds (none)
     */
    static double temperature(float[][] logits, int[] labels, int classes) {
        float[][] own = new float[logits.length][];
        for (int i = 0; i < own.length; i++) {
            own[i] = Arrays.copyOf(logits[i], classes);
        }
        return temperature(own, labels);
    }

    /**
     * Calibrates sets that hold the truth, on examples that were not trained on.
     *
     * @param classes how many of the outputs are the data's own; probabilities are those given that
     *     an example is of one of them
     */
    static ConfidenceSets confidenceSets(
            float[][] logits, int[] labels, int classes, double temperature) {
        return ConfidenceSets.of(
                IntStream.range(0, logits.length)
                        .mapToDouble(
                                i ->
                                        Network.probabilities(
                                                Arrays.copyOf(logits[i], classes), temperature)[
                                                labels[i]])
                        .toArray());
    }

    private static double temperature(float[][] logits, int[] labels) {
        double golden = (Math.sqrt(5) - 1) / 2;
        double low = Math.log(0.05);
        double high = Math.log(20);
        while (high - low > 1e-4) {
            double left = high - golden * (high - low);
            double right = low + golden * (high - low);
            if (meanLoss(logits, labels, Math.exp(left))
                    < meanLoss(logits, labels, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double meanLoss(float[][] logits, int[] labels, double temperature) {
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            loss += loss(logits[i], labels[i], temperature);
        }
        return loss / labels.length;
    }

    private static double loss(float[] logits, int label, double temperature) {
        double probability = Network.probabilities(logits, temperature)[label];
        return -Math.log(Math.max(probability, Double.MIN_NORMAL));
    }
}
