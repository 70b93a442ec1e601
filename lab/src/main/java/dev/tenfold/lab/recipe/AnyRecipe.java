package dev.tenfold.lab.recipe;

import java.io.Serializable;

/** A recipe of anything that can be trained: a model of digits, or the page network. */
public sealed interface AnyRecipe extends Serializable permits Trainable, PageRecipe {

    /** What the model is called. */
    String name();

    long seed();

    /**
     * This recipe with one value changed, such as {@code with("seed", "3")}.
     *
     * @throws RecipeException if there is no such key or it does not take that value
     */
    AnyRecipe with(String key, String value) throws RecipeException;

    /** The whole recipe as YAML, every key written; parsing it gives the same recipe. */
    String toYaml();
}
