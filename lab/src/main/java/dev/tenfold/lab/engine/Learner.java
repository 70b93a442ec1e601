package dev.tenfold.lab.engine;

import dev.tenfold.lab.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network a batch at a time, as its recipe says. Not thread-safe; close it, and the
 * network after it.
 *
 * <p>All chance in a step comes from the seed it is given, so a run can go on from any step.
 */
public final class Learner implements AutoCloseable {

    private final TorchNetwork network;
    private final Replicas replicas;
    private final Optimiser optimiser;
    private final @Nullable Average average;

    /**
     * All that a run needs to go on exactly from where it was.
     *
     * @param average of the weights over time; null where the recipe asks for none
     * @param memory the optimiser's vectors
     * @param steps taken so far
     */
    public record State(
            Weights weights, @Nullable Weights average, List<float[]> memory, long steps) {

        public State {
            memory = List.copyOf(memory);
        }
    }

    /**
     * The moving average of a network's weights, and of what its batch norms gathered. The latter
     * fit the averaged weights once the learning rate has come down; before, they would have to be
     * gathered again with those weights (Izmailov et al. 2018, section 3.2).
     */
    private record Average(Tensor parameters, Tensor statistics, double decay) {

        static Average of(TorchNetwork network, double decay) {
            return new Average(network.parameters().clone(), network.statistics().clone(), decay);
        }

        void follow(TorchNetwork network) {
            Scalar share = new Scalar(1 - decay);
            parameters.lerp_(network.parameters(), share);
            statistics.lerp_(network.statistics(), share);
        }

        Weights weights() {
            try (PointerScope scope = new PointerScope()) {
                return new Weights(Torch.values(parameters), Torch.values(statistics));
            }
        }

        void restore(Weights weights) {
            try (PointerScope scope = new PointerScope()) {
                Torch.fill(parameters, weights.parameters());
                Torch.fill(statistics, weights.statistics());
            }
        }

        void close() {
            parameters.close();
            statistics.close();
        }
    }

    public Learner(TorchNetwork network, Recipe recipe) {
        this.network = network;
        this.replicas = new Replicas(network, recipe);
        this.optimiser = Optimiser.of(recipe, network.layout());
        this.average = recipe.average() == 0 ? null : Average.of(network, recipe.average());
    }

    /** As the step below, towards the labels. */
    public StepResult step(float[] images, int[] labels, double learningRate, long seed) {
        return step(images, labels, null, learningRate, seed);
    }

    /**
     * One step of training.
     *
     * @param images (N, 1, height, width), 0..1
     * @param labels N of them
     * @param targets (N, classes), each row summing to 1: what to learn in place of the labels;
     *     null for the labels
     * @param learningRate of this step
     * @param seed of this step's dropout
     */
    public StepResult step(
            float[] images,
            int[] labels,
            float @Nullable [] targets,
            double learningRate,
            long seed) {
        StepResult result = replicas.step(images, labels, targets, seed);
        if (Double.isFinite(result.loss())) {
            try (PointerScope scope = new PointerScope()) {
                optimiser.step(network.parameters(), network.gradients(), learningRate);
                if (average != null) {
                    average.follow(network);
                }
            }
        }
        return result;
    }

    /** What to evaluate and to keep: the averaged weights where the recipe asks for them. */
    public Weights weights() {
        return average == null ? network.weights() : average.weights();
    }

    public State state() {
        return new State(
                network.weights(),
                average == null ? null : average.weights(),
                optimiser.memory(),
                optimiser.steps());
    }

    /** Goes back to a state that a learner of the same recipe gave. */
    public void restore(State state) {
        network.restore(state.weights());
        if (average != null && state.average() != null) {
            average.restore(state.average());
        }
        optimiser.restore(new ArrayList<>(state.memory()), state.steps());
    }

    @Override
    public void close() {
        replicas.close();
        optimiser.close();
        if (average != null) {
            average.close();
        }
    }
}
