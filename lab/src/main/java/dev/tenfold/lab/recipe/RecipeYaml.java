package dev.tenfold.lab.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A recipe's keys as YAML nodes, which know their line, so that each message can name it. */
final class RecipeYaml {

    static final double BELOW_ONE = Math.nextDown(1.0);

    /** Names the bundled recipe whose values are used where a recipe has none of its own. */
    private static final String BASE = "base";

    private static final String NAME = "name";
    private static final int MAX_DEPTH = 8;

    private final String file;
    private final String text;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, String> overrides;

    /**
     * @param file what to call it in a message
     * @param overrides values that replace the text's, by key; of a list, its lines with commas
     *     between them, perhaps in brackets
     */
    RecipeYaml(String file, String text, Map<String, String> overrides) throws RecipeException {
        this.file = file;
        this.text = text;
        this.overrides = overrides;
        compose(text);
    }

    /** The same of a recipe, which may begin with another: all its base's keys but the name. */
    static RecipeYaml ofRecipe(String file, String text, Map<String, String> overrides)
            throws RecipeException {
        RecipeYaml yaml = new RecipeYaml(file, text, overrides);
        if (yaml.nodes.containsKey(BASE)) {
            YamlSource source = yaml.value(BASE, null, Recipes::bundled);
            RecipeYaml base = ofRecipe(source.file(), source.text(), Map.of());
            base.nodes.remove(NAME);
            yaml.nodes.remove(BASE);
            base.nodes.forEach(yaml.nodes::putIfAbsent);
            base.keys.forEach(yaml.keys::putIfAbsent);
        }
        return yaml;
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

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void compose(String text) throws RecipeException {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        Optional<Node> root;
        try {
            requireShallow(settings, text);
            root = new Compose(settings).composeString(text);
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
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            nodes.put(key, tuple.getValueNode());
            keys.put(key, tuple.getKeyNode());
        }
    }

    /** Composing nodes recurses, and would overflow the stack; parsing events does not. */
    private void requireShallow(LoadSettings settings, String text) throws RecipeException {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw new RecipeException(
                        place(event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1))
                                + "expected lists and maps at most "
                                + MAX_DEPTH
                                + " deep, found more; a recipe is a map of values and lists");
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    /** A list as YAML. */
    static String yaml(String key, List<?> lines) {
        StringBuilder yaml = new StringBuilder(key).append(lines.isEmpty() ? ": []\n" : ":\n");
        lines.forEach(line -> yaml.append("  - ").append(line).append('\n'));
        return yaml.toString();
    }

    String file() {
        return file;
    }

    String text() {
        return text;
    }

    Map<String, String> overrides() {
        return overrides;
    }

    /** The recipe's name: its file's, unless it says another. */
    String name() throws RecipeException {
        String plain = file.replaceFirst(".*[/\\\\]", "").replaceFirst("\\.ya?ml$", "");
        return value(NAME, plain, Function.identity());
    }

    String data() throws RecipeException {
        return value("data", "mnist:train", Function.identity());
    }

    /** The test set: for MNIST its own, else none unless the recipe names one. */
    String test() throws RecipeException {
        return value("test", data().equals("mnist:train") ? "mnist:test" : "", Function.identity());
    }

    long seed() throws RecipeException {
        return value("seed", "1", number("a whole number", Long::valueOf));
    }

    boolean has(String key) {
        return nodes.containsKey(key) || overrides.containsKey(key);
    }

    /**
     * Makes sure that nothing else is written.
     *
     * @param values the plain keys
     * @param lists the keys of lists
     */
    void requireKeys(Collection<String> values, Collection<String> lists) throws RecipeException {
        List<String> allowed = new ArrayList<>(values);
        allowed.addAll(lists);
        for (String key : nodes.keySet()) {
            if (!allowed.contains(key)) {
                throw new RecipeException(
                        place(keys.get(key)) + Suggestions.mismatch(key, allowed));
            }
        }
        for (String key : overrides.keySet()) {
            if (!allowed.contains(key)) {
                throw new RecipeException("recipe: " + Suggestions.mismatch(key, allowed));
            }
        }
    }

    int whole(String key, @Nullable String otherwise, int min, int max) throws RecipeException {
        String range =
                max == Integer.MAX_VALUE ? " of at least " + min : " from " + min + " to " + max;
        String expected = "a whole number" + range;
        int value = value(key, otherwise, number(expected, Integer::valueOf));
        if (value < min || value > max) {
            throw mistake(key, expected, String.valueOf(value));
        }
        return value;
    }

    double decimal(String key, @Nullable String otherwise, double min, double max)
            throws RecipeException {
        String expected =
                "a number "
                        + (min > 0 ? "above 0" : "of at least 0")
                        + (max == BELOW_ONE ? " and below 1" : " and at most " + number(max));
        double value = value(key, otherwise, number(expected, Double::valueOf));
        if (!(value >= min && value <= max)) {
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

    <E extends Enum<E>> E oneOf(String key, E[] choices, @Nullable E otherwise)
            throws RecipeException {
        return value(
                key, otherwise == null ? null : word(otherwise), text -> choice(text, choices));
    }

    /** The one of {@code choices} whose word {@code text} is. */
    static <E extends Enum<E>> E choice(String text, E[] choices) {
        return Arrays.stream(choices)
                .filter(choice -> word(choice).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        Suggestions.mismatch(
                                                text,
                                                Arrays.stream(choices)
                                                        .map(RecipeYaml::word)
                                                        .toList())));
    }

    boolean flag(String key, boolean otherwise) throws RecipeException {
        return value(
                key,
                String.valueOf(otherwise),
                text -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new IllegalArgumentException(
                                Suggestions.mismatch(text, List.of("true", "false")));
                    }
                    return text.equals("true");
                });
    }

