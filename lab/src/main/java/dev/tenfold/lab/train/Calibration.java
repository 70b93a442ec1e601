package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Recipe.Inference;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.ModelFile;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Does the end of a run anew for a finished network: rounding, calibrating, measuring. */
public final class Calibration {

    /** Arithmetic of another version may move an answer that hangs on a hair. */
    private static final double CORRECT_WITHIN = 3;

    private Calibration() {}

    /**
     * Calibrates a network on the validation digits that its recipe kept out, measures it, and
     * writes its file, whole or not at all. The weights stay as they are; of training, the card
     * keeps what it says.
     *
     * @param inference what the network is to compute its answers in from now on
     * @return the file's new card
     * @throws ModelFileException if the file is no model of ours, or reads its validation digits
     *     otherwise than its card says: then these are not the ones that were kept out
     * @throws dev.tenfold.lab.data.DataFileException if the recipe's data cannot be loaded
     */
    public static ModelCard renew(Path model, Inference inference) throws IOException {
        byte[] bytes = ModelFile.read(model);
        String name = model.toString();
        ModelCard card;
        TrainingData data;
        Recipe recipe;
        try (Network network = Network.open(bytes, name)) {
            card = network.card();
            recipe =
                    KeptOut.recipe(card)
                            .with("inference", inference.name().toLowerCase(Locale.ROOT));
            data = TrainingData.of(recipe, KeptOut.data(card, recipe));
            requireSameDigits(network, data.validation(), name);
        }
        Dataset test = TrainingData.loadTest(recipe);
        try (TorchNetwork network = TorchNetwork.open(bytes, name)) {
            FinishedModel finished =
                    FinishedModel.of(
                            network,
                            recipe,
                            data,
                            test == null ? null : data.test(recipe, test),
                            card.dataChecksums(),
                            card.software(),
                            card.figures());
            RunFolder.replace(model, finished.file());
            return finished.card();
        }
    }

    private static void requireSameDigits(Network network, Dataset validation, String model)
            throws ModelFileException {
        Score found =
                Score.of(
                        network.logits(validation.images()),
                        validation.labels(),
                        validation.classes().size());
        double expected = network.card().figures().getOrDefault("validation.correct", Double.NaN);
        if (!(Math.abs(found.correct() - expected) <= CORRECT_WITHIN)) {
            throw new ModelFileException(
                    "%s: expected %.0f validation digits read right, as its card says, found %d of %d; give it the data that it was trained on"
                            .formatted(model, expected, found.correct(), found.examples()));
        }
    }
}
