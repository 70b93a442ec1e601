package dev.tenfold.lab.engine;

import static dev.tenfold.lab.engine.TorchNetworkTest.SIDE;
import static dev.tenfold.lab.engine.TorchNetworkTest.images;
import static dev.tenfold.lab.engine.TorchNetworkTest.labels;
import static dev.tenfold.lab.engine.TorchNetworkTest.network;
import static dev.tenfold.lab.engine.TorchNetworkTest.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.recipe.Recipe;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingStepTest {

    private static final String NORMED =
            """
            layers:
              - conv 4 3x3 pad 1
              - batchnorm
              - relu
              - flatten
              - dense 12
              - batchnorm
              - relu
              - dense classes
            optimiser: sgd
            momentum: 0.9
            learning-rate: 0.1
            epochs: 1
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void restoredLearnerGoesOnBitByBit(int replicas) throws Exception {
        Recipe recipe =
                Recipe.parse("test.yaml", TorchNetworkTest.EVERY_LAYER)
                        .with("average", "0.9")
                        .with("replicas", String.valueOf(replicas));
        try (TorchNetwork first = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(first, recipe);
                TorchNetwork second = network(recipe, 2);
                TrainingStep other = new TrainingStep(second, recipe)) {
            train(trainingStep, 0, 5);
            other.restore(trainingStep.state());
            train(trainingStep, 5, 15);
            train(other, 5, 15);
            assertArrayEquals(first.weights().parameters(), second.weights().parameters());
            assertArrayEquals(first.weights().statistics(), second.weights().statistics());
            Weights kept = kept(trainingStep, recipe);
            assertArrayEquals(kept.parameters(), kept(other, recipe).parameters());
            assertArrayEquals(kept.statistics(), kept(other, recipe).statistics());
            assertFalse(Arrays.equals(kept.parameters(), first.weights().parameters()));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 0.999})
    void averageHoldsNothingOfTheUntrainedNetwork(double decay) throws Exception {
        Recipe recipe = recipe().with("average", String.valueOf(decay));
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe)) {
            train(trainingStep, 0, 1);
            Weights expected = network.weights();
            assertArrayEquals(expected.parameters(), kept(trainingStep, recipe).parameters());
            for (int step = 1; step < 12; step++) {
                train(trainingStep, step, step + 1);
                double share = Math.max(1 - decay, 9.0 / (9 + step));
                expected = Weights.between(expected, network.weights(), share);
            }
            assertArrayEquals(
                    expected.parameters(), kept(trainingStep, recipe).parameters(), 1e-5f);
        }
    }

    @Test
    void statisticsAreThoseOfTheWeightsThatAreKept() throws Exception {
        Recipe recipe = recipe().with("average", "0.99");
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe);
                TorchNetwork kept = network(recipe, 2)) {
            train(trainingStep, 0, 20);
            trainingStep.copyTo(kept, TrainingStepTest::batches);
            float[] expected = new float[2 * 4];
            for (float[] batch : batches()) {
                float[] values = kept.outputs(batch, 0);
                for (int channel = 0; channel < 4; channel++) {
                    double[] moments = moments(values, channel);
                    expected[channel] += (float) moments[0] / batches().size();
                    expected[4 + channel] += (float) moments[1] / batches().size();
                }
            }
            assertArrayEquals(
                    expected, Arrays.copyOf(kept.weights().statistics(), expected.length), 1e-4f);
        }
    }

    /** The mean and the variance of one of four channels. */
    private static double[] moments(float[] values, int channel) {
        double[] own =
                IntStream.range(0, values.length)
                        .filter(i -> i / (SIDE * SIDE) % 4 == channel)
                        .mapToDouble(i -> values[i])
                        .toArray();
        double mean = Arrays.stream(own).average().orElseThrow();
        double squares = Arrays.stream(own).map(x -> (x - mean) * (x - mean)).sum();
        return new double[] {mean, squares / (own.length - 1)};
    }

    /** Also while the rate is high, as it is here to the end. */
    @ParameterizedTest
    @ValueSource(ints = {4, 12, 40})
    void averagedWeightsOfAShortRunAreAsGoodAsTheLastOnes(int steps) throws Exception {
        Recipe recipe = recipe().with("average", "0.999");
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe);
                TorchNetwork kept = network(recipe, 2)) {
            for (int step = 0; step < steps; step++) {
                trainingStep.step(images(32, step), labels(32, step), 0.1, step);
            }
            trainingStep.copyTo(kept, TrainingStepTest::batches);
            double last = loss(network);
            double averaged = loss(kept);
            assertTrue(averaged < last + 0.02, averaged + ", the last weights' " + last);
        }
    }

    private static double loss(TorchNetwork network) {
        float[][] logits = network.logits(images(600, 999));
        int[] labels = labels(600, 999);
        return IntStream.range(0, labels.length)
                .mapToDouble(i -> crossEntropy(logits[i], labels[i]))
                .average()
                .orElseThrow();
    }

    private static double crossEntropy(float[] logits, int label) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - logits[label]);
        }
        return Math.log(sum);
    }

    @Test
    void withoutAnAverageTheLastWeightsAndTheirStatisticsAreKept() throws Exception {
        Recipe recipe = recipe();
        try (TorchNetwork network = network(recipe, 1);
                TrainingStep trainingStep = new TrainingStep(network, recipe);
                TorchNetwork kept = network(recipe, 2)) {
            train(trainingStep, 0, 3);
            trainingStep.copyTo(
                    kept,
                    () -> {
                        throw new AssertionError("no statistics are to be gathered");
                    });
            assertArrayEquals(network.weights().parameters(), kept.weights().parameters());
            assertArrayEquals(network.weights().statistics(), kept.weights().statistics());
        }
    }

    @Test
    void statisticsOfNoBatchAreRefused() throws Exception {
        try (TorchNetwork network = network(recipe(), 1)) {
            assertEquals(
                    "batches: expected at least one, found none",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> network.gatherStatistics(List.of()))
                            .getMessage());
        }
    }

    private static Recipe recipe() throws Exception {
        return Recipe.parse("test.yaml", NORMED);
    }

    private static Weights kept(TrainingStep trainingStep, Recipe recipe) throws Exception {
        try (TorchNetwork kept = network(recipe, 3)) {
            trainingStep.copyTo(kept, TrainingStepTest::batches);
            return kept.weights();
        }
    }

    private static List<float[]> batches() {
        return List.of(images(64, 101), images(64, 102), images(64, 103));
    }
}
