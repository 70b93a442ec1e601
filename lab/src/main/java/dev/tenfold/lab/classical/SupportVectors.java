package dev.tenfold.lab.classical;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.Distances;
import dev.tenfold.lab.recipe.Method.RbfSvm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/**
 * A support vector machine between each two classes with the kernel exp(-gamma |a - b|²), fitted by
 * LibSVM (Chang and Lin 2011).
 *
 * @param labels the classes that training saw, in LibSVM's order
 * @param counts how many support vectors each of these has
 * @param vectors (sum of the counts, width), class by class
 * @param coefficients (labels - 1, sum of the counts), as LibSVM lays them out: row j - 1 of a
 *     vector of class i is its weight against class j, row j for j below i
 * @param thresholds for each pair i below j, in order
 */
record SupportVectors(
        int classes,
        int width,
        double gamma,
        int[] labels,
        int[] counts,
        byte[] vectors,
        float[] coefficients,
        float[] thresholds)
        implements Fitted {

    private static final int CHUNK = 200;

    /** Megabytes of kernel rows that LibSVM keeps. */
    private static final double CACHE = 300;

    /** As LibSVM's own programs stop. */
    private static final double TOLERANCE = 0.001;

    static SupportVectors fit(RbfSvm method, Dataset training) {
        int width = training.height() * training.width();
        svm_problem problem = new svm_problem();
        problem.l = training.size();
        problem.y = Arrays.stream(training.labels()).asDoubleStream().toArray();
        problem.x = new svm_node[training.size()][];
        for (int i = 0; i < training.size(); i++) {
            problem.x[i] = nodes(training.pixels(), i * width, width);
        }
        svm_parameter parameter = new svm_parameter();
        parameter.svm_type = svm_parameter.C_SVC;
        parameter.kernel_type = svm_parameter.RBF;
        parameter.C = method.cost();
        parameter.gamma = method.gamma();
        parameter.eps = TOLERANCE;
        parameter.cache_size = CACHE;
        parameter.shrinking = 1;
        svm.svm_set_print_string_function(line -> {});
        return of(svm.svm_train(problem, parameter), method.gamma(), training);
    }

    private static svm_node[] nodes(byte[] pixels, int from, int width) {
        return IntStream.range(0, width)
                .filter(i -> pixels[from + i] != 0)
                .mapToObj(
                        i -> {
                            svm_node node = new svm_node();
                            node.index = i + 1;
                            node.value = (pixels[from + i] & 0xff) / 255.0;
                            return node;
                        })
                .toArray(svm_node[]::new);
    }

    private static SupportVectors of(svm_model model, double gamma, Dataset training) {
        int[] chosen = Arrays.stream(model.sv_indices).map(i -> i - 1).toArray();
        float[] coefficients = new float[model.sv_coef.length * model.l];
        for (int row = 0; row < model.sv_coef.length; row++) {
            for (int i = 0; i < model.l; i++) {
                coefficients[row * model.l + i] = (float) model.sv_coef[row][i];
            }
        }
        float[] thresholds = new float[model.rho.length];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = (float) model.rho[i];
        }
        return new SupportVectors(
                training.classes().size(),
                training.height() * training.width(),
                gamma,
                model.label,
                model.nSV,
                training.select(chosen).pixels(),
                coefficients,
                thresholds);
    }

    @Override
    public float[][] logits(Dataset images) {
        float[][] logits = new float[images.size()][];
        try (Distances distances = new Distances(vectors, width)) {
            for (int from = 0; from < images.size(); from += CHUNK) {
                int to = Math.min(images.size(), from + CHUNK);
                byte[] chunk = Arrays.copyOfRange(images.pixels(), from * width, to * width);
                float[][] squared = distances.squared(chunk);
                int first = from;
                IntStream.range(0, to - from)
                        .parallel()
                        .forEach(i -> logits[first + i] = logits(squared[i]));
            }
        }
        return logits;
    }

    /**
     * A vote for the winner of each pair; then, within less than half a vote, by how much it won,
     * as scikit-learn's {@code decision_function} orders classes.
     */
    private float[] logits(float[] squared) {
        double[] kernel = new double[squared.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-gamma * squared[i] / (255.0 * 255.0));
        }
        int[] starts = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            starts[i + 1] = starts[i] + counts[i];
        }
        int[] votes = new int[labels.length];
        double[] margins = new double[labels.length];
        int pair = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int j = i + 1; j < labels.length; j++) {
                double decision =
                        weighed(j - 1, starts[i], starts[i + 1], kernel)
                                + weighed(i, starts[j], starts[j + 1], kernel)
                                - thresholds[pair++];
                votes[decision > 0 ? i : j]++;
                margins[i] += decision;
                margins[j] -= decision;
            }
        }
        float[] logits = new float[classes];
        Arrays.fill(logits, -1);
        for (int i = 0; i < labels.length; i++) {
            logits[labels[i]] = (float) (votes[i] + margins[i] / (3 * (Math.abs(margins[i]) + 1)));
        }
        return logits;
    }

    private double weighed(int row, int from, int to, double[] kernel) {
        double sum = 0;
        int at = row * kernel.length;
        for (int i = from; i < to; i++) {
            sum += coefficients[at + i] * kernel[i];
        }
        return sum;
    }

    /** Such as {@code 3.31}. */
    static String engineVersion() {
        return String.format(
                Locale.ROOT, "%d.%02d", svm.LIBSVM_VERSION / 100, svm.LIBSVM_VERSION % 100);
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.of((long) vectors.length + coefficients.length + thresholds.length);
    }

    @Override
    public OptionalLong multiplyAdds() {
        return OptionalLong.of((long) vectors.length + coefficients.length);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(classes);
        out.writeInt(width);
        out.writeDouble(gamma);
        Fitted.writeInts(out, labels);
        Fitted.writeInts(out, counts);
        Fitted.writeBytes(out, vectors);
        Fitted.writeFloats(out, coefficients);
        Fitted.writeFloats(out, thresholds);
    }

    static SupportVectors read(DataInputStream in) throws IOException {
        return new SupportVectors(
                in.readInt(),
                in.readInt(),
                in.readDouble(),
                Fitted.readInts(in),
                Fitted.readInts(in),
                Fitted.readBytes(in),
                Fitted.readFloats(in),
                Fitted.readFloats(in));
    }
}
