package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.reader.model.ModelCard;
import java.nio.file.Path;

/**
 * A finished run of a classical model.
 *
 * @param folder with {@code model.tenfold}, {@code metrics.csv} and {@code recipe.yaml}
 * @param card as in the model file
 * @param metrics the one row
 * @param evaluated the test set; the validation split where the recipe has no test set
 * @param evaluatedOn "test" or "validation"
 * @param probabilities calibrated, (evaluated, labels of the card)
 */
public record ClassicalRun(
        Path folder,
        ClassicalRecipe recipe,
        ModelCard card,
        EpochMetrics metrics,
        Dataset evaluated,
        String evaluatedOn,
        double[][] probabilities) {}
