package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.Network;

/** A trained model of any family, as it is evaluated. Close it. */
public interface Classifier extends AutoCloseable {

    /** A network, which is closed with it. */
    static Classifier of(Network network) {
        return new NetworkClassifier(network);
    }

    /** Where the model comes from, and what it reads. */
    ModelCard card();

    /**
     * Calibrated answers.
     *
     * @param images of the height and width of the card's input shape
     * @return (images, labels of the card), each row summing to 1
     */
    double[][] probabilities(Dataset images);

    @Override
    void close();
}
