package dev.tenfold.lab.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.Cards;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.engine.Weights;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.lab.report.ExplanationPage;
import dev.tenfold.reader.internal.model.ModelCard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {

    private static final int SIDE = 12;
    private static final int AREA = SIDE * SIDE;

    private static final String CONVOLUTIONAL =
            """
            layers:
              - conv 4 3x3
              - relu
              - maxpool 2
              - conv 6 3x3
              - relu
              - flatten
              - dense classes
            optimiser: adam
            learning-rate: 0.01
            epochs: 1
            """;

    private static final String SOFTMAX =
            """
            layers:
              - flatten
              - dense classes
            optimiser: adam
            learning-rate: 0.01
            epochs: 1
            """;

    @Test
    void eachLayerIsShownWithItsOwnShapes() throws Exception {
        Explanation explanation = explained(CONVOLUTIONAL, image(3));

        assertEquals(
                List.of("relu 4 x 10 x 10", "maxpool 2 4 x 5 x 5", "relu 6 x 3 x 3"),
                explanation.featureMaps().stream().map(Maps::title).toList());
        assertEquals(List.of(4, 24), explanation.filters().stream().map(Maps::count).toList());
        assertEquals(Shape.maps(1, 3, 3), explanation.evidence().shape());
        assertEquals(1, Arrays.stream(explanation.probabilities()).sum(), 1e-9);
    }

    @Test
    void evidenceAddsUpToTheLogitWhereTheRestIsLinear() throws Exception {
        for (String recipe : List.of(CONVOLUTIONAL, SOFTMAX)) {
            try (TorchNetwork network = network(recipe)) {
                float[] image = image(5);
                Explanation explanation = explained(network, recipe, image);

                double sum = 0;
                for (float value : explanation.evidence().values()) {
                    sum += value;
                }
                // A new network's biases are 0.
                assertEquals(network.logits(image)[0][explanation.answer()], sum, 1e-4);
            }
        }
    }

    @Test
    void lookingChangesNothing() throws Exception {
        try (TorchNetwork network = network(CONVOLUTIONAL)) {
            Weights before = network.weights();
            float[] logits = network.logits(image(5))[0];

            explained(network, CONVOLUTIONAL, image(5));

            assertArrayEquals(before.parameters(), network.weights().parameters());
            assertArrayEquals(logits, network.logits(image(5))[0]);
        }
    }

    @Test
    void coveringPaperChangesNothing() throws Exception {
        float[] image = new float[AREA];
        Arrays.fill(image, 0, 3 * SIDE, 0.8f);

        Explanation explanation = explained(CONVOLUTIONAL, image);

        float[] lowest = Arrays.copyOfRange(explanation.occlusion(), AREA - SIDE, AREA);
        assertArrayEquals(new float[SIDE], lowest, 1e-6f);
        assertTrue(
                IntStream.range(0, 2 * SIDE)
                        .anyMatch(i -> Math.abs(explanation.occlusion()[i]) > 1e-6));
    }

    @Test
    void anExampleIsItsOwnNearestNeighbour() throws Exception {
        Explanation explanation = explained(CONVOLUTIONAL, image(17));

        assertEquals(17, explanation.nearestInPixels().get(0).index());
        assertEquals(0, explanation.nearestInPixels().get(0).distance(), 1e-6);
        assertEquals(17, explanation.nearestInFeatures().get(0).index());
        assertEquals(10, explanation.nearestInFeatures().size());
    }

    @Test
    void imageOfAnotherSizeIsRefused() throws Exception {
        try (TorchNetwork network = network(SOFTMAX)) {
            IllegalArgumentException refusal =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> explained(network, SOFTMAX, new float[4]));
            assertEquals(
                    "explanation: expected images of 1 x 12 x 12, found one of 4 pixels and training"
                            + " images of 12 x 12",
                    refusal.getMessage());
        }
    }

    @Test
    void pageShowsEveryPictureThatIsWritten(@TempDir Path folder) throws Exception {
        for (String recipe : List.of(CONVOLUTIONAL, SOFTMAX)) {
            Path out = folder.resolve(recipe == SOFTMAX ? "softmax" : "convolutional");

            String page = Files.readString(ExplanationPage.write(explained(recipe, image(3)), out));

            try (var files = Files.list(out)) {
                List<Path> pictures =
                        files.filter(file -> file.toString().endsWith(".png")).toList();
                assertEquals(recipe == SOFTMAX ? 6 : 10, pictures.size());
                for (Path picture : pictures) {
                    assertTrue(page.contains("src=\"" + picture.getFileName() + "\""));
                    assertTrue(ImageIO.read(picture.toFile()).getWidth() > 20);
                }
            }
        }
    }

    private static Explanation explained(String recipe, float[] image) throws Exception {
        try (TorchNetwork network = network(recipe)) {
            return explained(network, recipe, image);
        }
    }

    private static Explanation explained(TorchNetwork network, String recipe, float[] image) {
        ModelCard card = Cards.of("small", List.of("a", "b", "c"), SIDE, recipe);
        return Explanation.of(network, card, image, training(), seen -> {});
    }

    private static TorchNetwork network(String text) throws Exception {
        Recipe recipe = Recipe.parse("small.yaml", text);
        return new TorchNetwork(Architecture.of(recipe, Shape.maps(1, SIDE, SIDE), 3), 7);
    }

    private static Dataset training() {
        int size = 40;
        byte[] pixels = new byte[size * AREA];
        new SplittableRandom(1).nextBytes(pixels);
        int[] labels = IntStream.range(0, size).map(i -> i % 3).toArray();
        return new Dataset("noise", SIDE, SIDE, pixels, labels, List.of("a", "b", "c"), Map.of());
    }

    /** A training example. */
    private static float[] image(int index) {
        float[] image = new float[AREA];
        for (int i = 0; i < AREA; i++) {
            image[i] = (training().pixels()[index * AREA + i] & 0xff) / 255f;
        }
        return image;
    }
}
