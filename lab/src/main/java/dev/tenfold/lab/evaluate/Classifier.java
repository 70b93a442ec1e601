package dev.tenfold.lab.evaluate;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.util.List;

/** A trained model of any family, as it is evaluated. Close it. */
public interface Classifier extends AutoCloseable {

    /** A network, which is closed with it. */
    static Classifier of(Network network) {
        return new NetworkClassifier(network);
    }

    /**
     * Models that answer together, by the geometric mean of their probabilities; they are closed
     * with it.
     *
     * @param members at least one
     * @throws IllegalArgumentException if they do not read the same images to the same labels
     */
    static Classifier ensemble(List<Classifier> members) {
        return members.size() == 1 ? members.get(0) : Ensemble.of(members);
    }

    /**
     * A model that looks at each image five times, as it is and moved by one pixel each way, and
     * answers by the mean of the probabilities (test-time augmentation, as in Krizhevsky, Sutskever
     * and Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", 2012, section
     * 4.1); {@code model} is closed with it.
     */
    static Classifier shifted(Classifier model) {
        return new Shifted(model);
    }

    /** Where the model comes from, and what it reads. */
    ModelCard card();

    /** The cards of the models that answer together; of one alone, its own. */
    default List<ModelCard> cards() {
        return List.of(card());
    }

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
