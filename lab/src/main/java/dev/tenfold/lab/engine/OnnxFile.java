package dev.tenfold.lab.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tenfold.lab.engine.Layout.Slot;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Layer;
import dev.tenfold.lab.recipe.Layer.Activation;
import dev.tenfold.lab.recipe.Layer.BatchNorm;
import dev.tenfold.lab.recipe.Layer.Convolution;
import dev.tenfold.lab.recipe.Layer.Dense;
import dev.tenfold.lab.recipe.Layer.Flatten;
import dev.tenfold.lab.recipe.Layer.Pool;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.ModelFile;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A network as an ONNX graph, from {@code glyphs} (N, 1, height, width) to {@code logits} (N,
 * classes). Dropout leaves no node. Equal networks with equal cards give equal bytes.
 */
final class OnnxFile {

    private static final int OPERATOR_SET = 17;
    private static final int IR_VERSION = 8;
    private static final Layer.Visitor<Optional<Operator>> OPERATORS = new Operators();
    private static final String INPUT = "glyphs";
    private static final String OUTPUT = "logits";

    private final Layout layout;
    private final Weights weights;
    private final OnnxNodes nodes = new OnnxNodes();
    private final @Nullable Rounding rounding;

    private OnnxFile(Layout layout, Weights weights, @Nullable Ranges ranges) {
        this.layout = layout;
        this.weights = weights;
        this.rounding = ranges == null ? null : new Rounding(nodes, ranges);
    }

    /**
     * @param ranges to compute in bytes by; null to compute in floats
     */
    static byte[] bytes(
            Architecture architecture,
            Layout layout,
            Weights weights,
            @Nullable Ranges ranges,
            ModelCard card) {
        GraphProto.Builder graph = new OnnxFile(layout, weights, ranges).graph(architecture);
        return sealed(graph, card);
    }

    /** The sealed bytes of a model file. */
    static byte[] sealed(GraphProto.Builder graph, ModelCard card) {
        ModelProto.Builder model =
                ModelProto.newBuilder()
                        .setIrVersion(IR_VERSION)
                        .setProducerName("tenfold")
                        .setGraph(graph)
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET));
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

    private GraphProto.Builder graph(Architecture architecture) {
        Shape input = architecture.input();
        String from = nodes.input(INPUT, input.channels(), input.height(), input.width());
        if (architecture.scale() != 255) {
            float factor = (float) (255 / architecture.scale());
            String scale = nodes.floats("scale", new long[0], factor);
            from = nodes.node("Mul", "scaled", List.of(from, scale));
        }
        List<Integer> stages =
                IntStream.range(0, architecture.stages().size())
                        .filter(i -> layer(architecture, i).accept(OPERATORS).isPresent())
                        .boxed()
                        .toList();
        for (int stage : stages) {
            for (Slot slot : layout.slots(stage)) {
                nodes.floats(slot.name(), slot.shape(), weights.vector(slot), slot.offset());
            }
        }
        if (rounding != null) {
            from = rounding.values(from, -1);
        }
        for (int i = 0; i < stages.size(); i++) {
            int stage = stages.get(i);
            Layer layer = layer(architecture, stage);
            boolean last = i + 1 == stages.size();
            // The last is the smallest product of all, and decides: it stays in floats.
            if (rounding == null || last) {
                from = node(architecture, stage, from);
            } else if (layer instanceof Convolution || layer instanceof Dense) {
                if (layer(architecture, stages.get(i + 1)) instanceof BatchNorm) {
                    i++;
                }
                int end = stages.get(i);
                from = product(rounding, architecture, stage, end, from);
                // A ReLU is part of the product before it: only what it lets through is rounded.
                if (i + 1 < stages.size() && !isRelu(layer(architecture, stages.get(i + 1)))) {
                    from = rounding.values(from, end);
                }
            } else {
                from = node(architecture, stage, from);
                from =
                        layer instanceof Pool || layer instanceof Flatten
                                ? rounding.sameSteps(from)
                                : rounding.values(from, stage);
            }
        }
        return nodes.endingIn(OUTPUT, architecture.classes());
    }

    private static Layer layer(Architecture architecture, int stage) {
        return architecture.stages().get(stage).layer();
    }

    private static boolean isRelu(Layer layer) {
        return layer instanceof Activation activation
                && activation.function() == Activation.Function.RELU;
    }

    private String node(Architecture architecture, int stage, String from) {
        Layer layer = layer(architecture, stage);
        List<String> inputs = new ArrayList<>(List.of(from));
        layout.slots(stage).forEach(slot -> inputs.add(slot.name()));
        Operator operator = operator(layer);
        return nodes.node(operator.name(), name(stage), inputs, operator.attributes());
    }

    /** A convolution or dense layer, up to the batch norm that follows it. */
    private String product(
            Rounding rounding, Architecture architecture, int stage, int end, String from) {
        Layer layer = layer(architecture, stage);
        List<Slot> slots = new ArrayList<>(layout.slots(stage));
        if (end > stage) {
            slots.addAll(layout.slots(end));
        }
        Operator operator = operator(layer);
        return rounding.product(
                operator.name(),
                name(end),
                from,
                weights,
                slots,
                layer instanceof Convolution,
                operator.attributes());
    }

    private static String name(int stage) {
        return "layer" + (stage + 1);
    }

    private static Operator operator(Layer layer) {
        return layer.accept(OPERATORS).orElseThrow();
    }

    /** ONNX's operator for a layer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Operator(String name, AttributeProto... attributes) {}

    private static final class Operators implements Layer.Visitor<Optional<Operator>> {

        @Override
        public Optional<Operator> convolution(Convolution conv) {
            int pad = conv.padding();
            return Optional.of(
                    new Operator(
                            "Conv",
                            OnnxNodes.integers(
                                    "kernel_shape", conv.kernelHeight(), conv.kernelWidth()),
                            OnnxNodes.integers("strides", conv.stride(), conv.stride()),
                            OnnxNodes.integers("pads", pad, pad, pad, pad)));
        }

        @Override
        public Optional<Operator> activation(Activation activation) {
            return Optional.of(
                    new Operator(
                            switch (activation.function()) {
                                case RELU -> "Relu";
                                case TANH -> "Tanh";
                                case SIGMOID -> "Sigmoid";
                            }));
        }

        @Override
        public Optional<Operator> pool(Pool pool) {
            return Optional.of(
                    new Operator(
                            pool.kind() == Pool.Kind.MAX ? "MaxPool" : "AveragePool",
                            OnnxNodes.integers("kernel_shape", pool.size(), pool.size()),
                            OnnxNodes.integers("strides", pool.stride(), pool.stride())));
        }

        @Override
        public Optional<Operator> batchNorm(BatchNorm layer) {
            return Optional.of(
                    new Operator(
                            "BatchNormalization",
                            OnnxNodes.number("epsilon", Forward.BATCH_NORM_EPSILON)));
        }

        /** It leaves no node. */
        @Override
        public Optional<Operator> dropout(Layer.Dropout layer) {
            return Optional.empty();
        }

        @Override
        public Optional<Operator> flatten(Flatten layer) {
            return Optional.of(new Operator("Flatten"));
        }

        @Override
        public Optional<Operator> dense(Dense layer) {
            return Optional.of(new Operator("Gemm", OnnxNodes.integer("transB", 1)));
        }
    }
}
