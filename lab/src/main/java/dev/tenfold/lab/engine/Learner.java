package dev.tenfold.lab.engine;

import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Recipe.Targets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network a batch at a time, as its recipe says. Not thread-safe; close it, and the
 * network after it.
 *
 * <p>All chance in a step comes from the seed it is given, so a run can go on from any step.
 */
public final class Learner implements AutoCloseable {

    private static final int MEAN = 1;
    private static final int IGNORE_NOTHING = -100;

    private final TorchNetwork network;
    private final Recipe recipe;
    private final Optimiser optimiser;
    private final @Nullable Tensor average;

    /**
     * All that a run needs to go on exactly from where it was.
     *
     * @param average of the parameters over time; empty where the recipe asks for none
     * @param memory the optimiser's vectors
     * @param steps taken so far
     */
    public record State(Weights weights, float[] average, List<float[]> memory, long steps) {

        public State {
            memory = List.copyOf(memory);
        }
    }

    public Learner(TorchNetwork network, Recipe recipe) {
        this.network = network;
        this.recipe = recipe;
        this.optimiser = Optimiser.of(recipe, network.layout());
        this.average = recipe.average() == 0 ? null : network.parameters().clone();
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
        try (PointerScope scope = new PointerScope()) {
            torch.manual_seed(seed);
            network.gradients().zero_();
            Tensor logits = network.forward(images, true, recipe.precision());
            Tensor truth = truth(labels);
            Tensor loss =
                    torch.cross_entropy_loss(
                            logits,
                            targets != null
                                    ? Torch.tensor(
                                            targets,
                                            labels.length,
                                            network.architecture().classes())
                                    : recipe.targets() == Targets.INDEX ? truth : oneHot(labels),
                            new TensorOptional(),
                            MEAN,
                            IGNORE_NOTHING,
                            recipe.labelSmoothing());
            double value = loss.item_float();
            int correct =
                    (int)
                            logits.detach()
                                    .argmax(new LongOptional(1), false)
                                    .eq(truth)
                                    .sum()
                                    .item_long();
            if (Double.isFinite(value)) {
                loss.backward();
                optimiser.step(network.parameters(), network.gradients(), learningRate);
                if (average != null) {
                    average.lerp_(network.parameters(), new Scalar(1 - recipe.average()));
                }
            }
            return new StepResult(value, correct);
        }
    }

    private static Tensor truth(int[] labels) {
        long[] indices = new long[labels.length];
        for (int i = 0; i < labels.length; i++) {
            indices[i] = labels[i];
        }
        return Torch.tensor(indices);
    }

    private Tensor oneHot(int[] labels) {
        int classes = network.architecture().classes();
        float[] rows = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            rows[i * classes + labels[i]] = 1;
        }
        return Torch.tensor(rows, labels.length, classes);
    }

    /** What to evaluate and to keep: the averaged parameters where the recipe asks for them. */
    public Weights weights() {
        Weights current = network.weights();
        return average == null
                ? current
                : new Weights(averageValues(average), current.statistics());
    }

    private static float[] averageValues(Tensor average) {
        try (PointerScope scope = new PointerScope()) {
            return Torch.values(average);
        }
    }

    public State state() {
        return new State(
                network.weights(),
                average == null ? new float[0] : averageValues(average),
                optimiser.memory(),
                optimiser.steps());
    }

    /** Goes back to a state that a learner of the same recipe gave. */
    public void restore(State state) {
        network.restore(state.weights());
        try (PointerScope scope = new PointerScope()) {
            if (average != null) {
                Torch.fill(average, state.average());
            }
        }
        optimiser.restore(new ArrayList<>(state.memory()), state.steps());
    }

    @Override
    public void close() {
        optimiser.close();
        if (average != null) {
            average.close();
        }
    }
}
