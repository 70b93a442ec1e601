package dev.tenfold.lab.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.Cards;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.Layers;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A network whose file computes in bytes, against itself in floats. */
final class RoundingTest {

    private static final String LAYERS =
            """
            layers:
              - conv 4 3x3
              - batchnorm
              - relu
              - maxpool 2
              - conv 6 3x3
              - relu
              - flatten
              - dense classes
            optimiser: sgd
            learning-rate: 0.01
            epochs: 1
            """;

    @Test
    void layersCanBeLookedInto() throws Exception {
        Glyph glyph = Glyph.of(images(1, 9));
        try (TorchNetwork network = network(LAYERS);
                Network inBytes = inBytes(network);
                Layers layers = inBytes.openLayers()) {
            List<Layers.Output> outputs = layers.outputs(glyph);
            assertEquals(
                    List.of(List.of("Conv", "Relu"), List.of("MaxPool"), List.of("Conv", "Relu")),
                    outputs.subList(0, 3).stream().map(Layers.Output::operators).toList());
            assertEquals(
                    List.of(
                            List.of(4, 26, 26),
                            List.of(4, 13, 13),
                            List.of(6, 11, 11),
                            List.of(10)),
                    outputs.stream().map(Layers.Output::shape).toList());
            assertEquals(List.of(3, 3), outputs.get(0).kernel());
            float[] logits = inBytes.logits(glyph.pixels())[0];
            assertArrayEquals(logits, outputs.get(3).values(), 1e-5f);
            // Every bias of a new network is 0.
            Layers.Evidence evidence = layers.evidence(glyph, outputs).orElseThrow();
            float[] sums = new float[10];
            for (int i = 0; i < evidence.values().length; i++) {
                sums[i / (11 * 11)] += evidence.values()[i];
            }
            assertArrayEquals(logits, sums, 1e-4f);
        }
    }

    @Test
    void weightsThatAreNothingBesideTheirBiasDoNotOverflow() throws Exception {
        try (TorchNetwork network = network(LAYERS)) {
            Weights weights = network.weights();
            Layout.Slot weight = network.layout().slots(4).get(0);
            Layout.Slot bias = network.layout().slots(4).get(1);
            float[] parameters = weights.parameters();
            int perFilter = weight.length() / 6;
            Arrays.fill(parameters, weight.offset(), weight.offset() + perFilter, 1e-30f);
            Arrays.fill(
                    parameters, weight.offset() + perFilter, weight.offset() + 2 * perFilter, 0);
            parameters[bias.offset()] = 5;
            parameters[bias.offset() + 1] = 5;
            network.restore(weights);
            float[] images = images(20, 3);
            float[][] expected = network.logits(images);
            try (Network inBytes = inBytes(network)) {
                float[][] found = inBytes.logits(images);
                for (int i = 0; i < expected.length; i++) {
                    assertArrayEquals(expected[i], found[i], 0.1f);
                }
            }
        }
    }

    @Test
    void lastLayerStaysInFloats() throws Exception {
        String softmax =
                """
                layers:
                  - flatten
                  - dense classes
                optimiser: sgd
                learning-rate: 0.01
                epochs: 1
                """;
        float[] images = new float[2 * Glyph.SIZE * Glyph.SIZE];
        Arrays.fill(images, 0, images.length / 2, 1);
        try (TorchNetwork network = network(softmax);
                Network inBytes = inBytes(network)) {
            float[][] expected = network.logits(images);
            float[][] found = inBytes.logits(images);
            // Black and white are steps of the input, so nothing is lost by rounding it.
            assertArrayEquals(expected[0], found[0], 1e-4f);
            assertArrayEquals(expected[1], found[1], 1e-4f);
            assertTrue(Math.abs(expected[0][0]) > 1e-3);
        }
    }

    private static TorchNetwork network(String layers) throws Exception {
        return new TorchNetwork(
                Architecture.of(
                        Recipe.parse("bytes.yaml", layers),
                        Shape.maps(1, Glyph.SIZE, Glyph.SIZE),
                        10),
                1);
    }

    private static Network inBytes(TorchNetwork network) throws Exception {
        ModelCard card = Cards.of("bytes", Cards.DIGITS, Glyph.SIZE);
        return Network.open(network.toOnnx(card, network.ranges(images(50, 1))), "bytes.onnx");
    }

    private static float[] images(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] images = new float[count * Glyph.SIZE * Glyph.SIZE];
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextInt(4) == 0 ? (float) random.nextDouble() : 0;
        }
        return images;
    }
}
