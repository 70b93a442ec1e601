package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.ModelFile;
import dev.tenfold.reader.internal.model.Network;
import dev.tenfold.reader.internal.model.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finished networks whose mean answer a student learns, for each example as it is drawn: Hinton,
 * Vinyals and Dean, "Distilling the Knowledge in a Neural Network" (2015); that both must see the
 * same drawing is from Beyer et al., "Knowledge distillation: A good teacher is patient and
 * consistent" (2022). Thread-safe; close it.
 */
final class Teachers implements AutoCloseable {

    private final List<Network> networks;
    private final Map<String, String> checksums;

    private Teachers(List<Network> networks, Map<String, String> checksums) {
        this.networks = networks;
        this.checksums = checksums;
    }

    /**
     * Opens a recipe's teachers.
     *
     * @param training the student's examples
     * @throws RecipeException if one reads other images or other classes than the student is to
     * @throws dev.tenfold.reader.ModelFileException if one cannot be opened
     */
    static Teachers open(Recipe recipe, Dataset training) throws IOException {
        List<Network> networks = new ArrayList<>();
        Map<String, String> checksums = new TreeMap<>();
        Teachers teachers = new Teachers(networks, checksums);
        try {
            for (String file : recipe.teachers()) {
                byte[] bytes = ModelFile.read(Path.of(file));
                networks.add(Network.open(bytes, file));
                requireFit(file, networks.get(networks.size() - 1).card(), training);
                checksums.put("teacher " + networks.size(), Sha256.hex(bytes));
            }
            return teachers;
        } catch (IOException | RuntimeException e) {
            teachers.close();
            throw e;
        }
    }

    private static void requireFit(String file, ModelCard card, Dataset training)
            throws RecipeException {
        List<Integer> shape = List.of(1, training.height(), training.width());
        if (!card.inputShape().equals(shape) || !card.labels().equals(training.classes())) {
            throw new RecipeException(
                    file
                            + ": expected a teacher from "
                            + shape
                            + " to "
                            + training.classes()
                            + ", as the student, found one from "
                            + card.inputShape()
                            + " to "
                            + card.labels()
                            + "; name a model trained on the same kind of examples");
        }
    }

    /** SHA-256 of each teacher's file, by its place in the recipe. */
    Map<String, String> checksums() {
        return Map.copyOf(checksums);
    }

    /**
     * The mean of the teachers' calibrated probabilities.
     *
     * @param images (N, height, width), 0..1
     * @return (N, classes), each row summing to 1
     */
    float[] answers(float[] images) {
        float[] answers = {};
        for (Network network : networks) {
            float[][] logits = network.logits(images);
            int classes = network.card().labels().size();
            if (answers.length == 0) {
                answers = new float[logits.length * classes];
            }
            for (int i = 0; i < logits.length; i++) {
                double[] row = Network.probabilities(logits[i], network.card().temperature());
                for (int label = 0; label < classes; label++) {
                    answers[i * classes + label] += (float) (row[label] / networks.size());
                }
            }
        }
        return answers;
    }

    @Override
    public void close() {
        networks.forEach(Network::close);
    }
}
