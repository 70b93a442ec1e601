package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.reader.internal.model.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A few examples that a network reads again and again while it learns.
 *
 * @param examples that are watched
 * @param labels of the network's outputs
 */
record Watch(Dataset examples, List<String> labels) {

    private static final int COUNT = 12;

    /** Some of the examples, each class in its share. */
    static Watch of(Dataset examples, List<String> labels, long seed) {
        int count = Math.min(COUNT, examples.size());
        return new Watch(examples.select(examples.stratified(count, seed)), labels);
    }

    /** The examples as a network reads them now. */
    List<WatchedDigit> read(TorchNetwork network) {
        float[][] logits = network.logits(examples.images());
        int area = examples.height() * examples.width();
        List<WatchedDigit> digits = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            double[] probabilities = Network.probabilities(logits[i], 1);
            int best = 0;
            for (int label = 1; label < probabilities.length; label++) {
                best = probabilities[label] > probabilities[best] ? label : best;
            }
            digits.add(
                    new WatchedDigit(
                            Arrays.copyOfRange(examples.pixels(), i * area, (i + 1) * area),
                            examples.height(),
                            examples.width(),
                            examples.classes().get(examples.label(i)),
                            labels.get(best),
                            probabilities[best]));
        }
        return digits;
    }
}
