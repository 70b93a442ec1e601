package dev.tenfold.lab.recipe;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The front door: recipes by name or from a file. */
public final class Recipes {

    /** Those that come with Tenfold: classical models, then networks from small to large. */
    public static final List<String> BUNDLED =
            List.of(
                    "knn",
                    "knn-deskewed",
                    "linear-svm",
                    "rbf-svm",
                    "random-forest",
                    "gradient-boosted",
                    "softmax",
                    "mlp-32",
                    "mlp-64",
                    "mlp-64-64",
                    "mlp-256-256",
                    "mlp-64-64-64",
                    "mlp",
                    "lenet5",
                    "classic",
                    "conv-3",
                    "conv-3-batchnorm",
                    "tiny",
                    "micro",
                    "sprint",
                    "sprint-long",
                    "record",
                    "robust",
                    "flagship",
                    "context");

    /** These, and those that train the page network or start from a run of one's own. */
    public static final List<String> BUNDLED_WITH_PAGES =
            Stream.concat(
                            BUNDLED.stream(),
                            Stream.of(
                                    "context-2",
                                    "context-3",
                                    "context-4",
                                    "context-row",
                                    "context-row-2",
                                    "context-wide",
                                    "pages",
                                    "pages-2",
                                    "pages-3",
                                    "pages-4",
                                    "pages-5",
                                    "sides"))
                    .toList();

    private Recipes() {}

    /**
     * As {@link #named}, but a recipe of the page network is as welcome.
     *
     * @throws RecipeException if there is no such recipe, or it has a mistake
     */
    public static AnyRecipe any(String nameOrPath) throws RecipeException {
        YamlSource source = YamlSource.named("recipe", nameOrPath, BUNDLED_WITH_PAGES, "");
        RecipeYaml yaml = RecipeYaml.ofRecipe(source.file(), source.text(), Map.of());
        return PageRecipeParser.isOfPages(yaml) ? PageRecipeParser.parse(yaml) : parse(yaml);
    }

    /**
     * A bundled recipe by its name, or else the recipe in a file.
     *
     * @throws RecipeException if there is no such recipe, or it has a mistake
     */
    public static Trainable named(String nameOrPath) throws RecipeException {
        YamlSource source = YamlSource.named("recipe", nameOrPath, BUNDLED, "");
        return parse(source.file(), source.text());
    }

    /**
     * The recipe in a YAML text: a classical model's if it has a line {@code model:}, else a
     * network's.
     *
     * @param file what to call it in a message
     * @throws RecipeException if it has a mistake, naming the line
     */
    public static Trainable parse(String file, String text) throws RecipeException {
        RecipeYaml yaml = RecipeYaml.ofRecipe(file, text, Map.of());
        if (PageRecipeParser.isOfPages(yaml)) {
            throw new RecipeException(
                    file
                            + ": expected the recipe of a model of digits, found `kind: pages`;"
                            + " only `tenfold train` takes it");
        }
        return parse(yaml);
    }

    private static Trainable parse(RecipeYaml yaml) throws RecipeException {
        return yaml.has("model") ? ClassicalRecipeParser.parse(yaml) : RecipeParser.parse(yaml);
    }

    /**
     * The text of a bundled recipe.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static YamlSource bundled(String name) {
        if (!BUNDLED_WITH_PAGES.contains(name)) {
            throw new IllegalArgumentException(Suggestions.mismatch(name, BUNDLED_WITH_PAGES));
        }
        return YamlSource.bundled(name, "");
    }
}
