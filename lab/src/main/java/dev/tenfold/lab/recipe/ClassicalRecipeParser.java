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
        Method read(Fields fields) throws RecipeException;
    }

    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("knn", new Kind(List.of("neighbours"), ClassicalRecipeParser::neighbours));
        KINDS.put("linear-svm", new Kind(List.of("cost"), fields -> new LinearSvm(cost(fields))));
        KINDS.put("rbf-svm", new Kind(List.of("cost", "gamma"), ClassicalRecipeParser::rbfSvm));
        KINDS.put(
                "random-forest",
                new Kind(
                        List.of("trees", "depth"),
                        fields -> new RandomForest(trees(fields), depth(fields))));
        KINDS.put(
                "gradient-boosted",
                new Kind(
                        List.of("trees", "depth", "learning-rate"),
                        ClassicalRecipeParser::boosted));
    }

    private ClassicalRecipeParser() {}

    static ClassicalRecipe parse(Fields fields) throws RecipeException {
        Kind kind = fields.value("model", null, ClassicalRecipeParser::kind);
        List<String> keys = new ArrayList<>(FIRST);
        keys.addAll(kind.settings());
        keys.add(LAST);
        fields.requireKeys(keys, LISTS);
        List<Preprocessing> preprocess = new ArrayList<>();
        for (ScalarNode node : fields.list("preprocess")) {
            preprocess.add(
                    fields.parsed(
                            "preprocess",
                            node,
                            text -> Fields.choice(text, Preprocessing.values())));
        }
        return new ClassicalRecipe(
                fields.name(),
                fields.data(),
                fields.test(),
                preprocess,
                fields.whole("downsample", "0", 0, 1024),
                fields.whole("validation", "5000", 1, Integer.MAX_VALUE),
                fields.oneOf("keep-out", KeepOut.values(), KeepOut.SCATTERED),
                fields.flag("refit", true),
                kind.reader().read(fields),
                fields.seed(),
                new Source(fields.file(), fields.text(), fields.overrides(), List.of()));
    }

    /** The plain values of a recipe, as YAML, by key. */
    static Map<String, String> values(ClassicalRecipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", Fields.quoted(recipe.name()));
        values.put("data", Fields.quoted(recipe.data()));
        values.put("test", Fields.quoted(recipe.test()));
        values.put("downsample", String.valueOf(recipe.downsample()));
        values.put("validation", String.valueOf(recipe.validation()));
        values.put("keep-out", Fields.word(recipe.keepOut()));
        values.put("refit", String.valueOf(recipe.refit()));
        values.put("model", recipe.model().word());
        values.putAll(recipe.model().settings());
        values.put(LAST, String.valueOf(recipe.seed()));
        return values;
    }

    private static Kind kind(String word) {
        Kind kind = KINDS.get(word);
        if (kind == null) {
            throw new IllegalArgumentException(Words.mismatch(word, KINDS.keySet()));
        }
        return kind;
    }

    private static Method neighbours(Fields fields) throws RecipeException {
        return new NearestNeighbours(fields.whole("neighbours", null, 1, 1000));
    }

    private static Method rbfSvm(Fields fields) throws RecipeException {
        return new RbfSvm(cost(fields), fields.decimal("gamma", null, Double.MIN_NORMAL, 1e6));
    }

    private static Method boosted(Fields fields) throws RecipeException {
        return new GradientBoosted(
                trees(fields),
                depth(fields),
                fields.decimal("learning-rate", null, Double.MIN_NORMAL, 1));
    }

    private static double cost(Fields fields) throws RecipeException {
        return fields.decimal("cost", null, Double.MIN_NORMAL, 1e6);
    }

    private static int trees(Fields fields) throws RecipeException {
        return fields.whole("trees", null, 1, 10_000);
    }

    private static int depth(Fields fields) throws RecipeException {
        return fields.whole("depth", null, 1, 30);
    }
}
