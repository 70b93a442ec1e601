package dev.tenfold.reader.internal.model;

import static java.util.Map.entry;

import dev.tenfold.reader.internal.model.Demand.Value;
import dev.tenfold.reader.internal.model.OnnxGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operators that a model file may have: those that Tenfold writes, each with the attributes
 * that it writes and the rule for the shape of its output. A new one is allowed by an entry here.
 */
final class Operators {

    private static final Set<String> WINDOW = Set.of("kernel_shape", "strides", "pads");
    private static final Set<String> CONVOLUTION =
            Set.of("kernel_shape", "strides", "pads", "dilations", "group");
    private static final Set<String> RESIZE =
            Set.of("mode", "coordinate_transformation_mode", "nearest_mode");

    /** Only from floats to this, which is what {@code QuantizeLinear} does not give. */
    private static final long CAST_TO = ElementType.INT32.code();

    private static final int MAX_SCALE = 8;

    /** What a node gives, and how many operations it takes. */
    record Result(Value value, long work) {

        static Result of(List<Integer> shape, long work) {
            return new Result(Value.floats(shape), work);
        }
    }

    private interface Rule {
        Result apply(OperatorCall call) throws GraphException;
    }

    /**
     * An operator that is allowed.
     *
     * @param attributes that it may have
     */
    private record Operator(int minInputs, int maxInputs, Set<String> attributes, Rule rule) {

        static Operator unary() {
            return new Operator(1, 1, Set.of(), call -> same(call.floats(0)));
        }

        static Operator binary() {
            return new Operator(
                    2, 2, Set.of(), call -> same(Shapes.broadcast(call.floats(0), call.floats(1))));
        }
    }

    private static final Map<String, Operator> ALLOWED =
            Map.ofEntries(
                    entry("Relu", Operator.unary()),
                    entry("Round", Operator.unary()),
                    entry("Sigmoid", Operator.unary()),
                    entry("Sqrt", Operator.unary()),
                    entry("Tanh", Operator.unary()),
                    entry("Add", Operator.binary()),
                    entry("Div", Operator.binary()),
                    entry("Mul", Operator.binary()),
                    entry("Sub", Operator.binary()),
                    entry("Conv", new Operator(2, 3, CONVOLUTION, Operators::convolution)),
                    entry("MaxPool", new Operator(1, 1, WINDOW, Operators::pool)),
                    entry("AveragePool", new Operator(1, 1, WINDOW, Operators::pool)),
                    entry(
                            "BatchNormalization",
                            new Operator(5, 5, Set.of("epsilon"), Operators::batchNorm)),
                    entry("Gemm", new Operator(3, 3, Set.of("transB"), Operators::dense)),
                    entry("Flatten", new Operator(1, 1, Set.of(), Operators::flatten)),
                    entry("Reshape", new Operator(2, 2, Set.of(), Operators::reshape)),
                    entry("Resize", new Operator(3, 3, RESIZE, Operators::resize)),
                    entry("Cast", new Operator(1, 1, Set.of("to"), Operators::cast)),
                    entry(
                            "QuantizeLinear",
                            new Operator(3, 3, Set.of("axis"), Operators::quantized)),
                    entry(
                            "DequantizeLinear",
                            new Operator(3, 3, Set.of("axis"), Operators::dequantized)));

    private Operators() {}

    /**
     * What a node gives.
     *
     * @param inputs null for those that are left out
     */
    static Result apply(Node node, List<@Nullable Value> inputs) throws GraphException {
        Operator operator = ALLOWED.get(node.operator());
        if (operator == null) {
            throw new GraphException(
                    "only the operators that Tenfold writes", "'" + node.operator() + "'");
        }
        OperatorCall call = new OperatorCall(node, inputs);
        if (inputs.size() < operator.minInputs() || inputs.size() > operator.maxInputs()) {
            throw call.wrong("inputs as Tenfold writes them", inputs.size());
        }
        for (String attribute : node.attributes().keySet()) {
            if (!operator.attributes().contains(attribute)) {
                throw call.wrong("only the attributes that Tenfold writes", attribute);
            }
        }
        return operator.rule().apply(call);
    }

