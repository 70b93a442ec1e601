package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShowCommandTest {

    @TempDir Path folder;

    @Test
    void tableHasALineForEachLayer() {
        Run run = Run.tenfold("show", "classic");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(14, run.out().lines().count(), run.out());
        assertTrue(run.out().contains("1,199,882"), run.out());
    }

    @Test
    void networkThatLearnsWhatIsNoDigitHasOneAnswerMore() {
        Run run = Run.tenfold("show", "flagship");
        assertTrue(run.out().contains("448,043"), run.out());
    }

    @Test
    void layersAreLaidOutForTheDataAskedFor() throws IOException {
        DataCommandTest.writeIdx(folder, 3, 12);
        Run run = Run.tenfold("show", "softmax", "--data", folder.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("dense 13"), run.out());
    }

    @Test
    void drawingIsWrittenAndNamed() throws IOException {
        Path drawing = folder.resolve("new/lenet5.svg");
        Run run = Run.tenfold("show", "lenet5", "--svg", drawing.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().endsWith("drawing: " + drawing + System.lineSeparator()), run.out());
        assertTrue(Files.readString(drawing).contains(">conv 16 5x5</text>"));
    }

    @Test
    void classicalModelTellsItsStepsInstead() {
        Run run = Run.tenfold("show", "rbf-svm");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals(
                "rbf-svm is a classical model, which has no layers: 28 x 28 pixels -> deskew ->"
                        + " mean to 14 x 14 pixels -> rbf-svm (cost 10, gamma 0.1) -> 10 classes",
                run.out().strip());
    }

    @Test
    void classicalModelCannotBeDrawn() {
        Path drawing = folder.resolve("knn.svg");
        Run run = Run.tenfold("show", "knn", "--svg", drawing.toString());
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals(
                "tenfold: knn: expected the recipe of a network to draw, found a classical model,"
                        + " which has no layers; leave --svg out",
                run.err().strip());
        assertFalse(Files.exists(drawing));
    }

    @Test
    void mistypedRecipeGetsTheRightOne() {
        Run run = Run.tenfold("show", "lenet");
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().contains("did you mean \"lenet5\"?"), run.err());
    }
}
