package dev.tenfold.lab.engine;

import dev.tenfold.lab.recipe.PageRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a page network a step at a time. Each part of a batch is composed and learned by a thread
 * of its own, on one core, with gradients and batch norms of its own, which then are averaged. Not
 * thread-safe; close it, and the network after it.
 */
public final class PageTrainingStep implements AutoCloseable {

    private static final double MAX_GRADIENT_NORM = 5;
    private static final double SECOND_MOMENT_DECAY = 0.98;

    private final PageRecipe recipe;
    private final List<TorchPageNetwork> networks = new ArrayList<>();
    private final ReplicaThreads threads;
    private final Optimiser optimiser;
    private final Tensor averageParameters;
    private final Tensor averageStatistics;

    /**
     * All that a run needs to resume exactly where it was.
     *
     * @param average of the weights over time
     * @param memory the optimiser's vectors
     * @param steps taken so far
     */
    public record State(Weights weights, Weights average, List<float[]> memory, long steps) {

        public State {
            memory = List.copyOf(memory);
        }
    }

    public PageTrainingStep(TorchPageNetwork network, PageRecipe recipe) {
        this.recipe = recipe;
        networks.add(network);
        while (networks.size() < recipe.replicas()) {
            networks.add(network.replica());
        }
        threads = new ReplicaThreads(recipe.replicas(), 1);
        optimiser =
                Optimiser.adamW(
                        network.topology().weights(),
                        network.topology().parameters(),
                        recipe.weightDecay(),
                        SECOND_MOMENT_DECAY);
        averageParameters = network.tensors().parameters().clone();
        averageStatistics = network.tensors().statistics().clone();
    }

    /**
     * One step of training. Nothing is changed by a loss that is not finite.
     *
     * @param parts makes a part of the batch, from 0 to below the recipe's replicas, each in a
     *     thread of its own
     * @param learningRate of this step
     * @return the mean of the parts' losses
     */
    public PageLoss step(IntFunction<PageBatch> parts, double learningRate) {
        int count = networks.size();
        PageLoss loss = PageLoss.NONE;
        for (PageLoss part : threads.all(count, i -> learn(networks.get(i), parts.apply(i)))) {
            loss = loss.plus(part, 1.0 / count);
        }
        if (Double.isFinite(loss.total())) {
            // In a thread of one core: vectors this short are not worth waiting for a second.
            threads.all(1, i -> update(learningRate));
        }
        return loss;
    }

    private PageLoss learn(TorchPageNetwork network, PageBatch batch) {
        try (PointerScope scope = new PointerScope()) {
            network.tensors().gradients().zero_();
            Tensor answer =
                    network.forward(
                            batch.pages(), batch.side(), batch.side(), true, recipe.precision());
            PageLoss.Computed loss = PageLoss.of(answer, batch, recipe.labelSmoothing());
            if (Double.isFinite(loss.parts().total())) {
                loss.total().backward();
            }
            return loss.parts();
        }
    }

    /**
     * Changes the weights once; all networks then have the same batch norms.
     *
     * @return steps taken so far
     */
    private long update(double learningRate) {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameters = networks.get(0).tensors().parameters();
            Tensor gradients = networks.get(0).tensors().gradients();
            Tensor statistics = networks.get(0).tensors().statistics();
            List<TorchPageNetwork> others = networks.subList(1, networks.size());
            for (TorchPageNetwork other : others) {
                gradients.add_(other.tensors().gradients());
                statistics.add_(other.tensors().statistics());
            }
            Scalar share = new Scalar(1.0 / networks.size());
            gradients.mul_(share);
            statistics.mul_(share);
            others.forEach(other -> other.tensors().statistics().copy_(statistics));
            double norm = gradients.norm().item_float();
            if (norm > MAX_GRADIENT_NORM) {
                gradients.mul_(new Scalar(MAX_GRADIENT_NORM / norm));
            }
            optimiser.step(parameters, gradients, learningRate);
            // Early weights are far from where they end: the average follows them fast at first.
            double steps = optimiser.steps();
            Scalar ahead = new Scalar(1 - Math.min(recipe.average(), (1 + steps) / (10 + steps)));
            averageParameters.lerp_(parameters, ahead);
            averageStatistics.lerp_(statistics, ahead);
            return optimiser.steps();
        }
    }

    /** What to evaluate and to keep: the averaged weights. */
    public Weights weights() {
        try (PointerScope scope = new PointerScope()) {
            return new Weights(Torch.values(averageParameters), Torch.values(averageStatistics));
        }
    }

    public State state() {
        return new State(
                networks.get(0).weights(), weights(), optimiser.memory(), optimiser.steps());
    }

    /**
     * Begins with weights that another run has learned.
     *
     * @throws IllegalArgumentException if they are of a network of other widths
     */
    public void start(Weights weights) {
        networks.forEach(network -> network.restore(weights));
        try (PointerScope scope = new PointerScope()) {
            Torch.fill(averageParameters, weights.parameters());
            Torch.fill(averageStatistics, weights.statistics());
        }
    }

    /** Goes back to a state that a learner of the same recipe gave. */
    public void restore(State state) {
        networks.forEach(network -> network.restore(state.weights()));
        try (PointerScope scope = new PointerScope()) {
            Torch.fill(averageParameters, state.average().parameters());
            Torch.fill(averageStatistics, state.average().statistics());
        }
        optimiser.restore(new ArrayList<>(state.memory()), state.steps());
    }

    @Override
    public void close() {
        threads.close();
        networks.subList(1, networks.size()).forEach(TorchPageNetwork::close);
        optimiser.close();
        averageParameters.close();
        averageStatistics.close();
    }
}
