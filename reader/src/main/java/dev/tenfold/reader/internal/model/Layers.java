package dev.tenfold.reader.internal.model;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.OnnxGraph.Node;
import dev.tenfold.reader.internal.model.OnnxGraph.Tensor;
import dev.tenfold.reader.internal.model.Session.Values;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network that can be looked into: what each of its layers makes of a glyph, and what speaks for
 * each answer. It may be used by many threads at once. Closing waits for what runs; later calls
 * throw {@link IllegalStateException}, and closing again does nothing.
 */
public final class Layers implements AutoCloseable {

    private static final Set<String> ACTIVATIONS = Set.of("Relu", "Tanh", "Sigmoid");
    private static final Set<String> POOLINGS = Set.of("MaxPool", "AveragePool");

    /**
     * What a network that computes in bytes does to each layer's output: what is shown is after.
     */
    private static final String ROUNDING = "QuantizeLinear";

    private static final String ROUNDED = "DequantizeLinear";

    /**
     * What a layer gives: activations and poolings, which an eye can follow, and at last the
     * logits.
     *
     * @param operators what was done since the layer before, in ONNX's words, such as {@code Conv,
     *     BatchNormalization, Relu}
     * @param kernel (height, width) of the convolution among them; empty where there is none
     * @param shape (channels, height, width), or (units)
     * @param values as many as the shape holds
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Output(
            List<String> operators, List<Integer> kernel, List<Integer> shape, float[] values) {

        /** Whether it is planes, which can be drawn, and not a row of numbers. */
        public boolean isMaps() {
            return shape.size() == 3;
        }
    }

    /**
     * How much each place of the last maps speaks for each label: its share of the label's logit,
     * which but for a constant is their sum. It is the class activation map of Zhou et al. 2016 for
     * a network that flattens its maps.
     *
     * @param shape (labels, height, width)
     * @param values above 0 for the label, below it against it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Evidence(List<Integer> shape, float[] values) {}

    /** A layer that is shown: the graph's name of its output, and how it came about. */
    private record Stage(String output, List<String> operators, List<Integer> kernel) {}

    private final Session session;
    private final List<Stage> stages;
    private final @Nullable Tensor lastWeights;

    private Layers(Session session, List<Stage> stages, @Nullable Tensor lastWeights) {
        this.session = session;
        this.stages = stages;
        this.lastWeights = lastWeights;
    }

    /**
     * Opens the bytes of a model file to look into it.
     *
     * @param name what to call it in a message
     * @throws ModelFileException as {@link Network#open(byte[], String)}
     */
    public static Layers open(byte[] modelFile, String name) throws ModelFileException {
        OnnxGraph graph = OnnxModel.of(modelFile, name).graph();
        List<Stage> stages = stages(graph);
        if (stages.isEmpty()) {
            throw new ModelFileException(
                    name + ": expected layers to look into, found none; train the model again");
        }
        List<String> inner =
                stages.subList(0, stages.size() - 1).stream().map(Stage::output).toList();
        return new Layers(Session.open(modelFile, name, inner), stages, lastWeights(graph));
    }

    private static List<Stage> stages(OnnxGraph graph) {
        List<Stage> stages = new ArrayList<>();
        List<String> operators = new ArrayList<>();
        List<Integer> kernel = List.of();
        int last = graph.nodes().size() - 1;
        for (int i = 0; i <= last; i++) {
            Node node = graph.nodes().get(i);
            if (graph.isConstant(node.output()) || node.operator().equals(ROUNDING)) {
                continue;
            }
            if (node.operator().equals(ROUNDED)) {
                if (operators.isEmpty() && !stages.isEmpty()) {
                    Stage exact = stages.remove(stages.size() - 1);
                    stages.add(new Stage(node.output(), exact.operators(), exact.kernel()));
                }
                continue;
            }
            operators.add(node.operator());
            if (node.operator().equals("Conv")) {
                kernel =
                        graph.origin(node.inputs().get(1))
                                .filter(weights -> weights.shape().size() == 4)
                                .map(weights -> weights.shape().subList(2, 4))
                                .orElse(List.of());
            }
            if (i == last
                    || ACTIVATIONS.contains(node.operator())
                    || POOLINGS.contains(node.operator())) {
                stages.add(new Stage(node.output(), List.copyOf(operators), kernel));
                operators.clear();
                kernel = List.of();
            }
        }
        return stages;
    }

    /** The weights (labels, features) of a dense layer that ends the network. */
    private static @Nullable Tensor lastWeights(OnnxGraph graph) {
        Node last = graph.nodes().get(graph.nodes().size() - 1);
        return last.operator().equals("Gemm") && last.attributes().containsKey("transB")
                ? graph.tensor(last.inputs().get(1)).orElse(null)
                : null;
    }

    /**
     * What each layer gives for a glyph, from the first to the logits.
     *
     * @throws IllegalStateException if it is closed
     */
    public List<Output> outputs(Glyph glyph) {
        List<String> names = stages.stream().map(Stage::output).toList();
        List<Integer> one = List.of(1, 1, Glyph.SIZE, Glyph.SIZE);
        Map<String, Values> values =
                session.uses()
                        .during(
                                () ->
                                        session.compute(
                                                FloatBuffer.wrap(glyph.pixels()), one, names));
        List<Output> outputs = new ArrayList<>();
        for (Stage stage : stages) {
            Values given = Objects.requireNonNull(values.get(stage.output()));
            List<Integer> shape = given.shape().subList(1, given.shape().size());
            outputs.add(new Output(stage.operators(), stage.kernel(), shape, given.values()));
        }
        return outputs;
    }

    /**
     * What speaks for each label, over the last maps, or over the glyph itself where the network
     * has no layer between.
     *
     * @param outputs of this network for the glyph
     * @return empty where dense layers are between, so that no place speaks for itself
     */
    public Optional<Evidence> evidence(Glyph glyph, List<Output> outputs) {
        if (lastWeights == null) {
            return Optional.empty();
        }
        boolean direct = outputs.size() == 1;
        Output before =
                direct
                        ? new Output(
                                List.of(),
                                List.of(),
                                List.of(1, Glyph.SIZE, Glyph.SIZE),
                                glyph.pixels())
                        : outputs.get(outputs.size() - 2);
        if (!before.isMaps() || before.values().length != lastWeights.shape().get(1)) {
            return Optional.empty();
        }
        float[] weights = lastWeights.floats();
        int labels = lastWeights.shape().get(0);
        int area = before.shape().get(1) * before.shape().get(2);
        float[] sums = new float[labels * area];
        for (int label = 0; label < labels; label++) {
            for (int i = 0; i < before.values().length; i++) {
                sums[label * area + i % area] +=
                        weights[label * before.values().length + i] * before.values()[i];
            }
        }
        return Optional.of(
                new Evidence(List.of(labels, before.shape().get(1), before.shape().get(2)), sums));
    }

    @Override
    public void close() {
        session.close();
    }
}
