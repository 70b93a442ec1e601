package dev.tenfold.lab.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.tenfold.lab.recipe.Shape;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Sets digits upright and half-way to one width, by the moments of their ink (moment normalisation;
 * Casey 1970, "Moment normalization of handprinted characters").
 *
 * <p>Each row is moved until x and y of the ink no longer go together, by {@code mu11 / mu02} a row
 * (Hu 1962), and stretched about the middle of the ink by the square root of what would bring all
 * digits to one ratio of height to width, so that a 1 does not become as wide as a 0. A value lies
 * linearly between two pixels of its row.
 */
final class Deskew {

    /**
     * How much farther the ink of a digit is spread down than across that keeps its width. MNIST's
     * upright training digits have 1.59 in the median, half of them 1.28 to 2.00.
     */
    private static final float RATIO = 1.35f;

    /** The least and the most that a digit is stretched by. */
    private static final float LEAST = 0.75f;

    private static final float MOST = 1.35f;

    /** In place of no ink, or of ink in one row or one column alone. */
    private static final float TINY = 1e-6f;

    /**
     * Arrays of numbers, in libtorch or in an ONNX graph, so that what is done to them need be
     * written only once. As in NumPy, an axis of length 1 stands for any.
     */
    private interface Values<V extends Values<V>> {

        /** Others in the same place. */
        V constant(float[] values, long... shape);

        V plus(V other);

        V minus(V other);

        V times(V other);

        V over(V other);

        V atLeast(V other);

        V atMost(V other);

        V absolute();

        V root();

        /** The matrix product. */
        V product(V other);

        /** One column of a matrix, as a matrix. */
        V column(int index);

        /** One length may be -1, for what the others leave. */
        V reshape(long... shape);

        default V constant(float value) {
            return constant(new float[] {value}, 1);
        }
    }

    private final int height;
    private final int width;

    /**
     * @param shape (1, height, width) of an image
     */
    Deskew(Shape shape) {
        this.height = shape.height();
        this.width = shape.width();
    }

    /**
     * Sets images upright.
     *
     * @param images (N, 1, height, width) of any type, 0 is paper
     * @return of the same shape and type
     */
    Tensor run(Tensor images) {
        Tensor pixels = images.to(ScalarType.Float);
        return upright(new Tensors(pixels))
                .reshape(-1, 1, height, width)
                .tensor()
                .to(images.scalar_type());
    }

    /**
     * Adds nodes that do the same.
     *
     * @param images the name of (N, 1, height, width)
     * @param name of what the last one gives; those of the others begin with it and a dot
     */
    String nodes(OnnxNodes nodes, String images, String name) {
        Nodes upright = upright(new Nodes(new Names(nodes, name), images));
        String shape = nodes.longs(name + ".shape", -1, 1, height, width);
        return nodes.node("Reshape", name, List.of(upright.output(), shape));
    }

    /**
     * @return (N, height, width, 1)
     */
    private <V extends Values<V>> V upright(V images) {
        int area = height * width;
        float[] powers = new float[area * 6];
        float[] column = new float[area];
        float[] row = new float[area];
        for (int pixel = 0; pixel < area; pixel++) {
            // Counted from the middle, where squares stay small.
            float x = pixel % width - (width - 1) / 2f;
            float y = pixel / width - (height - 1) / 2f;
            column[pixel] = x;
            row[pixel] = y;
            System.arraycopy(new float[] {1, x, y, x * x, x * y, y * y}, 0, powers, pixel * 6, 6);
        }
        V tiny = images.constant(TINY);
        V sums = images.reshape(-1, area).product(images.constant(powers, area, 6));
        V means = sums.over(sums.column(0).atLeast(tiny));
        V x = means.column(1);
        V y = means.column(2);
        V xx = means.column(3).minus(x.times(x));
        V xy = means.column(4).minus(x.times(y));
        V yy = means.column(5).minus(y.times(y)).atLeast(tiny);
        V slant = xy.over(yy);
        V across = xx.minus(slant.times(xy)).atLeast(tiny);
        V step =
                across.over(yy)
                        .root()
                        .times(images.constant(RATIO))
                        .root()
                        .atLeast(images.constant(1 / MOST))
                        .atMost(images.constant(1 / LEAST));
        // Where in its row the value of each pixel stands now.
        V places =
                x.plus(
                        step.times(images.constant(column, 1, area).minus(x))
                                .plus(slant.times(images.constant(row, 1, area).minus(y))));
        V distances =
                places.reshape(-1, height, width, 1)
                        .minus(images.constant(Arrays.copyOf(column, width), width))
                        .absolute();
        V weights = images.constant(1).minus(distances).atLeast(images.constant(0));
        return weights.product(images.reshape(-1, height, width, 1));
    }

