package dev.tenfold.reader.internal.model;

import dev.tenfold.reader.internal.model.Layers.Output;
import dev.tenfold.reader.internal.model.OnnxGraph.Node;
import dev.tenfold.reader.internal.model.OnnxGraph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one value of a layer came about: what it saw of each map before it, what that was multiplied
 * by, and the sum.
 *
 * @param operator that made it: {@code Conv}, {@code MaxPool}, {@code AveragePool} or {@code Gemm}
 * @param sources one for each map, or unit, that it was made from
 * @param bias added to the sum of all sources; 0 for a pooling
 * @param sum of all sources and the bias, before the activation; for max pooling, the largest value
 * @param value what the layer gives
 */
public record Trace(String operator, List<Source> sources, float bias, float sum, float value) {

    /**
     * A part of a map before the layer.
     *
     * @param map its index, from 0
     * @param top row of the first value in the map; below 0 where the part reaches beyond it
     * @param left see {@code top}
     * @param height of the part
     * @param width of the part
     * @param values (height, width), 0 beyond the map
     * @param weights the same shape, batch normalisation included; all 1 for max pooling
     * @param sum of the products
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Source(
            int map,
            int top,
            int left,
            int height,
            int width,
            float[] values,
            float[] weights,
            float sum) {

        private static Source of(
                int map, int top, int left, int[] size, float[] values, float[] weights) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += (double) values[i] * weights[i];
            }
            return new Source(map, top, left, size[0], size[1], values, weights, (float) sum);
        }
    }

    /** Batch normalisation as a factor and an addend. */
    private record Scaling(float factor, float addend) {}

    private static final Scaling UNCHANGED = new Scaling(1, 0);
    private static final double DEFAULT_EPSILON = 1e-5;
    private static final Set<String> ONLY_RESHAPES = Set.of("Flatten", "Reshape", "Dropout");

    /**
     * Traces a value.
     *
     * @param nodes that made the layer, in order
     * @param before what the layer was made from
     * @param at (map, row, column) in the layer; (unit, 0, 0) where it is a row of units
     * @param value what the layer gives there
     * @return empty where the layer is of another kind
     */
    static Optional<Trace> of(
            OnnxGraph graph, List<Node> nodes, Output before, int[] at, float value) {
        List<Node> counting =
                nodes.stream().filter(node -> !ONLY_RESHAPES.contains(node.operator())).toList();
        String operators = String.join(" ", counting.stream().map(Node::operator).toList());
        Node first = counting.get(0);
        if (operators.matches("Conv( BatchNormalization)?( Relu| Tanh| Sigmoid)?")) {
            return convolution(graph, counting, before, at, value);
        }
        if (operators.matches("Gemm( Relu| Tanh| Sigmoid)?")) {
            return dense(graph, first, before, at[0], value);
        }
        return operators.matches("MaxPool|AveragePool")
                ? Optional.of(pooling(first, before, at, value))
                : Optional.empty();
    }

    private static Optional<Trace> convolution(
            OnnxGraph graph, List<Node> nodes, Output before, int[] at, float value) {
        Node node = nodes.get(0);
        Optional<Tensor> weights = floats(graph, node, 1);
        if (weights.isEmpty() || !before.isMaps()) {
            return Optional.empty();
        }
        List<Integer> shape = weights.get().shape();
        if (shape.size() != 4
                || !shape.get(1).equals(before.shape().get(0))
                || whole(node, "dilations", 0, 1) != 1
                || whole(node, "dilations", 1, 1) != 1) {
            return Optional.empty();
        }
        Scaling scaling =
                nodes.size() > 1 && nodes.get(1).operator().equals("BatchNormalization")
                        ? scaling(graph, nodes.get(1), at[0])
                        : UNCHANGED;
        int[] size = {shape.get(2), shape.get(3)};
        int top = at[1] * whole(node, "strides", 0, 1) - whole(node, "pads", 0, 0);
        int left = at[2] * whole(node, "strides", 1, 1) - whole(node, "pads", 1, 0);
        float[] all = weights.get().floats();
        int area = size[0] * size[1];
        List<Source> sources = new ArrayList<>();
        for (int map = 0; map < shape.get(1); map++) {
            float[] kernel = new float[area];
            for (int i = 0; i < area; i++) {
                kernel[i] = all[(at[0] * shape.get(1) + map) * area + i] * scaling.factor();
            }
            sources.add(
                    Source.of(map, top, left, size, part(before, map, top, left, size), kernel));
        }
        float bias =
                floats(graph, node, 2).map(Tensor::floats).map(each -> each[at[0]]).orElse(0f)
                                * scaling.factor()
                        + scaling.addend();
        return Optional.of(new Trace("Conv", sources, bias, total(sources) + bias, value));
    }

