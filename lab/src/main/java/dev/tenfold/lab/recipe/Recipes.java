package dev.tenfold.lab.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
                    "flagship",
                    "touching");

    private Recipes() {}

    /**
     * A bundled recipe by its name, or else the recipe in a file.
     *
     * @throws RecipeException if there is no such recipe, or it has a mistake
     */
    public static Trainable named(String nameOrPath) throws RecipeException {
        if (BUNDLED.contains(nameOrPath)) {
            return bundled(nameOrPath);
        }
        Path path = Path.of(nameOrPath);
        if (!Files.exists(path) && !nameOrPath.contains(".") && path.getNameCount() == 1) {
            throw new RecipeException(
                    "recipe: " + Words.mismatch(nameOrPath, BUNDLED) + " Or give a YAML file.");
        }
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            throw new RecipeException(
                    path
                            + ": expected a recipe in YAML, found none that can be read ("
                            + e.getClass().getSimpleName()
                            + "); check the path",
                    e);
        }
        return parse(path.toString(), text);
    }

    private static Trainable bundled(String name) throws RecipeException {
        String file = name + ".yaml";
        try (InputStream stream = Recipes.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is missing beside " + Recipes.class);
            }
            return parse(file, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (RecipeException e) {
            throw e;
        } catch (IOException e) {
            throw new RecipeException(file + ": the bundled recipe could not be read", e);
        }
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
        return fields.has("model")
                ? ClassicalRecipeParser.parse(fields)
                : RecipeParser.parse(fields);
    }
}
