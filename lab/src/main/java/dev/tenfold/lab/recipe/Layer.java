package dev.tenfold.lab.recipe;

import java.io.Serializable;

/**
 * One layer of a network, as a line of a recipe names it: {@code conv 32 3x3}, {@code dense 128}.
 *
 * <p>{@code toString()} gives that line again.
 */
public sealed interface Layer extends Serializable {

    /**
     * What leaves the layer.
     *
     * @throws IllegalArgumentException if {@code input} cannot enter it, saying why
     */
    Shape outputShape(Shape input);

    /** The number of weights that training changes. */
    default long parameters(Shape input) {
        return 0;
    }

    /** The multiplications, each with its addition, that one example costs; cheap layers: 0. */
    default long multiplyAdds(Shape input) {
        return 0;
    }

    /** Calls the visitor's method for this kind of layer. */
    <R> R accept(Visitor<R> visitor);

    /**
     * What becomes of each kind of layer. Where a new kind is added, nothing compiles until every
     * visitor has it.
     *
     * @param <R> what a layer becomes
     */
    interface Visitor<R> {

        R convolution(Convolution layer);

        R activation(Activation layer);

        R pool(Pool layer);

        R batchNorm(BatchNorm layer);

        R dropout(Dropout layer);

        R flatten(Flatten layer);

        R dense(Dense layer);
    }

    /**
     * Two-dimensional convolution with a bias.
     *
     * @param padding zeros on each side, in pixels
     */
    record Convolution(int filters, int kernelHeight, int kernelWidth, int padding, int stride)
            implements Layer {

        @Override
        public Shape outputShape(Shape input) {
            requireMaps(input);
            return Shape.maps(
                    filters,
                    slide(input, input.height(), kernelHeight, padding, stride),
                    slide(input, input.width(), kernelWidth, padding, stride));
        }

        @Override
        public long parameters(Shape input) {
            return (long) filters * input.channels() * kernelHeight * kernelWidth + filters;
        }

        @Override
        public long multiplyAdds(Shape input) {
            return (parameters(input) - filters) * outputShape(input).size() / filters;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.convolution(this);
        }

        @Override
        public String toString() {
            return "conv "
                    + filters
                    + " "
                    + kernelHeight
                    + "x"
                    + kernelWidth
                    + (padding == 0 ? "" : " pad " + padding)
                    + (stride == 1 ? "" : " stride " + stride);
        }
    }

    /** A function of each value on its own. */
    record Activation(Function function) implements Layer {

        /** The functions that a recipe can name, in lower case. */
        public enum Function {
            RELU,
            TANH,
            SIGMOID
        }

        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.activation(this);
        }

        @Override
        public String toString() {
            return RecipeYaml.word(function);
        }
    }

    /**
     * Takes one value from each square of {@code size} pixels; rows and columns left over at the
     * end are dropped.
     */
    record Pool(Kind kind, int size, int stride) implements Layer {

        /** Which value represents the square. */
        public enum Kind {
            MAX,
            AVERAGE
        }

        @Override
        public Shape outputShape(Shape input) {
            requireMaps(input);
            return Shape.maps(
                    input.channels(),
                    slide(input, input.height(), size, 0, stride),
                    slide(input, input.width(), size, 0, stride));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pool(this);
        }

        @Override
        public String toString() {
            return (kind == Kind.MAX ? "maxpool " : "avgpool ")
                    + size
                    + (stride == size ? "" : " stride " + stride);
        }
    }

    /** Batch normalisation (Ioffe and Szegedy 2015), a scale and a shift for each channel. */
    record BatchNorm() implements Layer {

        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public long parameters(Shape input) {
            return 2L * input.channels();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.batchNorm(this);
        }

        @Override
        public String toString() {
            return "batchnorm";
        }
    }

    /**
     * Drops values while training (Srivastava et al. 2014); nothing is left of it afterwards.
     *
     * @param rate the chance of a value to be dropped, at least 0 and below 1
     */
    record Dropout(double rate) implements Layer {

        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropout(this);
        }

        @Override
        public String toString() {
            return "dropout " + RecipeYaml.number(rate);
        }
    }

    /** Makes one vector of all feature maps, channel by channel and row by row. */
    record Flatten() implements Layer {

        @Override
        public Shape outputShape(Shape input) {
            return Shape.vector(input.size());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.flatten(this);
        }

        @Override
        public String toString() {
            return "flatten";
        }
    }

    /**
     * Every input to every output, with a bias.
     *
     * @param units the number of outputs; {@link #CLASSES} for as many as the data has labels
     */
    record Dense(int units) implements Layer {

        /** Represents the number of labels, which a recipe writes {@code classes}. */
        public static final int CLASSES = 0;

        @Override
        public Shape outputShape(Shape input) {
            if (!input.isVector()) {
                throw new IllegalArgumentException(
                        "expected a vector to enter it, found maps of "
                                + input
                                + "; put `flatten` before it");
            }
            return Shape.vector(units);
        }

        @Override
        public long parameters(Shape input) {
            return (input.size() + 1L) * units;
        }

        @Override
        public long multiplyAdds(Shape input) {
            return (long) input.size() * units;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dense(this);
        }

        @Override
        public String toString() {
            return "dense " + (units == CLASSES ? "classes" : String.valueOf(units));
        }
    }

    private static void requireMaps(Shape input) {
        if (input.isVector()) {
            throw new IllegalArgumentException(
                    "expected feature maps to enter it, found a vector of "
                            + input
                            + "; put it before `flatten`");
        }
    }

    private static int slide(Shape input, int length, int window, int padding, int stride) {
        int room = length + 2 * padding - window;
        if (room < 0) {
            throw new IllegalArgumentException(
                    "expected maps of at least "
                            + (window - 2 * padding)
                            + " pixels a side to enter it, found "
                            + input
                            + "; take a pooling or a convolution out before it");
        }
        return room / stride + 1;
    }
}
