package dev.tenfold.lab.train;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.model.ModelCard;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The examples that finished networks did not learn from, to choose between ways of using them. */
public final class KeptOut {

    private KeptOut() {}

    /**
     * The validation examples of networks' own runs, found again by their recipes and seeds.
     *
     * @param cards of at least one network
     * @throws ModelFileException if one is no network of one run, as a classical model, or if they
     *     did not all keep out the same examples
     * @throws DataFileException if the data cannot be loaded, or is not what they were trained on
     */
    public static Dataset of(List<ModelCard> cards) throws IOException {
        Map<String, Dataset> loaded = new HashMap<>();
        ModelCard first = cards.get(0);
        Dataset examples = of(first, loaded);
        for (ModelCard card : cards.subList(1, cards.size())) {
            if (!Arrays.equals(examples.pixels(), of(card, loaded).pixels())) {
                throw new ModelFileException(
                        "validation: expected networks that kept out the same examples, found "
                                + named(first)
                                + " and "
                                + named(card)
                                + "; name networks that are alike in these");
            }
        }
        return examples;
    }

    private static String named(ModelCard card) throws IOException {
        Recipe recipe = recipe(card);
        return "%s (%s, validation: %d, keep-out: %s, seed: %d)"
                .formatted(
                        card.name(),
                        recipe.data(),
                        recipe.validation(),
                        recipe.keepOut().name().toLowerCase(Locale.ROOT),
                        recipe.seed());
    }

    /**
     * @param loaded data by how recipes name it, each only once
     */
    private static Dataset of(ModelCard card, Map<String, Dataset> loaded) throws IOException {
        Recipe recipe = recipe(card);
        Dataset data = loaded.get(recipe.data());
        if (data == null) {
            data = Datasets.load(recipe.data());
            loaded.put(recipe.data(), data);
        }
        requireSame(data, card);
        return TrainingData.validation(recipe, data);
    }

    /** The recipe of a network's own run. */
    static Recipe recipe(ModelCard card) throws IOException {
        if (card.recipe().isEmpty()
                || !(Recipes.parse(card.name() + " (its recipe)", card.recipe())
                        instanceof Recipe recipe)) {
            throw new ModelFileException(
                    card.name()
                            + ": expected a network, whose recipe says what it kept out, found"
                            + " none; name networks alone");
        }
        return recipe;
    }

    /** What it was trained on, with what it kept out, known by its checksums. */
    static Dataset data(ModelCard card, Recipe recipe) throws DataFileException {
        Dataset data = Datasets.load(recipe.data());
        requireSame(data, card);
        return data;
    }

    private static void requireSame(Dataset data, ModelCard card) throws DataFileException {
        if (!card.dataChecksums().entrySet().containsAll(data.checksums().entrySet())) {
            throw new DataFileException(
                    data.name()
                            + ": expected the data that "
                            + card.name()
                            + " was trained on, found other files by their checksums; give it"
                            + " those");
        }
    }
}
