package dev.tenfold.lab.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tenfold.lab.engine.Layout.Slot;
import java.util.Arrays;
import java.util.List;

/**
 * Writes into a graph what makes it compute in whole numbers of a byte: values are rounded to 256
 * steps between the least and the greatest that was seen, the weights of each output of a
 * convolution to 127 steps (Jacob et al. 2018, Quantization and Training of Neural Networks for
 * Efficient Integer-Arithmetic-Only Inference, sections 2.1 and 3.2: batch norms become part of the
 * weights before them).
 *
 * <p>The weights themselves stay in the file as they were trained. Nodes of nothing but constants
 * round them, which the engine computes once, when it opens the file; around each product is a
 * QuantizeLinear with its DequantizeLinear, which it takes for a product of bytes.
 */
final class Rounding {

    /**
     * Weights have seven of eight bits: two products of eight bits may together be too large for
     * the sixteen that processors without VNNI add them in, and would be cut off without a word.
     */
    private static final int MAX_WEIGHT = 63;

    /** So far below the greatest of 32 bits that the products have room beside it. */
    private static final double MAX_BIAS = 1 << 29;

    private final OnnxNodes nodes;
    private final Ranges ranges;
    private String step = "";
    private String zero = "";
    private double stepSize;

    Rounding(OnnxNodes nodes, Ranges ranges) {
        this.nodes = nodes;
        this.ranges = ranges;
    }

    /**
     * Rounds what a stage gave.
     *
     * @param stage of the architecture, from 0; -1 for the input
     * @return the name of the rounded values
     */
    String values(String from, int stage) {
        double least = ranges.least()[stage + 1];
        double greatest = ranges.greatest()[stage + 1];
        stepSize = greatest > least ? (float) ((greatest - least) / 255) : 1;
        step = nodes.floats(from + ".step", new long[0], (float) stepSize);
        zero = nodes.unsigned(from + ".zero", (int) Math.round(-least / stepSize));
        return sameSteps(from);
    }

    /** Rounds what was made of rounded values without new ones: by the same steps. */
    String sameSteps(String from) {
        return rounded(from, List.of(step, zero));
    }

    /**
     * @param steps the names of their size and of where 0 lies among them
     */
    private String rounded(String from, List<String> steps, AttributeProto... attributes) {
        String rounded =
                nodes.node(
                        "QuantizeLinear",
                        from + ".rounded",
                        List.of(from, steps.get(0), steps.get(1)),
                        attributes);
        return nodes.node(
                "DequantizeLinear",
                from + ".restored",
                List.of(rounded, steps.get(0), steps.get(1)),
                attributes);
    }

