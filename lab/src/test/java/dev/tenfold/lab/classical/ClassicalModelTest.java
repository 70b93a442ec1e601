package dev.tenfold.lab.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.evaluate.Classifier;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ModelCard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method on noisy patches of ink, one place for each class. */
class ClassicalModelTest {

    private static final int SIDE = 8;
    private static final List<String> CLASSES = List.of("a", "b", "c", "never");

    private static final String KNN = "model: knn\nneighbours: 3\n";
    private static final String LINEAR = "model: linear-svm\ncost: 0.1\n";
    private static final String RBF = "model: rbf-svm\ncost: 5\ngamma: 0.1\n";
    private static final String FOREST = "model: random-forest\ntrees: 20\ndepth: 6\n";
    private static final String BOOSTED =
            "model: gradient-boosted\ntrees: 10\ndepth: 3\nlearning-rate: 0.3\n";

    @ParameterizedTest
    @ValueSource(strings = {KNN, LINEAR, RBF, FOREST, BOOSTED})
    void learnsWhatItIsShown(String text) throws Exception {
        Dataset test = patches(150, 2);
        try (Classifier opened = fitted(text)) {
            double[][] probabilities = opened.probabilities(test);
            for (double[] row : probabilities) {
                assertEquals(4, row.length);
                assertEquals(1, row[0] + row[1] + row[2] + row[3], 1e-9);
            }
            assertTrue(Evaluation.of(opened, test).accuracy() > 0.95, text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KNN, LINEAR, RBF, FOREST, BOOSTED})
    void sameSeedMakesTheSameModel(String text) throws Exception {
        assertArrayEquals(bytes(text), bytes(text));
    }

    @Test
    void anotherSeedGrowsAnotherForest() throws Exception {
        float[][] one = ClassicalModel.fit(recipe(FOREST), patches(90, 1)).logits(patches(9, 2));
        float[][] other =
                ClassicalModel.fit(recipe(FOREST).with("seed", "2"), patches(90, 1))
                        .logits(patches(9, 2));
        assertTrue(one[0][0] != other[0][0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {KNN, LINEAR, RBF, FOREST, BOOSTED})
    void writtenModelAnswersAsBefore(String text) throws Exception {
        ClassicalModel model = ClassicalModel.fit(recipe(text), patches(90, 1));
        ModelCard card = card(text);
        try (Classifier opened = ClassicalModel.open(model.toBytes(card), "m")) {
            assertEquals(card, opened.card());
            float[][] logits = model.logits(patches(30, 2));
            double[][] probabilities = opened.probabilities(patches(30, 2));
            for (int i = 0; i < 30; i++) {
                assertEquals(likeliest(logits[i]), likeliest(probabilities[i]));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KNN, LINEAR, RBF, FOREST, BOOSTED})
    void twoClassesAreEnough(String text) throws Exception {
        byte[] pixels = new byte[40];
        int[] labels = new int[40];
        for (int i = 0; i < 40; i++) {
            labels[i] = i % 2;
            pixels[i] = (byte) (i + (labels[i] == 0 ? 200 : 0));
        }
        Dataset two = new Dataset("two", 1, 1, pixels, labels, CLASSES, Map.of());
        float[][] logits = ClassicalModel.fit(recipe(text), two).logits(two);
        for (int i = 0; i < 40; i++) {
            assertEquals(labels[i], likeliest(logits[i]), text);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 0.999})
    void damagedFileIsRefusedByName(double part) throws Exception {
        byte[] bytes = bytes(KNN);
        bytes[(int) (part * bytes.length)] ^= 4;
        String message = refusal(bytes);
        assertTrue(message.startsWith("m.tenfold: expected "), message);
        assertTrue(message.contains(part == 0 ? "another file" : "damaged"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 39, 40, 200})
    void cutFileIsRefusedByName(int length) throws Exception {
        String message = refusal(Arrays.copyOf(bytes(KNN), length));
        assertTrue(message.startsWith("m.tenfold: expected "), message);
    }

    @Test
    void foreignFileIsToldApart() {
        assertEquals(
                "m.tenfold: expected a classical model of Tenfold, found another file; give a"
                        + " model.tenfold that `tenfold train` wrote, whole",
                refusal("something else".repeat(9).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void missingFileIsNamed() {
        Path file = Path.of("nowhere", "model.tenfold");
        assertEquals(
                file
                        + ": expected a model file, found none that can be read"
                        + " (NoSuchFileException); check the path",
                assertThrows(ModelFileException.class, () -> ClassicalModel.open(file))
                        .getMessage());
    }

    @Test
    void modelForOtherGlyphsIsRefused() throws Exception {
        ModelCard ours = card(KNN);
        ModelCard other =
                new ModelCard(
                        ours.name(),
                        Glyph.PREPROCESSING_VERSION + 1,
                        ours.labels(),
                        ours.inputShape(),
                        1,
                        ours.recipe(),
                        1,
                        Map.of(),
                        Map.of(),
                        Map.of());
        String message = refusal(ClassicalModel.fit(recipe(KNN), patches(30, 1)).toBytes(other));
        assertTrue(message.startsWith("m.tenfold: expected a model for glyphs of"), message);
    }

    private static String refusal(byte[] file) {
        return String.valueOf(
                assertThrows(ModelFileException.class, () -> ClassicalModel.open(file, "m.tenfold"))
                        .getMessage());
    }

    private static Classifier fitted(String text) throws Exception {
        return ClassicalModel.open(bytes(text), "m");
    }

    private static byte[] bytes(String text) throws Exception {
        return ClassicalModel.fit(recipe(text), patches(300, 1)).toBytes(card(text));
    }

    private static ClassicalRecipe recipe(String text) throws RecipeException {
        return (ClassicalRecipe) Recipes.parse("m.yaml", text);
    }

    private static ModelCard card(String text) throws RecipeException {
        return new ModelCard(
                "m",
                Glyph.PREPROCESSING_VERSION,
                CLASSES,
                List.of(1, SIDE, SIDE),
                0.5,
                recipe(text).toYaml(),
                1,
                Map.of("f", "c"),
                Map.of(),
                Map.of("validation.accuracy", 0.5));
    }

    private static int likeliest(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    private static int likeliest(double[] row) {
        float[] same = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            same[i] = (float) row[i];
        }
        return likeliest(same);
    }

    /** Noise with a bright patch: upper left, upper right or lower left. */
    private static Dataset patches(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[size * SIDE * SIDE];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % 3;
            int top = labels[i] == 2 ? 4 : 0;
            int left = labels[i] == 1 ? 4 : 0;
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    boolean patch = y >= top && y < top + 4 && x >= left && x < left + 4;
                    int value = random.nextInt(120) + (patch ? 100 : 0);
                    pixels[(i * SIDE + y) * SIDE + x] = (byte) value;
                }
            }
        }
        return new Dataset("patches", SIDE, SIDE, pixels, labels, CLASSES, Map.of("f", "c"));
    }
}
