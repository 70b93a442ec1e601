package dev.tenfold.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainCommandTest {

    @TempDir Path folder;

    @Test
    void mistypedRecipeNameGetsTheRightOne() {
        Run run = Run.tenfold("train", "clasic");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("did you mean \"classic\"?"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void epochsThatAreNoNumberAreWrongUsage() {
        Run run = Run.tenfold("train", "mlp", "--epochs", "many");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("epochs: expected a whole number"), run.err());
    }

    @Test
    void recipeFileWithAMistakeIsUnreadableInputWithItsLine() throws IOException {
        Path recipe = folder.resolve("r.yaml");
        Files.writeString(recipe, "name: r\ndata: mnist:train\nlayers:\n  - flaten\n");
        Run run = Run.tenfold("train", recipe.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().startsWith("tenfold: " + recipe), run.err());
        assertTrue(run.err().contains("flatten"), run.err());
    }

    @Test
    void missingRecipeFileIsUnreadableInput() {
        Run run = Run.tenfold("train", folder.resolve("none.yaml").toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().contains("none.yaml"), run.err());
    }

    @Test
    void missingDataIsUnreadableInput() {
        Path data = folder.resolve("none");
        Run run =
                Run.tenfold("train", "mlp", "--data", data.toString(), "--out", folder.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().contains(data.toString()), run.err());
    }

    @Test
    void classicalModelIsTrainedAndEvaluated() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7);
        Path recipe = folder.resolve("near.yaml");
        Files.writeString(
                recipe,
                "data: " + data + "\nvalidation: 2\ndownsample: 7\nmodel: knn\nneighbours: 1\n");
        Path run = folder.resolve("run");

        Run train = Run.tenfold("train", recipe.toString(), "--out", run.toString());
        assertEquals(ExitCode.DONE, train.exitCode(), train.err());
        assertTrue(train.out().startsWith("near, seed 1: "), train.out());
        assertTrue(Files.size(run.resolve("report.html")) > 0);

        Run evaluate =
                Run.tenfold("evaluate", "--model", run.toString(), "--data", data.toString());
        assertEquals(ExitCode.DONE, evaluate.exitCode(), evaluate.err());
        assertTrue(evaluate.out().contains("read by near"), evaluate.out());
    }

    @Test
    void bundledRecipeKeepsOutNoMoreThanAFifthOfOtherData() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7, 3, 7);
        Path run = folder.resolve("run");

        Run train = Run.tenfold("train", "knn", "--data", data.toString(), "--out", run.toString());

        assertEquals(ExitCode.DONE, train.exitCode(), train.err());
        assertTrue(
                train.err()
                        .contains(
                                "validation: 2 of the 10 examples, a fifth, in place of the recipe's 5,000"),
                train.err());
        assertTrue(
                Files.readString(run.resolve("recipe.yaml")).contains("validation: 2\n"),
                "the recipe as run says so");
    }

    @Test
    void oneClassOnlyIsUnreadableInput() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 3, 3, 3, 3);

        Run train =
                Run.tenfold(
                        "train",
                        "knn",
                        "--data",
                        data.toString(),
                        "--out",
                        folder.resolve("run").toString());

        assertEquals(ExitCode.UNREADABLE, train.exitCode(), train.err());
        assertTrue(
                train.err()
                        .contains(
                                "tenfold: "
                                        + data
                                        + ": expected examples of at least two classes, found one"
                                        + " class only; add the others"),
                train.err());
    }

    @Test
    void classicalModelHasNoEpochs() {
        Run run = Run.tenfold("train", "knn", "--epochs", "3");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("found \"epochs\""), run.err());
    }
}
