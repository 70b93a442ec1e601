package dev.tenfold.lab.classical;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.evaluate.Classifier;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Method;
import dev.tenfold.lab.recipe.Method.GradientBoosted;
import dev.tenfold.lab.recipe.Method.LinearSvm;
import dev.tenfold.lab.recipe.Method.NearestNeighbours;
import dev.tenfold.lab.recipe.Method.RandomForest;
import dev.tenfold.lab.recipe.Method.RbfSvm;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.ModelFile;
import dev.tenfold.reader.internal.model.Network;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A fitted classical model: k nearest neighbours, support vector machines, or trees, with what is
 * done to its images first. It is plain memory, may be used by many threads, and needs no closing.
 */
public final class ClassicalModel {

    private final ClassicalRecipe recipe;
    private final Fitted fitted;

    private ClassicalModel(ClassicalRecipe recipe, Fitted fitted) {
        this.recipe = recipe;
        this.fitted = fitted;
    }

    /**
     * Fits the recipe's model to all of the given examples.
     *
     * @throws IllegalArgumentException if the images are smaller than the recipe's {@code
     *     downsample}
     */
    public static ClassicalModel fit(ClassicalRecipe recipe, Dataset training) {
        Dataset images = Preparation.of(recipe).apply(training);
        Method method = recipe.model();
        Fitted fitted;
        if (method instanceof NearestNeighbours knn) {
            fitted = NeighbourVotes.fit(knn.neighbours(), images);
        } else if (method instanceof LinearSvm linear) {
            fitted = Hyperplanes.fit(linear.cost(), images, recipe.seed());
        } else if (method instanceof RbfSvm rbf) {
            fitted = SupportVectors.fit(rbf, images);
        } else if (method instanceof RandomForest forest) {
            fitted = Trees.fit(forest, images, recipe.seed());
        } else {
            fitted = Trees.fit((GradientBoosted) method, images, recipe.seed());
        }
        return new ClassicalModel(recipe, fitted);
    }

    /**
     * How much speaks for each class.
     *
     * @param images of the size of the training images
     * @return (images, classes); the softmax of a row, at the right temperature, is calibrated
     */
    public float[][] logits(Dataset images) {
        return fitted.logits(Preparation.of(recipe).apply(images));
    }

    /** How many numbers the model keeps; empty for trees. */
    public OptionalLong parameters() {
        return fitted.parameters();
    }

    /** What one image costs; empty for trees, which compare. */
    public OptionalLong multiplyAdds() {
        return fitted.multiplyAdds();
    }

    /** What fits and runs a method, and its version. */
    public static Map<String, String> engine(Method method) {
        if (method instanceof NearestNeighbours) {
            return Map.of("libtorch", TorchNetwork.engineVersion());
        }
        if (method instanceof LinearSvm) {
            return Map.of("liblinear", Hyperplanes.engineVersion());
        }
        return method instanceof RbfSvm
                ? Map.of("libsvm", SupportVectors.engineVersion())
                : Map.of("xgboost", Trees.engineVersion());
    }

    /** The model as a file, whole and sealed. */
    public byte[] toBytes(ModelCard card) {
        return ModelBytes.write(card, fitted);
    }

    /**
     * Opens a model file.
     *
     * @throws ModelFileException if it is missing, damaged, not a classical model of Tenfold, or of
     *     another version
     */
    public static Classifier open(Path file) throws ModelFileException {
        return open(ModelFile.read(file), file.toString());
    }

    /**
     * Opens the bytes of a model file.
     *
     * @param name what to call it in a message
     * @throws ModelFileException as {@link #open(Path)}
     */
    public static Classifier open(byte[] bytes, String name) throws ModelFileException {
        return ModelBytes.read(bytes, name);
    }

    /** A fitted model with its card. */
    record Opened(ModelCard card, ClassicalModel model) implements Classifier {

        static Opened of(ModelCard card, ClassicalRecipe recipe, Fitted fitted) {
            return new Opened(card, new ClassicalModel(recipe, fitted));
        }

        @Override
        public double[][] probabilities(Dataset images) {
            float[][] logits = model.logits(images);
            double[][] probabilities = new double[logits.length][];
            for (int i = 0; i < logits.length; i++) {
                probabilities[i] = Network.probabilities(logits[i], card.temperature());
            }
            return probabilities;
        }

        @Override
        public void close() {}
    }
}
