package dev.tenfold.lab.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.tenfold.lab.engine.Layout.Slot;
import dev.tenfold.lab.recipe.PageRecipe;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.page.PageInput;
import dev.tenfold.reader.internal.page.Symbol;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class TorchPageNetworkTest {

    private static final int SIDE = 64;
    private static final int CELLS = SIDE / 4;

    private static PageRecipe recipe(int replicas) throws Exception {
        return recipe(4, replicas);
    }

    /** A small network whose first layer has so many channels. */
    private static PageRecipe recipe(int channels, int replicas) throws Exception {
        return PageRecipe.parse(
                "small.yaml",
                """
                kind: pages
                widths: [%d, 6, 8, 8, 10]
                decoder: 12
                side: 64
                learning-rate: 0.003
                weight-decay: 0.02
                average: 0.9
                epochs: 1
                pages: 8
                batch: 2
                replicas: %d
                """
                        .formatted(channels, replicas));
    }

    /** Two pages of noise with a character in one cell of each. */
    private static PageBatch batch(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pages = new float[2 * SIDE * SIDE];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = (float) random.nextDouble();
        }
        int area = CELLS * CELLS;
        float[] centres = new float[2 * area];
        float[] background = new float[2 * area];
        Arrays.fill(background, 1);
        long[] cells = {37, area + 90};
        for (long cell : cells) {
            centres[(int) cell] = 1;
            background[(int) cell] = 0;
        }
        return new PageBatch(
                2,
                SIDE,
                pages,
                centres,
                background,
                cells,
                new long[] {3, 12},
                new float[] {1, 1},
                new float[] {0.1f, 0, -0.4f, 0.2f, 0, -0.1f, 0.1f, 0.3f},
                new float[] {0, 1},
                new float[] {0.9f, 0.1f, 0, 0},
                new float[] {1, 0});
    }

    private static ModelCard card() {
        return new ModelCard(
                "small",
                PageInput.VERSION,
                Symbol.labels(),
                List.of(1, ModelCard.ANY_SIZE, ModelCard.ANY_SIZE),
                1,
                "",
                1,
                Map.of(),
                Map.of(),
                Map.of());
    }

    @Test
    void modelFileAnswersAsTheNetworkDoesAtAnySize() throws Exception {
        PageRecipe recipe = recipe(2);
        try (TorchPageNetwork network = new TorchPageNetwork(recipe);
                PageTrainingStep trainingStep = new PageTrainingStep(network, recipe)) {
            for (int step = 0; step < 5; step++) {
                trainingStep.step(part -> batch(part), 0.003);
            }
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession session = environment.createSession(network.toOnnx(card()))) {
                assertEquals("page", session.getInputNames().iterator().next());
                for (int[] size : new int[][] {{1, 64, 64}, {2, 32, 96}, {1, 128, 64}}) {
                    float[] pages = new float[size[0] * size[1] * size[2]];
                    SplittableRandom random = new SplittableRandom(9);
                    for (int i = 0; i < pages.length; i++) {
                        pages[i] = (float) random.nextDouble(-1, 2);
                    }
                    float[] expected = network.answers(pages, size[1], size[2]);
                    float[] found = answers(environment, session, pages, size);
                    assertEquals(29 * pages.length / 16, found.length);
                    assertArrayEquals(expected, found, 1e-4f);
                }
            }
        }
    }

    private static float[] answers(
            OrtEnvironment environment, OrtSession session, float[] pages, int[] size)
            throws Exception {
        long[] shape = {size[0], 1, size[1], size[2]};
        try (OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(pages), shape);
                OrtSession.Result result = session.run(Map.of("page", input))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] answers = new float[values.remaining()];
            values.get(answers);
            return answers;
        }
    }

    @Test
    void trainingLowersEachPartOfTheLoss() throws Exception {
        PageRecipe recipe = recipe(1);
        try (TorchPageNetwork network = new TorchPageNetwork(recipe);
                PageTrainingStep trainingStep = new PageTrainingStep(network, recipe)) {
            PageLoss first = trainingStep.step(part -> batch(1), 0.01);
            PageLoss last = first;
            for (int step = 0; step < 60; step++) {
                last = trainingStep.step(part -> batch(1), 0.01);
            }
            assertTrue(last.heat() < 0.5 * first.heat(), last + " after " + first);
            assertTrue(last.classes() < 0.5 * first.classes(), last + " after " + first);
            assertTrue(last.box() < 0.5 * first.box(), last + " after " + first);
            assertTrue(last.printed() < 0.7 * first.printed(), last + " after " + first);
            assertTrue(last.next() < 0.7 * first.next(), last + " after " + first);
            assertEquals(1, last.correct());
        }
    }

    @Test
    void replicasOfTheSamePagesLearnWhatOneDoes() throws Exception {
        float[][] parameters = new float[2][];
        float[][] statistics = new float[2][];
        for (int i = 0; i < 2; i++) {
            PageRecipe recipe = recipe(i + 1);
            try (TorchPageNetwork network = new TorchPageNetwork(recipe);
                    PageTrainingStep trainingStep = new PageTrainingStep(network, recipe)) {
                for (int step = 0; step < 3; step++) {
                    trainingStep.step(part -> batch(4), 0.001);
                }
                parameters[i] = network.weights().parameters();
                statistics[i] = network.weights().statistics();
            }
        }
        assertArrayEquals(parameters[0], parameters[1], 1e-5f);
        assertArrayEquals(statistics[0], statistics[1], 1e-5f);
    }

    @Test
    void learnerResumesAsIfItHadNeverStopped() throws Exception {
        PageRecipe recipe = recipe(2);
        try (TorchPageNetwork network = new TorchPageNetwork(recipe);
                PageTrainingStep trainingStep = new PageTrainingStep(network, recipe);
                TorchPageNetwork other = new TorchPageNetwork(recipe);
                PageTrainingStep resumed = new PageTrainingStep(other, recipe)) {
            for (int step = 0; step < 3; step++) {
                trainingStep.step(part -> batch(part), 0.003);
            }
            resumed.restore(trainingStep.state());
            for (int step = 0; step < 3; step++) {
                trainingStep.step(part -> batch(5 + part), 0.002);
                resumed.step(part -> batch(5 + part), 0.002);
            }
            assertArrayEquals(network.weights().parameters(), other.weights().parameters());
            assertArrayEquals(trainingStep.weights().parameters(), resumed.weights().parameters());
            assertArrayEquals(trainingStep.weights().statistics(), resumed.weights().statistics());
        }
    }

    @Test
    void networkTakenFromAModelFileAnswersAsItDidAndLearnsOn() throws Exception {
        PageRecipe recipe = recipe(1);
        float[] pages = batch(7).pages();
        try (TorchPageNetwork network = new TorchPageNetwork(recipe);
                PageTrainingStep trainingStep = new PageTrainingStep(network, recipe);
                TorchPageNetwork other = new TorchPageNetwork(recipe)) {
            for (int step = 0; step < 5; step++) {
                trainingStep.step(part -> batch(part), 0.003);
            }
            other.restore(network.toOnnx(card()), pages, SIDE);
            assertArrayEquals(
                    network.answers(pages, SIDE, SIDE), other.answers(pages, SIDE, SIDE), 1e-3f);
            try (PageTrainingStep next = new PageTrainingStep(other, recipe)) {
                double before = next.step(part -> batch(3), 0.003).total();
                double after = before;
                for (int step = 0; step < 10; step++) {
                    after = next.step(part -> batch(3), 0.003).total();
                }
                assertTrue(after < before, before + " became " + after);
            }
        }
    }

    @Test
    void blendOfTwoNetworksHasTheMeanOfTheirFoldedWeights() throws Exception {
        PageRecipe recipe = recipe(1);
        float[] pages = batch(7).pages();
        try (TorchPageNetwork first = new TorchPageNetwork(recipe);
                PageTrainingStep learning = new PageTrainingStep(first, recipe);
                TorchPageNetwork blend = new TorchPageNetwork(recipe)) {
            byte[] before = first.toOnnx(card());
            for (int step = 0; step < 5; step++) {
                learning.step(part -> batch(part), 0.003);
            }
            byte[] after = first.toOnnx(card());
            blend.blend(before, after, pages, SIDE);
            for (PageTopology.Convolution layer : blend.topology().layers()) {
                float[] expected = new FoldedWeights(before).bias(layer);
                float[] other = new FoldedWeights(after).bias(layer);
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = (expected[i] + other[i]) / 2;
                }
                float[] bias = new FoldedWeights(blend.toOnnx(card())).bias(layer);
                assertArrayEquals(expected, bias, 1e-3f, layer.name());
            }
        }
    }

    @Test
    void deeperNetworkStartsFromAShallowOne() throws Exception {
        PageRecipe shallow = recipe(1);
        PageRecipe deep =
                PageRecipe.parse("deep.yaml", shallow.source().text() + "depths: [2, 1, 3]\n");
        float[] pages = batch(7).pages();
        try (TorchPageNetwork network = new TorchPageNetwork(shallow);
                PageTrainingStep trainingStep = new PageTrainingStep(network, shallow);
                TorchPageNetwork deeper = new TorchPageNetwork(deep);
                PageTrainingStep next = new PageTrainingStep(deeper, deep)) {
            for (int step = 0; step < 5; step++) {
                trainingStep.step(part -> batch(part), 0.003);
            }
            deeper.restore(network.toOnnx(card()), pages, SIDE);
            next.start(deeper.weights());
            float[] expected = network.answers(pages, SIDE, SIDE);
            assertArrayEquals(expected, deeper.answers(pages, SIDE, SIDE), 1e-3f);

            assertEquals(
                    network.parameterCount() + pair(8) + 2 * pair(10), deeper.parameterCount());
            for (int step = 0; step < 5; step++) {
                next.step(part -> batch(3), 0.003);
            }
            Slot scale =
                    deeper.topology().slots().stream()
                            .filter(slot -> slot.name().equals("residual32-3b.scale"))
                            .findFirst()
                            .orElseThrow();
            assertTrue(next.weights().parameters()[scale.offset()] != 0, "did not learn");
        }
    }

    /** Parameters of two convolutions with batch norms. */
    private static int pair(int channels) {
        return 2 * (9 * channels * channels + 2 * channels);
    }

    @Test
    void networkOfOtherWidthsIsNotTaken() throws Exception {
        try (TorchPageNetwork network = new TorchPageNetwork(recipe(1));
                TorchPageNetwork wide = new TorchPageNetwork(recipe(5, 1))) {
            byte[] model = network.toOnnx(card());
            float[] pages = batch(7).pages();
            IllegalArgumentException refused =
                    assertThrows(
                            IllegalArgumentException.class, () -> wide.restore(model, pages, SIDE));
            assertEquals("down2.weight: expected 45 values, found 36", refused.getMessage());
        }
    }

    @Test
    void nativeMemoryStaysFlatOverManySteps() throws Exception {
        PageRecipe recipe = recipe(2);
        try (TorchPageNetwork network = new TorchPageNetwork(recipe);
                PageTrainingStep trainingStep = new PageTrainingStep(network, recipe)) {
            for (int step = 0; step < 5; step++) {
                trainingStep.step(part -> batch(part), 0.001);
            }
            long before = Pointer.totalBytes();
            for (int step = 0; step < 30; step++) {
                trainingStep.step(part -> batch(part), 0.001);
            }
            assertEquals(before, Pointer.totalBytes());
        }
    }
}
