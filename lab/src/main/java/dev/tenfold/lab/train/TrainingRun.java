package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.reader.model.ModelCard;
import java.nio.file.Path;
import java.util.List;

/**
 * A finished run: all that a report tells of it.
 *
 * @param folder with {@code model.onnx}, {@code metrics.csv} and {@code recipe.yaml}
 * @param card as in the model file
 * @param epochs one row each
 * @param bestEpoch the one whose weights were kept, from 1
 * @param evaluated the test set; the validation split where the recipe has no test set
 * @param evaluatedOn "test" or "validation"
 * @param probabilities calibrated, (evaluated, labels of the card)
 */
public record TrainingRun(
        Path folder,
        Recipe recipe,
        Architecture architecture,
        ModelCard card,
        List<EpochMetrics> epochs,
        int bestEpoch,
        Dataset evaluated,
        String evaluatedOn,
        double[][] probabilities) {

    public TrainingRun {
        epochs = List.copyOf(epochs);
    }
}
