package dev.tenfold.lab.engine;

import dev.tenfold.lab.engine.Layout.Role;
import dev.tenfold.lab.engine.PageTopology.Convolution;
import dev.tenfold.lab.recipe.PageRecipe;
import dev.tenfold.lab.recipe.Recipe.Precision;
import dev.tenfold.reader.internal.model.ModelCard;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The network that finds characters on a page, on libtorch, to be trained. Not thread-safe; close
 * it.
 *
 * <p>Pages are (N, 1, H, W) as {@link dev.tenfold.reader.internal.page.PageInput} makes them, H and
 * W multiples of 32; answers are (N, 29, H/4, W/4), see {@link PageBatch}.
 */
public final class TorchPageNetwork implements AutoCloseable {

    static final double BATCH_NORM_EPSILON = 1e-5;
    private static final double BATCH_NORM_MOMENTUM = 0.1;

    private final PageTopology topology;
    private final TrainedTensors tensors;

    /** Leaves of the graph that share the flat vectors' memory, by their slots' names. */
    private final Map<String, Tensor> leaves = new HashMap<>();

    /** A network to be trained. */
    public TorchPageNetwork(PageRecipe recipe) {
        topology =
                new PageTopology(
                        recipe.widths(), recipe.depths(), recipe.decoder(), PageBatch.OUTPUTS);
        tensors = new TrainedTensors(topology.initial(recipe.seed()));
        addLeaves();
    }

    /** Has the original's parameters, but gradients and batch norms' statistics of its own. */
    private TorchPageNetwork(TorchPageNetwork original) {
        topology = original.topology;
        tensors = original.tensors.replica();
        addLeaves();
    }

    /**
     * A network of the same parameters, in the same memory, that can learn from other pages at the
     * same time. Close it, too.
     */
    TorchPageNetwork replica() {
        return new TorchPageNetwork(this);
    }

    private void addLeaves() {
        topology.slots().forEach(slot -> leaves.put(slot.name(), tensors.leaf(slot)));
    }

    /** How many numbers it keeps that training changes. */
    public int parameterCount() {
        return topology.parameters();
    }

    /** A copy of all that it has learned. */
    public Weights weights() {
        return tensors.weights();
    }

    /** Takes over weights of a network of the same widths. */
    public void restore(Weights weights) {
        tensors.restore(weights);
    }

    /**
     * Takes over the weights of a model file, whose batch norms are folded. Each batch norm is set
     * to what its convolution gives for some pages, so that the network answers as the file does,
     * and learns on from there.
     *
     * @param modelFile of a page network of the same widths, and of as many residual pairs or fewer
     * @param pages (N, 1, side, side) to learn means and variances from
     * @throws IllegalArgumentException if the file holds another network
     */
    public void restore(byte[] modelFile, float[] pages, int side) {
        restore(new FoldedWeights(modelFile), pages, side);
    }

    /**
     * Takes over the mean of two model files' weights, else as {@link #restore(byte[], float[],
     * int)}. The files are of networks that were trained from the same start.
     *
     * @throws IllegalArgumentException if one holds another network
     */
    public void blend(byte[] modelFile, byte[] otherFile, float[] pages, int side) {
        FoldedWeights first = new FoldedWeights(modelFile);
        restore(FoldedWeights.mean(first, new FoldedWeights(otherFile)), pages, side);
    }

