package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.reader.internal.model.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A few examples that a network reads again and again while it learns.
 *
 * @param own digits of the person who watches; null for none
 * @param examples that are watched beside them
 * @param labels of the network's outputs
 */
record Watch(@Nullable Dataset own, Dataset examples, List<String> labels) {

    private static final int COUNT = 12;

    /**
     * Some of the examples, each class in its share.
     *
     * @param own as many of them, from the first on; null for none
     */
    static Watch of(@Nullable Dataset own, Dataset examples, List<String> labels, long seed) {
        int count = Math.min(COUNT, examples.size());
        return new Watch(
                own == null
                        ? null
                        : own.select(IntStream.range(0, Math.min(COUNT, own.size())).toArray()),
                examples.select(examples.stratified(count, seed)),
                labels);
    }

    /** The examples as a network reads them now, one's own first. */
    List<WatchedDigit> read(TorchNetwork network) {
        List<WatchedDigit> digits = new ArrayList<>();
        if (own != null) {
            digits.addAll(read(network, own, true));
        }
        digits.addAll(read(network, examples, false));
        return digits;
    }

    private List<WatchedDigit> read(TorchNetwork network, Dataset examples, boolean areOwn) {
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
                            probabilities[best],
                            areOwn));
        }
        return digits;
    }
}
