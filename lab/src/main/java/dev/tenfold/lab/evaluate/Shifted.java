package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.model.ModelCard;

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
        return Ensemble.mean(
                images.size(),
                card().labels().size(),
                MOVES.length,
                i -> model.probabilities(images.moved(MOVES[i][0], MOVES[i][1])));
    }

    @Override
    public void close() {
        model.close();
    }
}