    private record Tensors(Tensor tensor) implements Values<Tensors> {

        @Override
        public Tensors constant(float[] values, long... shape) {
            return new Tensors(Torch.tensor(values, shape));
        }

        @Override
        public Tensors plus(Tensors other) {
            return new Tensors(tensor.add(other.tensor));
        }

        @Override
        public Tensors minus(Tensors other) {
            return new Tensors(tensor.sub(other.tensor));
        }

        @Override
        public Tensors times(Tensors other) {
            return new Tensors(tensor.mul(other.tensor));
        }

        @Override
        public Tensors over(Tensors other) {
            return new Tensors(tensor.div(other.tensor));
        }

        @Override
        public Tensors atLeast(Tensors other) {
            return new Tensors(torch.maximum(tensor, other.tensor));
        }

        @Override
        public Tensors atMost(Tensors other) {
            return new Tensors(torch.minimum(tensor, other.tensor));
        }

        @Override
        public Tensors absolute() {
            return new Tensors(tensor.abs());
        }

        @Override
        public Tensors root() {
            return new Tensors(tensor.sqrt());
        }

        @Override
        public Tensors product(Tensors other) {
            return new Tensors(tensor.matmul(other.tensor));
        }

        @Override
        public Tensors column(int index) {
            return new Tensors(tensor.narrow(1, index, 1));
        }

        @Override
        public Tensors reshape(long... shape) {
            return new Tensors(tensor.reshape(shape));
        }
    }

    /** Names of nodes and of constants, which no other layer has. */
    private static final class Names {

        private final OnnxNodes nodes;
        private final String layer;
        private int count;

        Names(OnnxNodes nodes, String layer) {
            this.nodes = nodes;
            this.layer = layer;
        }

        String next() {
            return layer + "." + ++count;
        }
    }

    /**
     * @param output of the node that gives them
     */
    private record Nodes(Names names, String output) implements Values<Nodes> {

        private Nodes node(String operator, String other, AttributeProto... attributes) {
            return new Nodes(
                    names,
                    names.nodes.node(operator, names.next(), List.of(output, other), attributes));
        }

        private Nodes node(String operator) {
            return new Nodes(names, names.nodes.node(operator, names.next(), List.of(output)));
        }

        @Override
        public Nodes constant(float[] values, long... shape) {
            return new Nodes(names, names.nodes.floats(names.next(), shape, values));
        }

        @Override
        public Nodes plus(Nodes other) {
            return node("Add", other.output);
        }

        @Override
        public Nodes minus(Nodes other) {
            return node("Sub", other.output);
        }

        @Override
        public Nodes times(Nodes other) {
            return node("Mul", other.output);
        }

        @Override
        public Nodes over(Nodes other) {
            return node("Div", other.output);
        }

        @Override
        public Nodes atLeast(Nodes other) {
            return node("Max", other.output);
        }

        @Override
        public Nodes atMost(Nodes other) {
            return node("Min", other.output);
        }

        @Override
        public Nodes absolute() {
            return node("Abs");
        }

        @Override
        public Nodes root() {
            return node("Sqrt");
        }

        @Override
        public Nodes product(Nodes other) {
            return node("MatMul", other.output);
        }

        @Override
        public Nodes column(int index) {
            return node(
                    "Gather", names.nodes.longs(names.next(), index), OnnxNodes.integer("axis", 1));
        }

        @Override
        public Nodes reshape(long... shape) {
            return node("Reshape", names.nodes.longs(names.next(), shape));
        }
    }
}
