package dev.tenfold.lab.engine;

import dev.tenfold.lab.engine.Forward.Purpose;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Layer;
import dev.tenfold.lab.recipe.Layer.Convolution;
import dev.tenfold.lab.recipe.Layer.Dense;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Recipe.Precision;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.ModelFile;
import dev.tenfold.reader.internal.model.Network;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A network on libtorch, with its weights in native memory. Not thread-safe; close it.
 *
 * <p>Images are (N, 1, height, width) floats in 0..1, ink 1.
 */
public final class TorchNetwork implements AutoCloseable {

    private static final int CHUNK = 500;

    private final Architecture architecture;
    private final Layout layout;
    private final Forward forward;
    private final TrainedTensors tensors;

    /** Of dropout. */
    private final Generator chance;

    /** For each stage, its tensors: leaves of the graph that share the flat vectors' memory. */
    private final List<List<Tensor>> stages;

    /**
     * A network to be trained: normal weights with variance 2 / inputs where a ReLU follows (He et
     * al. 2015), elsewhere uniform ones with variance 2 / (inputs + outputs) (Glorot and Bengio
     * 2010), biases 0.
     */
    public TorchNetwork(Architecture architecture, long seed) {
        this.architecture = architecture;
        this.layout = new Layout(architecture);
        this.tensors = new TrainedTensors(layout.initial(architecture, seed));
        this.chance = chance();
        this.stages = leaves();
        this.forward = new Forward(architecture, stages, chance);
    }

    /**
     * Has the original's parameters, but gradients, batch norms' statistics and chance of its own.
     */
    private TorchNetwork(TorchNetwork original) {
        this.architecture = original.architecture;
        this.layout = original.layout;
        this.tensors = original.tensors.replica();
        this.chance = chance();
        this.stages = leaves();
        this.forward = new Forward(architecture, stages, chance);
    }

    private static Generator chance() {
        try (PointerScope scope = new PointerScope()) {
            return TrainedTensors.kept(torch.make_generator_cpu());
        }
    }

    /**
     * A network of the same parameters, in the same memory, that can learn from other examples at
     * the same time. Close it, too.
     */
    TorchNetwork replica() {
        return new TorchNetwork(this);
    }

    private List<List<Tensor>> leaves() {
        return IntStream.range(0, architecture.stages().size())
                .mapToObj(stage -> layout.slots(stage).stream().map(tensors::leaf).toList())
                .toList();
    }

    /**
     * The network in a model file, as it was trained.
     *
     * @throws ModelFileException if the file is not a whole Tenfold model of this version
     */
    public static TorchNetwork open(Path file) throws ModelFileException {
        return open(ModelFile.read(file), file.toString());
    }

    /**
     * The network in the bytes of a model file, as it was trained.
     *
     * @param name what to call it in a message
     * @throws ModelFileException if they are not a whole Tenfold model of this version
     */
    public static TorchNetwork open(byte[] bytes, String name) throws ModelFileException {
        ModelCard card;
        try (Network network = Network.open(bytes, name)) {
            card = network.card();
        }
        try {
            Recipe recipe = Recipe.parse(name + " (its recipe)", card.recipe());
            List<Integer> shape = card.inputShape();
            Architecture architecture =
                    Architecture.of(
                            recipe,
                            Shape.maps(shape.get(0), shape.get(1), shape.get(2)),
                            card.labels().size());
            TorchNetwork network = new TorchNetwork(architecture, card.seed());
            network.restore(OnnxFile.weights(bytes, network.layout, name));
            return network;
        } catch (RecipeException e) {
            throw new ModelFileException(
                    name
                            + ": expected the recipe that it was trained by, found a mistake in it ("
                            + e.getMessage()
                            + "); train the model again",
                    e);
        }
    }

    /** The sealed bytes of a model file that holds this network. */
    public byte[] toOnnx(ModelCard card) {
        return OnnxFile.bytes(architecture, layout, weights(), null, card);
    }

    /**
     * The sealed bytes of a model file that holds this network and computes its answers in whole
     * numbers of a byte, which takes less than half of the time where convolutions are large.
     *
     * @param ranges of the values that it will meet
     */
    public byte[] toOnnx(ModelCard card, Ranges ranges) {
        return OnnxFile.bytes(architecture, layout, weights(), ranges, card);
    }

    /** The version of libtorch and of its Java presets. */
    public static String engineVersion() {
        return String.valueOf(Tensor.class.getPackage().getImplementationVersion());
    }

    public Architecture architecture() {
        return architecture;
    }

    /** A copy of all that it has learned. */
    public Weights weights() {
        return tensors.weights();
    }

    /** Takes over weights of a network of the same architecture. */
    public void restore(Weights weights) {
        tensors.restore(weights);
    }

    /** Whether there are batch norms, which gather statistics. */
    public boolean hasStatistics() {
        return layout.statistics() > 0;
    }

