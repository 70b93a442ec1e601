package dev.tenfold.lab.recipe;

import dev.tenfold.lab.recipe.Study.StudyEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads a study. A line of a list of recipes is a name, perhaps with {@code seeds N}, and in {@code
 * recipes:} with any key of the recipe and its value, a list in brackets: {@code classic epochs 4
 * augment [affine rotate 8, noise 0.1] seeds 3}. A key with several values, {@code learning-rate
 * 0.1|0.01 batch 64|128}, makes a grid: one recipe for each combination, called such as {@code
 * classic.learning-rate-0.1.batch-64}. Other lists may name one of them, or all by the name before
 * the first dot.
 */
final class StudyParser {

    private static final String RECIPES = "recipes";
    private static final String CROSS_VALIDATION = "cross-validation";
    private static final String LEARNING_CURVE = "learning-curve";
    private static final String SIZES = "sizes";
    private static final String RESOLUTION_CURVE = "resolution-curve";
    private static final String RESOLUTIONS = "resolutions";
    private static final String NAME = "name";
    private static final String SEEDS = "seeds";
    private static final String VALIDATION = "validation";
    private static final String FOLDS = "folds";

    private static final List<String> VALUES =
            List.of(NAME, "data", "test", "examples", VALIDATION, SEEDS, FOLDS);

    private static final List<String> LISTS =
            List.of(
                    RECIPES,
                    CROSS_VALIDATION,
                    LEARNING_CURVE,
                    SIZES,
                    RESOLUTION_CURVE,
                    RESOLUTIONS);

    /** What the study sets of each recipe, so that a line may not. */
    private static final List<String> SHARED = List.of("data", "test", "seed");

    /** A list in brackets is one; left open, it is the rest of the line. */
    private static final Pattern WORD = Pattern.compile("\\[[^\\]]*\\]?|\\S+");

    private static final int MAX_SEEDS = 1000;

    private final RecipeYaml yaml;
    private final Map<String, Trainable> known = new LinkedHashMap<>();
    private final Map<String, List<Trainable>> grids = new LinkedHashMap<>();

    private StudyParser(RecipeYaml yaml) {
        this.yaml = yaml;
    }

    static Study parse(RecipeYaml yaml) throws RecipeException {
        yaml.requireKeys(VALUES, LISTS);
        return new StudyParser(yaml).study();
    }

    private Study study() throws RecipeException {
        int seeds = yaml.whole(SEEDS, "1", 0, MAX_SEEDS);
        List<StudyEntry> recipes = new ArrayList<>();
        for (ScalarNode node : yaml.list(RECIPES)) {
            recipes.addAll(contenders(node, seeds));
        }
        if (recipes.isEmpty()) {
            throw new RecipeException(
                    yaml.file()
                            + ": expected `recipes:` with a list such as `- softmax`, found none");
        }
        return new Study(
                yaml.name(),
                yaml.data(),
                yaml.test(),
                yaml.whole("examples", "0", 0, Integer.MAX_VALUE),
                recipes,
                yaml.whole(FOLDS, "5", 2, 1000),
                again(CROSS_VALIDATION),
                points(LEARNING_CURVE, SIZES, Comparator.naturalOrder()),
                again(LEARNING_CURVE),
                points(RESOLUTION_CURVE, RESOLUTIONS, Comparator.reverseOrder()),
                again(RESOLUTION_CURVE),
                yaml.text());
    }

    /** A line such as {@code classic epochs 4|8 seeds 3}. */
    private List<StudyEntry> contenders(ScalarNode node, int seeds) throws RecipeException {
        String[] words =
                WORD.matcher(node.getValue())
                        .results()
                        .map(MatchResult::group)
                        .toArray(String[]::new);
        if (words.length % 2 == 0) {
            throw yaml.mistakeAt(
                    node,
                    RECIPES
                            + ": expected a recipe, and pairs of a key and a value such as `epochs 4`,"
                            + " found \""
                            + node.getValue()
                            + "\"",
                    null);
        }
        int runs = seeds;
        List<Trainable> grid = new ArrayList<>();
        try {
            grid.add(named(shared(Recipes.named(words[0])), words));
            for (int i = 1; i < words.length; i += 2) {
                if (words[i].equals(NAME)) {
                    continue; // it has it already, as those of a grid are called after it
                } else if (words[i].equals(SEEDS)) {
                    runs = runs(words[i + 1], 0);
                } else if (SHARED.contains(words[i])) {
                    throw new IllegalArgumentException(
                            words[i] + ": expected it once for the whole study, found it here");
                } else {
                    grid = spread(grid, words[i], words[i + 1]);
                }
            }
        } catch (RecipeException | IllegalArgumentException e) {
            throw yaml.mistakeAt(node, String.valueOf(e.getMessage()), e);
        }
        List<StudyEntry> contenders = new ArrayList<>();
        for (Trainable recipe : grid) {
            add(node, recipe);
            contenders.add(new StudyEntry(recipe, runs));
        }
        if (grid.size() > 1) {
            grids.put(grid.get(0).name().replaceFirst("[.].*", ""), grid);
        }
        return contenders;
    }

