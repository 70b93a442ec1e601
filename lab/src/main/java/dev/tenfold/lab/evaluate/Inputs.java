package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.Network;
import java.util.List;

/** Feeds a dataset to a network. */
final class Inputs {

    /** Enough for every core of a desktop, and 3 MB of floats. */
    private static final int BATCH = 1024;

    private Inputs() {}

    /** The calibrated answers, (examples, labels of the network's card). */
    static double[][] probabilities(Network network, Dataset dataset) throws DataFileException {
        ModelCard card = network.card();
        int area = dataset.height() * dataset.width();
        if (!card.inputShape().equals(List.of(1, dataset.height(), dataset.width()))) {
            throw new DataFileException(
                    "%s: expected images of %s as %s reads, found %d x %d; evaluate a model for that size"
                            .formatted(
                                    dataset.name(),
                                    card.inputShape(),
                                    card.name(),
                                    dataset.height(),
                                    dataset.width()));
        }
        double[][] probabilities = new double[dataset.size()][];
        for (int from = 0; from < dataset.size(); from += BATCH) {
            int count = Math.min(BATCH, dataset.size() - from);
            float[] input = new float[count * area];
            for (int i = 0; i < input.length; i++) {
                input[i] = (dataset.pixels()[from * area + i] & 0xff) / 255f;
            }
            float[][] logits = network.logits(input);
            for (int i = 0; i < count; i++) {
                probabilities[from + i] = Network.probabilities(logits[i], card.temperature());
            }
        }
        return probabilities;
    }
}
