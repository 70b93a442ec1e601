package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.Ranges;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trained network as its file holds it: calibrated on the validation examples, measured through
 * the very graph that is written.
 *
 * @param file the bytes of the model file, with the card
 * @param logits for the test set; where there is none, for the validation examples
 * @param seconds that these took
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FinishedModel(ModelCard card, byte[] file, float[][] logits, double seconds) {

    /** Enough to meet nearly all values that the network's stages give. */
    private static final int RANGE_EXAMPLES = 1000;

    /** What the network answers, and how long that took. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Answers(float[][] logits, double seconds) {}

    /**
     * @param test what to measure it on once; null for nothing
     * @param checksums of the data that it comes from, by name
     * @param software versions, by name
     * @param figures that are known already, by name
     */
    static FinishedModel of(
            TorchNetwork network,
            Recipe recipe,
            TrainingData data,
            @Nullable Dataset test,
            Map<String, String> checksums,
            Map<String, String> software,
            Map<String, Double> figures)
            throws ModelFileException {
        Ranges ranges =
                recipe.inference() == Recipe.Inference.INT8
                        ? network.ranges(data.sample(RANGE_EXAMPLES).images())
                        : null;
        ModelCard card =
                new ModelCard(
                        recipe.name(),
                        Glyph.PREPROCESSING_VERSION,
                        data.training().classes(),
                        network.architecture().input().sizes(),
                        1,
                        recipe.toYaml(),
                        recipe.seed(),
                        checksums,
                        software,
                        figures);
        Dataset validation = data.validation();
        int[] labels = validation.labels();
        int classes = validation.classes().size();
        Map<String, Double> measured = new TreeMap<>(figures);
        float[][] calibration;
        Answers answers;
        try (Network written = Network.open(file(network, ranges, card), RunFolder.MODEL)) {
            answers = answers(written, validation);
            calibration = answers.logits();
            Score.of(calibration, labels, classes).addTo(measured, "validation");
            if (test != null) {
                answers = answers(written, test);
                Score.of(answers.logits(), test.labels(), classes).addTo(measured, "test");
            }
        }
        double temperature = Score.temperature(calibration, labels, classes);
        ModelCard finished =
                card.with(
                        temperature,
                        measured,
                        Score.confidenceSets(calibration, labels, classes, temperature));
        return new FinishedModel(
                finished, file(network, ranges, finished), answers.logits(), answers.seconds());
    }

    private static byte[] file(TorchNetwork network, @Nullable Ranges ranges, ModelCard card) {
        return ranges == null ? network.toOnnx(card) : network.toOnnx(card, ranges);
    }

    private static Answers answers(Network network, Dataset examples) {
        float[] images = examples.images();
        long start = System.nanoTime();
        float[][] logits = network.logits(images);
        return new Answers(logits, (System.nanoTime() - start) / 1e9);
    }
}
