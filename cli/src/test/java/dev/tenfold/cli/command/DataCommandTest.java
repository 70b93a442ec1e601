package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataCommandTest {

    @TempDir Path folder;

    @Test
    void showCountsClassesAndDrawsASheet() throws IOException {
        writeIdx(folder, 3, 3, 3, 7);
        Path sheet = folder.resolve("sheet.png");
        Run run = Run.tenfold("data", "show", folder.toString(), "--out", sheet.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("4 images of 28 x 28 pixels"), run.out());
        assertTrue(run.out().contains("     3        3   75.0 %"), run.out());
        assertTrue(run.out().contains("     7        1   25.0 %"), run.out());
        assertTrue(ImageIO.read(sheet.toFile()).getWidth() > 28);
        assertTrue(run.out().contains("page: " + folder.resolve("sheet.html")), run.out());
        assertTrue(Files.readString(folder.resolve("sheet.html")).contains("4 without any ink"));
    }

    @Test
    void pagesNeedARecipeOfPages() {
        Run run = Run.tenfold("data", "show", "pages", "--recipe", "lenet5");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(
                run.err()
                        .contains("--recipe: expected a recipe of the page network, such as pages"),
                run.err());
        assertEquals(
                ExitCode.USAGE, Run.tenfold("data", "show", "pages", "--pages", "0").exitCode());
    }

    @Test
    void missingDataIsUnreadableInputNamedInOneSentence() {
        Path missing = folder.resolve("missing");
        Run run = Run.tenfold("data", "show", missing.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("tenfold: " + missing + ": expected "), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void verboseAddsTheStackTrace() {
        Run run = Run.tenfold("data", "show", "--verbose", folder.resolve("x").toString());
        assertTrue(run.err().contains("\tat dev.tenfold.lab.data."), run.err());
    }

    @Test
    void sheetThatCannotBeWrittenIsAFaultWithTheFilesName() throws IOException {
        writeIdx(folder, 1);
        Path sheet = folder.resolve("nowhere/sheet.png");
        Run run = Run.tenfold("data", "show", folder.toString(), "--out", sheet.toString());
        assertEquals(ExitCode.FAULT, run.exitCode());
        assertTrue(run.err().contains("nowhere"), run.err());
        assertFalse(run.err().contains("internal fault"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    /** Blank 28 x 28 images with the given labels. */
    static void writeIdx(Path folder, int... labels) throws IOException {
        ByteArrayOutputStream images = new ByteArrayOutputStream();
        DataOutputStream imagesOut = new DataOutputStream(images);
        imagesOut.writeInt(0x803);
        imagesOut.writeInt(labels.length);
        imagesOut.writeInt(28);
        imagesOut.writeInt(28);
        imagesOut.write(new byte[labels.length * 28 * 28]);
        ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        DataOutputStream numbersOut = new DataOutputStream(numbers);
        numbersOut.writeInt(0x801);
        numbersOut.writeInt(labels.length);
        for (int label : labels) {
            numbersOut.write(label);
        }
        Files.write(folder.resolve("t-images-idx3-ubyte"), images.toByteArray());
        Files.write(folder.resolve("t-labels-idx1-ubyte"), numbers.toByteArray());
    }
}
