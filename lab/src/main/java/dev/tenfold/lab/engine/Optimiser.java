package dev.tenfold.lab.engine;

import dev.tenfold.lab.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A rule by which gradients change parameters, over flat vectors, in place. The constants are
 * PyTorch's defaults unless said otherwise.
 */
abstract class Optimiser implements AutoCloseable {

    private final double weightDecay;
    private final int weights;
    private final List<Tensor> memory = new ArrayList<>();
    private long steps;

    private Optimiser(Recipe recipe, Layout layout) {
        this(
                recipe.weightDecay(),
                layout.weights(),
                layout.parameters(),
                recipe.optimiserMemory());
    }

    /**
     * An optimiser with a number of vectors of memory, which start at zero.
     *
     * @param weights how many of the parameters, the first ones, decay
     */
    private Optimiser(double weightDecay, int weights, int parameters, int vectors) {
        this.weightDecay = weightDecay;
        this.weights = weights;
        for (int i = 0; i < vectors; i++) {
            memory.add(torch.zeros(parameters));
        }
    }

    /**
     * AdamW over a vector.
     *
     * @param weights how many of the parameters, the first ones, decay
     * @param beta2 decay of the mean of squared gradients
     */
    static Optimiser adamW(int weights, int parameters, double weightDecay, double beta2) {
        return new Adam(weightDecay, weights, parameters, beta2);
    }

    static Optimiser of(Recipe recipe, Layout layout) {
        return switch (recipe.optimiser()) {
            case SGD -> new Sgd(recipe, layout);
            case ADAM, ADAMW -> new Adam(recipe, layout);
            case RMSPROP -> new RmsProp(recipe, layout);
            case ADADELTA -> new Adadelta(recipe, layout);
            case ADAGRAD -> new Adagrad(recipe, layout);
        };
    }

    /** Changes the parameters once. The gradients may be changed too. */
    final void step(Tensor parameters, Tensor gradients, double rate) {
        steps++;
        if (weightDecay > 0) {
            decay(parameters.narrow(0, 0, weights), gradients.narrow(0, 0, weights), rate);
        }
        update(parameters, gradients, rate);
    }

    /** By default L2: the decay is part of the gradient. */
    void decay(Tensor weights, Tensor gradients, double rate) {
        gradients.add_(weights, scalar(weightDecay));
    }

    abstract void update(Tensor parameters, Tensor gradient, double rate);

    final Tensor memory(int vector) {
        return memory.get(vector);
    }

    final double weightDecay() {
        return weightDecay;
    }

    /** Steps taken, this one included. */
    final long steps() {
        return steps;
    }

    final List<float[]> memory() {
        try (PointerScope scope = new PointerScope()) {
            return memory.stream().map(Torch::values).toList();
        }
    }

    final void restore(List<float[]> vectors, long steps) {
        try (PointerScope scope = new PointerScope()) {
            for (int i = 0; i < memory.size(); i++) {
                Torch.fill(memory.get(i), vectors.get(i));
            }
        }
        this.steps = steps;
    }

    @Override
    public final void close() {
        memory.forEach(Tensor::close);
    }

    private static Scalar scalar(double value) {
        return new Scalar(value);
    }

    /** {@code mean = decay · mean + (1 - decay) · gradient²}. */
    private static void gatherSquare(Tensor mean, Tensor gradient, double decay) {
        mean.mul_(scalar(decay)).addcmul_(gradient, gradient, scalar(1 - decay));
    }

    /** Gradient descent with classical momentum (Polyak 1964; Sutskever et al. 2013). */
    private static final class Sgd extends Optimiser {

        private final double momentum;

        Sgd(Recipe recipe, Layout layout) {
            super(recipe, layout);
            this.momentum = recipe.momentum();
        }

