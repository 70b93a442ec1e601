package dev.tenfold.lab.study;

import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Recipes;

/**
 * All that decides what comes of a trial, but the software: a trial with the same need not run.
 *
 * @param data which examples, and their checksums
 * @param recipe as YAML, every key written
 */
record Identity(String data, String recipe) {

    private static final String BETWEEN = "\n---\n";

    @Override
    public String toString() {
        return data + BETWEEN + recipe;
    }

    /** Whether a text is of the same; keys that recipes did not have then are at their defaults. */
    boolean isSameAs(String text) {
        int between = text.indexOf(BETWEEN);
        if (between < 0 || !text.substring(0, between).equals(data)) {
            return false;
        }
        String then = text.substring(between + BETWEEN.length());
        try {
            return then.equals(recipe) || Recipes.parse("identity", then).toYaml().equals(recipe);
        } catch (RecipeException e) {
            return false;
        }
    }
}
