package dev.tenfold.lab.recipe;

import dev.tenfold.lab.recipe.Recipe.Precision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What page network to train and how, read from a YAML file with a line {@code kind: pages}. Its
 * pages are composed while it trains, each once.
 *
 * @param start the folder of another run, whose model this one begins with; empty to begin with new
 *     weights
 * @param blend the folder of another run, half of the way to whose weights the network is taken
 *     after each epoch, before it is validated and written; empty for none
 * @param widths channels of the encoder at a half, a quarter, ... a thirty-second of the page
 * @param depths residual pairs of the encoder at an eighth, a sixteenth and a thirty-second; a run
 *     may start from a network with fewer
 * @param decoder channels of the decoder
 * @param side of the pages to learn from, in pixels, a multiple of 32
 * @param epochs of {@code pages} each, with validation and a row of metrics after each
 * @param pages of an epoch
 * @param batch pages that one replica learns from at a time
 * @param replicas of the network that learn side by side, each on a core
 * @param learningRate its peak
 * @param weightDecay decoupled, of weights only
 * @param average how much of the averaged weights a step keeps, 0..1
 * @param labelSmoothing of the classes, 0..1
 * @param validation pages of writers who are kept out
 * @param page probabilities of ingredients in place of the composer's own, by name
 * @param source where it was read from, for messages
 */
public record PageRecipe(
        String name,
        String start,
        String blend,
        List<Integer> widths,
        List<Integer> depths,
        int decoder,
        int side,
        int epochs,
        int pages,
        int batch,
        int replicas,
        double learningRate,
        double weightDecay,
        Schedule schedule,
        double average,
        double labelSmoothing,
        Precision precision,
        int validation,
        long seed,
        Map<String, Double> page,
        Recipe.Source source)
        implements AnyRecipe {

    public PageRecipe {
        widths = List.copyOf(widths);
        depths = List.copyOf(depths);
        page = Collections.unmodifiableMap(new LinkedHashMap<>(page));
    }

    /**
     * The recipe in a YAML text.
     *
     * @param file what to call it in a message
     * @throws RecipeException if it has a mistake, naming the line
     */
    public static PageRecipe parse(String file, String text) throws RecipeException {
        return PageRecipeParser.parse(RecipeYaml.ofRecipe(file, text, Map.of()));
    }

    /** Steps of an epoch; one step learns from a batch in each replica. */
    public int stepsPerEpoch() {
        return Math.max(1, pages / (batch * replicas));
    }

    @Override
    public PageRecipe with(String key, String value) throws RecipeException {
        Map<String, String> overrides = new LinkedHashMap<>(source.overrides());
        overrides.put(key, value);
        return PageRecipeParser.parse(RecipeYaml.ofRecipe(source.file(), source.text(), overrides));
    }

    @Override
    public String toYaml() {
        StringBuilder yaml = new StringBuilder();
        PageRecipeParser.values(this)
                .forEach((key, value) -> yaml.append(key + ": " + value + "\n"));
        yaml.append(page.isEmpty() ? "page: {}\n" : "page:\n");
        page.forEach(
                (name, probability) ->
                        yaml.append("  " + name + ": " + RecipeYaml.number(probability) + "\n"));
        return yaml.toString();
    }
}
