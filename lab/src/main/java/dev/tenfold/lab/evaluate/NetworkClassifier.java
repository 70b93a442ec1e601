package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.Network;

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
        int area = images.height() * images.width();
        double[][] probabilities = new double[images.size()][];
        for (int from = 0; from < images.size(); from += BATCH) {
            int count = Math.min(BATCH, images.size() - from);
            float[] input = new float[count * area];
            for (int i = 0; i < input.length; i++) {
                input[i] = (images.pixels()[from * area + i] & 0xff) / 255f;
            }
            float[][] logits = network.logits(input);
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
