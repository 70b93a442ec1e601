package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareCommandTest {

    @TempDir Path folder;

    @Test
    void mistypedStudyGetsTheRightOne() {
        Run run = Run.tenfold("compare", "lessen");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("did you mean \"lesson\"?"), run.err());
    }

    @Test
    void mistypedRecipeOfAStudyGetsTheRightOne() {
        Run run = Run.tenfold("compare", "lesson", "--only", "knn,softmx");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("did you mean \"softmax\"?"), run.err());
    }

    @Test
    void studyWithAMistakeIsUnreadableInputWithItsLine() throws IOException {
        Path study = Files.writeString(folder.resolve("s.yaml"), "recipes:\n  - sofmax\n");
        Run run = Run.tenfold("compare", study.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().startsWith("tenfold: " + study + ", line 2: "), run.err());
    }

    @Test
    void missingLabelsAreUnreadableInput() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 7);
        try (var files = Files.newDirectoryStream(data, "*labels*")) {
            for (Path labels : files) {
                Files.delete(labels);
            }
        }
        Run run = compare(study(data));
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().contains(data.toString()), run.err());
    }

    @Test
    void studyRunsOnceAndTellsHowItGoesOn() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7);
        Path study = study(data);

        Run first = compare(study);
        assertEquals(ExitCode.DONE, first.exitCode(), first.err());
        assertTrue(first.err().contains("2 runs, 0 of them done already"), first.err());
        assertTrue(first.err().contains("[2/2] knn-3, seed 1: "), first.err());

        assertTrue(first.out().startsWith("near: 2 of 2 runs are done. report.html"), first.out());
        Path page = folder.resolve("out/report.html");
        assertTrue(Files.readString(page).contains("of 2 are done"));

        Run second = compare(study);
        assertEquals(ExitCode.DONE, second.exitCode(), second.err());
        assertTrue(second.err().contains("2 runs, 2 of them done already"), second.err());
    }

    @Test
    void pageOfAnUnfinishedStudyRunsNothing() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7);
        Path out = folder.resolve("out");
        Run run =
                Run.tenfold(
                        "compare",
                        study(data).toString(),
                        "--out",
                        out.toString(),
                        "--report-only");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("near: 0 of 2 runs are done."), run.out());
        assertTrue(Files.exists(out.resolve("report.html")));
        assertEquals("", run.err());
    }

    private Run compare(Path study) {
        return Run.tenfold("compare", study.toString(), "--out", folder.resolve("out").toString());
    }

    private Path study(Path data) throws IOException {
        return Files.writeString(
                folder.resolve("near.yaml"),
                """
                data: %s
                test: %s
                validation: 2
                recipes:
                  - knn neighbours 1
                  - knn neighbours 3 name knn-3
                """
                        .formatted(data, data));
    }
}