    private static Scaling scaling(OnnxGraph graph, Node node, int map) {
        float[] of = new float[4];
        for (int i = 0; i < of.length; i++) {
            of[i] = graph.tensor(node.inputs().get(i + 1)).orElseThrow().floats()[map];
        }
        Attribute epsilon = node.attributes().get("epsilon");
        double deviation =
                Math.sqrt(of[3] + (epsilon == null ? DEFAULT_EPSILON : epsilon.number()));
        double factor = of[0] / deviation;
        return new Scaling((float) factor, (float) (of[1] - of[2] * factor));
    }

    private static Trace pooling(Node node, Output before, int[] at, float value) {
        int[] size = {whole(node, "kernel_shape", 0, 1), whole(node, "kernel_shape", 1, 1)};
        int top = at[1] * whole(node, "strides", 0, 1) - whole(node, "pads", 0, 0);
        int left = at[2] * whole(node, "strides", 1, 1) - whole(node, "pads", 1, 0);
        float[] weights = new float[size[0] * size[1]];
        boolean mean = node.operator().equals("AveragePool");
        Arrays.fill(weights, mean ? 1f / weights.length : 1);
        Source source =
                Source.of(at[0], top, left, size, part(before, at[0], top, left, size), weights);
        return new Trace(node.operator(), List.of(source), 0, mean ? source.sum() : value, value);
    }

    private static Optional<Trace> dense(
            OnnxGraph graph, Node node, Output before, int unit, float value) {
        Optional<Tensor> weights = floats(graph, node, 1);
        Attribute transposed = node.attributes().get("transB");
        if (weights.isEmpty() || transposed == null || transposed.integer() != 1) {
            return Optional.empty();
        }
        int inputs = weights.get().shape().get(1);
        if (inputs != before.values().length) {
            return Optional.empty();
        }
        float[] all = weights.get().floats();
        int[] size =
                before.isMaps()
                        ? new int[] {before.shape().get(1), before.shape().get(2)}
                        : new int[] {1, 1};
        int area = size[0] * size[1];
        List<Source> sources = new ArrayList<>();
        for (int map = 0; map < inputs / area; map++) {
            float[] own = new float[area];
            System.arraycopy(all, unit * inputs + map * area, own, 0, area);
            sources.add(Source.of(map, 0, 0, size, part(before, map, 0, 0, size), own));
        }
        float bias = floats(graph, node, 2).map(Tensor::floats).map(each -> each[unit]).orElse(0f);
        return Optional.of(new Trace("Gemm", sources, bias, total(sources) + bias, value));
    }

    private static float total(List<Source> sources) {
        return (float) sources.stream().mapToDouble(Source::sum).sum();
    }

    private static Optional<Tensor> floats(OnnxGraph graph, Node node, int input) {
        return node.inputs().size() > input
                ? graph.tensor(node.inputs().get(input))
                        .filter(tensor -> tensor.type() == ElementType.FLOAT)
                : Optional.empty();
    }

    private static int whole(Node node, String attribute, int index, int absent) {
        Attribute found = node.attributes().get(attribute);
        return found == null ? absent : Math.toIntExact(found.integers().get(index));
    }

    private static float[] part(Output before, int map, int top, int left, int[] size) {
        int height = before.isMaps() ? before.shape().get(1) : 1;
        int width = before.isMaps() ? before.shape().get(2) : 1;
        float[] part = new float[size[0] * size[1]];
        for (int y = 0; y < size[0]; y++) {
            for (int x = 0; x < size[1]; x++) {
                int inY = top + y;
                int inX = left + x;
                if (inY >= 0 && inY < height && inX >= 0 && inX < width) {
                    part[y * size[1] + x] = before.values()[(map * height + inY) * width + inX];
                }
            }
        }
        return part;
    }
}