    private static Result same(List<Integer> shape) throws GraphException {
        return Result.of(shape, Shapes.values(shape));
    }

    private static Result convolution(OperatorCall call) throws GraphException {
        call.requireRank(0, 4);
        call.requireRank(1, 4);
        List<Integer> maps = call.floats(0);
        List<Integer> weights = call.floats(1);
        int group = (int) call.integer("group", 1, 1, maps.get(1));
        if (maps.get(1) != (long) weights.get(1) * group || weights.get(0) % group != 0) {
            throw call.wrong("weights for " + maps, weights);
        }
        if (call.inputs().size() > 2) {
            call.requireShape(2, List.of(weights.get(0)));
        }
        List<Long> kernel = List.of((long) weights.get(2), (long) weights.get(3));
        if (!call.integers("kernel_shape", kernel, 1, Integer.MAX_VALUE).equals(kernel)) {
            throw call.wrong("a kernel_shape of its weights, " + kernel, "another");
        }
        List<Integer> shape = slid(call, kernel, weights.get(0));
        long perValue = (long) weights.get(1) * weights.get(2) * weights.get(3);
        return Result.of(shape, Shapes.values(shape) * perValue);
    }

    private static Result pool(OperatorCall call) throws GraphException {
        call.requireRank(0, 4);
        List<Integer> maps = call.floats(0);
        long side = Math.max(maps.get(2), maps.get(3));
        List<Long> kernel = call.integers("kernel_shape", List.of(0L, 0L), 1, side);
        if (kernel.get(0) < 1) {
            throw call.wrong("a kernel_shape", "none");
        }
        List<Integer> shape = slid(call, kernel, maps.get(1));
        return Result.of(shape, Shapes.values(shape) * kernel.get(0) * kernel.get(1));
    }

    /** The shape of what a kernel gives that slides over the maps of input 0. */
    private static List<Integer> slid(OperatorCall call, List<Long> kernel, int channels)
            throws GraphException {
        List<Integer> maps = call.floats(0);
        long side = Math.max(maps.get(2), maps.get(3));
        List<Long> dilations = call.integers("dilations", List.of(1L, 1L), 1, side);
        List<Long> strides = call.integers("strides", List.of(1L, 1L), 1, side);
        List<Long> pads = call.integers("pads", List.of(0L, 0L, 0L, 0L), 0, side);
        List<Integer> shape = new ArrayList<>(List.of(maps.get(0), channels));
        for (int axis = 0; axis < 2; axis++) {
            long reach = (kernel.get(axis) - 1) * dilations.get(axis) + 1;
            if (pads.get(axis) >= reach || pads.get(axis + 2) >= reach) {
                throw call.wrong("pads below the kernel's " + reach, pads);
            }
            long padded = maps.get(axis + 2) + pads.get(axis) + pads.get(axis + 2);
            if (reach > padded) {
                throw call.wrong("a kernel of at most " + padded, reach);
            }
            shape.add(Shapes.length((padded - reach) / strides.get(axis) + 1));
        }
        return List.copyOf(shape);
    }

    private static Result batchNorm(OperatorCall call) throws GraphException {
        List<Integer> shape = call.floats(0);
        if (shape.size() < 2) {
            throw call.wrong("channels", shape);
        }
        for (int i = 1; i < 5; i++) {
            call.requireShape(i, List.of(shape.get(1)));
        }
        return same(shape);
    }

    private static Result dense(OperatorCall call) throws GraphException {
        call.requireRank(0, 2);
        call.requireRank(1, 2);
        boolean turned = call.integer("transB", 0, 0, 1) == 1;
        List<Integer> weights = call.floats(1);
        int outputs = weights.get(turned ? 0 : 1);
        int inputs = weights.get(turned ? 1 : 0);
        int count = call.floats(0).get(0);
        call.requireShape(0, List.of(count, inputs));
        call.requireShape(2, List.of(outputs));
        List<Integer> shape = List.of(count, outputs);
        return Result.of(shape, Shapes.values(shape) * inputs);
    }