    private void restore(FoldedWeights folded, float[] pages, int side) {
        restore(folded.unnormalised(topology, weights()));
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            topology.run(input(pages, side, side, ScalarType.Float), new Unfolding(folded));
        }
    }

    /**
     * The answers to pages, in fp32.
     *
     * @param pages (N, 1, height, width)
     * @return (N, 29, height / 4, width / 4)
     */
    public float[] answers(float[] pages, int height, int width) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return Torch.values(forward(pages, height, width, false, Precision.FP32));
        }
    }

    /** The sealed bytes of a model file that holds this network, batch norms folded. */
    public byte[] toOnnx(ModelCard card) {
        return PageOnnx.bytes(topology, weights(), card);
    }

    PageTopology topology() {
        return topology;
    }

    /** What training changes. */
    TrainedTensors tensors() {
        return tensors;
    }

    /**
     * The answers in the precision asked for.
     *
     * @param training with batch norms on this batch's own statistics
     */
    Tensor forward(float[] pages, int height, int width, boolean training, Precision precision) {
        ScalarType type = Torch.type(precision);
        return topology.run(input(pages, height, width, type), new Forward(training, type));
    }

    private static Tensor input(float[] pages, int height, int width, ScalarType type) {
        int count = pages.length / (height * width);
        // The same memory, declared channels-last, which is faster on.
        return Torch.tensor(pages, count, 1, height, width)
                .as_strided(
                        new long[] {count, 1, height, width}, (long) height * width, 1, width, 1)
                .to(type);
    }

    /** Sets each batch norm on the way to what it finds there. */
    private final class Unfolding extends Forward {

        private final FoldedWeights folded;

        Unfolding(FoldedWeights folded) {
            super(false, ScalarType.Float);
            this.folded = folded;
        }

        @Override
        public Tensor linear(Convolution layer, Tensor x) {
            Tensor result = convolve(layer, x, new TensorOptional());
            long[] allButChannels = {0, 2, 3};
            Tensor mean = result.mean(allButChannels);
            Tensor centred = result.sub(mean.view(1, layer.to(), 1, 1));
            Tensor variance = centred.mul(centred).mean(allButChannels);
            tensor(layer, Role.MEAN).copy_(mean);
            tensor(layer, Role.VARIANCE).copy_(variance);
            if (folded.holds(layer)) {
                Tensor bias = Torch.tensor(folded.bias(layer), layer.to());
                tensor(layer, Role.SCALE)
                        .copy_(variance.add(new Scalar(BATCH_NORM_EPSILON)).sqrt());
                tensor(layer, Role.SHIFT).copy_(bias.add(mean));
            }
            return super.linear(layer, x);
        }
    }

    /** On libtorch, channels last. */
    private class Forward implements PageTopology.Operations<Tensor> {

        private final boolean training;
        private final ScalarType type;

        Forward(boolean training, ScalarType type) {
            this.training = training;
            this.type = type;
        }

        final Tensor tensor(Convolution layer, Role role) {
            Tensor tensor = leaves.get(layer.slot(role).name());
            if (tensor == null) {
                throw new IllegalStateException(layer.name() + " has no tensor for " + role);
            }
            return tensor;
        }

        final Tensor convolve(Convolution layer, Tensor x, TensorOptional bias) {
            long padding = layer.side() / 2;
            return torch.conv2d(
                    x,
                    tensor(layer, Role.WEIGHT)
                            .to(
                                    type,
                                    false,
                                    false,
                                    new MemoryFormatOptional(MemoryFormat.ChannelsLast)),
                    bias,
                    new long[] {layer.stride(), layer.stride()},
                    new long[] {padding, padding},
                    new long[] {1, 1},
                    1);
        }

        @Override
        public Tensor block(Convolution layer, Tensor x) {
            return linear(layer, x).relu_();
        }

        @Override
        public Tensor linear(Convolution layer, Tensor x) {
            return torch.batch_norm(
                    convolve(layer, x, new TensorOptional()),
                    new TensorOptional(tensor(layer, Role.SCALE)),
                    new TensorOptional(tensor(layer, Role.SHIFT)),
                    new TensorOptional(tensor(layer, Role.MEAN)),
                    new TensorOptional(tensor(layer, Role.VARIANCE)),
                    training,
                    BATCH_NORM_MOMENTUM,
                    BATCH_NORM_EPSILON,
                    false);
        }

        @Override
        public Tensor project(Convolution layer, Tensor x) {
            return convolve(layer, x, new TensorOptional(tensor(layer, Role.BIAS).to(type)));
        }

        @Override
        public Tensor add(Tensor a, Tensor b) {
            return a.add(b);
        }

        @Override
        public Tensor relu(Tensor x) {
            return x.relu_();
        }

        @Override
        public Tensor enlarge(Tensor x) {
            return torch.upsample_nearest2d(
                    x,
                    new long[] {2 * x.size(2), 2 * x.size(3)},
                    new DoubleOptional(),
                    new DoubleOptional());
        }
    }

    @Override
    public void close() {
        tensors.close();
    }
}
