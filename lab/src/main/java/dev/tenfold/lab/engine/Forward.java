package dev.tenfold.lab.engine;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Layer;
import dev.tenfold.lab.recipe.Layer.Activation;
import dev.tenfold.lab.recipe.Layer.BatchNorm;
import dev.tenfold.lab.recipe.Layer.Convolution;
import dev.tenfold.lab.recipe.Layer.Dense;
import dev.tenfold.lab.recipe.Layer.Dropout;
import dev.tenfold.lab.recipe.Layer.Flatten;
import dev.tenfold.lab.recipe.Layer.Pool;
import dev.tenfold.lab.recipe.Recipe.Precision;
import dev.tenfold.lab.recipe.Shape;
import java.util.List;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Runs images through the layers of a network. Not thread-safe. */
final class Forward {

    static final double BATCH_NORM_EPSILON = 1e-5;

    /** What images run through a network for. */
    enum Purpose {
        /** Its answers: batch norms use the statistics that they hold. */
        ANSWERS,
        /**
         * Its gradients: with dropout, and with batch norms on this batch's own statistics, which
         * move those that they hold by a tenth of the way.
         */
        GRADIENTS,
        /**
         * Its statistics: without dropout, as in answers, and with batch norms on this batch's own
         * statistics, which replace those that they hold.
         */
        STATISTICS;

        private double momentum() {
            return this == STATISTICS ? 1 : 0.1;
        }
    }

    private final Architecture architecture;
    private final List<List<Tensor>> stages;
    private final Generator chance;
    private final int firstInBlocks;

    /**
     * @param stages for each of the architecture's, its tensors
     * @param chance of dropout
     */
    Forward(Architecture architecture, List<List<Tensor>> stages, Generator chance) {
        this.architecture = architecture;
        this.stages = stages;
        this.chance = chance;
        this.firstInBlocks = Blocks.first(architecture);
    }

    /**
     * The logits (N, classes) as float32.
     *
     * @param images (N, 1, height, width), 0..1
     */
    Tensor logits(float[] images, Purpose purpose, Precision precision) {
        ScalarType type = Torch.type(precision);
        return run(input(images, type), 0, stages.size(), purpose, type).to(ScalarType.Float);
    }

    /** Images as a tensor of (N, 1, height, width), scaled as the recipe has it. */
    Tensor input(float[] images, ScalarType type) {
        Shape input = architecture.input();
        int area = input.size();
        Tensor x =
                Torch.tensor(images, images.length / area, 1, input.height(), input.width())
                        // The same memory, declared channels-last, which is faster on.
                        .as_strided(
                                new long[] {images.length / area, 1, input.height(), input.width()},
                                area,
                                1,
                                input.width(),
                                1);
        if (architecture.scale() != 255) {
            x = x.mul(new Scalar(255 / architecture.scale()));
        }
        return x.to(type);
    }

    /**
     * What the stages from {@code first} to before {@code end} make of what the one before gave.
     */
    Tensor run(Tensor from, int first, int end, Purpose purpose, ScalarType type) {
        Tensor x = from;
        for (int stage = first; stage < end; stage++) {
            if (stage + 1 < end && isReluBeforeMaxPool(stage)) {
                // The same values and gradients, and less to rectify.
                x = apply(stage, apply(stage + 1, x, purpose, type), purpose, type);
                stage++;
            } else {
                x = apply(stage, x, purpose, type);
            }
        }
        return x;
    }

    private boolean isReluBeforeMaxPool(int stage) {
        return architecture.stages().get(stage).layer() instanceof Activation activation
                && activation.function() == Activation.Function.RELU
                && architecture.stages().get(stage + 1).layer() instanceof Pool pool
                && pool.kind() == Pool.Kind.MAX;
    }

    private Tensor apply(int index, Tensor from, Purpose purpose, ScalarType type) {
        Layer layer = architecture.stages().get(index).layer();
        Tensor x = from.is_mkldnn() && !Blocks.canPass(layer) ? from.to_dense() : from;
        return layer.accept(new Application(index, x, purpose, type));
    }

