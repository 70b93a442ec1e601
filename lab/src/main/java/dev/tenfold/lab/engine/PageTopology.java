package dev.tenfold.lab.engine;

import dev.tenfold.lab.engine.Layout.Role;
import dev.tenfold.lab.engine.Layout.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How the page network's convolutions are joined, and where their tensors are in two flat vectors,
 * as {@link Layout} has it: weights first, then batch norms' scales and shifts and the last bias;
 * means and variances in the other.
 *
 * <p>An encoder halves the picture five times; a decoder brings what it saw back up to a quarter of
 * the picture's size and adds what the encoder had there (Lin et al. 2017, Feature Pyramid
 * Networks). The joints are written once, for libtorch and for ONNX: see {@link Operations}.
 */
final class PageTopology {

    /** What the network is made of; {@code T} is a value that flows through it. */
    interface Operations<T> {

        /** A convolution, its batch norm and a ReLU. */
        T block(Convolution layer, T x);

        /** A convolution and its batch norm. */
        T linear(Convolution layer, T x);

        /** A convolution with a bias, the last. */
        T project(Convolution layer, T x);

        T add(T a, T b);

        T relu(T x);

        /** Twice as high and wide, each value four times. */
        T enlarge(T x);
    }

    /**
     * One convolution, which keeps the size but for its stride.
     *
     * @param name such as {@code down4}: the number is what the picture's size is divided by there
     * @param side of the square kernel, odd
     * @param slots weight; then scale, shift, mean and variance of its batch norm, or a bias
     */
    record Convolution(String name, int from, int to, int side, int stride, List<Slot> slots) {

