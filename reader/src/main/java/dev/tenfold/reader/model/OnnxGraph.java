package dev.tenfold.reader.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As much of an ONNX graph as one needs to look into it: its nodes and weights, read from the bytes
 * as Protocol Buffers lay them out (the field numbers are those of {@code onnx.proto}). It trusts
 * the file, which its checksum has vouched for.
 */
final class OnnxGraph {

    private static final int LENGTH_DELIMITED = 2;
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_OUTPUT = 12;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OPERATOR = 4;
    private static final int TENSOR_DIMENSIONS = 1;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW_DATA = 9;
    private static final int VALUE_NAME = 1;

    /**
     * One operation.
     *
     * @param operator ONNX's name of it, such as {@code Conv}
     * @param inputs the data first, then the names of weights
     */
    record Node(String operator, List<String> inputs, String output) {

        /** Whether it is a part of a layer, whose last node it then comes before. */
        boolean isPart() {
            return output.indexOf('.') >= 0;
        }
    }

    /** Weights. */
    record Tensor(String name, List<Integer> shape, float[] values) {}

    /** A field of a message: a number, or bytes. */
    private record Field(int number, long value, ByteBuffer bytes) {
        String text() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private final List<Tensor> tensors = new ArrayList<>();

    private OnnxGraph() {}

    static OnnxGraph of(byte[] model) {
        OnnxGraph graph = new OnnxGraph();
        for (Field field : fields(ByteBuffer.wrap(model))) {
            if (field.number() == MODEL_GRAPH) {
                graph.add(field.bytes());
            }
        }
        return graph;
    }

    /** In the order in which they are run. */
    List<Node> nodes() {
        return nodes;
    }

    Optional<Tensor> tensor(String name) {
        return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    /** The operation that gives what has this name; none for weights and the input. */
    Optional<Node> source(String name) {
        return nodes.stream().filter(node -> node.output().equals(name)).findFirst();
    }

    /** Whether it is weights, or made of nothing else, so that it never changes. */
    boolean isConstant(String name) {
        return tensor(name).isPresent()
                || source(name)
                        .filter(node -> node.inputs().stream().allMatch(this::isConstant))
                        .isPresent();
    }

    /** The weights that others were made from, as by rounding them. */
    Optional<Tensor> origin(String name) {
        return tensor(name).or(() -> source(name).flatMap(node -> origin(node.inputs().get(0))));
    }

    /**
     * The model with further outputs after its own. A message's field that comes twice is merged,
     * so a second graph of nothing but outputs is all that must be appended.
     */
    static byte[] withOutputs(byte[] model, List<String> names) {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (String name : names) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            write(value, VALUE_NAME, name.getBytes(StandardCharsets.UTF_8));
            write(graph, GRAPH_OUTPUT, value.toByteArray());
        }
        ByteArrayOutputStream larger = new ByteArrayOutputStream(model.length + graph.size() + 8);
        larger.writeBytes(model);
        write(larger, MODEL_GRAPH, graph.toByteArray());
        return larger.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int field, byte[] bytes) {
        writeVarint(out, field << 3 | LENGTH_DELIMITED);
        writeVarint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void writeVarint(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left > 0x7f) {
            out.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    private void add(ByteBuffer graph) {
        for (Field field : fields(graph)) {
            if (field.number() == GRAPH_NODE) {
                nodes.add(node(field.bytes()));
            } else if (field.number() == GRAPH_INITIALIZER) {
                tensors.add(tensor(field.bytes()));
            }
        }
    }

    private static Node node(ByteBuffer bytes) {
        String operator = "";
        String output = "";
        List<String> inputs = new ArrayList<>();
        for (Field field : fields(bytes)) {
            switch (field.number()) {
                case NODE_INPUT -> inputs.add(field.text());
                case NODE_OUTPUT -> output = field.text();
                case NODE_OPERATOR -> operator = field.text();
                default -> {
                    // Names and attributes, which nobody asks for here.
                }
            }
        }
        return new Node(operator, List.copyOf(inputs), output);
    }

    private static Tensor tensor(ByteBuffer bytes) {
        String name = "";
        List<Integer> shape = new ArrayList<>();
        float[] values = new float[0];
        for (Field field : fields(bytes)) {
            switch (field.number()) {
                case TENSOR_DIMENSIONS -> {
                    ByteBuffer packed = field.bytes();
                    if (!packed.hasRemaining()) {
                        shape.add((int) field.value());
                    }
                    while (packed.hasRemaining()) {
                        shape.add((int) varint(packed));
                    }
                }
                case TENSOR_NAME -> name = field.text();
                case TENSOR_RAW_DATA -> {
                    values = new float[field.bytes().remaining() / Float.BYTES];
                    field.bytes().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
                }
                default -> {
                    // The type: floats, but for what rounding needs, which nobody asks for.
                }
            }
        }
        return new Tensor(name, List.copyOf(shape), values);
    }

    private static List<Field> fields(ByteBuffer message) {
        ByteBuffer in = message.duplicate();
        List<Field> fields = new ArrayList<>();
        ByteBuffer nothing = ByteBuffer.allocate(0);
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            int number = tag >>> 3;
            switch (tag & 7) {
                case 0 -> fields.add(new Field(number, varint(in), nothing));
                case 1 -> fields.add(new Field(number, in.getLong(), nothing));
                case LENGTH_DELIMITED -> {
                    int length = (int) varint(in);
                    fields.add(new Field(number, 0, in.slice(in.position(), length)));
                    in.position(in.position() + length);
                }
                case 5 -> fields.add(new Field(number, in.getInt(), nothing));
                default -> throw new IllegalArgumentException("onnx: unknown wire type in " + tag);
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
