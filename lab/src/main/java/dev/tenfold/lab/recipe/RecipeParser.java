package dev.tenfold.lab.recipe;

import dev.tenfold.lab.augment.Augmentations;
import dev.tenfold.lab.recipe.Recipe.Choice;
import dev.tenfold.lab.recipe.Recipe.CropClasses;
import dev.tenfold.lab.recipe.Recipe.Inference;
import dev.tenfold.lab.recipe.Recipe.OptimiserKind;
import dev.tenfold.lab.recipe.Recipe.Precision;
import dev.tenfold.lab.recipe.Recipe.Source;
import dev.tenfold.lab.recipe.Recipe.Targets;
import dev.tenfold.lab.recipe.Trainable.KeepOut;
import dev.tenfold.reader.internal.page.ContextCrop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a recipe from YAML nodes, which know their line, so that each message can name it. */
final class RecipeParser {

    private static final List<String> LISTS = List.of("layers", "augment");

    private static final int MAX_LAYERS = 1000;

    /** The plain keys in the order in which they are written, and how each is written. */
    private static final Map<String, Function<Recipe, String>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("name", recipe -> RecipeYaml.quoted(recipe.name()));
        VALUES.put("data", recipe -> RecipeYaml.quoted(recipe.data()));
        VALUES.put("test", recipe -> RecipeYaml.quoted(recipe.test()));
        VALUES.put("downsample", recipe -> String.valueOf(recipe.downsample()));
        VALUES.put("scale", recipe -> RecipeYaml.number(recipe.scale()));
        VALUES.put("validation", recipe -> String.valueOf(recipe.validation()));
        VALUES.put("keep-out", recipe -> RecipeYaml.word(recipe.keepOut()));
        VALUES.put("examples", recipe -> String.valueOf(recipe.examples()));
        VALUES.put("crop-pages", recipe -> String.valueOf(recipe.cropPages()));
        VALUES.put("crop-classes", recipe -> RecipeYaml.word(recipe.cropClasses()));
        VALUES.put("crop-width", recipe -> String.valueOf(recipe.cropWidth()));
        VALUES.put("variants", recipe -> String.valueOf(recipe.variants()));
        VALUES.put("negatives", recipe -> String.valueOf(recipe.negatives()));
        VALUES.put("hands", recipe -> String.valueOf(recipe.hands()));
        VALUES.put("rerendered", recipe -> RecipeYaml.number(recipe.rerendered()));
        VALUES.put("targets", recipe -> RecipeYaml.word(recipe.targets()));
        VALUES.put("optimiser", recipe -> RecipeYaml.word(recipe.optimiser()));
        VALUES.put("learning-rate", recipe -> RecipeYaml.number(recipe.learningRate()));
        VALUES.put("momentum", recipe -> RecipeYaml.number(recipe.momentum()));
        VALUES.put("weight-decay", recipe -> RecipeYaml.number(recipe.weightDecay()));
        VALUES.put("schedule", recipe -> RecipeYaml.word(recipe.schedule()));
        VALUES.put("epochs", recipe -> String.valueOf(recipe.epochs()));
        VALUES.put("batch", recipe -> String.valueOf(recipe.batch()));
        VALUES.put("precision", recipe -> RecipeYaml.word(recipe.precision()));
        VALUES.put("replicas", recipe -> String.valueOf(recipe.replicas()));
        VALUES.put("inference", recipe -> RecipeYaml.word(recipe.inference()));
        VALUES.put("label-smoothing", recipe -> RecipeYaml.number(recipe.labelSmoothing()));
        VALUES.put("average", recipe -> RecipeYaml.number(recipe.average()));
        VALUES.put("choose", recipe -> RecipeYaml.word(recipe.choose()));
        VALUES.put("refine", recipe -> String.valueOf(recipe.refine()));
        VALUES.put("start", recipe -> RecipeYaml.quoted(recipe.start()));
        VALUES.put("start-share", recipe -> RecipeYaml.number(recipe.startShare()));
        VALUES.put("seed", recipe -> String.valueOf(recipe.seed()));
    }

    private RecipeParser() {}

    static Recipe parse(RecipeYaml yaml) throws RecipeException {
        yaml.requireKeys(VALUES.keySet(), LISTS);
        return recipe(yaml);
    }

    /** The plain values of a recipe, as YAML, by key. */
    static Map<String, String> values(Recipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        VALUES.forEach((key, write) -> values.put(key, write.apply(recipe)));
        return values;
    }

    private static Recipe recipe(RecipeYaml yaml) throws RecipeException {
        List<Layer> layers = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        for (ScalarNode node : yaml.list("layers")) {
            layers.add(yaml.parsed("layers", node, LayerParser::parse));
            lines.add(yaml.line(node));
        }
        if (layers.isEmpty()) {
            throw new RecipeException(
                    yaml.file()
                            + ": expected `layers:` with a list such as `- dense classes`, found none");
        }
        if (layers.size() > MAX_LAYERS) {
            throw new RecipeException(
                    yaml.file()
                            + ": expected at most "
                            + MAX_LAYERS
                            + " layers, found "
                            + layers.size()
                            + "; leave some out");
        }
        List<String> augment = new ArrayList<>();
        for (ScalarNode node : yaml.list("augment")) {
            yaml.parsed("augment", node, Augmentations::parse);
            augment.add(node.getValue());
        }
        CropClasses cropClasses =
                yaml.oneOf("crop-classes", CropClasses.values(), CropClasses.SYMBOLS);
        // Only a square crop can be turned.
        int maxWidth = cropClasses == CropClasses.SIDES ? ContextCrop.SIZE : ContextCrop.MAX_WIDTH;
        return new Recipe(
                yaml.name(),
                yaml.data(),
                yaml.test(),
                yaml.whole("downsample", "0", 0, 1024),
                yaml.decimal("scale", "255", Double.MIN_NORMAL, 1e9),
                yaml.whole("validation", "5000", 1, Integer.MAX_VALUE),
                yaml.oneOf("keep-out", KeepOut.values(), KeepOut.SCATTERED),
                yaml.whole("examples", "0", 0, Integer.MAX_VALUE),
                yaml.whole("crop-pages", "0", 0, 1_000_000),
                cropClasses,
                yaml.whole("crop-width", "" + ContextCrop.SIZE, ContextCrop.SIZE, maxWidth),
                yaml.whole("variants", "0", 0, 1_000_000),
                yaml.whole("negatives", "0", 0, 1_000_000),
                yaml.whole("hands", "0", 0, 1_000_000),
                yaml.decimal("rerendered", "0", 0, 1),
                yaml.oneOf("targets", Targets.values(), Targets.INDEX),
                layers,
                yaml.oneOf("optimiser", OptimiserKind.values(), null),
                yaml.decimal("learning-rate", null, Double.MIN_NORMAL, 1e6),
                yaml.decimal("momentum", "0", 0, RecipeYaml.BELOW_ONE),
                yaml.decimal("weight-decay", "0", 0, 1e3),
                yaml.oneOf("schedule", Schedule.values(), Schedule.CONSTANT),
                yaml.whole("epochs", null, 1, 100_000),
                yaml.whole("batch", "128", 1, 65_536),
                yaml.oneOf("precision", Precision.values(), Precision.FP32),
                yaml.whole("replicas", "1", 1, 64),
                yaml.oneOf("inference", Inference.values(), Inference.FP32),
                yaml.decimal("label-smoothing", "0", 0, RecipeYaml.BELOW_ONE),
                yaml.decimal("average", "0", 0, RecipeYaml.BELOW_ONE),
                yaml.oneOf("choose", Choice.values(), Choice.ACCURACY),
                augment,
                yaml.whole("refine", "0", 0, 100_000),
                yaml.value("start", "", Function.identity()),
                yaml.decimal("start-share", "0", 0, RecipeYaml.BELOW_ONE),
                yaml.seed(),
                new Source(yaml.file(), yaml.text(), yaml.overrides(), lines));
    }
}
