package dev.tenfold.lab.study;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What came of a trial.
 *
 * @param examples it was measured on
 * @param correct of them
 * @param learnedFrom how many examples the model has seen, made-up ones not counted
 * @param epochs one row each; a classical model has one
 * @param bestEpoch whose weights were kept, from 1
 * @param parameters how many numbers the model keeps; empty for trees
 * @param multiplyAdds what one example costs; empty for trees
 * @param modelBytes the size of the model file
 * @param trainingSeconds validation included
 * @param predictionSeconds for all examples together
 * @param cpuSeconds of the whole trial, on all processors together; empty where it was broken off
 *     and went on
 * @param machine processor, how many of them, and Java
 * @param labels of the columns of the probabilities
 * @param folder of the trial
 */
public record TrialResult(
        int examples,
        int correct,
        int learnedFrom,
        List<EpochMetrics> epochs,
        int bestEpoch,
        OptionalLong parameters,
        OptionalLong multiplyAdds,
        long modelBytes,
        double trainingSeconds,
        double predictionSeconds,
        OptionalDouble cpuSeconds,
        String machine,
        List<String> labels,
        Path folder) {

    public TrialResult {
        epochs = List.copyOf(epochs);
        labels = List.copyOf(labels);
    }

    /** The share that was answered right, 0..1. */
    public double accuracy() {
        return (double) correct / examples;
    }

    /** The row of the epoch that was kept. */
    public EpochMetrics best() {
        return epochs.get(bestEpoch - 1);
    }

    /**
     * The answers again.
     *
     * @param measuredOn the same examples as then
     * @throws DataFileException if they are others
     */
    public Evaluation evaluation(Trial trial, Dataset measuredOn) throws IOException {
        ModelCard card =
                new ModelCard(
                        trial.recipe().name(),
                        Glyph.PREPROCESSING_VERSION,
                        labels,
                        List.of(1, measuredOn.height(), measuredOn.width()),
                        1,
                        trial.recipe().toYaml(),
                        trial.recipe().seed(),
                        measuredOn.checksums(),
                        Map.of(),
                        Map.of());
        return Evaluation.of(
                measuredOn,
                card,
                new TrialFolder(folder).readProbabilities(examples, labels.size()));
    }
}
