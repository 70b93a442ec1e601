package dev.tenfold.lab.engine;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Architecture.Stage;
import dev.tenfold.lab.recipe.Layer;
import dev.tenfold.lab.recipe.Layer.Activation;
import dev.tenfold.lab.recipe.Layer.BatchNorm;
import dev.tenfold.lab.recipe.Layer.Convolution;
import dev.tenfold.lab.recipe.Layer.Dense;
import dev.tenfold.lab.recipe.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Where each tensor of a network is in two flat vectors: the parameters, which training changes,
 * and the statistics that batch normalisation gathers.
 *
 * <p>Flat vectors make an optimiser a handful of operations whatever the number of layers, and a
 * checkpoint a few arrays. Weights come first, so that weight decay is one slice.
 */
final class Layout {

    /** What a tensor is to its layer. */
    enum Role {
        WEIGHT("weight"),
        BIAS("bias"),
        SCALE("scale"),
        SHIFT("shift"),
        MEAN("mean"),
        VARIANCE("variance");

        final String word;

        Role(String word) {
            this.word = word;
        }

        boolean isStatistic() {
            return this == MEAN || this == VARIANCE;
        }
    }

    /**
     * One tensor.
     *
     * @param name such as {@code conv1.weight}
     * @param shape as PyTorch and ONNX have it: (filters, channels, height, width), (outputs,
     *     inputs) or (channels)
     * @param offset in the vector that its role puts it in
     */
    record Slot(String name, Role role, long[] shape, int offset) {

        int length() {
            return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        }
    }

    private final List<List<Slot>> slots = new ArrayList<>();
    private final int weights;
    private final int parameters;
    private final int statistics;

    Layout(Architecture architecture) {
        int[] next = new int[3];
        List<List<Slot>> shapes = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (Stage stage : architecture.stages()) {
            shapes.add(stage.layer().accept(new Slots(stage.input(), numbers)));
        }
        for (List<Slot> stage : shapes) {
            for (Slot slot : stage) {
                next[group(slot)] += slot.length();
            }
        }
        weights = next[0];
        parameters = next[0] + next[1];
        statistics = next[2];
        int[] offsets = {0, weights, 0};
        for (List<Slot> stage : shapes) {
            List<Slot> placed = new ArrayList<>();
            for (Slot slot : stage) {
                placed.add(new Slot(slot.name, slot.role, slot.shape, offsets[group(slot)]));
                offsets[group(slot)] += slot.length();
            }
            slots.add(placed);
        }
    }

    private static int group(Slot slot) {
        return slot.role.isStatistic() ? 2 : slot.role == Role.WEIGHT ? 0 : 1;
    }

    private static Slot slot(String name, Role role, long... shape) {
        return new Slot(name + "." + role.word, role, shape, 0);
    }

    /** The tensors of a stage, in the order of {@link Role}; none for most layers. */
    List<Slot> slots(int stage) {
        return slots.get(stage);
    }

    List<Slot> all() {
        return slots.stream().flatMap(List::stream).toList();
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
     * Weights to start from: normal with variance 2 / inputs where a ReLU follows (He et al. 2015),
     * else uniform with variance 2 / (inputs + outputs) (Glorot and Bengio 2010); biases and shifts
     * 0, scales 1. Drawn in Java, so that a seed means the same on every machine.
     */
    Weights initial(Architecture architecture, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Weights initial = new Weights(new float[parameters], new float[statistics]);
        for (int stage = 0; stage < slots.size(); stage++) {
            for (Slot slot : slots.get(stage)) {
                float[] vector = initial.vector(slot);
                int end = slot.offset + slot.length();
                switch (slot.role) {
                    case WEIGHT -> {
                        long perOutput = slot.length() / slot.shape[0];
                        long kernel = perOutput / slot.shape[1];
                        boolean relu = reluFollows(architecture, stage);
                        double bound = Math.sqrt(6.0 / (perOutput + slot.shape[0] * kernel));
                        double deviation = Math.sqrt(2.0 / perOutput);
                        for (int i = slot.offset; i < end; i++) {
                            vector[i] =
                                    (float)
                                            (relu
                                                    ? random.nextGaussian() * deviation
                                                    : random.nextDouble(-bound, bound));
                        }
                    }
                    case SCALE, VARIANCE -> Arrays.fill(vector, slot.offset, end, 1f);
                    case BIAS, SHIFT, MEAN -> Arrays.fill(vector, slot.offset, end, 0f);
                }
            }
        }
        return initial;
    }

    private static boolean reluFollows(Architecture architecture, int stage) {
        for (Stage next : architecture.stages().subList(stage + 1, architecture.stages().size())) {
            if (next.layer() instanceof Activation activation) {
                return activation.function() == Activation.Function.RELU;
            }
            if (next.layer() instanceof Convolution || next.layer() instanceof Dense) {
                return false;
            }
        }
        return false;
    }

    /**
     * The tensors of a layer, not placed yet.
     *
     * @param numbers how many layers of each name there are so far
     */
    private record Slots(Shape input, Map<String, Integer> numbers)
            implements Layer.Visitor<List<Slot>> {

        @Override
        public List<Slot> convolution(Convolution conv) {
            String name = numbered("conv");
            return List.of(
                    slot(
                            name,
                            Role.WEIGHT,
                            conv.filters(),
                            input.channels(),
                            conv.kernelHeight(),
                            conv.kernelWidth()),
                    slot(name, Role.BIAS, conv.filters()));
        }

        @Override
        public List<Slot> dense(Dense dense) {
            String name = numbered("dense");
            return List.of(
                    slot(name, Role.WEIGHT, dense.units(), input.size()),
                    slot(name, Role.BIAS, dense.units()));
        }

        @Override
        public List<Slot> batchNorm(BatchNorm layer) {
            String name = numbered("batchnorm");
            long channels = input.channels();
            return List.of(
                    slot(name, Role.SCALE, channels),
                    slot(name, Role.SHIFT, channels),
                    slot(name, Role.MEAN, channels),
                    slot(name, Role.VARIANCE, channels));
        }

        @Override
        public List<Slot> activation(Activation layer) {
            return List.of();
        }

        @Override
        public List<Slot> pool(Layer.Pool layer) {
            return List.of();
        }

        @Override
        public List<Slot> dropout(Layer.Dropout layer) {
            return List.of();
        }

        @Override
        public List<Slot> flatten(Layer.Flatten layer) {
            return List.of();
        }

        private String numbered(String name) {
            return name + numbers.merge(name, 1, Integer::sum);
        }
    }
}
