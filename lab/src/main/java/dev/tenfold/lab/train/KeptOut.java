package dev.tenfold.lab.train;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.model.ModelCard;
import java.io.IOException;

/** The examples that a finished network did not learn from, to choose between ways of using it. */
public final class KeptOut {

    private KeptOut() {}

    /**
     * The validation examples of a network's own run, found again by its recipe and seed.
     *
     * @throws ModelFileException if it is no network of one run, as a classical model or an
     *     ensemble
     * @throws DataFileException if the data cannot be loaded, or is not what it was trained on
     */
    public static Dataset of(ModelCard card) throws IOException {
        Recipe recipe = recipe(card);
        return TrainingData.validation(recipe, data(card, recipe));
    }

    /** The recipe of a network's own run. */
    static Recipe recipe(ModelCard card) throws IOException {
        if (card.recipe().isEmpty()
                || !(Recipes.parse(card.name() + " (its recipe)", card.recipe())
                        instanceof Recipe recipe)) {
            throw new ModelFileException(
                    card.name()
                            + ": expected one network, whose recipe tells what it kept out, found"
                            + " none; name one network");
        }
        return recipe;
    }

    /** What it was trained on, with what it kept out, known by its checksums. */
    static Dataset data(ModelCard card, Recipe recipe) throws DataFileException {
        Dataset data = Datasets.load(recipe.data());
        if (!card.dataChecksums().entrySet().containsAll(data.checksums().entrySet())) {
            throw new DataFileException(
                    data.name()
                            + ": expected the data that "
                            + card.name()
                            + " was trained on, found other files by their checksums; give it"
                            + " those");
        }
        return data;
    }
}
