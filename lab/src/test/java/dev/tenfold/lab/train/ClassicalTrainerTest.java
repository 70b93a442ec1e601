package dev.tenfold.lab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.classical.ClassicalModel;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.evaluate.Classifier;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassicalTrainerTest {

    @TempDir Path folder;
    private Path images;
    private Path tests;

    @BeforeEach
    void writeData() throws IOException {
        images = Bars.write(folder, "train", 300, 1, 10);
        tests = Bars.write(folder, "test", 100, 2, 10);
    }

    @Test
    void fitsAndWritesAWholeRun() throws Exception {
        Path out = folder.resolve("run");
        ClassicalRun run = ClassicalTrainer.train(recipe(), out, false);
        assertEquals(
                new TreeSet<>(List.of("metrics.csv", "model.tenfold", "recipe.yaml")), names(out));
        assertEquals(2, Files.readAllLines(out.resolve("metrics.csv")).size());
        assertEquals("test", run.evaluatedOn());
        assertEquals(60, run.card().figures().getOrDefault("validation.examples", 0.0));
        assertTrue(run.metrics().validationAccuracy() > 0.9);
        assertTrue(run.card().software().containsKey("libtorch"));
        try (Classifier written = ClassicalModel.open(out.resolve("model.tenfold"))) {
            assertEquals(run.card(), written.card());
            Evaluation again = Evaluation.of(written, Datasets.load(tests.toString()));
            assertEquals(
                    run.card().figures().getOrDefault("test.correct", -1.0), again.correct(), 0);
            assertTrue(again.accuracy() > 0.9);
        }
    }

    @Test
    void writtenRecipeFitsTheSameModel() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        ClassicalTrainer.train(recipe(), first, false);
        ClassicalTrainer.train(
                (ClassicalRecipe) Recipes.named(first.resolve("recipe.yaml").toString()),
                second,
                false);
        assertArrayEquals(
                Files.readAllBytes(first.resolve("model.tenfold")),
                Files.readAllBytes(second.resolve("model.tenfold")));
    }

    @Test
    void refittedModelRemembersTheValidationExamplesToo() throws Exception {
        long all = size(recipe(), "all");
        long part = size(recipe().with("refit", "false"), "part");
        // 60 images and their labels; the card differs by a few bytes.
        assertEquals(60 * (100 + Integer.BYTES), all - part, 30);
    }

    @Test
    void withoutATestSetTheValidationSplitIsEvaluated() throws Exception {
        ClassicalRun run =
                ClassicalTrainer.train(
                        recipe().with("test", "").with("refit", "false"),
                        folder.resolve("run"),
                        false);
        assertEquals("validation", run.evaluatedOn());
        assertEquals(60, run.probabilities().length);
        assertFalse(run.card().figures().containsKey("test.accuracy"));
    }

    @Test
    void refittedModelIsNotEvaluatedOnWhatItHasLearned() throws Exception {
        ClassicalRun refitted =
                ClassicalTrainer.train(recipe().with("test", ""), folder.resolve("all"), false);
        ClassicalRun unseen =
                ClassicalTrainer.train(
                        recipe().with("test", "").with("refit", "false"),
                        folder.resolve("part"),
                        false);
        assertArrayEquals(unseen.probabilities(), refitted.probabilities());
    }

    @Test
    void folderOfAnotherRunIsRefusedUnlessResumed() throws Exception {
        Path out = folder.resolve("run");
        ClassicalTrainer.train(recipe(), out, false);
        assertEquals(
                out
                        + ": expected an empty folder, found another run in it; add --resume to"
                        + " continue it, or give another --out",
                assertThrows(
                                TrainingException.class,
                                () -> ClassicalTrainer.train(recipe(), out, false))
                        .getMessage());
        ClassicalTrainer.train(recipe(), out, true);
    }

    @Test
    void downsamplingUpwardsIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path out = folder.resolve("run");
        assertEquals(
                "downsample: expected at most the 10 x 10 pixels of "
                        + images
                        + ", found 28; lower it",
                assertThrows(
                                RecipeException.class,
                                () ->
                                        ClassicalTrainer.train(
                                                recipe().with("downsample", "28"), out, false))
                        .getMessage());
        assertFalse(Files.exists(out));
    }

    private long size(ClassicalRecipe recipe, String name) throws IOException {
        ClassicalTrainer.train(recipe, folder.resolve(name), false);
        return Files.size(folder.resolve(name).resolve("model.tenfold"));
    }

    private ClassicalRecipe recipe() throws Exception {
        return ((ClassicalRecipe)
                        Recipes.parse("near.yaml", "validation: 60\nmodel: knn\nneighbours: 3\n"))
                .with("data", images.toString())
                .with("test", tests.toString());
    }

    private static TreeSet<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
