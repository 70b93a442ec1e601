package dev.tenfold.lab.recipe;

import java.io.Serializable;

/** What can be trained: a network by its {@link Recipe}, or a classical model by its own. */
public sealed interface Trainable extends Serializable permits Recipe, ClassicalRecipe {

    /** Where the examples that are kept out stand among all. */
    enum KeepOut {
        /** Anywhere, each class in its share. */
        SCATTERED,
        /**
         * Side by side, from a place left to chance. Where each writer's examples stand together,
         * as in MNIST, hardly any writer is then on both sides.
         */
        BLOCK
    }

    /** What the model is called. */
    String name();

    /** What to train on, in any form of DATA. */
    String data();

    /** What to measure the finished model on, in any form of DATA; empty for none. */
    String test();

    /** How many training examples, at least 1, are kept out. */
    int validation();

    /** Where they stand. */
    KeepOut keepOut();

    long seed();

    /**
     * This recipe with one value changed, such as {@code with("seed", "3")}, or one list, its lines
     * with commas between them: {@code with("augment", "elastic grid 6 amount 0.7, noise 0.1")}.
     *
     * @throws RecipeException if there is no such key or it does not take that value
     */
    Trainable with(String key, String value) throws RecipeException;

    /** The whole recipe as YAML, every key written; parsing it gives the same recipe. */
    String toYaml();
}
