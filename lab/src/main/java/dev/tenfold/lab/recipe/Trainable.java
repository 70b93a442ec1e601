package dev.tenfold.lab.recipe;

/** What can be trained on digits: a network by its {@link Recipe}, or a classical model. */
public sealed interface Trainable extends AnyRecipe permits Recipe, ClassicalRecipe {

    /** Where the examples that are kept out are among all. */
    enum KeepOut {
        /** Anywhere, each class in its share. */
        SCATTERED,
        /**
         * Side by side, from a place left to chance. Where each writer's examples are together, as
         * in MNIST, hardly any writer is then on both sides.
         */
        BLOCK
    }

    /** What to train on, in any form of DATA. */
    String data();

    /** What to measure the finished model on, in any form of DATA; empty for none. */
    String test();

    /** How many training examples, at least 1, are kept out. */
    int validation();

    /** Where they are among all examples. */
    KeepOut keepOut();

    /**
     * This recipe with one value changed, such as {@code with("seed", "3")}, or one list, its lines
     * with commas between them: {@code with("augment", "elastic grid 6 amount 0.7, noise 0.1")}.
     *
     * @throws RecipeException if there is no such key or it does not take that value
     */
    @Override
    Trainable with(String key, String value) throws RecipeException;
}
