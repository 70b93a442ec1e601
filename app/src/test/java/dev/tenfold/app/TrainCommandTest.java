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
}