        @Override
        void update(Tensor parameters, Tensor gradient, double rate) {
            Tensor direction =
                    momentum > 0 ? memory(0).mul_(scalar(momentum)).add_(gradient) : gradient;
            parameters.add_(direction, scalar(-rate));
        }
    }

    /** Adam (Kingma and Ba 2015), and AdamW with decoupled decay (Loshchilov and Hutter 2019). */
    private static final class Adam extends Optimiser {

        private static final double BETA1 = 0.9;
        private static final double BETA2 = 0.999;
        private static final double EPSILON = 1e-8;

        private final boolean decoupled;
        private final double beta2;

        Adam(Recipe recipe, Layout layout) {
            super(recipe, layout);
            this.decoupled = recipe.optimiser() == Recipe.OptimiserKind.ADAMW;
            this.beta2 = BETA2;
        }

        Adam(double weightDecay, int weights, int parameters, double beta2) {
            super(weightDecay, weights, parameters, 2);
            this.decoupled = true;
            this.beta2 = beta2;
        }

        @Override
        void decay(Tensor weights, Tensor gradients, double rate) {
            if (decoupled) {
                weights.mul_(scalar(1 - rate * weightDecay()));
            } else {
                super.decay(weights, gradients, rate);
            }
        }

        @Override
        void update(Tensor parameters, Tensor gradient, double rate) {
            memory(0).lerp_(gradient, scalar(1 - BETA1));
            gatherSquare(memory(1), gradient, beta2);
            double correction1 = 1 - Math.pow(BETA1, steps());
            double correction2 = 1 - Math.pow(beta2, steps());
            Tensor scale =
                    memory(1).sqrt().mul_(scalar(1 / Math.sqrt(correction2))).add_(scalar(EPSILON));
            parameters.addcdiv_(memory(0), scale, scalar(-rate / correction1));
        }
    }

    /** RMSprop (Hinton 2012, lecture 6e), with momentum where the recipe has it. */
    private static final class RmsProp extends Optimiser {

        private static final double DECAY = 0.99;
        private static final double EPSILON = 1e-8;

        private final double momentum;

        RmsProp(Recipe recipe, Layout layout) {
            super(recipe, layout);
            this.momentum = recipe.momentum();
        }

        @Override
        void update(Tensor parameters, Tensor gradient, double rate) {
            gatherSquare(memory(0), gradient, DECAY);
            Tensor scale = memory(0).sqrt().add_(scalar(EPSILON));
            if (momentum > 0) {
                memory(1).mul_(scalar(momentum)).addcdiv_(gradient, scale);
                parameters.add_(memory(1), scalar(-rate));
            } else {
                parameters.addcdiv_(gradient, scale, scalar(-rate));
            }
        }
    }

    /** Adadelta (Zeiler 2012, algorithm 1). libtorch has none for C++. */
    private static final class Adadelta extends Optimiser {

        private static final double DECAY = 0.9;
        private static final double EPSILON = 1e-6;

        Adadelta(Recipe recipe, Layout layout) {
            super(recipe, layout);
        }

        @Override
        void update(Tensor parameters, Tensor gradient, double rate) {
            gatherSquare(memory(0), gradient, DECAY);
            Tensor change =
                    memory(1)
                            .add(scalar(EPSILON))
                            .div_(memory(0).add(scalar(EPSILON)))
                            .sqrt_()
                            .mul_(gradient);
            gatherSquare(memory(1), change, DECAY);
            parameters.add_(change, scalar(-rate));
        }
    }

    /** Adagrad (Duchi et al. 2011). */
    private static final class Adagrad extends Optimiser {

        private static final double EPSILON = 1e-10;

        Adagrad(Recipe recipe, Layout layout) {
            super(recipe, layout);
        }

        @Override
        void update(Tensor parameters, Tensor gradient, double rate) {
            memory(0).addcmul_(gradient, gradient);
            parameters.addcdiv_(gradient, memory(0).sqrt().add_(scalar(EPSILON)), scalar(-rate));
        }
    }
}
