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
                    "mlp-8",
                    "mlp-16",
                    "mlp-32",
                    "mlp-64",
                    "mlp-128",
                    "mlp-256",
                    "mlp-64-64",
                    "mlp-256-256",
                    "mlp-64-64-64",
                    "mlp",
                    "lenet5",
                    "classic",
                    "conv-3",
                    "conv-3-batchnorm",
                    "conv-4",
                    "conv-4-batchnorm",
                    "tiny",
                    "micro",
                    "sprint",
                    "sprint-long",
                    "record",
                    "record-unpooled",
                    "record-dense",
                    "record-wide",
                    "robust",
                    "flagship",
                    "context");

    /** Those that come with Tenfold and train the page network. */
    public static final List<String> BUNDLED_FOR_PAGES = List.of("pages", "pages-2", "pages-3");

    private Recipes() {}

    /**
     * As {@link #named}, but a recipe of the page network is as welcome.
     *
     * @throws RecipeException if there is no such recipe, or it has a mistake
     */
    public static AnyRecipe any(String nameOrPath) throws RecipeException {
        List<String> bundled = Stream.concat(BUNDLED.stream(), BUNDLED_FOR_PAGES.stream()).toList();
        YamlSource source = YamlSource.named("recipe", nameOrPath, bundled, "");
        Fields fields = new Fields(source.file(), source.text(), Map.of());
        return PageRecipeParser.isOfPages(fields)
                ? PageRecipeParser.parse(fields)
                : parse(source.file(), source.text());
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
        Fields fields = new Fields(file, text, Map.of());
        if (PageRecipeParser.isOfPages(fields)) {
            throw new RecipeException(
                    file
                            + ": expected the recipe of a model of digits, found `kind: pages`;"
                            + " only `tenfold train` takes it");
        }
        return fields.has("model")
                ? ClassicalRecipeParser.parse(fields)
                : RecipeParser.parse(fields);
    }
}
