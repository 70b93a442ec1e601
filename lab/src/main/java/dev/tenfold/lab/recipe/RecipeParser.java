package dev.tenfold.lab.recipe;

import dev.tenfold.lab.augment.Augmentations;
import dev.tenfold.lab.recipe.Recipe.Choice;
import dev.tenfold.lab.recipe.Recipe.Inference;
import dev.tenfold.lab.recipe.Recipe.OptimiserKind;
import dev.tenfold.lab.recipe.Recipe.Precision;
import dev.tenfold.lab.recipe.Recipe.Source;
import dev.tenfold.lab.recipe.Recipe.Targets;
import dev.tenfold.lab.recipe.Trainable.KeepOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a recipe from YAML nodes, which know their line, so that each message can name it. */
final class RecipeParser {

    private static final List<String> LISTS = List.of("layers", "augment", "teachers");

    private static final int MAX_LAYERS = 1000;

    /** The plain keys in the order in which they are written, and how each is written. */
    private static final Map<String, Function<Recipe, String>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("name", recipe -> Fields.quoted(recipe.name()));
        VALUES.put("data", recipe -> Fields.quoted(recipe.data()));
        VALUES.put("test", recipe -> Fields.quoted(recipe.test()));
        VALUES.put("downsample", recipe -> String.valueOf(recipe.downsample()));
        VALUES.put("scale", recipe -> Fields.number(recipe.scale()));
        VALUES.put("validation", recipe -> String.valueOf(recipe.validation()));
        VALUES.put("keep-out", recipe -> Fields.word(recipe.keepOut()));
        VALUES.put("examples", recipe -> String.valueOf(recipe.examples()));
        VALUES.put("crop-pages", recipe -> String.valueOf(recipe.cropPages()));
        VALUES.put("variants", recipe -> String.valueOf(recipe.variants()));
        VALUES.put("negatives", recipe -> String.valueOf(recipe.negatives()));
        VALUES.put("hands", recipe -> String.valueOf(recipe.hands()));
        VALUES.put("rerendered", recipe -> Fields.number(recipe.rerendered()));
        VALUES.put("targets", recipe -> Fields.word(recipe.targets()));
        VALUES.put("optimiser", recipe -> Fields.word(recipe.optimiser()));
        VALUES.put("learning-rate", recipe -> Fields.number(recipe.learningRate()));
        VALUES.put("momentum", recipe -> Fields.number(recipe.momentum()));
        VALUES.put("weight-decay", recipe -> Fields.number(recipe.weightDecay()));
        VALUES.put("schedule", recipe -> Fields.word(recipe.schedule()));
        VALUES.put("epochs", recipe -> String.valueOf(recipe.epochs()));
        VALUES.put("batch", recipe -> String.valueOf(recipe.batch()));
        VALUES.put("precision", recipe -> Fields.word(recipe.precision()));
        VALUES.put("replicas", recipe -> String.valueOf(recipe.replicas()));
        VALUES.put("inference", recipe -> Fields.word(recipe.inference()));
        VALUES.put("label-smoothing", recipe -> Fields.number(recipe.labelSmoothing()));
        VALUES.put("average", recipe -> Fields.number(recipe.average()));
        VALUES.put("choose", recipe -> Fields.word(recipe.choose()));
        VALUES.put("refine", recipe -> String.valueOf(recipe.refine()));
        VALUES.put("seed", recipe -> String.valueOf(recipe.seed()));
    }

    private RecipeParser() {}

    static Recipe parse(Fields fields) throws RecipeException {
        fields.requireKeys(VALUES.keySet(), LISTS);
        return recipe(fields);
    }

    /** The plain values of a recipe, as YAML, by key. */
    static Map<String, String> values(Recipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        VALUES.forEach((key, write) -> values.put(key, write.apply(recipe)));
        return values;
    }

    private static Recipe recipe(Fields fields) throws RecipeException {
        List<Layer> layers = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        for (ScalarNode node : fields.list("layers")) {
            layers.add(fields.parsed("layers", node, LayerParser::parse));
            lines.add(fields.line(node));
        }
        if (layers.isEmpty()) {
            throw new RecipeException(
                    fields.file()
                            + ": expected `layers:` with a list such as `- dense classes`, found none");
        }
        if (layers.size() > MAX_LAYERS) {
            throw new RecipeException(
                    fields.file()
                            + ": expected at most "
                            + MAX_LAYERS
                            + " layers, found "
                            + layers.size()
                            + "; leave some out");
        }
        List<String> augment = new ArrayList<>();
        for (ScalarNode node : fields.list("augment")) {
            fields.parsed("augment", node, Augmentations::parse);
            augment.add(node.getValue());
        }
        return new Recipe(
                fields.name(),
                fields.data(),
                fields.test(),
                fields.whole("downsample", "0", 0, 1024),
                fields.decimal("scale", "255", Double.MIN_NORMAL, 1e9),
                fields.whole("validation", "5000", 1, Integer.MAX_VALUE),
                fields.oneOf("keep-out", KeepOut.values(), KeepOut.SCATTERED),
                fields.whole("examples", "0", 0, Integer.MAX_VALUE),
                fields.whole("crop-pages", "0", 0, 1_000_000),
                fields.whole("variants", "0", 0, 1_000_000),
                fields.whole("negatives", "0", 0, 1_000_000),
                fields.whole("hands", "0", 0, 1_000_000),
                fields.decimal("rerendered", "0", 0, 1),
                fields.oneOf("targets", Targets.values(), Targets.INDEX),
                layers,
                fields.oneOf("optimiser", OptimiserKind.values(), null),
                fields.decimal("learning-rate", null, Double.MIN_NORMAL, 1e6),
                fields.decimal("momentum", "0", 0, Fields.BELOW_ONE),
                fields.decimal("weight-decay", "0", 0, 1e3),
                fields.oneOf("schedule", Schedule.values(), Schedule.CONSTANT),
                fields.whole("epochs", null, 1, 100_000),
                fields.whole("batch", "128", 1, 65_536),
                fields.oneOf("precision", Precision.values(), Precision.FP32),
                fields.whole("replicas", "1", 1, 64),
                fields.oneOf("inference", Inference.values(), Inference.FP32),
                fields.decimal("label-smoothing", "0", 0, Fields.BELOW_ONE),
                fields.decimal("average", "0", 0, Fields.BELOW_ONE),
                fields.oneOf("choose", Choice.values(), Choice.ACCURACY),
                augment,
                fields.whole("refine", "0", 0, 100_000),
                fields.list("teachers").stream().map(ScalarNode::getValue).toList(),
                fields.seed(),
                new Source(fields.file(), fields.text(), fields.overrides(), lines));
    }
}
