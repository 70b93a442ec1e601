package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LessonCommandTest {

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("1-sums.md"),
                """
                # 1. Sums

                Add.

                ```java short: n = 2;
                int n = 1000;
                ```

                ```java
                System.out.println("sum " + (n + 1));
                ```

                ```java
                new java.awt.image.BufferedImage(n, 3, 1)
                ```

                ![A black box](images/1-1.png)
                """);
        Files.writeString(
                folder.resolve("2-faults.md"), "# 2. Faults\n\n```java\nint n = 1 / 0;\n```\n");
    }

    @AfterEach
    void leaveTheTerminal() {
        System.clearProperty("tenfold.terminal");
        System.clearProperty("tenfold.terminal.results");
    }

    private Run lesson(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of("lesson", "--lessons", folder.toString()));
        all.addAll(List.of("--out", folder.resolve("pictures").toString()));
        all.addAll(List.of(arguments));
        return Run.withInput(input.getBytes(), all.toArray(String[]::new));
    }

    @Test
    void withoutNumberLessonsAreListed() {
        assertEquals("1. Sums\n2. Faults\n", lesson("").out());
    }

    @Test
    void textCodeAndWhatComesOfItAreShown() throws IOException {
        Run run = lesson("", "1");

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        Path picture = folder.resolve("pictures/1.png");
        assertTrue(run.out().contains("    int n = 1000;\n"), run.out());
        assertTrue(run.out().contains("\nsum 1001\n"), run.out());
        assertTrue(run.out().contains("A black box: " + picture + "\n"), run.out());
        assertEquals(1000, ImageIO.read(picture.toFile()).getWidth());
    }

    @Test
    void shortModeRunsWithLess() {
        assertTrue(lesson("", "1", "--short").out().contains("\nsum 3\n"));
    }

    @Test
    void onATerminalEachSnippetWaits() {
        System.setProperty("tenfold.terminal", "true");
        System.setProperty("tenfold.terminal.results", "true");

        Run run = lesson("\n\nq\n", "1");

        assertEquals(ExitCode.DONE, run.exitCode());
        assertEquals("Enter runs it, q leaves, Java is run: ".repeat(3), run.err());
        assertTrue(run.out().contains("sum 1001"), run.out());
        assertFalse(Files.exists(folder.resolve("pictures")));
    }

    @Test
    void javaTypedAtThePromptIsRunAndItsMistakeShown() {
        System.setProperty("tenfold.terminal", "true");
        System.setProperty("tenfold.terminal.results", "true");

        Run run = lesson("\nn + 7\nm + 7\n\nq\n", "1");

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(run.out().contains("\n1007\n"), run.out());
        assertTrue(run.out().contains("snippet `m + 7`: "), run.out());
        assertTrue(run.out().contains("sum 1001"), run.out());
    }

    @Test
    void failingSnippetIsNamed() {
        Run run = lesson("", "2");

        assertEquals(ExitCode.FAULT, run.exitCode());
        assertEquals(
                "tenfold: snippet `int n = 1 / 0;`: java.lang.ArithmeticException: / by zero\n",
                run.err());
    }

    @Test
    void unknownNumberNamesTheKnownOnes() {
        Run run = lesson("", "3");

        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("tenfold: lesson: expected 1 to 2, found 3\n", run.err());
    }
}
