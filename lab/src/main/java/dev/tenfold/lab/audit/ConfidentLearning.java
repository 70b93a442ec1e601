package dev.tenfold.lab.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Confident learning: Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in
 * Dataset Labels", JAIR 70 (2021).
 */
final class ConfidentLearning {

    private ConfidentLearning() {}

    /**
     * The examples off the diagonal of the confident joint (section 3.1): those that belong, with
     * at least the confidence that is usual for it, to another class than their label says.
     *
     * @param labels of the examples
     * @param probabilities (examples, classes) of models that have not seen them
     * @return the likeliest mistakes first: those whose own label is the least probable (ranking by
     *     self-confidence, section 3.2)
     */
    static List<Suspect> suspects(int[] labels, double[][] probabilities, int classes) {
        double[] thresholds = thresholds(labels, probabilities, classes);
        List<Suspect> suspects = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            double[] row = probabilities[i];
            int confident = -1;
            for (int label = 0; label < classes; label++) {
                if (row[label] >= thresholds[label]
                        && (confident < 0 || row[label] > row[confident])) {
                    confident = label;
                }
            }
            if (confident >= 0 && confident != labels[i]) {
                suspects.add(new Suspect(i, labels[i], confident, row[labels[i]], row[confident]));
            }
        }
        suspects.sort(
                Comparator.comparingDouble(Suspect::labelProbability)
                        .thenComparing(Suspect::suggestedProbability, Comparator.reverseOrder()));
        return suspects;
    }

    /**
     * The mean probability of each class over the examples that are labelled so (equation 2); a
     * class without examples has none that could be reached.
     */
    private static double[] thresholds(int[] labels, double[][] probabilities, int classes) {
        double[] sums = new double[classes];
        int[] counts = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            sums[labels[i]] += probabilities[i][labels[i]];
            counts[labels[i]]++;
        }
        for (int label = 0; label < classes; label++) {
            sums[label] =
                    counts[label] == 0 ? Double.POSITIVE_INFINITY : sums[label] / counts[label];
        }
        return sums;
    }
}
