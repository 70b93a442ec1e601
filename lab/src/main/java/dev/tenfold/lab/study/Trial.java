package dev.tenfold.lab.study;

import dev.tenfold.lab.recipe.Trainable;
import java.io.Serializable;

/**
 * One training run of a study.
 *
 * @param recipe with the seed and all that the protocol sets
 * @param point of a learning curve, in examples; of a resolution curve, in pixels of a side; of a
 *     cross-validation, the fold, from 1; of a hold-out, 0
 * @param folds in all; 0 but for cross-validation
 */
public record Trial(Protocol protocol, Trainable recipe, int point, int folds)
        implements Serializable {

    /** What its folder is called, such as {@code mlp-8.size-1000.seed-2}. */
    public String key() {
        String seed = ".seed-" + recipe.seed();
        return recipe.name()
                + switch (protocol) {
                    case HOLD_OUT -> seed;
                    case CROSS_VALIDATION -> ".fold-" + point + "-of-" + folds + seed;
                    case LEARNING_CURVE -> ".size-" + point + seed;
                    case RESOLUTION_CURVE -> ".side-" + point + seed;
                };
    }

    /** In words, such as {@code mlp-8, 1000 examples, seed 2}. */
    @Override
    public String toString() {
        String seed = ", seed " + recipe.seed();
        return recipe.name()
                + switch (protocol) {
                    case HOLD_OUT -> seed;
                    case CROSS_VALIDATION -> ", fold " + point + " of " + folds + seed;
                    case LEARNING_CURVE -> ", " + point + " examples" + seed;
                    case RESOLUTION_CURVE -> ", " + point + " x " + point + " pixels" + seed;
                };
    }
}