    private static Result flatten(OperatorCall call) throws GraphException {
        List<Integer> shape = call.floats(0);
        if (shape.isEmpty()) {
            throw call.wrong("a batch", shape);
        }
        int rest = (int) (Shapes.values(shape) / shape.get(0));
        return same(List.of(shape.get(0), rest));
    }

    private static Result reshape(OperatorCall call) throws GraphException {
        long values = Shapes.values(call.floats(0));
        long[] lengths = call.stored(1, ElementType.INT64, OnnxGraph.MAX_RANK).longs();
        List<Integer> shape = new ArrayList<>();
        int free = -1;
        for (long length : lengths) {
            if (length == -1 && free < 0) {
                free = shape.size();
                shape.add(1);
            } else {
                shape.add(Shapes.length(length));
            }
        }
        long given = Shapes.values(shape);
        if (free >= 0 && values % given == 0) {
            shape.set(free, (int) (values / given));
        }
        if (Shapes.values(shape) != values) {
            throw call.wrong("a shape of " + values + " values", shape);
        }
        return same(List.copyOf(shape));
    }

    /** Larger by whole numbers, without new values between. */
    private static Result resize(OperatorCall call) throws GraphException {
        call.requireRank(0, 4);
        call.requireText("mode", Set.of("nearest"));
        call.requireText("coordinate_transformation_mode", Set.of("asymmetric", "half_pixel"));
        call.requireText("nearest_mode", Set.of("floor", "round_prefer_floor"));
        if (call.inputs().get(1) != null) {
            throw call.wrong("no region", "one");
        }
        float[] scales = call.stored(2, ElementType.FLOAT, 4).floats();
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            float scale = i < scales.length ? scales[i] : 0;
            if (!(scale >= 1 && scale <= (i < 2 ? 1 : MAX_SCALE)) || scale != Math.rint(scale)) {
                throw call.wrong("scales of 1, 1, and twice 1 to " + MAX_SCALE, scale);
            }
            shape.add(Shapes.length(call.floats(0).get(i) * (long) scale));
        }
        return same(List.copyOf(shape));
    }

    private static Result cast(OperatorCall call) throws GraphException {
        List<Integer> shape = call.floats(0);
        call.integer("to", 0, CAST_TO, CAST_TO);
        if (!call.node().attributes().containsKey("to")) {
            throw call.wrong("a type", "none");
        }
        return new Result(new Value(ElementType.INT32, shape, null), Shapes.values(shape));
    }

    private static Result quantized(OperatorCall call) throws GraphException {
        List<Integer> shape = call.floats(0);
        ElementType type = steps(call, shape);
        if (type == ElementType.INT32) {
            throw call.wrong("bytes", type);
        }
        return new Result(new Value(type, shape, null), Shapes.values(shape));
    }

    private static Result dequantized(OperatorCall call) throws GraphException {
        Value rounded = call.input(0);
        ElementType type = steps(call, rounded.shape());
        if (type != rounded.type()) {
            throw call.wrong("values of " + type, rounded.type());
        }
        return same(rounded.shape());
    }

    /** Checks inputs 1 and 2: the size of a step, and the type with where 0 lies among them. */
    private static ElementType steps(OperatorCall call, List<Integer> shape) throws GraphException {
        List<Integer> steps = call.floats(1);
        Value zero = call.input(2);
        if (!steps.isEmpty()) {
            int axis = (int) call.integer("axis", 1, 0, Math.max(0, shape.size() - 1L));
            if (axis >= shape.size() || !steps.equals(List.of(shape.get(axis)))) {
                throw call.wrong("steps for " + shape, steps);
            }
        }
        if (!zero.shape().equals(steps)
                || zero.type() == ElementType.FLOAT
                || zero.type() == ElementType.INT64) {
            throw call.wrong("zeros like its steps", zero.type() + " " + zero.shape());
        }
        return zero.type();
    }
}
