package dev.tenfold.lab.recipe;

import dev.tenfold.lab.augment.Augmentations;
import dev.tenfold.lab.recipe.Recipe.Choice;
import dev.tenfold.lab.recipe.Recipe.OptimiserKind;
import dev.tenfold.lab.recipe.Recipe.Precision;
import dev.tenfold.lab.recipe.Recipe.Source;
import dev.tenfold.lab.recipe.Recipe.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a recipe from YAML nodes, which know their line, so that each message can name it. */
final class RecipeParser {

    private static final List<String> LISTS = List.of("layers", "augment");

    /** The plain keys in the order in which they are written, and how each is written. */
    private static final Map<String, Function<Recipe, String>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("name", recipe -> quoted(recipe.name()));
        VALUES.put("data", recipe -> quoted(recipe.data()));
        VALUES.put("test", recipe -> quoted(recipe.test()));
        VALUES.put("scale", recipe -> number(recipe.scale()));
        VALUES.put("validation", recipe -> String.valueOf(recipe.validation()));
        VALUES.put("variants", recipe -> String.valueOf(recipe.variants()));
        VALUES.put("negatives", recipe -> String.valueOf(recipe.negatives()));
        VALUES.put("rerendered", recipe -> number(recipe.rerendered()));
        VALUES.put("targets", recipe -> word(recipe.targets()));
        VALUES.put("optimiser", recipe -> word(recipe.optimiser()));
        VALUES.put("learning-rate", recipe -> number(recipe.learningRate()));
        VALUES.put("momentum", recipe -> number(recipe.momentum()));
        VALUES.put("weight-decay", recipe -> number(recipe.weightDecay()));
        VALUES.put("schedule", recipe -> word(recipe.schedule()));
        VALUES.put("epochs", recipe -> String.valueOf(recipe.epochs()));
        VALUES.put("batch", recipe -> String.valueOf(recipe.batch()));
        VALUES.put("precision", recipe -> word(recipe.precision()));
        VALUES.put("label-smoothing", recipe -> number(recipe.labelSmoothing()));
        VALUES.put("average", recipe -> number(recipe.average()));
        VALUES.put("choose", recipe -> word(recipe.choose()));
        VALUES.put("seed", recipe -> String.valueOf(recipe.seed()));
    }

    private final String file;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, String> overrides;

    private RecipeParser(String file, Map<String, String> overrides) {
        this.file = file;
        this.overrides = overrides;
    }

    static Recipe parse(String file, String text, Map<String, String> overrides)
            throws RecipeException {
        RecipeParser parser = new RecipeParser(file, overrides);
        parser.compose(text);
        return parser.recipe(text);
    }

    /** The plain values of a recipe, as YAML, by key. */
    static Map<String, String> values(Recipe recipe) {
        Map<String, String> values = new LinkedHashMap<>();
        VALUES.forEach((key, write) -> values.put(key, write.apply(recipe)));
        return values;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The shortest decimal that reads back as the same number, without a needless ".0". */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void compose(String text) throws RecipeException {
        Optional<Node> root;
        try {
            root = new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new RecipeException(
                    place(e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1))
                            + "expected YAML, found a mistake in it: "
                            + e.getProblem(),
                    e);
        } catch (YamlEngineException e) {
            throw new RecipeException(file + ": expected YAML, found " + e.getMessage(), e);
        }
        if (!(root.orElse(null) instanceof MappingNode mapping)) {
            throw new RecipeException(
                    file
                            + ": expected lines such as `epochs: 12`, found none; start from a bundled recipe");
        }
        List<String> keys = new ArrayList<>(VALUES.keySet());
        keys.addAll(LISTS);
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (!keys.contains(key)) {
                throw new RecipeException(
                        place(line(tuple.getKeyNode())) + Words.mismatch(key, keys));
            }
            nodes.put(key, tuple.getValueNode());
        }
        for (String key : overrides.keySet()) {
            if (!VALUES.containsKey(key)) {
                throw new RecipeException("recipe: " + Words.mismatch(key, VALUES.keySet()));
            }
        }
    }

    private Recipe recipe(String text) throws RecipeException {
        List<Layer> layers = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        for (ScalarNode node : list("layers")) {
            layers.add(parsed("layers", node, LayerParser::parse));
            lines.add(line(node));
        }
        if (layers.isEmpty()) {
            throw new RecipeException(
                    file
                            + ": expected `layers:` with a list such as `- dense classes`, found none");
        }
        List<String> augment = new ArrayList<>();
        for (ScalarNode node : list("augment")) {
            parsed("augment", node, Augmentations::parse);
            augment.add(node.getValue());
        }
        String plainName = file.replaceFirst(".*[/\\\\]", "").replaceFirst("\\.ya?ml$", "");
        String data = value("data", "mnist:train", Function.identity());
        return new Recipe(
                value("name", plainName, Function.identity()),
                data,
                value("test", data.equals("mnist:train") ? "mnist:test" : "", Function.identity()),
                decimal("scale", "255", Double.MIN_NORMAL, 1e9),
                whole("validation", "5000", 1, Integer.MAX_VALUE),
                whole("variants", "0", 0, 1_000_000),
                whole("negatives", "0", 0, 1_000_000),
                decimal("rerendered", "0", 0, 1),
                oneOf("targets", Targets.values(), Targets.INDEX),
                layers,
                oneOf("optimiser", OptimiserKind.values(), null),
                decimal("learning-rate", null, Double.MIN_NORMAL, 1e6),
                decimal("momentum", "0", 0, BELOW_ONE),
                decimal("weight-decay", "0", 0, 1e3),
                oneOf("schedule", Schedule.values(), Schedule.CONSTANT),
                whole("epochs", null, 1, 100_000),
                whole("batch", "128", 1, 65_536),
                oneOf("precision", Precision.values(), Precision.FP32),
                decimal("label-smoothing", "0", 0, BELOW_ONE),
                decimal("average", "0", 0, BELOW_ONE),
                oneOf("choose", Choice.values(), Choice.ACCURACY),
                augment,
                value("seed", "1", number("a whole number", Long::valueOf)),
                new Source(file, text, overrides, lines));
    }

    private static final double BELOW_ONE = Math.nextDown(1.0);

    private int whole(String key, @Nullable String otherwise, int least, int most)
            throws RecipeException {
        String range =
                most == Integer.MAX_VALUE
                        ? " of at least " + least
                        : " from " + least + " to " + most;
        String expected = "a whole number" + range;
        int value = value(key, otherwise, number(expected, Integer::valueOf));
        if (value < least || value > most) {
            throw mistake(key, expected, String.valueOf(value));
        }
        return value;
    }

    private double decimal(String key, @Nullable String otherwise, double least, double most)
            throws RecipeException {
        String expected =
                "a number "
                        + (least > 0 ? "above 0" : "of at least 0")
                        + (most == BELOW_ONE ? " and below 1" : " and at most " + number(most));
        double value = value(key, otherwise, number(expected, Double::valueOf));
        if (!(value >= least && value <= most)) {
            throw mistake(key, expected, number(value));
        }
        return value;
    }

    private static <T> Function<String, T> number(String expected, Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "expected " + expected + ", found \"" + text + "\"", e);
            }
        };
    }

    private <E extends Enum<E>> E oneOf(String key, E[] choices, @Nullable E otherwise)
            throws RecipeException {
        return value(
                key,
                otherwise == null ? null : word(otherwise),
                text ->
                        Arrays.stream(choices)
                                .filter(choice -> word(choice).equals(text))
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        Words.mismatch(
                                                                text,
                                                                Arrays.stream(choices)
                                                                        .map(RecipeParser::word)
                                                                        .toList()))));
    }

    /**
     * The value of a plain key; where it is not written, {@code otherwise}, unless that is null.
     */
    private <T> T value(String key, @Nullable String otherwise, Function<String, T> parse)
            throws RecipeException {
        String override = overrides.get(key);
        Node node = nodes.get(key);
        if (override == null && node != null) {
            if (!(node instanceof ScalarNode scalar)) {
                throw new RecipeException(
                        place(line(node))
                                + key
                                + ": expected one plain value, found a list or map");
            }
            return parsed(key, scalar, parse);
        }
        String text = override != null ? override : otherwise;
        if (text == null) {
            throw new RecipeException(
                    file + ": expected a line `" + key + ": …`, found none; add it");
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new RecipeException(key + ": " + e.getMessage(), e);
        }
    }

    private <T> T parsed(String key, ScalarNode node, Function<String, T> parse)
            throws RecipeException {
        try {
            return parse.apply(node.getValue());
        } catch (IllegalArgumentException e) {
            throw new RecipeException(place(line(node)) + key + ": " + e.getMessage(), e);
        }
    }

    private List<ScalarNode> list(String key) throws RecipeException {
        Node node = nodes.get(key);
        if (node == null) {
            return List.of();
        }
        String expected = ": expected a list of lines such as `- relu`, found ";
        if (!(node instanceof SequenceNode sequence)) {
            throw new RecipeException(place(line(node)) + key + expected + "something else");
        }
        List<ScalarNode> lines = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof ScalarNode scalar)) {
                throw new RecipeException(place(line(item)) + key + expected + "a nested value");
            }
            lines.add(scalar);
        }
        return lines;
    }

    private RecipeException mistake(String key, String expected, String found) {
        Node node = overrides.containsKey(key) ? null : nodes.get(key);
        return new RecipeException(
                (node == null ? "" : place(line(node)))
                        + key
                        + ": expected "
                        + expected
                        + ", found "
                        + found);
    }

    private String place(int line) {
        return file + ", line " + line + ": ";
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
