package dev.tenfold.lab.train;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.reader.internal.model.ModelCard;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** A finished run of any family. */
public sealed interface FinishedRun permits TrainingRun, ClassicalRun {

    /** With the model file, {@code metrics.csv} and {@code recipe.yaml}. */
    Path folder();

    /** The model file in the folder. */
    Path model();

    /** As in the model file. */
    ModelCard card();

    /** One row each; a classical model has one. */
    List<EpochMetrics> epochs();

    /** The one whose weights were kept, from 1. */
    int bestEpoch();

    /** How many numbers the model keeps; empty where it is no matter of numbers. */
    OptionalLong parameters();

    /** What one example costs; empty where it is no matter of multiplying. */
    OptionalLong multiplyAdds();

    /** The test set; the validation split where the recipe has no test set. */
    Dataset evaluated();

    /** "test" or "validation". */
    String evaluatedOn();

    /** Calibrated, (evaluated, labels of the card). */
    double[][] probabilities();

    /** How long these took; loading of data and model is not in it. */
    double predictionSeconds();

    /**
     * How well the model read them.
     *
     * @throws DataFileException if they have labels that the model cannot have
     */
    default Evaluation evaluation() throws DataFileException {
        return Evaluation.of(evaluated(), card(), probabilities());
    }
}
