package dev.tenfold.lab.engine;

import dev.tenfold.lab.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network a batch at a time, as its recipe says. Not thread-safe; close it, and the
 * network after it.
 *
 * <p>All chance in a step comes from the seed it is given, so a run can resume from any step.
 */
public final class TrainingStep implements AutoCloseable {

    private final TorchNetwork network;
    private final Replicas replicas;
    private final Optimiser optimiser;
    private final @Nullable Average average;

    /**
     * All that a run needs to resume exactly where it was.
     *
     * @param average of the parameters over time; null where the recipe asks for none
     * @param memory the optimiser's vectors
     * @param steps taken so far
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record State(
            Weights weights, float @Nullable [] average, List<float[]> memory, long steps) {

        public State {
            memory = List.copyOf(memory);
        }
    }

    /**
     * The moving average of a network's parameters. Until it reaches as far back as its decay has
     * it, it covers about the last tenth of the steps: the polynomial-decay average of Shamir and
     * Zhang (2013, Stochastic gradient descent for non-smooth optimization, section 4), with their
     * eta of 8. So the untrained network is never part of it, and a short run is averaged, too.
     */
    private record Average(Tensor parameters, double decay) {

        private static final double ETA = 8;

        static Average of(TorchNetwork network, double decay) {
            return new Average(network.tensors().parameters().clone(), decay);
        }

        /**
         * @param steps taken so far, from 1
         */
        void follow(TorchNetwork network, long steps) {
            double share = Math.max(1 - decay, (ETA + 1) / (ETA + steps));
            parameters.lerp_(network.tensors().parameters(), new Scalar(share));
        }
    }

    public TrainingStep(TorchNetwork network, Recipe recipe) {
        this.network = network;
        this.replicas = new Replicas(network, recipe);
        this.optimiser = Optimiser.of(recipe, network.layout());
        this.average = recipe.average() == 0 ? null : Average.of(network, recipe.average());
    }

    /**
     * One step of training.
     *
     * @param images (N, 1, height, width), 0..1
     * @param labels N of them
     * @param learningRate of this step
     * @param seed of this step's dropout
     */
    public StepResult step(float[] images, int[] labels, double learningRate, long seed) {
        StepResult result = replicas.step(images, labels, seed);
        if (Double.isFinite(result.loss())) {
            try (PointerScope scope = new PointerScope()) {
                optimiser.step(
                        network.tensors().parameters(),
                        network.tensors().gradients(),
                        learningRate);
                if (average != null) {
                    average.follow(network, optimiser.steps());
                }
            }
        }
        return result;
    }

    /**
     * Brings what to evaluate and to keep into another network of the same architecture: the
     * weights, averaged where the recipe asks for that. What batch norms gathered while learning
     * does not fit averaged weights, however it is averaged, while the learning rate is high: it is
     * gathered again with them (Izmailov et al. 2018, section 3.2).
     *
     * @param batches to gather it from, as {@link TorchNetwork#gatherStatistics} takes them; asked
     *     for only where it is gathered again
     */
    public void copyTo(TorchNetwork other, Supplier<List<float[]>> batches) {
        try (PointerScope scope = new PointerScope()) {
            other.tensors()
                    .parameters()
                    .copy_(average == null ? network.tensors().parameters() : average.parameters());
            other.tensors().statistics().copy_(network.tensors().statistics());
        }
        if (average != null && other.hasStatistics()) {
            other.gatherStatistics(batches.get());
        }
    }

    public State state() {
        try (PointerScope scope = new PointerScope()) {
            return new State(
                    network.weights(),
                    average == null ? null : Torch.values(average.parameters()),
                    optimiser.memory(),
                    optimiser.steps());
        }
    }

    /** Goes back to a state that a learner of the same recipe gave. */
    public void restore(State state) {
        network.restore(state.weights());
        if (average != null && state.average() != null) {
            Torch.fill(average.parameters(), state.average());
        }
        optimiser.restore(new ArrayList<>(state.memory()), state.steps());
    }

    @Override
    public void close() {
        replicas.close();
        optimiser.close();
        if (average != null) {
            average.parameters().close();
        }
    }
}
