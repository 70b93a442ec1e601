package dev.tenfold.reader.internal.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and weights of an ONNX graph as Tenfold writes it: one input, one output, nodes of one
 * output each in the order in which they run, and every name given once. All else is refused, such
 * as graphs within a node and weights in other files.
 */
final class OnnxGraph {

    static final int OUTPUT = 12;
    static final int VALUE_NAME = 1;

    /** More than ten times as many as the largest network of Tenfold's own. */
    static final int MAX_NODES = 2000;

    static final int MAX_RANK = 4;

    private static final int NODE = 1;
    private static final int NAME = 2;
    private static final int INITIALIZER = 5;
    private static final int INPUT = 11;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_NAME = 3;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int NODE_DOMAIN = 7;
    private static final int TENSOR_DIMENSIONS = 1;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW_DATA = 9;
    private static final int TENSOR_EXTERNAL_DATA = 13;
    private static final int TENSOR_DATA_LOCATION = 14;
    private static final int VALUE_TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TENSOR_TYPE_ELEMENT = 1;
    private static final int TENSOR_TYPE_SHAPE = 2;
    private static final int SHAPE_DIMENSION = 1;
    private static final int DIMENSION_VALUE = 1;
    private static final int DIMENSION_NAME = 2;
    private static final int MAX_INPUTS = 16;

    /**
     * One operation.
     *
     * @param operator ONNX's name of it, such as {@code Conv}
     * @param inputs the data first, then the names of weights; one that is left out is empty
     */
    record Node(
            String operator,
            List<String> inputs,
            String output,
            Map<String, Attribute> attributes) {}

    /** Weights: as many values as the shape holds. */
    record Tensor(String name, ElementType type, List<Integer> shape, ByteBuffer data) {

        float[] floats() {
            float[] values = new float[data.remaining() / Float.BYTES];
            data.asFloatBuffer().get(values);
            return values;
        }

        long[] longs() {
            long[] values = new long[data.remaining() / Long.BYTES];
            data.asLongBuffer().get(values);
            return values;
        }
    }

    /**
     * An input or output.
     *
     * @param shape -1 where a length is free
     */
    record Value(String name, List<Integer> shape) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> tensors = new HashMap<>();
    private final Map<String, Node> sources = new HashMap<>();
    private final Set<String> constants = new HashSet<>();
    private @Nullable Value input;
    private @Nullable Value output;

    private OnnxGraph() {}

    static OnnxGraph of(MessageReader in) throws GraphException {
        OnnxGraph graph = new OnnxGraph();
        while (in.next()) {
            switch (in.field()) {
                case NODE -> graph.nodes.add(node(in.message("node")));
                case NAME -> in.once().text();
                case INITIALIZER -> graph.add(tensor(in.message("tensor")));
                case INPUT -> graph.input = value(in.once().message("input"));
                case OUTPUT -> graph.output = value(in.once().message("output"));
                default -> throw in.unknown();
            }
            if (graph.nodes.size() > MAX_NODES) {
                throw new GraphException("at most " + MAX_NODES + " nodes", "more");
            }
        }
        graph.connect();
        return graph;
    }

    private void add(Tensor tensor) throws GraphException {
        if (tensors.put(tensor.name(), tensor) != null) {
            throw twice(tensor.name());
        }
    }

    /** Makes sure that each name is given once, before it is used. */
    private void connect() throws GraphException {
        Set<String> given = new HashSet<>(tensors.keySet());
        constants.addAll(tensors.keySet());
        if (input == null || output == null) {
            throw new GraphException("a graph with an input and an output", "none");
        }
        if (!given.add(input.name())) {
            throw twice(input.name());
        }
        for (Node node : nodes) {
            for (String name : node.inputs()) {
                if (!name.isEmpty() && !given.contains(name)) {
                    throw new GraphException(
                            "inputs that an earlier node gives", name + " of a " + node.operator());
                }
            }
            if (!given.add(node.output())) {
                throw twice(node.output());
            }
            sources.put(node.output(), node);
            if (constants.containsAll(node.inputs())) {
                constants.add(node.output());
            }
        }
        if (nodes.isEmpty() || !nodes.get(nodes.size() - 1).output().equals(output.name())) {
            throw new GraphException("a graph whose last node gives its output", "another");
        }
    }

    private static GraphException twice(String name) {
        return new GraphException("each name once", name + " twice");
    }

    /** In the order in which they are run. */
    List<Node> nodes() {
        return nodes;
    }

    Value input() {
        return Objects.requireNonNull(input);
    }

    /** The name of the output. */
    String output() {
        return nodes.get(nodes.size() - 1).output();
    }

    /** All weights, in no order. */
    Iterable<Tensor> tensors() {
        return tensors.values();
    }

