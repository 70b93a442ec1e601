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
    private record Stage(String output, List<Node> nodes, List<Integer> kernel) {

        List<String> operators() {
            return nodes.stream().map(Node::operator).toList();
        }
    }

    private final Session session;
    private final OnnxGraph graph;
    private final List<Stage> stages;
    private final @Nullable Tensor lastWeights;

    private Layers(Session session, OnnxGraph graph, List<Stage> stages) {
        this.session = session;
        this.graph = graph;
        this.stages = stages;
        this.lastWeights = lastWeights(graph);
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
        return new Layers(Session.open(modelFile, name, inner), graph, stages);
    }

    private static List<Stage> stages(OnnxGraph graph) {
        List<Stage> stages = new ArrayList<>();
        List<Node> made = new ArrayList<>();
        List<Integer> kernel = List.of();
        int last = graph.nodes().size() - 1;
        for (int i = 0; i <= last; i++) {
            Node node = graph.nodes().get(i);
            if (graph.isConstant(node.output()) || node.operator().equals(ROUNDING)) {
                continue;
            }
            if (node.operator().equals(ROUNDED)) {
                if (made.isEmpty() && !stages.isEmpty()) {
                    Stage exact = stages.remove(stages.size() - 1);
                    stages.add(new Stage(node.output(), exact.nodes(), exact.kernel()));
                }
                continue;
            }
            made.add(node);
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
                stages.add(new Stage(node.output(), List.copyOf(made), kernel));
                made.clear();
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
        Output before = before(glyph, outputs, outputs.size() - 1);
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

    /**
     * How one value of a layer came about.
     *
     * @param outputs of this network for the glyph
     * @param layer index among the outputs
     * @param map channel or unit of the layer
     * @param row of the value in its map; 0 for a unit, as is {@code column}
     * @return empty where the layer is of a kind that cannot be shown so, or computes in bytes
     * @throws IndexOutOfBoundsException if the layer has no such place
     */
    public Optional<Trace> trace(
            Glyph glyph, List<Output> outputs, int layer, int map, int row, int column) {
        Output output = outputs.get(layer);
        int height = output.isMaps() ? output.shape().get(1) : 1;
        int width = output.isMaps() ? output.shape().get(2) : 1;
        Objects.checkIndex(map, output.shape().get(0));
        Objects.checkIndex(row, height);
        Objects.checkIndex(column, width);
        return Trace.of(
                graph,
                stages.get(layer).nodes(),
                before(glyph, outputs, layer),
                new int[] {map, row, column},
                output.values()[(map * height + row) * width + column]);
    }

    /** What a layer is made from: the layer before it, or the glyph. */
    private static Output before(Glyph glyph, List<Output> outputs, int layer) {
        return layer > 0
                ? outputs.get(layer - 1)
                : new Output(
                        List.of(), List.of(), List.of(1, Glyph.SIZE, Glyph.SIZE), glyph.pixels());
    }

    @Override
    public void close() {
        session.close();
    }
}
