package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.reader.internal.model.ModelCard;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A finished run of a classical model.
 *
 * @param folder with {@code model.tenfold}, {@code metrics.csv} and {@code recipe.yaml}
 * @param card as in the model file
 * @param metrics the one row
 * @param parameters how many numbers the model keeps; empty for trees
 * @param multiplyAdds what one image costs; empty for trees
 * @param evaluated the test set; the validation split where the recipe has no test set
 * @param evaluatedOn "test" or "validation"
 * @param probabilities calibrated, (evaluated, labels of the card)
 * @param predictionSeconds what these took
 */
public record ClassicalRun(
        Path folder,
        ClassicalRecipe recipe,
        ModelCard card,
        EpochMetrics metrics,
        OptionalLong parameters,
        OptionalLong multiplyAdds,
        Dataset evaluated,
        String evaluatedOn,
        double[][] probabilities,
        double predictionSeconds)
        implements FinishedRun {

    @Override
    public Path model() {
        return folder.resolve(RunFolder.CLASSICAL);
    }

    @Override
    public List<EpochMetrics> epochs() {
        return List.of(metrics);
    }

    @Override
    public int bestEpoch() {
        return 1;
    }
}
