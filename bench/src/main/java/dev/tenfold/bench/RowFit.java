package dev.tenfold.bench;

import dev.tenfold.reader.internal.model.RowConfidence;
import java.util.List;
import java.util.Locale;

/**
 * The logistic function that says how likely a row is read right, by the logarithm of the product
 * of its digits' probabilities and of its length: weights of greatest likelihood, by Newton's
 * method, with a little weight decay.
 *
 * @param rows that it was fitted to
 */
record RowFit(double bias, double perLogProbability, double perLogLength, int rows) {

    private static final int STEPS = 30;
    private static final double DECAY = 1e-3;
    private static final int INPUTS = 3;

    static RowFit of(List<PageMatch.Row> rows) {
        double[] weights = new double[INPUTS];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[INPUTS];
            double[][] curvature = new double[INPUTS][INPUTS];
            for (int i = 0; i < INPUTS; i++) {
                gradient[i] = DECAY * weights[i];
                curvature[i][i] = DECAY;
            }
            for (PageMatch.Row row : rows) {
                double[] inputs = RowConfidence.inputs(row.line().digitProbabilities());
                double logit = 0;
                for (int i = 0; i < INPUTS; i++) {
                    logit += weights[i] * inputs[i];
                }
                double likely = 1 / (1 + Math.exp(-logit));
                for (int i = 0; i < INPUTS; i++) {
                    gradient[i] += (likely - (row.right() ? 1 : 0)) * inputs[i];
                    for (int j = 0; j < INPUTS; j++) {
                        curvature[i][j] += likely * (1 - likely) * inputs[i] * inputs[j];
                    }
                }
            }
            double[] change = solved(curvature, gradient);
            for (int i = 0; i < INPUTS; i++) {
                weights[i] -= change[i];
            }
        }
        return new RowFit(weights[0], weights[1], weights[2], rows.size());
    }

    /** The solution of a symmetric, positive system, by Gauss's elimination. */
    private static double[] solved(double[][] matrix, double[] right) {
        int size = right.length;
        double[] solution = right.clone();
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                double factor = matrix[j][i] / matrix[i][i];
                for (int k = i; k < size; k++) {
                    matrix[j][k] -= factor * matrix[i][k];
                }
                solution[j] -= factor * solution[i];
            }
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int j = i + 1; j < size; j++) {
                solution[i] -= matrix[i][j] * solution[j];
            }
            solution[i] /= matrix[i][i];
        }
        return solution;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d rows: bias %.3f, per log probability %.3f, per log length %.3f",
                rows,
                bias,
                perLogProbability,
                perLogLength);
    }
}