        Slot slot(Role role) {
            return slots.stream()
                    .filter(slot -> slot.role() == role)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " has no " + role));
        }
    }

    private static final String LAST = "out";

    /** A centre is rare: at first the heat says so everywhere (Lin et al. 2017, Focal Loss). */
    private static final float INITIAL_HEAT = -4;

    private final Map<String, Convolution> layers = new LinkedHashMap<>();
    private final List<Integer> depths;
    private int weights;
    private int parameters;
    private int statistics;

    /**
     * @param widths channels at a half, a quarter, ... a thirty-second of the size: five
     * @param depths residual pairs at an eighth, a sixteenth and a thirty-second of the size
     * @param decoder channels of the decoder at a quarter
     * @param outputs channels of the answer
     */
    PageTopology(List<Integer> widths, List<Integer> depths, int decoder, int outputs) {
        if (widths.size() != 5 || depths.size() != 3) {
            throw new IllegalArgumentException(
                    "page network: expected five widths and three depths, found "
                            + widths
                            + " and "
                            + depths);
        }
        this.depths = List.copyOf(depths);
        int[] c = widths.stream().mapToInt(Integer::intValue).toArray();
        add("down2", 1, c[0], 3, 2);
        add("down4", c[0], c[1], 3, 2);
        add("keep4", c[1], c[1], 3, 1);
        for (int i = 2; i < 5; i++) {
            int size = 1 << i + 1;
            add("down" + size, c[i - 1], c[i], 3, 2);
            for (int pair = 1; pair <= depths.get(i - 2); pair++) {
                add(residual(size, pair) + "a", c[i], c[i], 3, 1);
                add(residual(size, pair) + "b", c[i], c[i], 3, 1);
            }
        }
        add("keep32", c[4], c[4], 3, 1);
        add("lateral16", c[4], c[3], 1, 1);
        add("merge16", c[3], c[3], 3, 1);
        add("lateral8", c[3], c[2], 1, 1);
        add("merge8", c[2], c[2], 3, 1);
        add("lateral4", c[2], decoder, 1, 1);
        add("skip4", c[1], decoder, 1, 1);
        add("merge4", decoder, decoder, 3, 1);
        add("head", decoder, decoder, 3, 1);
        add(LAST, decoder, outputs, 1, 1);
        place();
    }

    private void add(String name, int from, int to, int side, int stride) {
        List<Slot> slots = new ArrayList<>();
        slots.add(slot(name, Role.WEIGHT, to, from, side, side));
        List<Role> others =
                name.equals(LAST)
                        ? List.of(Role.BIAS)
                        : List.of(Role.SCALE, Role.SHIFT, Role.MEAN, Role.VARIANCE);
        others.forEach(role -> slots.add(slot(name, role, to)));
        layers.put(name, new Convolution(name, from, to, side, stride, slots));
    }

    private static Slot slot(String name, Role role, long... shape) {
        return new Slot(name + "." + role.word, role, shape, 0);
    }

    /** Gives each tensor its place, weights before all other parameters. */
    private void place() {
        for (Slot slot : slots()) {
            weights += slot.role() == Role.WEIGHT ? slot.length() : 0;
        }
        int nextWeight = 0;
        parameters = weights;
        for (Map.Entry<String, Convolution> entry : layers.entrySet()) {
            Convolution layer = entry.getValue();
            List<Slot> placed = new ArrayList<>();
            for (Slot slot : layer.slots) {
                int offset =
                        slot.role() == Role.WEIGHT
                                ? nextWeight
                                : slot.role().isStatistic() ? statistics : parameters;
                placed.add(new Slot(slot.name(), slot.role(), slot.shape(), offset));
                if (slot.role() == Role.WEIGHT) {
                    nextWeight += slot.length();
                } else if (slot.role().isStatistic()) {
                    statistics += slot.length();
                } else {
                    parameters += slot.length();
                }
            }
            entry.setValue(
                    new Convolution(
                            layer.name, layer.from, layer.to, layer.side, layer.stride, placed));
        }
    }

    /**
     * The answer to a picture.
     *
     * @param page (N, 1, H, W), H and W multiples of 32
     * @return (N, outputs, H/4, W/4)
     */
    <T> T run(T page, Operations<T> operations) {
        T at4 = block("down4", block("down2", page, operations), operations);
        at4 = block("keep4", at4, operations);
        T at8 = residual(8, at4, operations);
        T at16 = residual(16, at8, operations);
        T at32 = block("keep32", residual(32, at16, operations), operations);
        T up16 = merge(16, at16, at32, operations);
        T up8 = merge(8, at8, up16, operations);
        T up4 = merge(4, block("skip4", at4, operations), up8, operations);
        return operations.project(layer(LAST), block("head", up4, operations));
    }

    private <T> T block(String name, T x, Operations<T> operations) {
        return operations.block(layer(name), x);
    }

    /** To half the size, then what pairs of convolutions add to that (He et al. 2016). */
    private <T> T residual(int size, T larger, Operations<T> operations) {
        T x = block("down" + size, larger, operations);
        int pairs = depths.get(Integer.numberOfTrailingZeros(size) - 3);
        for (int pair = 1; pair <= pairs; pair++) {
            String name = residual(size, pair);
            T change = operations.linear(layer(name + "b"), block(name + "a", x, operations));
            x = operations.relu(operations.add(x, change));
        }
        return x;
    }

    private static String residual(int size, int pair) {
        return "residual" + size + (pair == 1 ? "" : "-" + pair);
    }

    /**
     * Whether a network without this layer is one that this network can start from: the layer is of
     * a second or later residual pair.
     */
    static boolean isExtra(Convolution layer) {
        return layer.name.startsWith("residual") && layer.name.contains("-");
    }

    /** Whether what an extra pair adds is 0 at first (Goyal et al. 2017, section 5.1). */
    private static boolean startsAtZero(Convolution layer) {
        return isExtra(layer) && layer.name.endsWith("b");
    }

    private <T> T merge(int size, T fine, T coarse, Operations<T> operations) {
        T larger = operations.enlarge(block("lateral" + size, coarse, operations));
        return block("merge" + size, operations.add(fine, larger), operations);
    }

    private Convolution layer(String name) {
        Convolution layer = layers.get(name);
        if (layer == null) {
            throw new IllegalArgumentException("page network: no layer " + name);
        }
        return layer;
    }

    List<Convolution> layers() {
        return List.copyOf(layers.values());
    }

    List<Slot> slots() {
        return layers.values().stream().flatMap(layer -> layer.slots.stream()).toList();
    }

    /** How many of the parameters are weights, which come first. */
    int weights() {
        return weights;
    }

    int parameters() {
        return parameters;
    }

    int statistics() {
        return statistics;
    }

    /**
     * Weights to start from: normal with variance 2 / inputs (He et al. 2015), the last layer's a
     * sixth of that; scales and variances 1, the rest 0 but for the heat's bias. Extra residual
     * pairs add nothing at first.
     */
    Weights initial(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Weights initial = new Weights(new float[parameters], new float[statistics]);
        for (Convolution layer : layers.values()) {
            boolean last = layer.name.equals(LAST);
            double inputs = (double) layer.from * layer.side * layer.side;
            double deviation = Math.sqrt((last ? 1.0 / 3 : 2) / inputs);
            for (Slot slot : layer.slots) {
                float[] vector = initial.vector(slot);
                int end = slot.offset() + slot.length();
                switch (slot.role()) {
                    case WEIGHT -> {
                        for (int i = slot.offset(); i < end; i++) {
                            vector[i] = (float) (random.nextGaussian() * deviation);
                        }
                    }
                    case SCALE ->
                            Arrays.fill(vector, slot.offset(), end, startsAtZero(layer) ? 0 : 1);
                    case VARIANCE -> Arrays.fill(vector, slot.offset(), end, 1f);
                    case BIAS -> vector[slot.offset()] = INITIAL_HEAT;
                    case SHIFT, MEAN -> Arrays.fill(vector, slot.offset(), end, 0f);
                }
            }
        }
        return initial;
    }
}
