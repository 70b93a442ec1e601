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
     * The examples off the diagonal of the confident joint (section 3.1), which belong to another
     * class than their label says with at least the confidence that is usual for it; and those off
     * the diagonal of the confusion matrix alone (its baseline C_confusion), as an unusual digit
     * with a wrong label is seldom read with the usual confidence.
     *
     * @param labels of the examples
     * @param probabilities (examples, classes) of models that have not seen them
     * @return the likeliest mistakes first: those whose own label is the least probable (ranking by
     *     self-confidence, section 3.2)
     */
    static List<Suspect> suspects(int[] labels, double[][] probabilities, int classes) {
        double[] thresholds = thresholds(labels, probabilities, classes);
        double[] anything = new double[classes];
        List<Suspect> suspects = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            double[] row = probabilities[i];
            int sure = likeliest(row, thresholds);
            boolean confident = sure >= 0;
            int suggested = confident ? sure : likeliest(row, anything);
            if (suggested != labels[i]) {
                suspects.add(
                        new Suspect(
                                i,
                                labels[i],
                                suggested,
                                row[labels[i]],
                                row[suggested],
                                confident));
            }
        }
        suspects.sort(
                Comparator.comparingDouble(Suspect::labelProbability)
                        .thenComparing(Suspect::suggestedProbability, Comparator.reverseOrder()));
        return suspects;
    }

    /** The likeliest of the classes that reach their threshold; -1 where none does. */
    private static int likeliest(double[] probabilities, double[] thresholds) {
        int likeliest = -1;
        for (int label = 0; label < thresholds.length; label++) {
            if (probabilities[label] >= thresholds[label]
                    && (likeliest < 0 || probabilities[label] > probabilities[likeliest])) {
                likeliest = label;
            }
        }
        return likeliest;
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