    /** What a layer makes of a tensor. */
    private final class Application implements Layer.Visitor<Tensor> {

        private final int index;
        private final Tensor x;
        private final Purpose purpose;
        private final ScalarType type;
        private final List<Tensor> tensors;

        Application(int index, Tensor x, Purpose purpose, ScalarType type) {
            this.index = index;
            this.x = x;
            this.purpose = purpose;
            this.type = type;
            this.tensors = stages.get(index);
        }

        @Override
        public Tensor convolution(Convolution conv) {
            if (purpose == Purpose.GRADIENTS
                    && index >= firstInBlocks
                    && Blocks.areAvailable(type)) {
                return Blocks.convolve(x, tensors.get(0), tensors.get(1), conv);
            }
            return torch.conv2d(
                    x,
                    tensors.get(0)
                            .to(
                                    type,
                                    false,
                                    false,
                                    new MemoryFormatOptional(MemoryFormat.ChannelsLast)),
                    new TensorOptional(tensors.get(1).to(type)),
                    new long[] {conv.stride(), conv.stride()},
                    new long[] {conv.padding(), conv.padding()},
                    new long[] {1, 1},
                    1);
        }

        @Override
        public Tensor dense(Dense layer) {
            return torch.linear(
                    x, tensors.get(0).to(type), new TensorOptional(tensors.get(1).to(type)));
        }

        @Override
        public Tensor batchNorm(BatchNorm layer) {
            return torch.batch_norm(
                    x,
                    new TensorOptional(tensors.get(0)),
                    new TensorOptional(tensors.get(1)),
                    new TensorOptional(tensors.get(2)),
                    new TensorOptional(tensors.get(3)),
                    purpose != Purpose.ANSWERS,
                    purpose.momentum(),
                    BATCH_NORM_EPSILON,
                    false);
        }

        @Override
        public Tensor activation(Activation activation) {
            return activate(activation, x, index);
        }

        @Override
        public Tensor pool(Pool pool) {
            long[] size = {pool.size(), pool.size()};
            long[] stride = {pool.stride(), pool.stride()};
            long[] padding = {0, 0};
            return pool.kind() == Pool.Kind.MAX
                    ? torch.max_pool2d(x, size, stride, padding, new long[] {1, 1}, false)
                    : torch.avg_pool2d(x, size, stride, padding, false, true, new LongOptional());
        }

        @Override
        public Tensor flatten(Flatten layer) {
            return x.flatten(1, -1);
        }

        @Override
        public Tensor dropout(Dropout dropout) {
            return purpose == Purpose.GRADIENTS && dropout.rate() > 0 ? drop(x, dropout.rate()) : x;
        }
    }

    private Tensor activate(Activation activation, Tensor x, int index) {
        Layer before = index == 0 ? activation : architecture.stages().get(index - 1).layer();
        return switch (activation.function()) {
            // In place where backward does not need what the layer before gave. In blocks a maximum
            // that was taken first is needed.
            case RELU ->
                    !x.is_mkldnn()
                                    && (before instanceof Convolution
                                            || before instanceof Dense
                                            || before instanceof BatchNorm)
                            ? x.relu_()
                            : x.relu();
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
        };
    }

    /**
     * Dropout on one random byte a value, so the rate is a multiple of 1/256. libtorch's own draws
     * a double for each, on one thread, and was a fifth of a step.
     */
    private Tensor drop(Tensor x, double rate) {
        int threshold = (int) Math.round(rate * 256);
        long count = x.numel();
        Tensor bytes =
                torch.empty(
                                new long[] {(count + 7) / 8},
                                new TensorOptions(ScalarType.Long),
                                new MemoryFormatOptional())
                        .random_(Long.MIN_VALUE, new LongOptional(), new GeneratorOptional(chance))
                        .view(ScalarType.Byte)
                        .narrow(0, 0, count)
                        .as_strided(x.sizes(), x.strides());
        Tensor mask =
                bytes.ge(new Scalar(threshold))
                        .to(x.scalar_type())
                        .mul_(new Scalar(256.0 / (256 - threshold)));
        return x.mul(mask);
    }
}