    /**
     * Makes the batch norms' statistics fit the parameters: the means of those of some batches.
     * Nothing of the statistics before is left.
     *
     * @param batches at least one, all of the same number of images (N, 1, height, width), 0..1
     */
    public void gatherStatistics(List<float[]> batches) {
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("batches: expected at least one, found none");
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor sum = torch.zeros(layout.statistics());
            for (float[] images : batches) {
                try (PointerScope batch = new PointerScope()) {
                    forward(images, Purpose.STATISTICS, Precision.FP32);
                    sum.add_(tensors.statistics());
                }
            }
            tensors.statistics().copy_(sum.div_(new Scalar(batches.size())));
        }
    }

    /**
     * The outputs before the softmax, in fp32 and without dropout.
     *
     * @param images (N, 1, height, width), 0..1
     * @return (N, classes)
     */
    public float[][] logits(float[] images) {
        int area = architecture.input().size();
        int classes = architecture.classes();
        float[][] logits = new float[images.length / area][classes];
        for (int from = 0; from < logits.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, logits.length);
            float[] chunk = Arrays.copyOfRange(images, from * area, to * area);
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                float[] values = Torch.values(forward(chunk, Purpose.ANSWERS, Precision.FP32));
                for (int i = from; i < to; i++) {
                    System.arraycopy(values, (i - from) * classes, logits[i], 0, classes);
                }
            }
        }
        return logits;
    }

    /**
     * What a layer gives, in fp32 and without dropout.
     *
     * @param images (N, 1, height, width), 0..1
     * @param stage of the architecture, from 0
     * @return (N, the stage's output shape)
     */
    public float[] outputs(float[] images, int stage) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return Torch.values(
                    forward.run(
                            forward.input(images, ScalarType.Float),
                            0,
                            stage + 1,
                            Purpose.ANSWERS,
                            ScalarType.Float));
        }
    }

    /**
     * Between which values each stage's answers to some examples lie.
     *
     * @param images (N, 1, height, width), 0..1
     */
    public Ranges ranges(float[] images) {
        int area = architecture.input().size();
        float[] least = new float[stages.size() + 1];
        float[] greatest = new float[stages.size() + 1];
        for (int from = 0; from < images.length; from += CHUNK * area) {
            float[] chunk =
                    Arrays.copyOfRange(images, from, Math.min(from + CHUNK * area, images.length));
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                Tensor x = forward.input(chunk, ScalarType.Float);
                for (int stage = 0; stage <= stages.size(); stage++) {
                    least[stage] = Math.min(least[stage], x.min().item_float());
                    greatest[stage] = Math.max(greatest[stage], x.max().item_float());
                    if (stage < stages.size()) {
                        x = forward.run(x, stage, stage + 1, Purpose.ANSWERS, ScalarType.Float);
                    }
                }
            }
        }
        return new Ranges(least, greatest);
    }

    /**
     * How much each value that a layer gives speaks for a class: the value times the gradient of
     * the class's logit by it. Over a network whose rest is linear these add up to the logit, but
     * for its bias (HiResCAM, Draelos and Carin 2020).
     *
     * @param image (1, height, width), 0..1
     * @param stage of the architecture, from 0; -1 for the image itself
     * @return in the shape of the stage's output
     */
    public float[] evidence(float[] image, int stage, int label) {
        try (PointerScope scope = new PointerScope()) {
            Tensor values;
            try (NoGradGuard guard = new NoGradGuard()) {
                values =
                        forward.run(
                                        forward.input(image, ScalarType.Float),
                                        0,
                                        stage + 1,
                                        Purpose.ANSWERS,
                                        ScalarType.Float)
                                .clone();
            }
            values.requires_grad_(true);
            // A product, for a ReLU that follows would otherwise change the values in place.
            Tensor logits =
                    forward.run(
                            values.mul(new Scalar(1)),
                            stage + 1,
                            stages.size(),
                            Purpose.ANSWERS,
                            ScalarType.Float);
            logits.view(-1).select(0, label).backward();
            float[] evidence = Torch.values(values.grad().mul(values.detach()));
            tensors.gradients().zero_();
            return evidence;
        }
    }

    /**
     * What a layer multiplies by.
     *
     * @param stage of the architecture, from 0
     * @return (filters, channels, height, width) of a convolution, (units, inputs) of a dense
     *     layer; empty for all others
     */
    public float[] weight(int stage) {
        Layer layer = architecture.stages().get(stage).layer();
        if (!(layer instanceof Convolution || layer instanceof Dense)) {
            return new float[0];
        }
        try (PointerScope scope = new PointerScope()) {
            return Torch.values(stages.get(stage).get(0).detach());
        }
    }

    Layout layout() {
        return layout;
    }

    /** What training changes. */
    TrainedTensors tensors() {
        return tensors;
    }

    /** Seeds the dropout of the next step. */
    void seed(long seed) {
        chance.set_current_seed(seed);
    }

    /** The logits (N, classes) as float32. */
    Tensor forward(float[] images, Purpose purpose, Precision precision) {
        return forward.logits(images, purpose, precision);
    }

    @Override
    public void close() {
        tensors.close();
        chance.close();
    }
}
