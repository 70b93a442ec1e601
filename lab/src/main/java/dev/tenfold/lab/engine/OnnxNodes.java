package dev.tenfold.lab.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Builds an ONNX graph a node and a tensor at a time; each gives the name it can be used by. */
final class OnnxNodes {

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tenfold");

    /** The graph, whose last node gives its output. */
    GraphProto.Builder endingIn(String output, Object... shape) {
        graph.addOutput(value(output, shape));
        graph.getNodeBuilder(graph.getNodeCount() - 1).setOutput(0, output);
        return graph;
    }

    /**
     * A float tensor whose first dimension, before the given ones, is free.
     *
     * @param shape a number for a fixed size, a name for a free one
     */
    String input(String name, Object... shape) {
        graph.addInput(value(name, shape));
        return name;
    }

    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType(operator)
                        .setName(output)
                        .addAllInput(inputs)
                        .addOutput(output)
                        .addAllAttribute(Arrays.asList(attributes)));
        return output;
    }

    /** The values from {@code offset} on, as many as the shape holds. */
    String floats(String name, long[] shape, float[] values, int offset) {
        int length = length(shape);
        ByteBuffer bytes = littleEndian(length * Float.BYTES);
        bytes.asFloatBuffer().put(values, offset, length);
        return tensor(name, TensorProto.DataType.FLOAT_VALUE, shape, bytes);
    }

    String floats(String name, long[] shape, float... values) {
        return floats(name, shape, values, 0);
    }

    String longs(String name, long... values) {
        ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return tensor(name, TensorProto.DataType.INT64_VALUE, new long[] {values.length}, bytes);
    }

    /** A number of one byte, 0 to 255. */
    String unsigned(String name, int value) {
        ByteBuffer bytes = littleEndian(1).put(0, (byte) value);
        return tensor(name, TensorProto.DataType.UINT8_VALUE, new long[0], bytes);
    }

    /**
     * Zeros.
     *
     * @param type of ONNX's, of {@code bytesEach} bytes
     */
    String zeros(String name, int type, int bytesEach, long[] shape) {
        return tensor(name, type, shape, littleEndian(length(shape) * bytesEach));
    }

    private String tensor(String name, int type, long[] shape, ByteBuffer bytes) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(type)
                        .setRawData(ByteString.copyFrom(bytes));
        Arrays.stream(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
        return name;
    }

    private static int length(long[] shape) {
        return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder()
                        .setName(name)
                        .setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto number(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    private static ValueInfoProto value(String name, Object... shape) {
        TensorShapeProto.Builder dimensions =
                TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (Object size : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            dimensions.addDim(
                    size instanceof Integer fixed
                            ? dimension.setDimValue(fixed)
                            : dimension.setDimParam(size.toString()));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                                .setShape(dimensions)))
                .build();
    }
}
