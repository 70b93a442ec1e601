package dev.tenfold.lab.engine;

import dev.tenfold.lab.engine.Forward.Purpose;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Recipe.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of a batch. A recipe may have it cut into parts that are learned side by side, each
 * on threads of its own and with batch norms of its own, "ghost batch norm" (Hoffer, Hubara and
 * Soudry 2017, Train longer, generalize better, section 4). All operations of a part follow each
 * other on the same core, which then waits for no other between two of them.
 *
 * <p>Parts are the recipe's, not the machine's: with fewer cores the same numbers come, later. Not
 * thread-safe; close it.
 */
final class Replicas implements AutoCloseable {

    private static final int MEAN = 1;
    private static final int IGNORE_NOTHING = -100;

    private final Recipe recipe;
    private final List<TorchNetwork> networks = new ArrayList<>();
    private final @Nullable ReplicaThreads threads;

    /** What a replica is to learn from: {@link TrainingStep#step}'s own arguments, of one part. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Part(float[] images, int[] labels, long seed) {

        static Part of(float[] images, int[] labels, long seed, int i, int n) {
            int from = (int) ((long) labels.length * i / n);
            int to = (int) ((long) labels.length * (i + 1) / n);
            return new Part(
                    rows(images, from, to, labels.length),
                    Arrays.copyOfRange(labels, from, to),
                    seed + i);
        }

        private static float[] rows(float[] values, int from, int to, int rows) {
            int width = values.length / rows;
            return Arrays.copyOfRange(values, from * width, to * width);
        }
    }

    Replicas(TorchNetwork network, Recipe recipe) {
        this.recipe = recipe;
        networks.add(network);
        while (networks.size() < recipe.replicas()) {
            networks.add(network.replica());
        }
        int count = networks.size();
        // Asked by this thread first, so that its own number stays.
        threads =
                count == 1
                        ? null
                        : new ReplicaThreads(count, Math.max(1, torch.get_num_threads() / count));
    }

    /**
     * Leaves the gradients of a batch's mean loss in the network, whose batch norms then have
     * gathered the means of what the parts' have. Nothing is changed but by a loss that is finite.
     */
    StepResult step(float[] images, int[] labels, long seed) {
        if (threads == null) {
            return learn(networks.get(0), new Part(images, labels, seed));
        }
        share();
        int count = Math.min(networks.size(), labels.length);
        List<Part> parts =
                IntStream.range(0, count)
                        .mapToObj(i -> Part.of(images, labels, seed, i, count))
                        .toList();
        List<StepResult> results = threads.all(count, i -> learn(networks.get(i), parts.get(i)));
        double[] shares = new double[count];
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < count; i++) {
            StepResult result = results.get(i);
            shares[i] = (double) parts.get(i).labels.length / labels.length;
            loss += shares[i] * result.loss();
            correct += result.correct();
        }
        gather(shares);
        return new StepResult(loss, correct);
    }

    /** Brings what batch norms gathered, in the network, to the others. */
    private void share() {
        try (PointerScope scope = new PointerScope()) {
            for (TorchNetwork other : networks.subList(1, networks.size())) {
                other.tensors().statistics().copy_(networks.get(0).tensors().statistics());
            }
        }
    }

    /** Makes the network's gradients and statistics the means of all. */
    private void gather(double[] shares) {
        try (PointerScope scope = new PointerScope()) {
            Tensor gradients = networks.get(0).tensors().gradients().mul_(new Scalar(shares[0]));
            Tensor statistics = networks.get(0).tensors().statistics().mul_(new Scalar(shares[0]));
            for (int i = 1; i < shares.length; i++) {
                Scalar share = new Scalar(shares[i]);
                gradients.add_(networks.get(i).tensors().gradients(), share);
                statistics.add_(networks.get(i).tensors().statistics(), share);
            }
        }
    }

    private StepResult learn(TorchNetwork network, Part part) {
        try (PointerScope scope = new PointerScope()) {
            network.seed(part.seed);
            network.tensors().gradients().zero_();
            Tensor logits = network.forward(part.images, Purpose.GRADIENTS, recipe.precision());
            Tensor truth = truth(part.labels);
            Tensor loss =
                    torch.cross_entropy_loss(
                            logits,
                            recipe.targets() == Targets.INDEX
                                    ? truth
                                    : oneHot(part.labels, network.architecture().classes()),
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

    private static Tensor oneHot(int[] labels, int classes) {
        float[] rows = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            rows[i * classes + labels[i]] = 1;
        }
        return Torch.tensor(rows, labels.length, classes);
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.close();
        }
        networks.subList(1, networks.size()).forEach(TorchNetwork::close);
    }
}
