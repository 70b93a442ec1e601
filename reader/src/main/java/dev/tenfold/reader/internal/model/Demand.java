package dev.tenfold.reader.internal.model;

import dev.tenfold.reader.internal.model.OnnxGraph.Node;
import dev.tenfold.reader.internal.model.OnnxGraph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a graph takes, found from its shapes before it runs. Each operator is one of
 * {@link Operators}, and each shape is known, so the figures are exact but for what the engine
 * saves.
 *
 * @param output the shape of the graph's output
 * @param bytes that are alive at the same time, the weights of the file not counted
 * @param work multiplications and additions, each pair counted as one
 */
record Demand(List<Integer> output, long bytes, long work) {

    /** Half a gigabyte, about thirty times what the bundled networks take for 128 glyphs. */
    static final long MAX_BYTES = 512L << 20;

    /** For each value of the input; about twenty times what the bundled networks take. */
    static final long MAX_WORK_PER_VALUE = 1 << 20;

    /**
     * A value of the graph.
     *
     * @param stored the weights; null for what is computed
     */
    record Value(ElementType type, List<Integer> shape, @Nullable Tensor stored) {

        static Value floats(List<Integer> shape) {
            return new Value(ElementType.FLOAT, shape, null);
        }

        long bytes() throws GraphException {
            return Shapes.values(shape) * type.bytes();
        }
    }

    /**
     * Measures a run.
     *
     * @param input the shape of its input
     * @throws GraphException if the graph has an operator that is not allowed, its shapes do not
     *     fit, or it takes more than {@link #MAX_BYTES} or {@link #MAX_WORK_PER_VALUE}
     */
    static Demand of(OnnxGraph graph, List<Integer> input) throws GraphException {
        long maxWork = Shapes.values(input) * MAX_WORK_PER_VALUE;
        Map<String, Value> values = new HashMap<>();
        for (Tensor tensor : graph.tensors()) {
            values.put(tensor.name(), new Value(tensor.type(), tensor.shape(), tensor));
        }
        values.put(graph.input().name(), Value.floats(input));
        Map<String, Integer> lastUses = lastUses(graph);
        Value output = Value.floats(input);
        long alive = Shapes.values(input) * Float.BYTES;
        long max = alive;
        long work = 0;
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            Operators.Result result = Operators.apply(node, inputs(node, values));
            values.put(node.output(), result.value());
            output = result.value();
            work += result.work();
            alive += result.value().bytes();
            max = Math.max(max, alive);
            if (max > MAX_BYTES || work > maxWork) {
                throw new GraphException(
                        "a network of at most "
                                + (MAX_BYTES >> 20)
                                + " MiB a run and "
                                + MAX_WORK_PER_VALUE
                                + " operations for each value of its input",
                        max / (1 << 20) + " MiB and " + work + " operations for " + input);
            }
            for (String name : node.inputs()) {
                if (lastUses.getOrDefault(name, -1) == i && !graph.isConstant(name)) {
                    lastUses.remove(name);
                    alive -= known(name, values).bytes();
                }
            }
        }
        if (graph.isConstant(graph.output())) {
            throw new GraphException("an output that comes of the input", "a constant");
        }
        if (output.type() != ElementType.FLOAT) {
            throw new GraphException("floats as output", output.type());
        }
        return new Demand(output.shape(), max, work);
    }

    private static Map<String, Integer> lastUses(OnnxGraph graph) {
        Map<String, Integer> lastUses = new HashMap<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            for (String name : graph.nodes().get(i).inputs()) {
                if (!name.isEmpty()) {
                    lastUses.put(name, i);
                }
            }
        }
        return lastUses;
    }

    private static List<@Nullable Value> inputs(Node node, Map<String, Value> values)
            throws GraphException {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (String name : node.inputs()) {
            inputs.add(name.isEmpty() ? null : known(name, values));
        }
        return inputs;
    }

    private static Value known(String name, Map<String, Value> values) throws GraphException {
        Value value = values.get(name);
        if (value == null) {
            throw new GraphException("inputs that an earlier node gives", name);
        }
        return value;
    }
}
