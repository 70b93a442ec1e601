package dev.tenfold.lab.recipe;

import dev.tenfold.lab.recipe.ClassicalRecipe.Preprocessing;
import dev.tenfold.lab.recipe.Method.GradientBoosted;
import dev.tenfold.lab.recipe.Method.LinearSvm;
import dev.tenfold.lab.recipe.Method.NearestNeighbours;
import dev.tenfold.lab.recipe.Method.RandomForest;
import dev.tenfold.lab.recipe.Method.RbfSvm;
import dev.tenfold.lab.recipe.Recipe.Source;
import dev.tenfold.lab.recipe.Trainable.KeepOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the recipe of a classical model. */
final class ClassicalRecipeParser {

    private static final List<String> LISTS = List.of("preprocess");

    /** The keys of every recipe, before and after those of its method. */
    private static final List<String> FIRST =
            List.of(
                    "name",
                    "data",
                    "test",
                    "downsample",
                    "validation",
                    "keep-out",
                    "refit",
                    "model");

    private static final String LAST = "seed";

    private record Kind(List<String> settings, MethodReader reader) {}

    @FunctionalInterface
    private interface MethodReader {
        Method read(RecipeYaml yaml) throws RecipeException;
    }

    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("knn", new Kind(List.of("neighbours"), ClassicalRecipeParser::neighbours));
        KINDS.put("linear-svm", new Kind(List.of("cost"), yaml -> new LinearSvm(cost(yaml))));
        KINDS.put("rbf-svm", new Kind(List.of("cost", "gamma"), ClassicalRecipeParser::rbfSvm));
        KINDS.put(
                "random-forest",
                new Kind(
                        List.of("trees", "depth"),
                        yaml -> new RandomForest(trees(yaml), depth(yaml))));
        KINDS.put(
                "gradient-boosted",
                new Kind(
                        List.of("trees", "depth", "learning-rate"),
                        ClassicalRecipeParser::boosted));
    }

    private ClassicalRecipeParser() {}

    static ClassicalRecipe parse(RecipeYaml yaml) throws RecipeException {
        Kind kind = yaml.value("model", null, ClassicalRecipeParser::kind);
        List<String> keys = new ArrayList<>(FIRST);
        keys.addAll(kind.settings());
        keys.add(LAST);
        yaml.requireKeys(keys, LISTS);
        List<Preprocessing> preprocess = new ArrayList<>();
        for (ScalarNode node : yaml.list("preprocess")) {
            preprocess.add(
                    yaml.parsed(
                            "preprocess",
                            node,
                            text -> RecipeYaml.choice(text, Preprocessing.values())));
        }
        return new ClassicalRecipe(
                yaml.name(),
                yaml.data(),
                yaml.test(),
                preprocess,
                yaml.whole("downsample", "0", 0, 1024),
                yaml.whole("validation", "5000", 1, Integer.MAX_VALUE),
                yaml.oneOf("keep-out", KeepOut.values(), KeepOut.SCATTERED),
                yaml.flag("refit", true),
                kind.reader().read(yaml),
                yaml.seed(),
                new Source(yaml.file(), yaml.text(), yaml.overrides(), List.of()));
    }

    /** The plain values of a recipe, as YAML, by key. */
    static Map<String, String> values(ClassicalRecipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", RecipeYaml.quoted(recipe.name()));
        values.put("data", RecipeYaml.quoted(recipe.data()));
        values.put("test", RecipeYaml.quoted(recipe.test()));
        values.put("downsample", String.valueOf(recipe.downsample()));
        values.put("validation", String.valueOf(recipe.validation()));
        values.put("keep-out", RecipeYaml.word(recipe.keepOut()));
        values.put("refit", String.valueOf(recipe.refit()));
        values.put("model", recipe.model().word());
        values.putAll(recipe.model().settings());
        values.put(LAST, String.valueOf(recipe.seed()));
        return values;
    }

    private static Kind kind(String word) {
        Kind kind = KINDS.get(word);
        if (kind == null) {
            throw new IllegalArgumentException(Suggestions.mismatch(word, KINDS.keySet()));
        }
        return kind;
    }

    private static Method neighbours(RecipeYaml yaml) throws RecipeException {
        return new NearestNeighbours(yaml.whole("neighbours", null, 1, 1000));
    }

    private static Method rbfSvm(RecipeYaml yaml) throws RecipeException {
        return new RbfSvm(cost(yaml), yaml.decimal("gamma", null, Double.MIN_NORMAL, 1e6));
    }

    private static Method boosted(RecipeYaml yaml) throws RecipeException {
        return new GradientBoosted(
                trees(yaml),
                depth(yaml),
                yaml.decimal("learning-rate", null, Double.MIN_NORMAL, 1));
    }

    private static double cost(RecipeYaml yaml) throws RecipeException {
        return yaml.decimal("cost", null, Double.MIN_NORMAL, 1e6);
    }

    private static int trees(RecipeYaml yaml) throws RecipeException {
        return yaml.whole("trees", null, 1, 10_000);
    }

    private static int depth(RecipeYaml yaml) throws RecipeException {
        return yaml.whole("depth", null, 1, 30);
    }
}
