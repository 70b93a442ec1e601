package dev.tenfold.lab.explain;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.recipe.Architecture.Stage;
import dev.tenfold.lab.recipe.Layer.Dense;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Looks for the training examples nearest to an image, exactly. */
final class NeighbourSearch {

    private static final int CHUNK = 500;

    private final TorchNetwork network;
    private final Dataset training;
    private final int count;

    NeighbourSearch(TorchNetwork network, Dataset training, int count) {
        this.network = network;
        this.training = training;
        this.count = count;
    }

    /** By the difference of their pixels, 0..1. */
    List<Neighbour> inPixels(float[] image) {
        double[] squared =
                IntStream.range(0, training.size())
                        .parallel()
                        .mapToDouble(i -> squaredDistance(training.image(i), 0, image))
                        .toArray();
        return nearest(squared);
    }

    /**
     * By what the network's last layer is given of them: its features.
     *
     * @param progress receives how many examples have been seen
     */
    List<Neighbour> inFeatures(float[] image, IntConsumer progress) {
        int last = lastDense();
        if (last <= 0) {
            return List.of();
        }
        float[] features = network.outputs(image, last - 1);
        double[] squared = new double[training.size()];
        for (int from = 0; from < training.size(); from += CHUNK) {
            int to = Math.min(from + CHUNK, training.size());
            float[] theirs = network.outputs(training.images(from, to), last - 1);
            for (int i = from; i < to; i++) {
                squared[i] = squaredDistance(theirs, (i - from) * features.length, features);
            }
            progress.accept(to);
        }
        return nearest(squared);
    }

    /** The stage of the last dense layer; -1 where there is none. */
    private int lastDense() {
        List<Stage> stages = network.architecture().stages();
        int last = stages.size() - 1;
        while (last >= 0 && !(stages.get(last).layer() instanceof Dense)) {
            last--;
        }
        return last;
    }

    private static double squaredDistance(float[] values, int offset, float[] wanted) {
        double sum = 0;
        for (int i = 0; i < wanted.length; i++) {
            double difference = values[offset + i] - wanted[i];
            sum += difference * difference;
        }
        return sum;
    }

    private List<Neighbour> nearest(double[] squared) {
        List<Neighbour> nearest = new ArrayList<>();
        IntStream.range(0, squared.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> squared[i]))
                .limit(count)
                .forEach(
                        i ->
                                nearest.add(
                                        new Neighbour(
                                                i, training.label(i), Math.sqrt(squared[i]))));
        return nearest;
    }
}
