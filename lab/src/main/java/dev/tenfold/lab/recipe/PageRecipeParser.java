package dev.tenfold.lab.recipe;

import dev.tenfold.lab.recipe.Recipe.Precision;
import dev.tenfold.lab.recipe.Recipe.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the recipe of a page network. */
final class PageRecipeParser {

    private static final String KIND = "kind";
    private static final String PAGES = "pages";
    private static final int ENCODER_WIDTHS = 5;
    private static final int DEEP_STAGES = 3;
    private static final List<Integer> ONE_PAIR_EACH = List.of(1, 1, 1);
    private static final int STRIDE = 32;

    private PageRecipeParser() {}

    /** Whether a text is the recipe of a page network. */
    static boolean isOfPages(RecipeYaml yaml) {
        return yaml.has(KIND);
    }

    static PageRecipe parse(RecipeYaml yaml) throws RecipeException {
        yaml.requireKeys(
                List.of(
                        "name",
                        KIND,
                        "start",
                        "blend",
                        "decoder",
                        "side",
                        "epochs",
                        PAGES,
                        "batch",
                        "replicas",
                        "learning-rate",
                        "weight-decay",
                        "schedule",
                        "average",
                        "label-smoothing",
                        "precision",
                        "validation",
                        "seed"),
                List.of("widths", "depths", "page"));
        yaml.value(KIND, PAGES, PageRecipeParser::kind);
        return new PageRecipe(
                yaml.name(),
                yaml.value("start", "", Function.identity()),
                yaml.value("blend", "", Function.identity()),
                counts(yaml, "widths", ENCODER_WIDTHS, "[16, 32, 64, 112, 128]"),
                yaml.has("depths")
                        ? counts(yaml, "depths", DEEP_STAGES, "[1, 1, 1]")
                        : ONE_PAIR_EACH,
                yaml.whole("decoder", "48", 1, 1024),
                side(yaml),
                yaml.whole("epochs", null, 1, 100_000),
                yaml.whole(PAGES, null, 1, Integer.MAX_VALUE),
                yaml.whole("batch", "8", 1, 1024),
                yaml.whole("replicas", "2", 1, 64),
                yaml.decimal("learning-rate", null, Double.MIN_NORMAL, 1e6),
                yaml.decimal("weight-decay", "0", 0, 1e3),
                yaml.oneOf("schedule", Schedule.values(), Schedule.WARM_COSINE),
                yaml.decimal("average", "0", 0, RecipeYaml.BELOW_ONE),
                yaml.decimal("label-smoothing", "0", 0, RecipeYaml.BELOW_ONE),
                yaml.oneOf("precision", Precision.values(), Precision.FP32),
                yaml.whole("validation", "200", 1, 100_000),
                yaml.seed(),
                yaml.numbers("page"),
                new Source(yaml.file(), yaml.text(), yaml.overrides(), List.of()));
    }

    private static String kind(String word) {
        if (!word.equals(PAGES)) {
            throw new IllegalArgumentException(Suggestions.mismatch(word, List.of(PAGES)));
        }
        return word;
    }

    private static List<Integer> counts(RecipeYaml yaml, String key, int size, String example)
            throws RecipeException {
        List<Integer> counts = new ArrayList<>();
        for (ScalarNode node : yaml.list(key)) {
            counts.add(yaml.parsed(key, node, PageRecipeParser::count));
        }
        if (counts.size() != size) {
            throw new RecipeException(
                    yaml.file()
                            + ": expected `"
                            + key
                            + ":` with "
                            + size
                            + " numbers such as "
                            + example
                            + ", found "
                            + counts.size());
        }
        return counts;
    }

    private static int count(String text) {
        String expected = "expected a whole number from 1 to 1024, found " + text;
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= 1024) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected, e);
        }
        throw new IllegalArgumentException(expected);
    }

    private static int side(RecipeYaml yaml) throws RecipeException {
        int side = yaml.whole("side", "256", STRIDE, 4096);
        if (side % STRIDE != 0) {
            throw new RecipeException(
                    yaml.file() + ": side: expected a multiple of " + STRIDE + ", found " + side);
        }
        return side;
    }

    /** The plain values of a recipe, as YAML, by key. */
    static Map<String, String> values(PageRecipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", RecipeYaml.quoted(recipe.name()));
        values.put(KIND, PAGES);
        values.put("start", RecipeYaml.quoted(recipe.start()));
        values.put("blend", RecipeYaml.quoted(recipe.blend()));
        values.put("widths", recipe.widths().toString());
        values.put("depths", recipe.depths().toString());
        values.put("decoder", String.valueOf(recipe.decoder()));
        values.put("side", String.valueOf(recipe.side()));
        values.put("epochs", String.valueOf(recipe.epochs()));
        values.put(PAGES, String.valueOf(recipe.pages()));
        values.put("batch", String.valueOf(recipe.batch()));
        values.put("replicas", String.valueOf(recipe.replicas()));
        values.put("learning-rate", RecipeYaml.number(recipe.learningRate()));
        values.put("weight-decay", RecipeYaml.number(recipe.weightDecay()));
        values.put("schedule", RecipeYaml.word(recipe.schedule()));
        values.put("average", RecipeYaml.number(recipe.average()));
        values.put("label-smoothing", RecipeYaml.number(recipe.labelSmoothing()));
        values.put("precision", RecipeYaml.word(recipe.precision()));
        values.put("validation", String.valueOf(recipe.validation()));
        values.put("seed", String.valueOf(recipe.seed()));
        return values;
    }
}
