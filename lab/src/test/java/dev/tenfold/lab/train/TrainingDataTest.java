package dev.tenfold.lab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.train.Batches.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingDataTest {

    @Test
    void splitHasEachClassInItsShare() {
        // 60, 30 and 10 of 100.
        Dataset data =
                dataset(IntStream.range(0, 100).map(i -> i < 60 ? 0 : i < 90 ? 1 : 2).toArray(), 3);
        int[] chosen = data.stratified(20, 1);
        int[] counts = new int[3];
        Arrays.stream(chosen).forEach(i -> counts[data.label(i)]++);
        assertArrayEquals(new int[] {12, 6, 2}, counts);
        assertArrayEquals(chosen, data.stratified(20, 1));
        assertFalse(Arrays.equals(chosen, data.stratified(20, 2)));
    }

    @Test
    void splitIsFullWhateverTheRemainders() {
        Dataset data = dataset(IntStream.range(0, 50).map(i -> i % 7).toArray(), 7);
        for (int count = 1; count < 50; count++) {
            assertEquals(count, data.stratified(count, 3).length);
        }
    }

    @Test
    void trainingAndValidationShareNoExample() throws Exception {
        Dataset data = dataset(IntStream.range(0, 100).map(i -> i % 2).toArray(), 2);
        TrainingData split = TrainingData.of(recipe().with("validation", "30"), data);
        assertEquals(30, split.validation().size());
        assertEquals(70, split.training().size());
        // Each example's only pixel is its index.
        boolean[] seen = new boolean[100];
        for (Dataset part : List.of(split.training(), split.validation())) {
            for (byte pixel : part.pixels()) {
                assertFalse(seen[pixel]);
                seen[pixel] = true;
            }
        }
    }

    @Test
    void blockStandsTogetherWhereTheSeedSays() throws Exception {
        Dataset data = dataset(IntStream.range(0, 100).map(i -> i % 2).toArray(), 2);
        Recipe recipe = recipe().with("validation", "30").with("keep-out", "block");
        TrainingData split = TrainingData.of(recipe, data);
        byte[] kept = split.validation().pixels();
        for (int i = 0; i < 30; i++) {
            assertEquals(kept[0] + i, kept[i]);
        }
        assertEquals(70, split.training().size());
        for (byte pixel : split.training().pixels()) {
            assertTrue(pixel < kept[0] || pixel > kept[29]);
        }
        assertArrayEquals(kept, TrainingData.validation(recipe, data).pixels());
        assertFalse(
                Arrays.equals(
                        kept, TrainingData.validation(recipe.with("seed", "2"), data).pixels()));
    }

    @Test
    void blockOfSortedExamplesIsRefused() throws Exception {
        Dataset sorted = dataset(IntStream.range(0, 100).map(i -> i / 20).toArray(), 5);
        Recipe recipe = recipe().with("validation", "30").with("keep-out", "block");
        RecipeException refused =
                assertThrows(RecipeException.class, () -> TrainingData.of(recipe, sorted));
        String message = String.valueOf(refused.getMessage());
        assertTrue(
                message.startsWith(
                        "keep-out: expected examples of each class in a block of 30 and beside it,"
                                + " found "),
                message);
        assertTrue(message.endsWith(" in it; say keep-out: scattered"), message);
    }

    @Test
    void oneClassOnlyIsRefused() throws Exception {
        Recipe recipe = recipe();
        assertEquals(
                "data: expected examples of at least two classes, found one class only; add the"
                        + " others",
                assertThrows(
                                DataFileException.class,
                                () -> TrainingData.of(recipe, dataset(new int[50], 1)))
                        .getMessage());
    }

    @Test
    void synthesisForOtherImagesIsRefused() throws Exception {
        Recipe recipe = recipe().with("negatives", "10");
        Dataset data = dataset(IntStream.range(0, 100).map(i -> i % 2).toArray(), 2);
        assertEquals(
                "variants, negatives, hands and rerendered: data: expected digits of 28 x 28 pixels in ten"
                        + " classes, found 1 x 1 in 2; give MNIST's training set",
                assertThrows(RecipeException.class, () -> TrainingData.of(recipe, data))
                        .getMessage());
    }

    @Test
    void batchesCoverTheEpochOnceAndAreTheSameAgain() {
        Dataset data = dataset(IntStream.range(0, 100).map(i -> i % 2).toArray(), 2);
        try (Batches batches = new Batches(data, 16, null, 5)) {
            assertEquals(6, batches.perEpoch());
            boolean[] seen = new boolean[100];
            Batches.Epoch first = batches.epoch(1, 0, true);
            Batches.Epoch again = batches.epoch(1, 0, true);
            Batches.Epoch second = batches.epoch(2, 0, true);
            boolean different = false;
            for (int step = 0; step < 6; step++) {
                Batch batch = first.next();
                assertArrayEquals(batch.images(), again.next().images());
                different |= !Arrays.equals(batch.images(), second.next().images());
                for (int i = 0; i < 16; i++) {
                    int index = Math.round(batch.images()[i] * 255);
                    assertEquals(index % 2, batch.labels()[i]);
                    assertFalse(seen[index]);
                    seen[index] = true;
                }
            }
            assertEquals(true, different);
        }
    }

    @Test
    void augmentationDoesNotDependOnThreads() {
        Dataset data = dataset(IntStream.range(0, 64).map(i -> i % 2).toArray(), 2);
        try (Batches one = new Batches(data, 8, (p, h, w, random) -> p[0] = random.nextFloat(), 5);
                Batches other =
                        new Batches(data, 8, (p, h, w, random) -> p[0] = random.nextFloat(), 5)) {
            Batches.Epoch first = one.epoch(3, 0, true);
            Batches.Epoch second = other.epoch(3, 0, true);
            for (int step = 0; step < 8; step++) {
                assertArrayEquals(first.next().images(), second.next().images());
            }
        }
    }

    @Test
    void examplesComeAsTheyAreInAnEpochWithoutAugmentation() {
        Dataset data = dataset(IntStream.range(0, 64).map(i -> i % 2).toArray(), 2);
        try (Batches spoiled = new Batches(data, 8, (p, h, w, random) -> p[0] = 2, 5);
                Batches plain = new Batches(data, 8, null, 5)) {
            assertEquals(2, spoiled.epoch(3, 0, true).next().images()[0]);
            assertArrayEquals(
                    plain.epoch(3, 0, true).next().images(),
                    spoiled.epoch(3, 0, false).next().images());
        }
    }

    private static Recipe recipe() throws Exception {
        return Recipe.parse(
                "r.yaml",
                """
                validation: 10
                layers: [flatten, dense classes]
                optimiser: sgd
                learning-rate: 0.1
                epochs: 1
                """);
    }

    private static Dataset dataset(int[] labels, int classes) {
        byte[] pixels = new byte[labels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return new Dataset(
                "data",
                1,
                1,
                pixels,
                labels,
                IntStream.range(0, classes).mapToObj(String::valueOf).toList(),
                Map.of());
    }
}