    Optional<Tensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** Whether it is weights, or made of nothing else, so that it never changes. */
    boolean isConstant(String name) {
        return constants.contains(name);
    }

    /** The weights that others were made from, as by rounding them. */
    Optional<Tensor> origin(String name) {
        String from = name;
        for (Node node = sources.get(from); node != null; node = sources.get(from)) {
            from = node.inputs().get(0);
        }
        return tensor(from);
    }

    private static Node node(MessageReader in) throws GraphException {
        String operator = "";
        String output = "";
        List<String> inputs = new ArrayList<>();
        Map<String, Attribute> attributes = new HashMap<>();
        while (in.next()) {
            switch (in.field()) {
                case NODE_INPUT -> inputs.add(in.text());
                case NODE_OUTPUT -> output = in.once().text();
                case NODE_NAME -> in.once().text();
                case NODE_OPERATOR -> operator = in.once().text();
                case NODE_DOMAIN -> OnnxModel.requireStandardDomain(in.once().text());
                case NODE_ATTRIBUTE -> {
                    Attribute attribute = Attribute.of(in.message("attribute"));
                    if (attributes.put(attribute.name(), attribute) != null) {
                        throw twice(attribute.name());
                    }
                }
                default -> throw in.unknown();
            }
        }
        if (inputs.isEmpty() || inputs.size() > MAX_INPUTS || output.isEmpty()) {
            throw new GraphException(
                    "1 to " + MAX_INPUTS + " inputs and an output of a node",
                    inputs.size() + " of a " + operator);
        }
        return new Node(operator, List.copyOf(inputs), output, Map.copyOf(attributes));
    }

    private static Tensor tensor(MessageReader in) throws GraphException {
        String name = "";
        ElementType type = ElementType.FLOAT;
        List<Long> dimensions = new ArrayList<>();
        ByteBuffer data = ByteBuffer.allocate(0);
        while (in.next()) {
            switch (in.field()) {
                case TENSOR_DIMENSIONS -> in.addIntegers(dimensions, MAX_RANK);
                case TENSOR_TYPE -> type = ElementType.of(in.once().integer());
                case TENSOR_NAME -> name = in.once().text();
                case TENSOR_RAW_DATA -> data = in.once().bytes();
                case TENSOR_EXTERNAL_DATA, TENSOR_DATA_LOCATION ->
                        throw new GraphException(
                                "weights within the file", "weights in another (external data)");
                default -> throw in.unknown();
            }
        }
        List<Integer> shape = new ArrayList<>();
        for (long length : dimensions) {
            shape.add(Shapes.length(length));
        }
        if (name.isEmpty() || Shapes.values(shape) * type.bytes() != data.remaining()) {
            throw new GraphException(
                    "as many bytes of weights as the shape " + shape + " of " + type + " holds",
                    data.remaining() + " of '" + name + "'");
        }
        return new Tensor(name, type, List.copyOf(shape), data);
    }

    private static Value value(MessageReader in) throws GraphException {
        String name = "";
        List<Integer> shape = List.of();
        while (in.next()) {
            switch (in.field()) {
                case VALUE_NAME -> name = in.once().text();
                case VALUE_TYPE -> shape = tensorShape(in.once().message("type"));
                default -> throw in.unknown();
            }
        }
        return new Value(name, shape);
    }

    private static List<Integer> tensorShape(MessageReader in) throws GraphException {
        List<Integer> shape = new ArrayList<>();
        while (in.next()) {
            if (in.field() != TYPE_TENSOR) {
                throw in.unknown();
            }
            MessageReader tensor = in.once().message("tensor type");
            while (tensor.next()) {
                switch (tensor.field()) {
                    case TENSOR_TYPE_ELEMENT -> {
                        if (ElementType.of(tensor.once().integer()) != ElementType.FLOAT) {
                            throw new GraphException("floats as input and output", "others");
                        }
                    }
                    case TENSOR_TYPE_SHAPE -> {
                        MessageReader dimensions = tensor.once().message("shape");
                        while (dimensions.next() && shape.size() <= MAX_RANK) {
                            if (dimensions.field() != SHAPE_DIMENSION) {
                                throw dimensions.unknown();
                            }
                            shape.add(dimension(dimensions.message("dimension")));
                        }
                    }
                    default -> throw tensor.unknown();
                }
            }
        }
        return List.copyOf(shape);
    }

    private static int dimension(MessageReader in) throws GraphException {
        int length = -1;
        while (in.next()) {
            switch (in.field()) {
                case DIMENSION_VALUE -> length = Shapes.length(in.once().integer());
                case DIMENSION_NAME -> in.once().text();
                default -> throw in.unknown();
            }
        }
        return length;
    }
}
