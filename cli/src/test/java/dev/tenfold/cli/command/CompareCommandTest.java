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

    @Test
    void twoModelsAreComparedExampleByExample() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7);
        Path near = train("near", 1, data);
        Path far = train("far", 3, data);
        Path out = folder.resolve("out");
        Run run =
                Run.tenfold(
                        "compare",
                        near.toString(),
                        far.toString(),
                        "--data",
                        data.toString(),
                        "--out",
                        out.toString());
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains(", 8 images"), run.out());
        assertTrue(run.out().contains("(exact McNemar test)"), run.out());
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("<h2>Only near reads these</h2>"), page);
    }

    @Test
    void twoModelsWithoutDataNeedTheSameValidationExamples() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7);
        Path near = train("near", 1, data);
        Run run = Run.tenfold("compare", near.toString(), "flagship");
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().contains("name networks alone"), run.err());
    }

    @Test
    void studyTakesNoDataBesideIt() {
        Run run = Run.tenfold("compare", "lesson", "--data", "mnist:test");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("name two models"), run.err());
    }

    private Path train(String name, int neighbours, Path data) throws IOException {
        Path recipe =
                Files.writeString(
                        folder.resolve(name + ".yaml"),
                        """
                        name: %s
                        model: knn
                        data: %s
                        test: ""
                        validation: 2
                        neighbours: %d
                        """
                                .formatted(name, data, neighbours));
        Path run = folder.resolve(name);
        Run trained = Run.tenfold("train", recipe.toString(), "--out", run.toString());
        assertEquals(ExitCode.DONE, trained.exitCode(), trained.err());
        return run;
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
