package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.model.ModelCard;

/** Asks a model about each image and its four neighbours one pixel away. */
record Shifted(Classifier model) implements Classifier {

    /** To the right and down, in pixels. */
    private static final int[][] MOVES = {{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}};

    @Override
    public ModelCard card() {
        return model.card();
    }

    @Override
    public double[][] probabilities(Dataset images) {
        double[][] mean = new double[images.size()][card().labels().size()];
        for (int[] move : MOVES) {
            double[][] probabilities = model.probabilities(images.moved(move[0], move[1]));
            for (int image = 0; image < mean.length; image++) {
                for (int label = 0; label < mean[image].length; label++) {
                    mean[image][label] += probabilities[image][label] / MOVES.length;
                }
            }
        }
        return mean;
    }

    @Override
    public void close() {
        model.close();
    }
}
