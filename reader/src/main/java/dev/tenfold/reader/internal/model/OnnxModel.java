package dev.tenfold.reader.internal.model;

import dev.tenfold.reader.ModelFileException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model file, parsed from untrusted bytes and checked without native code; the field numbers are
 * those of {@code onnx.proto}. Functions, training steps, other domains and other operator sets are
 * refused.
 *
 * @param graph of allowed operators and finite weights, measured with one example
 */
record OnnxModel(ModelCard card, OnnxGraph graph) {

    private static final int LENGTH_DELIMITED = 2;
    private static final int IR_VERSION = 1;
    private static final int PRODUCER = 2;
    private static final int GRAPH = 7;
    private static final int OPERATOR_SET = 8;
    private static final int METADATA = 14;
    private static final int OPERATOR_SET_DOMAIN = 1;
    private static final int OPERATOR_SET_VERSION = 2;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    /** Those that Tenfold writes: a node means another thing in another set. */
    private static final int WRITTEN_IR_VERSION = 8;

    private static final int WRITTEN_OPERATOR_SET = 17;

    /** What a free side of a picture is measured with. */
    private static final int SAMPLE_SIDE = 64;

    /** The top of a file: what is in it, before the graph is looked at. */
    private record Top(Map<String, String> metadata, MessageReader graph) {}

    /**
     * Checks a model file.
     *
     * @param name what to call it in a message
     * @throws ModelFileException as {@link Session#open(byte[], String)}
     */
    static OnnxModel of(byte[] file, String name) throws ModelFileException {
        ModelFile.verify(file, name);
        try {
            Top top = top(file);
            // First, as a graph of another version may have what this one must refuse.
            ModelCard card = ModelCard.fromMetadata(top.metadata(), name);
            OnnxGraph graph = OnnxGraph.of(top.graph());
            requireFinite(graph);
            // The runtime computes what is constant when it opens a file, so it is bounded before.
            Demand.of(graph, sampleShape(graph));
            return new OnnxModel(card, graph);
        } catch (GraphException e) {
            throw new ModelFileException(
                    name
                            + ": "
                            + e.getMessage()
                            + "; give a model.onnx that `tenfold train` wrote, or train it again",
                    e);
        }
    }

    private static Top top(byte[] file) throws GraphException {
        MessageReader in = new MessageReader("model", ByteBuffer.wrap(file));
        Map<String, String> metadata = new TreeMap<>();
        MessageReader graph = null;
        boolean versioned = false;
        boolean operators = false;
        while (in.next()) {
            switch (in.field()) {
                case IR_VERSION -> {
                    requireVersion("ONNX of version", WRITTEN_IR_VERSION, in.once().integer());
                    versioned = true;
                }
                case PRODUCER -> in.once().text();
                case GRAPH -> graph = in.once().message("graph");
                case OPERATOR_SET -> {
                    readOperatorSet(in.once().message("operator set"));
                    operators = true;
                }
                case METADATA -> readEntry(in.message("metadata entry"), metadata);
                default -> throw in.unknown();
            }
        }
        if (graph == null || !versioned || !operators) {
            throw new GraphException("a graph with its versions", "none");
        }
        return new Top(metadata, graph);
    }

    private static List<Integer> sampleShape(OnnxGraph graph) throws GraphException {
        List<Integer> input = graph.input().shape();
        if (input.size() != 4 || input.get(0) != -1 || input.get(1) < 1) {
            throw new GraphException("an input of (N, channels, height, width)", input);
        }
        return List.of(1, input.get(1), sampleSide(input.get(2)), sampleSide(input.get(3)));
    }

    private static int sampleSide(int side) {
        return side < 0 ? SAMPLE_SIDE : side;
    }

    private static void requireFinite(OnnxGraph graph) throws GraphException {
        for (OnnxGraph.Tensor tensor : graph.tensors()) {
            if (tensor.type() == ElementType.FLOAT) {
                for (float weight : tensor.floats()) {
                    if (!Float.isFinite(weight)) {
                        throw new GraphException("finite weights", weight + " in " + tensor.name());
                    }
                }
            }
        }
    }

    private static void readOperatorSet(MessageReader in) throws GraphException {
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case OPERATOR_SET_DOMAIN -> requireStandardDomain(in.once().text());
                case OPERATOR_SET_VERSION -> version = in.once().integer();
                default -> throw in.unknown();
            }
        }
        requireVersion("operator set", WRITTEN_OPERATOR_SET, version);
    }

    static void requireStandardDomain(String domain) throws GraphException {
        if (!domain.isEmpty()) {
            throw new GraphException("operators of ONNX's own domain", "domain " + domain);
        }
    }

    private static void requireVersion(String what, int expected, long found)
            throws GraphException {
        if (found != expected) {
            throw new GraphException(what + " " + expected, found);
        }
    }

    private static void readEntry(MessageReader in, Map<String, String> metadata)
            throws GraphException {
        String key = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case KEY -> key = in.once().text();
                case VALUE -> value = in.once().text();
                default -> throw in.unknown();
            }
        }
        if (metadata.put(key, value) != null) {
            throw new GraphException("each metadata key once", key + " twice");
        }
    }

    /**
     * The model with further outputs after its own. A message's field that comes twice is merged,
     * so a second graph of nothing but outputs is all that must be appended.
     *
     * @param file a checked model, which the result no longer is
     */
    static byte[] withOutputs(byte[] file, List<String> names) {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (String name : names) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            write(value, OnnxGraph.VALUE_NAME, name.getBytes(StandardCharsets.UTF_8));
            write(graph, OnnxGraph.OUTPUT, value.toByteArray());
        }
        ByteArrayOutputStream larger = new ByteArrayOutputStream(file.length + graph.size() + 8);
        larger.writeBytes(file);
        write(larger, GRAPH, graph.toByteArray());
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
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
