package dev.tenfold.cli.input;

import dev.tenfold.lab.recipe.AnyRecipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Trainable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that change a seed or a number of epochs of a recipe. */
public final class RecipeChanges {

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Start from this seed instead of the recipe's.")
    private @Nullable String seed;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Run so many epochs instead of the recipe's.")
    private @Nullable String epochs;

    /** The seed; null where the recipe's own is used. */
    public @Nullable String seed() {
        return seed;
    }

    /** The number of epochs; null where the recipe's own is used. */
    public @Nullable String epochs() {
        return epochs;
    }

    /** The recipe with both changes. */
    public Trainable applyTo(Trainable recipe) throws RecipeException {
        return (Trainable) applyTo((AnyRecipe) recipe);
    }

    /** The recipe with both changes. */
    public AnyRecipe applyTo(AnyRecipe recipe) throws RecipeException {
        AnyRecipe seeded = seed == null ? recipe : recipe.with("seed", seed);
        return epochs == null ? seeded : seeded.with("epochs", epochs);
    }
}
