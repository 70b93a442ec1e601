package dev.tenfold.lab.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tenfold.lab.engine.Layout.Slot;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Architecture.Stage;
import dev.tenfold.lab.recipe.Layer;
import dev.tenfold.lab.recipe.Layer.Activation;
import dev.tenfold.lab.recipe.Layer.BatchNorm;
import dev.tenfold.lab.recipe.Layer.Convolution;
import dev.tenfold.lab.recipe.Layer.Dense;
import dev.tenfold.lab.recipe.Layer.Flatten;
import dev.tenfold.lab.recipe.Layer.Pool;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.ModelFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as an ONNX graph, from {@code glyphs} (N, 1, height, width) to {@code logits} (N,
 * classes). Dropout leaves no node. Equal networks with equal cards give equal bytes.
 */
final class OnnxFile {

    private static final int OPERATOR_SET = 17;
    private static final int IR_VERSION = 8;
    private static final String INPUT = "glyphs";
    private static final String OUTPUT = "logits";

    private final Layout layout;
    private final Weights weights;
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("tenfold");

    private OnnxFile(Layout layout, Weights weights) {
        this.layout = layout;
        this.weights = weights;
    }

    static byte[] bytes(Architecture architecture, Layout layout, Weights weights, ModelCard card) {
        OnnxFile file = new OnnxFile(layout, weights);
        file.build(architecture);
        ModelProto.Builder model =
                ModelProto.newBuilder()
                        .setIrVersion(IR_VERSION)
                        .setProducerName("tenfold")
                        .setGraph(file.graph)
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET));
        return sealed(model, card);
    }

    /** The same network with another card; no other byte of it is touched. */
    static byte[] withCard(byte[] onnx, ModelCard card, String name) throws ModelFileException {
        return sealed(parsed(onnx, name).toBuilder().clearMetadataProps(), card);
    }

    private static byte[] sealed(ModelProto.Builder model, ModelCard card) {
        card.toMetadata()
                .forEach(
                        (key, value) ->
                                model.addMetadataProps(
                                        StringStringEntryProto.newBuilder()
                                                .setKey(key)
                                                .setValue(value)));
        return ModelFile.seal(model.build().toByteArray());
    }

    /** The weights in a model file, exactly. */
    static Weights weights(byte[] onnx, Layout layout, String name) throws ModelFileException {
        Map<String, TensorProto> tensors = new HashMap<>();
        parsed(onnx, name)
                .getGraph()
                .getInitializerList()
                .forEach(tensor -> tensors.put(tensor.getName(), tensor));
        Weights weights =
                new Weights(new float[layout.parameters()], new float[layout.statistics()]);
        for (Slot slot : layout.all()) {
            TensorProto tensor = tensors.get(slot.name());
            if (tensor == null || tensor.getRawData().size() != slot.length() * Float.BYTES) {
                throw new ModelFileException(
                        name
                                + ": expected a tensor "
                                + slot.name()
                                + " of "
                                + Arrays.toString(slot.shape())
                                + ", found "
                                + (tensor == null ? "none" : tensor.getDimsList())
                                + "; train the model again");
            }
            tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(weights.vector(slot), slot.offset(), slot.length());
        }
        return weights;
    }

    private static ModelProto parsed(byte[] onnx, String name) throws ModelFileException {
        try {
            return ModelProto.parseFrom(onnx);
        } catch (InvalidProtocolBufferException e) {
            throw new ModelFileException(
                    name + ": expected ONNX, found " + e.getMessage() + "; train the model again",
                    e);
        }
    }

    private void build(Architecture architecture) {
        Shape input = architecture.input();
        graph.addInput(value(INPUT, input.channels(), input.height(), input.width()));
        graph.addOutput(value(OUTPUT, architecture.classes()));
        String from = INPUT;
        if (architecture.scale() != 255) {
            float factor = (float) (255 / architecture.scale());
            addTensor("scale", new long[0], new float[] {factor}, 0);
            from = addNode("Mul", "scaled", List.of(from, "scale"));
        }
        List<Stage> stages = architecture.stages();
        for (int i = 0; i < stages.size(); i++) {
            Layer layer = stages.get(i).layer();
            if (layer instanceof Layer.Dropout) {
                continue;
            }
            List<String> inputs = new ArrayList<>(List.of(from));
            for (Slot slot : layout.slots(i)) {
                addTensor(slot.name(), slot.shape(), weights.vector(slot), slot.offset());
                inputs.add(slot.name());
            }
            from = addNode(operator(layer), "layer" + (i + 1), inputs, attributes(layer));
        }
        // The last node's output is what the graph promises.
        graph.getNodeBuilder(graph.getNodeCount() - 1).setOutput(0, OUTPUT);
    }

    private static String operator(Layer layer) {
        if (layer instanceof Activation activation) {
            return switch (activation.function()) {
                case RELU -> "Relu";
                case TANH -> "Tanh";
                case SIGMOID -> "Sigmoid";
            };
        } else if (layer instanceof Pool pool) {
            return pool.kind() == Pool.Kind.MAX ? "MaxPool" : "AveragePool";
        } else if (layer instanceof Convolution) {
            return "Conv";
        } else if (layer instanceof BatchNorm) {
            return "BatchNormalization";
        } else if (layer instanceof Flatten) {
            return "Flatten";
        } else if (layer instanceof Dense) {
            return "Gemm";
        }
        throw new IllegalStateException("no ONNX operator for " + layer);
    }

    private static AttributeProto[] attributes(Layer layer) {
        if (layer instanceof Convolution conv) {
            int pad = conv.padding();
            return new AttributeProto[] {
                integers("kernel_shape", conv.kernelHeight(), conv.kernelWidth()),
                integers("strides", conv.stride(), conv.stride()),
                integers("pads", pad, pad, pad, pad)
            };
        } else if (layer instanceof Pool pool) {
            return new AttributeProto[] {
                integers("kernel_shape", pool.size(), pool.size()),
                integers("strides", pool.stride(), pool.stride())
            };
        } else if (layer instanceof BatchNorm) {
            return new AttributeProto[] {
                AttributeProto.newBuilder()
                        .setName("epsilon")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF((float) TorchNetwork.BATCH_NORM_EPSILON)
                        .build()
            };
        } else if (layer instanceof Dense) {
            return new AttributeProto[] {
                AttributeProto.newBuilder()
                        .setName("transB")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1)
                        .build()
            };
        }
        return new AttributeProto[0];
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder()
                        .setName(name)
                        .setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    private String addNode(
            String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType(operator)
                        .setName(output)
                        .addAllInput(inputs)
                        .addOutput(output)
                        .addAllAttribute(Arrays.asList(attributes)));
        return output;
    }

    private void addTensor(String name, long[] shape, float[] values, int offset) {
        int length = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values, offset, length);
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(TensorProto.DataType.FLOAT_VALUE)
                        .setRawData(ByteString.copyFrom(bytes));
        Arrays.stream(shape).forEach(tensor::addDims);
        graph.addInitializer(tensor);
    }

    /** A float tensor whose first dimension is free. */
    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder dimensions =
                TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"));
        for (long size : shape) {
            dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
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
