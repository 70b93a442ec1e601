package dev.tenfold.lab.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.lab.recipe.Trainable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {

    private static final int SIDE = 6;
    private static final List<Integer> WRONG = List.of(7, 31, 58);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model: knn\nneighbours: 3\n",
                "layers: [flatten, dense classes]\noptimiser: adam\nlearning-rate: 0.05\n"
                        + "epochs: 8\nbatch: 8\n",
            })
    void wrongLabelsAreFoundAndNothingElse(String recipe) throws Exception {
        List<String> reported = new ArrayList<>();
        AuditListener listener =
                new AuditListener() {
                    @Override
                    public void foldEnded(int fold, int folds, int agreeing, int examples) {
                        reported.add(fold + "/" + folds + " " + examples);
                    }
                };

        Audit audit = Audit.of(recipe(recipe), rows(60, WRONG), 3, listener);

        assertEquals(WRONG, audit.suspects().stream().map(Suspect::index).sorted().toList());
        for (Suspect suspect : audit.suspects()) {
            assertEquals((suspect.label() + 2) % 3, suspect.suggested(), "what it was before");
        }
        assertEquals(57, audit.agreeing());
        assertEquals(List.of("1/3 20", "2/3 20", "3/3 20"), reported);
    }

    @Test
    void soundLabelsAreNotSuspected() throws Exception {
        Trainable nearest = recipe("model: knn\nneighbours: 3\n");

        assertEquals(
                List.of(),
                Audit.of(nearest, rows(60, List.of()), 5, AuditListener.SILENT).suspects());
    }

    @Test
    void moreFoldsThanExamplesAreRefused() throws Exception {
        Trainable nearest = recipe("model: knn\nneighbours: 3\n");

        assertEquals(
                "rows: expected at least one example for each of 7 folds, found 6; take fewer folds",
                assertThrows(
                                DataFileException.class,
                                () ->
                                        Audit.of(
                                                nearest,
                                                rows(6, List.of()),
                                                7,
                                                AuditListener.SILENT))
                        .getMessage());
    }

    @Test
    void oneClassOnlyIsRefused() throws Exception {
        Trainable nearest = recipe("model: knn\nneighbours: 3\n");
        Dataset one = rows(60, List.of()).select(new int[] {0, 3, 6, 9});

        String message =
                assertThrows(
                                DataFileException.class,
                                () -> Audit.of(nearest, one, 2, AuditListener.SILENT))
                        .getMessage();

        assertTrue(String.valueOf(message).contains("found one class only"), message);
    }

    @Test
    void recipeForCropsOfPagesIsRefused() throws Exception {
        Trainable crops = Recipes.named("context");

        assertEquals(
                "context: expected a recipe that reads one digit at a time, found one with"
                        + " `crop-pages`; take another",
                assertThrows(
                                RecipeException.class,
                                () -> Audit.of(crops, rows(9, List.of()), 2, AuditListener.SILENT))
                        .getMessage());
    }

    private static Trainable recipe(String text) throws RecipeException {
        return Recipes.parse("small.yaml", "name: small\nvalidation: 6\n" + text);
    }

    /**
     * Noise with a bright pair of rows where the class says; the labels of some are one further.
     */
    private static Dataset rows(int size, List<Integer> wrong) {
        SplittableRandom random = new SplittableRandom(1);
        byte[] pixels = new byte[size * SIDE * SIDE];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            int row = i % 3;
            for (int p = 0; p < SIDE * SIDE; p++) {
                boolean bright = p / SIDE / 2 == row;
                pixels[i * SIDE * SIDE + p] = (byte) ((bright ? 180 : 0) + random.nextInt(60));
            }
            labels[i] = wrong.contains(i) ? (row + 1) % 3 : row;
        }
        return new Dataset("rows", SIDE, SIDE, pixels, labels, List.of("a", "b", "c"), Map.of());
    }
}