    private static Trainable named(Trainable recipe, String[] words) throws RecipeException {
        Trainable named = recipe;
        for (int i = 1; i < words.length; i += 2) {
            if (words[i].equals(NAME)) {
                named = recipe.with(NAME, words[i + 1]);
            }
        }
        return named;
    }

    /** Each recipe with each of the values, which a bar parts, and its name with them. */
    private static List<Trainable> spread(List<Trainable> grid, String key, String values)
            throws RecipeException {
        String[] each = values.startsWith("[") ? new String[] {values} : values.split("\\|", -1);
        List<Trainable> wider = new ArrayList<>();
        for (Trainable recipe : grid) {
            for (String value : each) {
                Trainable changed = recipe.with(key, value);
                wider.add(
                        each.length == 1
                                ? changed
                                : changed.with(NAME, recipe.name() + "." + key + "-" + value));
            }
        }
        return wider;
    }

    private Trainable shared(Trainable recipe) throws RecipeException {
        Trainable shared =
                recipe.with("data", yaml.data()).with("test", yaml.test()).with("seed", "1");
        return yaml.has(VALIDATION)
                ? shared.with(
                        VALIDATION,
                        String.valueOf(yaml.whole(VALIDATION, null, 1, Integer.MAX_VALUE)))
                : shared;
    }

    private void add(ScalarNode node, Trainable recipe) throws RecipeException {
        String name = recipe.name();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw yaml.mistakeAt(
                    node,
                    "name: expected letters, digits, dots and dashes, as folders are called after"
                            + " it, found \""
                            + name
                            + "\"; add such as `name mine` to the line",
                    null);
        }
        if (known.put(name, recipe) != null) {
            throw yaml.mistakeAt(
                    node,
                    "name: expected each once, found a second \""
                            + name
                            + "\"; add such as `name "
                            + name
                            + "-2` to the line",
                    null);
        }
        if (recipe instanceof Recipe network && network.cropPages() > 0) {
            throw yaml.mistakeAt(
                    node,
                    name
                            + ": expected a recipe that reads digits, found one that reads crops of"
                            + " pages; leave it out",
                    null);
        }
    }

    /** The lines of a list that names recipes again. */
    private List<StudyEntry> again(String key) throws RecipeException {
        List<StudyEntry> again = new ArrayList<>();
        for (ScalarNode node : yaml.list(key)) {
            again.addAll(yaml.parsed(key, node, this::againOf));
        }
        return again;
    }

    private List<StudyEntry> againOf(String line) {
        String[] words = line.strip().split("\\s+");
        Trainable recipe = known.get(words[0]);
        List<Trainable> recipes = recipe == null ? grids.get(words[0]) : List.of(recipe);
        if (recipes == null) {
            throw new IllegalArgumentException(Suggestions.mismatch(words[0], known.keySet()));
        }
        int seeds = seedsAgain(line, words);
        return recipes.stream().map(each -> new StudyEntry(each, seeds)).toList();
    }

    private static int seedsAgain(String line, String[] words) {
        if (words.length == 1) {
            return 1;
        }
        if (words.length != 3 || !words[1].equals(SEEDS)) {
            throw new IllegalArgumentException(
                    "expected a name of `recipes:`, perhaps with `seeds 3`, found \""
                            + line
                            + "\"");
        }
        return runs(words[2], 1);
    }

    private static int runs(String word, int min) {
        if (!word.matches("[0-9]{1,4}")
                || Integer.parseInt(word) < min
                || Integer.parseInt(word) > MAX_SEEDS) {
            throw new IllegalArgumentException(
                    "seeds: expected a whole number from "
                            + min
                            + " to "
                            + MAX_SEEDS
                            + ", found \""
                            + word
                            + "\"");
        }
        return Integer.parseInt(word);
    }

    private List<Integer> points(String curve, String key, Comparator<Integer> order)
            throws RecipeException {
        List<Integer> points = new ArrayList<>();
        for (ScalarNode node : yaml.list(key)) {
            points.add(yaml.parsed(key, node, StudyParser::point));
        }
        if (points.isEmpty() && !yaml.list(curve).isEmpty()) {
            throw new RecipeException(
                    yaml.file()
                            + ": expected a line `"
                            + key
                            + ": […]` for the "
                            + curve
                            + ", found none; add it");
        }
        return points.stream().distinct().sorted(order).toList();
    }

    private static int point(String word) {
        if (!word.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "expected a whole number of at least 1, found \"" + word + "\"");
        }
        return Integer.parseInt(word);
    }
}
