package dev.tenfold.lab.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.Cards;
import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** With an untrained network: what it answers does not matter, only that it is asked rightly. */
class NetworkEvaluationTest {

    @Test
    void networkReadsTheImagesAsTheyAre() throws IOException {
        Dataset dataset = dataset(28, 1500);
        try (Network network = network(28)) {
            double[][] expected = new double[1500][];
            for (int i = 0; i < expected.length; i++) {
                Glyph glyph = Glyph.ofBytes(dataset.pixels(), i * 784);
                expected[i] = Network.probabilities(network.logits(glyph.pixels())[0], 2);
            }

            Evaluation evaluation = Evaluation.of(network, dataset);

            assertArrayEquals(
                    Evaluation.of(dataset, network.card(), expected).confusion().counts(),
                    evaluation.confusion().counts());
            assertEquals(
                    Evaluation.of(dataset, network.card(), expected).negativeLogLikelihood(),
                    evaluation.negativeLogLikelihood(),
                    1e-5);
            assertTrue(evaluation.imagesPerSecond().orElse(0) > 0);
        }
    }

    @Test
    void imagesOfAnotherSizeBecomeGlyphsFirst() throws IOException {
        Dataset dataset = dataset(16, 20);
        try (Network network = network(28)) {
            assertEquals(
                    Evaluation.of(network, dataset.toGlyphs()).negativeLogLikelihood(),
                    Evaluation.of(network, dataset).negativeLogLikelihood());
        }
    }

    @Test
    void imagesForASmallerNetworkAreAveragedDown() throws IOException {
        Dataset dataset = dataset(28, 20);
        try (Network network = network(8)) {
            assertEquals(
                    Evaluation.of(network, dataset.downsample(8)).negativeLogLikelihood(),
                    Evaluation.of(network, dataset).negativeLogLikelihood());
        }
    }

    @Test
    void imagesThatDoNotFitANetworkOfItsOwnSizeAreAnError() throws IOException {
        try (Network network = network(40)) {
            assertEquals(
                    "noise: expected images of [1, 40, 40] (channels, height, width) as untrained"
                            + " reads, found 28 x 28; evaluate a model for that size",
                    assertThrows(
                                    DataFileException.class,
                                    () -> Evaluation.of(network, dataset(28, 2)))
                            .getMessage());
        }
    }

    private static Network network(int side) throws IOException {
        Recipe recipe =
                Recipe.parse(
                        "untrained.yaml",
                        """
                        layers:
                          - flatten
                          - dense classes
                        optimiser: adamw
                        learning-rate: 0.01
                        epochs: 1
                        """);
        ModelCard card =
                new ModelCard(
                        "untrained",
                        Glyph.PREPROCESSING_VERSION,
                        Cards.DIGITS,
                        List.of(1, side, side),
                        2,
                        recipe.toYaml(),
                        1,
                        Map.of(),
                        Map.of(),
                        Map.of());
        Architecture architecture = Architecture.of(recipe, Shape.maps(1, side, side), 10);
        try (TorchNetwork network = new TorchNetwork(architecture, 1)) {
            return Network.open(network.toOnnx(card), "untrained.onnx");
        }
    }

    private static Dataset dataset(int side, int size) {
        SplittableRandom random = new SplittableRandom(3);
        byte[] pixels = new byte[size * side * side];
        random.nextBytes(pixels);
        int[] labels = random.ints(size, 0, 10).toArray();
        return new Dataset("noise", side, side, pixels, labels, Cards.DIGITS, Map.of());
    }
}
