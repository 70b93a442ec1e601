package dev.tenfold.lab.engine;

import dev.tenfold.lab.engine.Layout.Slot;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * All that a network learns, in native memory: parameters, their gradients and batch norms'
 * statistics, each as one flat vector, and a tensor for each slot that shares their memory. Not
 * thread-safe; close it.
 */
final class TrainedTensors implements AutoCloseable {

    private final Tensor parameters;
    private final Tensor gradients;
    private final Tensor statistics;
    private final List<Tensor> leaves = new ArrayList<>();

    TrainedTensors(Weights initial) {
        try (PointerScope scope = new PointerScope()) {
            parameters = kept(Torch.tensor(initial.parameters(), initial.parameters().length));
            gradients = kept(torch.zeros(initial.parameters().length));
            statistics = kept(Torch.tensor(initial.statistics(), initial.statistics().length));
        }
    }

    private TrainedTensors(TrainedTensors original) {
        try (PointerScope scope = new PointerScope()) {
            parameters = kept(original.parameters.detach());
            gradients = kept(torch.zeros(original.parameters.numel()));
            statistics = kept(original.statistics.clone());
        }
    }

    /** The same parameters in the same memory, with gradients and statistics of their own. */
    TrainedTensors replica() {
        return new TrainedTensors(this);
    }

    /** The tensor of a slot: a leaf of the graph, or a batch norm's statistic. */
    Tensor leaf(Slot slot) {
        try (PointerScope scope = new PointerScope()) {
            Tensor leaf = kept(view(slot));
            leaves.add(leaf);
            return leaf;
        }
    }

    private Tensor view(Slot slot) {
        if (slot.role().isStatistic()) {
            return statistics.narrow(0, slot.offset(), slot.length());
        }
        Tensor leaf =
                parameters
                        .narrow(0, slot.offset(), slot.length())
                        .view(slot.shape())
                        .detach()
                        .requires_grad_(true);
        // Backward adds to a gradient that is there, so all of them gather in one vector.
        leaf.mutable_grad()
                .put(gradients.narrow(0, slot.offset(), slot.length()).view(slot.shape()));
        return leaf;
    }

    /** All parameters as one vector; changing it changes the network. */
    Tensor parameters() {
        return parameters;
    }

    /** The gradients that backward has added up, in the order of {@link #parameters}. */
    Tensor gradients() {
        return gradients;
    }

    /** What batch norms gathered, as one vector; changing it changes the network. */
    Tensor statistics() {
        return statistics;
    }

    /** A copy of all that has been learned. */
    Weights weights() {
        try (PointerScope scope = new PointerScope()) {
            return new Weights(Torch.values(parameters), Torch.values(statistics));
        }
    }

    /** Takes over weights of a network of the same shape. */
    void restore(Weights weights) {
        try (PointerScope scope = new PointerScope()) {
            Torch.fill(parameters, weights.parameters());
            Torch.fill(statistics, weights.statistics());
        }
    }

    /** Keeps a tensor beyond the scope that it was made in; the owner's {@code close} frees it. */
    static <P extends Pointer> P kept(P tensor) {
        tensor.retainReference();
        return tensor;
    }

    @Override
    public void close() {
        leaves.forEach(Tensor::close);
        parameters.close();
        gradients.close();
        statistics.close();
    }
}
