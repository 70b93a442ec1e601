package dev.tenfold.lab.train;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.Ranges;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.glyph.Glyph;
import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.Network;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trained network as its file holds it: calibrated on the validation examples, measured through
 * the very bytes that are written.
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
                        ? network.ranges(TrainingData.images(data.sample(RANGE_EXAMPLES)))
                        : null;
        Map<String, Double> all = new TreeMap<>(figures);
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
                        all);
        Dataset validation = data.validation();
        int[] labels = validation.labels();
        int classes = validation.classes().size();
        Answers answers = answers(file(network, ranges, card), validation);
        double temperature = Score.temperature(answers.logits(), labels, classes);
        Score.of(answers.logits(), labels, classes).addTo(all, "validation");
        ModelCard calibrated =
                card.with(
                        temperature,
                        Score.confidenceSets(answers.logits(), labels, classes, temperature));
        if (test != null) {
            answers = answers(file(network, ranges, calibrated), test);
            Score.of(answers.logits(), test.labels(), classes).addTo(all, "test");
        }
        calibrated = calibrated.with(all);
        return new FinishedModel(
                calibrated, file(network, ranges, calibrated), answers.logits(), answers.seconds());
    }

    private static byte[] file(TorchNetwork network, @Nullable Ranges ranges, ModelCard card) {
        return ranges == null ? network.toOnnx(card) : network.toOnnx(card, ranges);
    }

    private static Answers answers(byte[] file, Dataset examples) throws ModelFileException {
        float[] images = TrainingData.images(examples);
        try (Network network = Network.open(file, RunFolder.MODEL)) {
            long start = System.nanoTime();
            float[][] logits = network.logits(images);
            return new Answers(logits, (System.nanoTime() - start) / 1e9);
        }
    }
}
