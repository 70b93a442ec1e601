package dev.tenfold.reader.internal.model;

import dev.tenfold.reader.internal.glyph.Glyph;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes ONNX a field at a time, right or wrong, and seals it: for files that no trainer of ours
 * would write. The field numbers are those of {@code onnx.proto}.
 */
final class OnnxBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private static final ModelCard CARD =
            new ModelCard(
                    "hostile",
                    Glyph.PREPROCESSING_VERSION,
                    IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
                    List.of(1, 28, 28),
                    1,
                    "none",
                    0,
                    Map.of(),
                    Map.of(),
                    Map.of());

    OnnxBytes varint(int field, long value) {
        write((long) field << 3);
        write(value);
        return this;
    }

    OnnxBytes bytes(int field, byte[] value) {
        write((long) field << 3 | 2);
        write(value.length);
        bytes.writeBytes(value);
        return this;
    }

    OnnxBytes text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    OnnxBytes message(int field, OnnxBytes value) {
        return bytes(field, value.bytes.toByteArray());
    }

    private void write(long value) {
        long left = value;
        while (left >>> 7 != 0) {
            bytes.write((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
    }

    /** Adds bytes as they are. */
    void raw(byte[] value) {
        bytes.writeBytes(value);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** A model that is open for more fields. */
    static OnnxBytes model(OnnxBytes graph) {
        return new OnnxBytes()
                .varint(1, 8)
                .message(7, graph)
                .message(8, new OnnxBytes().varint(2, 17));
    }

    /** The file of a model; its card promises digits from glyphs. */
    static byte[] sealed(OnnxBytes model) {
        CARD.toMetadata()
                .forEach(
                        (key, value) ->
                                model.message(14, new OnnxBytes().text(1, key).text(2, value)));
        return ModelFile.seal(model.toByteArray());
    }

    /** A graph from {@code in} (N, 1, height, width) to {@code out}, without nodes yet. */
    static OnnxBytes graph(int height, int width) {
        return new OnnxBytes()
                .message(11, value("in", -1, 1, height, width))
                .message(12, value("out", -1, 10));
    }

    /** A graph for glyphs. */
    static OnnxBytes graph() {
        return graph(28, 28);
    }

    /** An input or output; a length of -1 is free. */
    static OnnxBytes value(String name, int... shape) {
        OnnxBytes dimensions = new OnnxBytes();
        for (int length : shape) {
            dimensions.message(
                    1,
                    length < 0 ? new OnnxBytes().text(2, "N") : new OnnxBytes().varint(1, length));
        }
        OnnxBytes tensor = new OnnxBytes().varint(1, 1).message(2, dimensions);
        return new OnnxBytes().text(1, name).message(2, new OnnxBytes().message(1, tensor));
    }

    OnnxBytes node(String operator, String inputs, String output, OnnxBytes... attributes) {
        OnnxBytes node = new OnnxBytes();
        for (String input : inputs.split(",", -1)) {
            node.text(1, input);
        }
        node.text(2, output).text(4, operator);
        for (OnnxBytes attribute : attributes) {
            node.message(5, attribute);
        }
        return message(1, node);
    }

    static OnnxBytes integers(String name, long... values) {
        OnnxBytes attribute = new OnnxBytes().text(1, name).varint(20, 7);
        for (long value : values) {
            attribute.varint(8, value);
        }
        return attribute;
    }

    static OnnxBytes integer(String name, long value) {
        return new OnnxBytes().text(1, name).varint(20, 2).varint(3, value);
    }

    static OnnxBytes words(String name, String value) {
        return new OnnxBytes().text(1, name).varint(20, 3).text(4, value);
    }

    /** Weights that are all the same. */
    OnnxBytes floats(String name, float value, int... shape) {
        ByteBuffer data =
                ByteBuffer.allocate(
                                IntStream.of(shape).reduce(1, (one, other) -> one * other)
                                        * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            data.putFloat(value);
        }
        return tensor(name, 1, data.array(), shape);
    }

    OnnxBytes floats(String name, List<Float> values) {
        ByteBuffer data =
                ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(data::putFloat);
        return tensor(name, 1, data.array(), values.size());
    }

    OnnxBytes longs(String name, long... values) {
        ByteBuffer data =
                ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            data.putLong(value);
        }
        return tensor(name, 7, data.array(), values.length);
    }

    private OnnxBytes tensor(String name, int type, byte[] data, int... shape) {
        OnnxBytes tensor = new OnnxBytes();
        for (int length : shape) {
            tensor.varint(1, length);
        }
        return message(5, tensor.varint(2, type).text(8, name).bytes(9, data));
    }

    /** The end that makes {@code logits} of {@code from}, which has so many values an example. */
    OnnxBytes answering(String from, int values) {
        return node("Flatten", from, "flat")
                .floats("weights", 0.01f, 10, values)
                .floats("biases", 0.5f, 10)
                .node("Gemm", "flat,weights,biases", "out", integer("transB", 1));
    }
}