    /**
     * A convolution or dense layer of the rounded values, with the batch norm after it as a part.
     *
     * @param weights of the network
     * @param slots of the layer: its weight and bias; then, where a batch norm follows, its scale,
     *     shift, mean and variance
     * @param eachOutput whether the weights of each output have steps of their own
     */
    String product(
            String operator,
            String output,
            String from,
            Weights weights,
            List<Slot> slots,
            boolean eachOutput,
            AttributeProto... attributes) {
        long[] shape = slots.get(0).shape();
        int outputs = (int) shape[0];
        double[] factors = factors(weights, slots, outputs);
        float[] steps = steps(weights, slots, factors, eachOutput);
        float[] biasSteps = new float[steps.length];
        for (int i = 0; i < steps.length; i++) {
            biasSteps[i] = (float) (steps[i] * stepSize);
        }
        long[] stepShape = eachOutput ? new long[] {outputs} : new long[0];
        String weight = slots.get(0).name();
        String bias = slots.get(1).name();
        if (slots.size() > 2) {
            String factor = factor(output, slots);
            long[] column = new long[shape.length];
            Arrays.fill(column, 1);
            column[0] = outputs;
            weight =
                    nodes.node(
                            "Mul",
                            output + ".weight",
                            List.of(
                                    weight,
                                    nodes.node(
                                            "Reshape",
                                            output + ".factor.column",
                                            List.of(
                                                    factor,
                                                    nodes.longs(output + ".column", column)))));
            bias = nodes.node("Sub", output + ".centred", List.of(bias, slots.get(4).name()));
            bias = nodes.node("Mul", output + ".scaled", List.of(bias, factor));
            bias = nodes.node("Add", output + ".bias", List.of(bias, slots.get(3).name()));
        }
        String weightStep = nodes.floats(output + ".weight.step", stepShape, steps);
        String weightZero =
                nodes.zeros(output + ".weight.zero", DataType.INT8_VALUE, Byte.BYTES, stepShape);
        AttributeProto[] axis =
                eachOutput
                        ? new AttributeProto[] {OnnxNodes.integer("axis", 0)}
                        : new AttributeProto[0];
        weight = rounded(weight, List.of(weightStep, weightZero), axis);
        String biasStep = nodes.floats(output + ".bias.step", stepShape, biasSteps);
        String biasZero =
                nodes.zeros(output + ".bias.zero", DataType.INT32_VALUE, Integer.BYTES, stepShape);
        // QuantizeLinear does not give 32 bits.
        bias = nodes.node("Div", output + ".bias.steps", List.of(bias, biasStep));
        bias = nodes.node("Round", output + ".bias.whole", List.of(bias));
        bias =
                nodes.node(
                        "Cast",
                        output + ".bias.rounded",
                        List.of(bias),
                        OnnxNodes.integer("to", DataType.INT32_VALUE));
        bias =
                nodes.node(
                        "DequantizeLinear",
                        output + ".bias.restored",
                        List.of(bias, biasStep, biasZero),
                        axis);
        return nodes.node(operator, output, List.of(from, weight, bias), attributes);
    }

    /** What the batch norm multiplies each output by: its scale by the standard deviation. */
    private String factor(String output, List<Slot> slots) {
        String epsilon =
                nodes.floats(output + ".epsilon", new long[0], (float) Forward.BATCH_NORM_EPSILON);
        String deviation =
                nodes.node(
                        "Sqrt",
                        output + ".deviation",
                        List.of(
                                nodes.node(
                                        "Add",
                                        output + ".variance",
                                        List.of(slots.get(5).name(), epsilon))));
        return nodes.node("Div", output + ".factor", List.of(slots.get(2).name(), deviation));
    }

    /** The same numbers, to take the steps from. */
    private static double[] factors(Weights weights, List<Slot> slots, int outputs) {
        double[] factors = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            factors[i] =
                    slots.size() > 2
                            ? value(weights, slots.get(2), i)
                                    / Math.sqrt(
                                            value(weights, slots.get(5), i)
                                                    + Forward.BATCH_NORM_EPSILON)
                            : 1;
        }
        return factors;
    }

    private float[] steps(Weights weights, List<Slot> slots, double[] factors, boolean eachOutput) {
        int outputs = factors.length;
        int perOutput = slots.get(0).length() / outputs;
        float[] steps = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            double greatest = 0;
            for (int i = output * perOutput; i < (output + 1) * perOutput; i++) {
                greatest = Math.max(greatest, Math.abs(value(weights, slots.get(0), i)));
            }
            double step = greatest * Math.abs(factors[output]) / MAX_WEIGHT;
            double bias = value(weights, slots.get(1), output);
            if (slots.size() > 2) {
                bias =
                        (bias - value(weights, slots.get(4), output)) * factors[output]
                                + value(weights, slots.get(3), output);
            }
            // Of weights that are nothing beside their bias, the bias decides.
            step = Math.max(step, Math.abs(bias) / (MAX_BIAS * stepSize));
            steps[output] = (float) (step > 0 ? step : 1);
        }
        if (eachOutput) {
            return steps;
        }
        float largest = 0;
        for (float step : steps) {
            largest = Math.max(largest, step);
        }
        return new float[] {largest};
    }

    private static double value(Weights weights, Slot slot, int index) {
        return weights.vector(slot)[slot.offset() + index];
    }
}
