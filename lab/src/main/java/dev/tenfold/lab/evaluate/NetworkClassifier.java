package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;

/** Feeds datasets to a network. */
record NetworkClassifier(Network network) implements Classifier {

    /** Enough for every core of a desktop, and 3 MB of floats. */
    private static final int BATCH = 1024;

    @Override
    public ModelCard card() {
        return network.card();
    }

    @Override
    public double[][] probabilities(Dataset images) {
        double[][] probabilities = new double[images.size()][];
        for (int from = 0; from < images.size(); from += BATCH) {
            int count = Math.min(BATCH, images.size() - from);
            float[][] logits = network.logits(images.images(from, from + count));
            for (int i = 0; i < count; i++) {
                probabilities[from + i] = Network.probabilities(logits[i], card().temperature());
            }
        }
        return probabilities;
    }

    @Override
    public void close() {
        network.close();
    }
}
