package dev.tenfold.lab.classical;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.tenfold.lab.data.Dataset;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A linear support vector machine for each class against the rest, by LibLinear (Fan et al. 2008).
 *
 * @param weights (classes, pixels + 1), of pixels 0..1, each row with its bias last
 */
record Hyperplanes(int classes, float[] weights) implements Fitted {

    /** As LibLinear's own programs stop for this solver. */
    private static final double TOLERANCE = 0.1;

    /** What a class that training never saw scores: farther out than any that it saw. */
    private static final float UNSEEN = -100;

    static Hyperplanes fit(double cost, Dataset training, long seed) {
        int width = training.height() * training.width();
        Problem problem = new Problem();
        problem.l = training.size();
        problem.n = width + 1;
        problem.bias = 1;
        problem.y = Arrays.stream(training.labels()).asDoubleStream().toArray();
        problem.x = new Feature[training.size()][];
        FeatureNode bias = new FeatureNode(width + 1, 1);
        for (int i = 0; i < training.size(); i++) {
            problem.x[i] = features(training.pixels(), i * width, width, bias);
        }
        Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVC_DUAL, cost, TOLERANCE);
        parameter.setRandom(new Random(seed));
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, parameter);
        return of(model, training.classes().size(), width + 1);
    }

    private static Hyperplanes of(Model model, int classes, int length) {
        float[] weights = new float[classes * length];
        for (int c = 0; c < classes; c++) {
            weights[(c + 1) * length - 1] = UNSEEN;
        }
        int[] labels = model.getLabels();
        // Two classes have one hyperplane, and it speaks for the first.
        for (int c = 0; c < labels.length; c++) {
            for (int i = 0; i < length; i++) {
                double weight =
                        labels.length == 2
                                ? (c == 0 ? 1 : -1) * model.getFeatureWeights()[i]
                                : model.getFeatureWeights()[i * labels.length + c];
                weights[labels[c] * length + i] = (float) weight;
            }
        }
        return new Hyperplanes(classes, weights);
    }

    private static Feature[] features(byte[] pixels, int from, int width, FeatureNode bias) {
        int inked = (int) IntStream.range(from, from + width).filter(i -> pixels[i] != 0).count();
        Feature[] features = new Feature[inked + 1];
        int at = 0;
        for (int i = 0; i < width; i++) {
            if (pixels[from + i] != 0) {
                features[at++] = new FeatureNode(i + 1, (pixels[from + i] & 0xff) / 255.0);
            }
        }
        features[at] = bias;
        return features;
    }

    @Override
    public float[][] logits(Dataset images) {
        int width = images.height() * images.width();
        float[][] logits = new float[images.size()][classes];
        IntStream.range(0, images.size())
                .parallel()
                .forEach(
                        i -> {
                            for (int c = 0; c < classes; c++) {
                                int row = c * (width + 1);
                                float sum = 0;
                                for (int p = 0; p < width; p++) {
                                    sum +=
                                            weights[row + p]
                                                    * (images.pixels()[i * width + p] & 0xff);
                                }
                                logits[i][c] = sum / 255 + weights[row + width];
                            }
                        });
        return logits;
    }

    /** Such as {@code 2.44}. */
    static String engineVersion() {
        return String.format(
                Locale.ROOT, "%d.%02d", Linear.getVersion() / 100, Linear.getVersion() % 100);
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.of(weights.length);
    }

    @Override
    public OptionalLong multiplyAdds() {
        return OptionalLong.of(weights.length - classes);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(classes);
        Fitted.writeFloats(out, weights);
    }

    static Hyperplanes read(DataInputStream in) throws IOException {
        return new Hyperplanes(in.readInt(), Fitted.readFloats(in));
    }
}
