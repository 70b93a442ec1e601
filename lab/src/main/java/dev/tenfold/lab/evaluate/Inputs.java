package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.glyph.Glyph;
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
        Dataset sized = sized(dataset, card);
        int area = sized.height() * sized.width();
        double[][] probabilities = new double[dataset.size()][];
        for (int from = 0; from < dataset.size(); from += BATCH) {
            int count = Math.min(BATCH, dataset.size() - from);
            float[] input = new float[count * area];
            for (int i = 0; i < input.length; i++) {
                input[i] = (sized.pixels()[from * area + i] & 0xff) / 255f;
            }
            float[][] logits = network.logits(input);
            for (int i = 0; i < count; i++) {
                probabilities[from + i] = Network.probabilities(logits[i], card.temperature());
            }
        }
        return probabilities;
    }

    /** The dataset with images of the network's size, as glyphs where they have another. */
    private static Dataset sized(Dataset dataset, ModelCard card) throws DataFileException {
        if (card.inputShape().equals(List.of(1, dataset.height(), dataset.width()))) {
            return dataset;
        }
        if (!card.inputShape().equals(List.of(1, Glyph.SIZE, Glyph.SIZE))) {
            throw new DataFileException(
                    "%s: expected images of %s (channels, height, width) as %s reads, found %d x %d; evaluate a model for that size"
                            .formatted(
                                    dataset.name(),
                                    card.inputShape(),
                                    card.name(),
                                    dataset.height(),
                                    dataset.width()));
        }
        return dataset.toGlyphs();
    }
}