    /**
     * The value of a plain key; where it is not written, {@code otherwise}, unless that is null.
     */
    <T> T value(String key, @Nullable String otherwise, Function<String, T> parse)
            throws RecipeException {
        String override = overrides.get(key);
        Node node = nodes.get(key);
        if (override == null && node != null) {
            if (!(node instanceof ScalarNode scalar)) {
                throw new RecipeException(
                        place(node) + key + ": expected one plain value, found a list or map");
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

    <T> T parsed(String key, ScalarNode node, Function<String, T> parse) throws RecipeException {
        try {
            return parse.apply(node.getValue());
        } catch (IllegalArgumentException e) {
            throw new RecipeException(place(node) + key + ": " + e.getMessage(), e);
        }
    }

    List<ScalarNode> list(String key) throws RecipeException {
        String lines = overrides.get(key);
        if (lines != null) {
            if (lines.startsWith("[") && !lines.endsWith("]")) {
                throw new RecipeException(
                        place(0)
                                + key
                                + ": expected a list in brackets, found "
                                + lines
                                + "; close it with ]");
            }
            return Arrays.stream(lines.replaceFirst("^\\[(.*)\\]$", "$1").split(","))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> new ScalarNode(Tag.STR, line, ScalarStyle.PLAIN))
                    .toList();
        }
        Node node = nodes.get(key);
        if (node == null) {
            return List.of();
        }
        String expected = ": expected a list of lines such as `- relu`, found ";
        if (!(node instanceof SequenceNode sequence)) {
            throw new RecipeException(place(node) + key + expected + "something else");
        }
        List<ScalarNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof ScalarNode scalar)) {
                throw new RecipeException(place(item) + key + expected + "a nested value");
            }
            items.add(scalar);
        }
        return items;
    }

    /** The numbers under a key that holds a map of them, in the order of the text. */
    Map<String, Double> numbers(String key) throws RecipeException {
        Map<String, Double> numbers = new LinkedHashMap<>();
        Node node = nodes.get(key);
        if (node == null) {
            return numbers;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw new RecipeException(
                    place(node)
                            + key
                            + ": expected lines such as `noise: 0.4` under it, found something"
                            + " else");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)
                    || !(tuple.getValueNode() instanceof ScalarNode value)) {
                throw new RecipeException(
                        place(tuple.getKeyNode())
                                + key
                                + ": expected a name and a number, found a nested value");
            }
            numbers.put(name.getValue(), parsed(key, value, number("a number", Double::valueOf)));
        }
        return numbers;
    }

    /** A mistake in one line of a list. */
    RecipeException mistakeAt(Node node, String message, @Nullable Throwable cause) {
        return new RecipeException(place(node) + message, cause);
    }

    private RecipeException mistake(String key, String expected, String found) {
        Node node = overrides.containsKey(key) ? null : nodes.get(key);
        return new RecipeException(
                (node == null ? "" : place(node))
                        + key
                        + ": expected "
                        + expected
                        + ", found "
                        + found);
    }

    private String place(int line) {
        return file + (line > 0 ? ", line " + line : "") + ": ";
    }

    /** Where a value is: of a base's value, in the base. */
    private String place(@Nullable Node node) {
        return Optional.ofNullable(node)
                .flatMap(Node::getStartMark)
                .map(mark -> mark.getName() + ", line " + (mark.getLine() + 1) + ": ")
                .orElse(file + ": ");
    }

    /** From 1; 0 of what is not in the text itself. */
    int line(Node node) {
        return node.getStartMark()
                .filter(mark -> mark.getName().equals(file))
                .map(mark -> mark.getLine() + 1)
                .orElse(0);
    }
}
