package dev.tenfold.lab.engine;

import dev.tenfold.lab.recipe.PageRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains a page network a step at a time. Each part of a batch is composed and learned by a thread
 * of its own, on one core, with gradients and batch norms of its own, which then are averaged. Not
 * thread-safe; close it, and the network after it.
 */
public final class PageLearner implements AutoCloseable {

    private static final double MAX_GRADIENT_NORM = 5;
    private static final double SECOND_MOMENT_DECAY = 0.98;

    private final PageRecipe recipe;
    private final List<PageNetwork> networks = new ArrayList<>();
    private final ExecutorService threads;
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

    public PageLearner(PageNetwork network, PageRecipe recipe) {
        this.recipe = recipe;
        networks.add(network);
        while (networks.size() < recipe.replicas()) {
            networks.add(network.replica());
        }
        threads = Executors.newFixedThreadPool(recipe.replicas(), PageLearner::thread);
        optimiser =
                Optimiser.adamW(
                        network.topology().weights(),
                        network.topology().parameters(),
                        recipe.weightDecay(),
                        SECOND_MOMENT_DECAY);
        averageParameters = network.parameters().clone();
        averageStatistics = network.statistics().clone();
    }

    private static Thread thread(Runnable task) {
        Thread thread =
                new Thread(
                        () -> {
                            torch.set_num_threads(1);
                            task.run();
                        },
                        "page-replica");
        thread.setDaemon(true);
        return thread;
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
        List<Future<PageLoss>> running = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            int part = i;
            running.add(threads.submit(() -> learn(networks.get(part), parts.apply(part))));
        }
        PageLoss loss = PageLoss.NONE;
        for (Future<PageLoss> part : running) {
            loss = loss.plus(result(part), 1.0 / running.size());
        }
        if (Double.isFinite(loss.total())) {
            // In a thread of one core: vectors this short are not worth waiting for a second.
            result(threads.submit(() -> update(learningRate), loss));
        }
        return loss;
    }

    private PageLoss learn(PageNetwork network, PageBatch batch) {
        try (PointerScope scope = new PointerScope()) {
            network.gradients().zero_();
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

    private static PageLoss result(Future<PageLoss> part) {
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of a batch of pages failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while learning pages", e);
        }
    }

    /** Changes the weights once; all networks then have the same batch norms. */
    private void update(double learningRate) {
        try (PointerScope scope = new PointerScope()) {
            Tensor parameters = networks.get(0).parameters();
            Tensor gradients = networks.get(0).gradients();
            Tensor statistics = networks.get(0).statistics();
            List<PageNetwork> others = networks.subList(1, networks.size());
            for (PageNetwork other : others) {
                gradients.add_(other.gradients());
                statistics.add_(other.statistics());
            }
            Scalar share = new Scalar(1.0 / networks.size());
            gradients.mul_(share);
            statistics.mul_(share);
            others.forEach(other -> other.statistics().copy_(statistics));
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
        threads.shutdown();
        networks.subList(1, networks.size()).forEach(PageNetwork::close);
        optimiser.close();
        averageParameters.close();
        averageStatistics.close();
    }
}
