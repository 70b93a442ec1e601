package dev.tenfold.lab.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.engine.Forward.Purpose;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchNetworkTest {

    static final String EVERY_LAYER =
            """
            scale: 128
            layers:
              - conv 4 3x3 pad 1
              - batchnorm
              - relu
              - avgpool 2
              - conv 6 3x3 stride 2
              - tanh
              - maxpool 2 stride 1
              - relu
              - dropout 0.3
              - flatten
              - dense 12
              - batchnorm
              - sigmoid
              - dropout 0.5
              - dense classes
            optimiser: adamw
            learning-rate: 0.01
            weight-decay: 0.01
            epochs: 1
            """;

    /** Channels that fill oneDNN's blocks, with a layer among them that it has none for. */
    private static final String IN_BLOCKS =
            """
            layers:
              - conv 16 3x3 pad 1
              - batchnorm
              - relu
              - maxpool 2
              - conv 16 3x3 pad 1
              - relu
              - conv 32 3x3
              - tanh
              - conv 32 3x3 pad 1
              - batchnorm
              - relu
              - avgpool 2
              - conv 16 1x1
              - flatten
              - dense classes
            optimiser: sgd
            momentum: 0
            learning-rate: 0.01
            epochs: 1
            """;

    static final int SIDE = 12;
    static final int CLASSES = 3;

    @ParameterizedTest
    @ValueSource(strings = {EVERY_LAYER, IN_BLOCKS})
    void sameSeedGivesTheSameWeights(String layers) throws Exception {
        Recipe fp32 = recipe(layers, "fp32");
        Recipe bf16 = recipe(layers, "bf16");
        assertArrayEquals(trained(fp32, 7).parameters(), trained(fp32, 7).parameters());
        assertArrayEquals(trained(bf16, 7).parameters(), trained(bf16, 7).parameters());
        assertFalse(Arrays.equals(trained(fp32, 7).parameters(), trained(fp32, 8).parameters()));
    }

    @ParameterizedTest
    @ValueSource(strings = {EVERY_LAYER, IN_BLOCKS})
    void gradientIsTheSlopeOfTheLoss(String layers) throws Exception {
        // Without dropout, whose mask would have to be the same for each of the losses.
        Recipe recipe =
                recipe(layers.replaceAll(".*dropout.*\n", ""), "fp32")
                        .with("optimiser", "sgd")
                        .with("weight-decay", "0");
        SplittableRandom random = new SplittableRandom(5);
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            Weights at = network.weights();
            trainingStep.step(images(32, 1), labels(32, 1), 1, 1);
            float[] after = network.weights().parameters();
            double[] gradient = new double[after.length];
            Arrays.setAll(gradient, i -> at.parameters()[i] - after[i]);
            double length = length(gradient);
            for (int direction = 0; direction < 6; direction++) {
                double[] way = gradient.clone();
                if (direction > 0) {
                    Arrays.setAll(way, i -> random.nextDouble(-1, 1));
                }
                double norm = length(way);
                double slope = 0;
                for (int i = 0; i < way.length; i++) {
                    way[i] /= norm;
                    slope += way[i] * gradient[i];
                }
                // Small, for a ReLU and a maximum have kinks.
                double step = 1e-4;
                double ahead = loss(network, trainingStep, at, way, step);
                double behind = loss(network, trainingStep, at, way, -step);
                assertEquals(slope, (ahead - behind) / (2 * step), 0.01 * length);
            }
        }
    }

    private static double length(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
    }

    private static double loss(
            TorchNetwork network,
            TrainingStep trainingStep,
            Weights at,
            double[] way,
            double step) {
        float[] moved = at.parameters().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * way[i]);
        }
        network.restore(new Weights(moved, at.statistics()));
        return trainingStep.step(images(32, 1), labels(32, 1), 0, 1).loss();
    }

    @ParameterizedTest
    @CsvSource({"fp32, false", "bf16, false", "fp32, true", "bf16, true"})
    void learnsAnEasyTask(String precision, boolean inBlocks) throws Exception {
        Recipe recipe = recipe(inBlocks ? IN_BLOCKS : EVERY_LAYER, precision);
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            for (int step = 0; step < 150; step++) {
                trainingStep.step(images(64, step), labels(64, step), 0.01, step);
            }
            float[][] logits = network.logits(images(200, 999));
            int[] labels = labels(200, 999);
            int correct = 0;
            for (int i = 0; i < labels.length; i++) {
                correct += argmax(logits[i]) == labels[i] ? 1 : 0;
            }
            assertTrue(correct > 190, correct + " of 200");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void partsOfABatchTeachWhatTheBatchTeaches(int replicas) throws Exception {
        Recipe whole =
                Recipe.parse(
                        "plain.yaml",
                        """
                        layers:
                          - conv 4 3x3
                          - relu
                          - flatten
                          - dense classes
                        optimiser: sgd
                        learning-rate: 0.01
                        epochs: 1
                        """);
        try (TorchNetwork one = network(whole, 1);
                TorchNetwork other = network(whole, 1);
                TrainingStep trainingStep = new TrainingStep(one, whole);
                TrainingStep inParts =
                        new TrainingStep(other, whole.with("replicas", String.valueOf(replicas)))) {
            for (int step = 0; step < 5; step++) {
                StepResult expected =
                        trainingStep.step(images(32, step), labels(32, step), 0.1, step);
                StepResult found = inParts.step(images(32, step), labels(32, step), 0.1, step);
                assertEquals(expected.loss(), found.loss(), 1e-5);
                assertEquals(expected.correct(), found.correct());
            }
            assertArrayEquals(one.weights().parameters(), other.weights().parameters(), 1e-5f);
        }
    }

    @Test
    void poolingFirstGivesWhatRectifyingFirstGives() throws Exception {
        Recipe recipe =
                Recipe.parse(
                        "pool.yaml",
                        """
                        layers: [conv 4 3x3 pad 1, relu, maxpool 2, flatten, dense classes]
                        optimiser: sgd
                        learning-rate: 0.1
                        epochs: 1
                        """);
        try (TorchNetwork network = network(recipe, 1)) {
            float[] images = images(3, 5);
            float[] rectified = network.outputs(images, 1);
            int maps = rectified.length / (SIDE * SIDE);
            float[] expected = new float[maps * SIDE / 2 * SIDE / 2];
            for (int i = 0; i < rectified.length; i++) {
                int row = i / SIDE % SIDE;
                int place = (i / (SIDE * SIDE) * SIDE / 2 + row / 2) * SIDE / 2 + i % SIDE / 2;
                expected[place] = Math.max(expected[place], rectified[i]);
            }
            assertArrayEquals(expected, network.outputs(images, 2));
        }
    }

    @Test
    void writtenFileGivesTheSameLogits(@TempDir Path folder) throws Exception {
        Recipe recipe = recipe();
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            train(trainingStep, 0, 20);
            Path file = Files.write(folder.resolve("model.onnx"), network.toOnnx(card(recipe)));
            float[] images = images(40, 5);
            float[][] expected = network.logits(images);
            try (Network reader = Network.open(file)) {
                float[][] found = reader.logits(images);
                for (int i = 0; i < expected.length; i++) {
                    assertArrayEquals(expected[i], found[i], 1e-4f);
                }
            }
        }
    }

    @Test
    void loadedNetworkIsTheOneThatWasSaved(@TempDir Path folder) throws Exception {
        Recipe recipe = recipe();
        Path file = folder.resolve("model.onnx");
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            train(trainingStep, 0, 20);
            byte[] saved = network.toOnnx(card(recipe));
            Files.write(file, saved);
            try (TorchNetwork loaded = TorchNetwork.open(file)) {
                float[] images = images(40, 5);
                assertArrayEquals(network.logits(images), loaded.logits(images));
                assertArrayEquals(saved, loaded.toOnnx(card(recipe)));
            }
        }
    }

    @Test
    void networkInBytesAnswersAlmostTheSame(@TempDir Path folder) throws Exception {
        Recipe recipe = recipe();
        Path file = folder.resolve("model.onnx");
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            train(trainingStep, 0, 20);
            float[] images = images(40, 5);
            float[][] expected = network.logits(images);
            Files.write(file, network.toOnnx(card(recipe), network.ranges(images(200, 6))));
            try (Network reader = Network.open(file)) {
                float[][] found = reader.logits(images);
                for (int i = 0; i < expected.length; i++) {
                    assertArrayEquals(expected[i], found[i], 0.05f);
                }
                assertFalse(Arrays.deepEquals(expected, found));
            }
            try (TorchNetwork loaded = TorchNetwork.open(file)) {
                assertArrayEquals(expected, loaded.logits(images));
            }
        }
    }

    @Test
    void cutFileIsRefused(@TempDir Path folder) throws Exception {
        Recipe recipe = recipe();
        try (TorchNetwork network = network(recipe, 1)) {
            byte[] whole = network.toOnnx(card(recipe));
            Path file = folder.resolve("model.onnx");
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            assertThrows(ModelFileException.class, () -> TorchNetwork.open(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EVERY_LAYER, IN_BLOCKS})
    void nativeMemoryStaysFlat(String layers) throws Exception {
        Recipe recipe = recipe(layers, "fp32");
        float[] images = images(32, 1);
        int[] labels = labels(32, 1);
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            long before = 0;
            for (int step = 0; step < 1200; step++) {
                trainingStep.step(images, labels, 0.01, step);
                if (step == 199) {
                    before = nativeBytes();
                }
            }
            long grown = nativeBytes() - before;
            // One step's tensors take 0.3 MB, so a leak of one in ten would be seen.
            assertTrue(grown < 20_000_000, grown + " bytes in 1,000 steps");
        }
    }

    /** What the process holds beyond the Java heap. */
    private static long nativeBytes() {
        System.gc();
        return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
    }

    @Test
    void astrayLossLeavesTheWeightsAlone() throws Exception {
        Recipe recipe = recipe();
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            float[] before = network.weights().parameters();
            float[] images = images(8, 1);
            images[3] = Float.NaN;
            assertTrue(Double.isNaN(trainingStep.step(images, labels(8, 1), 0.1, 1).loss()));
            assertArrayEquals(before, network.weights().parameters());
        }
    }

    @Test
    void oneHotTargetsGiveTheLossOfIndices() throws Exception {
        assertEquals(firstLoss(recipe()), firstLoss(recipe().with("targets", "one-hot")), 1e-6);
        assertEquals(
                firstLoss(recipe().with("label-smoothing", "0.1")),
                firstLoss(recipe().with("label-smoothing", "0.1").with("targets", "one-hot")),
                1e-6);
    }

    @Test
    void dropoutKeepsTheMeanAndDropsItsShare() throws Exception {
        Recipe recipe =
                Recipe.parse(
                        "drop.yaml",
                        """
                        layers:
                          - flatten
                          - dropout 0.25
                        optimiser: sgd
                        learning-rate: 1
                        epochs: 1
                        """);
        Architecture architecture = Architecture.of(recipe, Shape.maps(1, 100, 100), 10_000);
        try (TorchNetwork network = new TorchNetwork(architecture, 1)) {
            float[] ones = new float[10_000];
            Arrays.fill(ones, 1);
            torch.manual_seed(3);
            float[] dropped =
                    Torch.values(network.forward(ones, Purpose.GRADIENTS, Recipe.Precision.FP32));
            int zeros = 0;
            double sum = 0;
            for (float value : dropped) {
                zeros += value == 0 ? 1 : 0;
                sum += value;
            }
            // Three standard deviations of 10,000 draws at 0.25.
            assertEquals(2500, zeros, 130);
            assertEquals(10_000, sum, 180);
            assertArrayEquals(
                    ones,
                    Torch.values(network.forward(ones, Purpose.ANSWERS, Recipe.Precision.FP32)));
        }
    }

    private static double firstLoss(Recipe recipe) throws Exception {
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            return trainingStep.step(images(16, 1), labels(16, 1), 0.1, 1).loss();
        }
    }

    private static Recipe recipe() throws Exception {
        return recipe(EVERY_LAYER, "fp32");
    }

    private static Recipe recipe(String layers, String precision) throws Exception {
        return Recipe.parse("test.yaml", layers).with("precision", precision);
    }

    static TorchNetwork network(Recipe recipe, long seed) throws Exception {
        return new TorchNetwork(Architecture.of(recipe, Shape.maps(1, SIDE, SIDE), CLASSES), seed);
    }

    private static Weights trained(Recipe recipe, long seed) throws Exception {
        try (TorchNetwork network = network(recipe, seed);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            train(trainingStep, 0, 10);
            return network.weights();
        }
    }

    static void train(TrainingStep trainingStep, int from, int to) {
        for (int step = from; step < to; step++) {
            trainingStep.step(images(32, step), labels(32, step), 0.01, step);
        }
    }

    private static ModelCard card(Recipe recipe) {
        return new ModelCard(
                recipe.name(),
                Glyph.PREPROCESSING_VERSION,
                List.of("a", "b", "c"),
                List.of(1, SIDE, SIDE),
                1.5,
                recipe.toYaml(),
                recipe.seed(),
                Map.of("images", "00"),
                Map.of("tenfold", "0"),
                Map.of("validation.accuracy", 0.5));
    }

    static int[] labels(int count, long seed) {
        return new SplittableRandom(seed).ints(count, 0, CLASSES).toArray();
    }

    /** Noise with a bright bar whose place is the label. */
    static float[] images(int count, long seed) {
        int[] labels = labels(count, seed);
        SplittableRandom random = new SplittableRandom(~seed);
        float[] images = new float[count * SIDE * SIDE];
        for (int i = 0; i < images.length; i++) {
            int row = i / SIDE % SIDE;
            boolean bar = row / (SIDE / CLASSES) == labels[i / (SIDE * SIDE)];
            images[i] = (float) (random.nextDouble(0.5) + (bar ? 0.5 : 0));
        }
        return images;
    }

    private static int argmax(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }
}
