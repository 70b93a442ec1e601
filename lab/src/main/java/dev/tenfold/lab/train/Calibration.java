package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.ModelFile;
import dev.tenfold.reader.model.Network;
import java.io.IOException;
import java.nio.file.Path;

/** Calibrates the confidence sets of a finished model anew, as training does at its end. */
public final class Calibration {

    /** Arithmetic of another version may move an answer that hangs on a hair. */
    private static final double CORRECT_WITHIN = 3;

    private Calibration() {}

    /**
     * Asks the network for the validation digits that its recipe kept out, and writes the sets into
     * the model file, whole or not at all. Weights, temperature and figures stay as they are.
     *
     * @return the file's new card
     * @throws ModelFileException if the file is no model of ours, or reads its validation digits
     *     otherwise than its card says: then these are not the ones that were kept out
     * @throws dev.tenfold.lab.data.DataFileException if the recipe's data cannot be loaded
     */
    public static ModelCard renew(Path model) throws IOException {
        byte[] bytes = ModelFile.read(model);
        try (Network network = Network.open(bytes, model.toString())) {
            ModelCard card = network.card();
            Dataset validation = KeptOut.of(card);
            int classes = validation.classes().size();
            float[][] logits = network.logits(TrainingData.images(validation));
            requireSameDigits(
                    card, Score.of(logits, validation.labels(), classes), model.toString());
            ModelCard calibrated =
                    card.with(
                            Score.confidenceSets(
                                    logits, validation.labels(), classes, card.temperature()));
            RunFolder.replace(model, TorchNetwork.withCard(bytes, calibrated, model.toString()));
            return calibrated;
        }
    }

    private static void requireSameDigits(ModelCard card, Score found, String model)
            throws ModelFileException {
        double expected = card.figures().getOrDefault("validation.correct", Double.NaN);
        if (!(Math.abs(found.correct() - expected) <= CORRECT_WITHIN)) {
            throw new ModelFileException(
                    "%s: expected %.0f validation digits read right, as its card says, found %d of %d; give it the data that it was trained on"
                            .formatted(model, expected, found.correct(), found.examples()));
        }
    }
}
