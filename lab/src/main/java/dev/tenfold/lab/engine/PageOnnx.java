package dev.tenfold.lab.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.tenfold.lab.engine.Layout.Role;
import dev.tenfold.lab.engine.Layout.Slot;
import dev.tenfold.lab.engine.PageTopology.Convolution;
import dev.tenfold.reader.internal.model.ModelCard;
import java.util.List;

/**
 * The page network as an ONNX graph, from {@code page} (N, 1, H, W) to {@code map} (N, 29, H/4,
 * W/4), all three sizes free. Batch norms are folded into the convolutions before them, so that
 * Conv, Relu, Add and Resize are all it needs.
 */
final class PageOnnx implements PageTopology.Operations<String> {

    private static final String INPUT = "page";
    private static final String OUTPUT = "map";
    private static final String SCALES = "scales";
    private static final String NOTHING = "";

    private final OnnxNodes nodes = new OnnxNodes();
    private final Weights weights;
    private int joints;

    private PageOnnx(Weights weights) {
        this.weights = weights;
        nodes.floats(SCALES, new long[] {4}, 1, 1, 2, 2);
    }

    static byte[] bytes(PageTopology topology, Weights weights, ModelCard card) {
        PageOnnx graph = new PageOnnx(weights);
        topology.run(graph.nodes.input(INPUT, 1, "H", "W"), graph);
        return OnnxFile.sealed(
                graph.nodes.endingIn(OUTPUT, PageBatch.OUTPUTS, "H / 4", "W / 4"), card);
    }

    @Override
    public String block(Convolution layer, String x) {
        return nodes.node("Relu", layer.name(), List.of(linear(layer, x)));
    }

    @Override
    public String linear(Convolution layer, String x) {
        float[] scale = values(layer, Role.SCALE);
        float[] shift = values(layer, Role.SHIFT);
        float[] mean = values(layer, Role.MEAN);
        float[] variance = values(layer, Role.VARIANCE);
        float[] weight = values(layer, Role.WEIGHT);
        int perFilter = weight.length / layer.to();
        for (int filter = 0; filter < layer.to(); filter++) {
            double factor =
                    scale[filter]
                            / Math.sqrt(variance[filter] + TorchPageNetwork.BATCH_NORM_EPSILON);
            for (int i = filter * perFilter; i < (filter + 1) * perFilter; i++) {
                weight[i] = (float) (weight[i] * factor);
            }
            shift[filter] = (float) (shift[filter] - mean[filter] * factor);
        }
        return convolution(layer, x, weight, shift);
    }

    @Override
    public String project(Convolution layer, String x) {
        return convolution(layer, x, values(layer, Role.WEIGHT), values(layer, Role.BIAS));
    }

    private String convolution(Convolution layer, String x, float[] weight, float[] bias) {
        String name = layer.name();
        int padding = layer.side() / 2;
        return nodes.node(
                "Conv",
                name + ".conv",
                List.of(
                        x,
                        nodes.floats(name + ".weight", layer.slot(Role.WEIGHT).shape(), weight),
                        nodes.floats(name + ".bias", new long[] {layer.to()}, bias)),
                OnnxNodes.integers("kernel_shape", layer.side(), layer.side()),
                OnnxNodes.integers("strides", layer.stride(), layer.stride()),
                OnnxNodes.integers("pads", padding, padding, padding, padding));
    }

    private float[] values(Convolution layer, Role role) {
        Slot slot = layer.slot(role);
        float[] values = new float[slot.length()];
        System.arraycopy(weights.vector(slot), slot.offset(), values, 0, values.length);
        return values;
    }

    @Override
    public String add(String a, String b) {
        return nodes.node("Add", "sum" + ++joints, List.of(a, b));
    }

    @Override
    public String relu(String x) {
        return nodes.node("Relu", x + ".relu", List.of(x));
    }

    @Override
    public String enlarge(String x) {
        AttributeProto[] nearest = {
            OnnxNodes.text("mode", "nearest"),
            OnnxNodes.text("coordinate_transformation_mode", "asymmetric"),
            OnnxNodes.text("nearest_mode", "floor")
        };
        return nodes.node("Resize", x + ".larger", List.of(x, NOTHING, SCALES), nearest);
    }
}
