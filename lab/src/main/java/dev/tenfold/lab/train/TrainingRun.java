package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.reader.internal.model.ModelCard;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A finished run: all that a report says of it.
 *
 * @param folder with {@code model.onnx}, {@code metrics.csv} and {@code recipe.yaml}
 * @param card as in the model file
 * @param epochs one row each
 * @param bestEpoch the one whose weights were kept, from 1
 * @param evaluated the test set; the validation split where the recipe has no test set
 * @param evaluatedOn "test" or "validation"
 * @param probabilities calibrated, (evaluated, labels of the card)
 * @param predictionSeconds what these took
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
        double[][] probabilities,
        double predictionSeconds)
        implements FinishedRun {

    public TrainingRun {
        epochs = List.copyOf(epochs);
    }

    @Override
    public Path model() {
        return folder.resolve(RunFolder.MODEL);
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.of(architecture.parameters());
    }

    @Override
    public OptionalLong multiplyAdds() {
        return OptionalLong.of(architecture.multiplyAdds());
    }
}
