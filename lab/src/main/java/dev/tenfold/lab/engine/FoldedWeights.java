package dev.tenfold.lab.engine;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tenfold.lab.engine.PageTopology.Convolution;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The weights of a page network's model file, where each batch norm is folded into its convolution:
 * a convolution has a weight and a bias.
 */
final class FoldedWeights {

    private final Map<String, float[]> tensors = new HashMap<>();

    /**
     * @param modelFile as {@link PageOnnx} writes it
     * @throws IllegalArgumentException if that is no model file
     */
    FoldedWeights(byte[] modelFile) {
        try {
            GraphProto graph = ModelProto.parseFrom(modelFile).getGraph();
            for (TensorProto tensor : graph.getInitializerList()) {
                FloatBuffer values =
                        tensor.getRawData()
                                .asReadOnlyByteBuffer()
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .asFloatBuffer();
                float[] copy = new float[values.remaining()];
                values.get(copy);
                tensors.put(tensor.getName(), copy);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("no model file", e);
        }
    }

    private FoldedWeights() {}

    /**
     * The mean of two networks that were trained from the same start (Wortsman et al. 2022, Model
     * soups).
     *
     * @throws IllegalArgumentException if they have other widths
     */
    static FoldedWeights mean(FoldedWeights first, FoldedWeights second) {
        FoldedWeights mean = new FoldedWeights();
        for (Map.Entry<String, float[]> tensor : first.tensors.entrySet()) {
            float[] own = tensor.getValue();
            float[] other = second.tensor(tensor.getKey(), own.length);
            float[] both = new float[own.length];
            for (int i = 0; i < both.length; i++) {
                both[i] = (own[i] + other[i]) / 2;
            }
            mean.tensors.put(tensor.getKey(), both);
        }
        return mean;
    }

    /** Whether a layer begins with what the file has of it. */
    boolean holds(Convolution layer) {
        return !PageTopology.isExtra(layer) || tensors.containsKey(layer.name() + ".weight");
    }

    /** A convolution's bias, which holds its batch norm's shift. */
    float[] bias(Convolution layer) {
        return tensor(layer.name() + ".bias", layer.to());
    }

    /**
     * The weights of a topology whose batch norms do nothing: scale and variance 1, shift and mean
     * 0. Extra residual pairs that the file lacks keep their initial weights.
     *
     * @throws IllegalArgumentException if the file holds a network of other widths
     */
    Weights unnormalised(PageTopology topology, Weights initial) {
        Weights weights = new Weights(initial.parameters().clone(), initial.statistics().clone());
        for (Convolution layer : topology.layers()) {
            if (!holds(layer)) {
                continue;
            }
            for (Layout.Slot slot : layer.slots()) {
                float[] vector = weights.vector(slot);
                int end = slot.offset() + slot.length();
                switch (slot.role()) {
                    case WEIGHT -> copy(layer.name() + ".weight", slot, vector);
                    case BIAS -> copy(layer.name() + ".bias", slot, vector);
                    case SCALE, VARIANCE -> Arrays.fill(vector, slot.offset(), end, 1f);
                    case SHIFT, MEAN -> Arrays.fill(vector, slot.offset(), end, 0f);
                }
            }
        }
        return weights;
    }

    private void copy(String name, Layout.Slot slot, float[] vector) {
        System.arraycopy(tensor(name, slot.length()), 0, vector, slot.offset(), slot.length());
    }

    private float[] tensor(String name, int length) {
        float[] tensor = tensors.get(name);
        if (tensor == null || tensor.length != length) {
            throw new IllegalArgumentException(
                    name
                            + ": expected "
                            + length
                            + " values, found "
                            + (tensor == null ? "none" : tensor.length));
        }
        return tensor;
    }
}
