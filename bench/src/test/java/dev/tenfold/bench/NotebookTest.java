package dev.tenfold.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.lab.lesson.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each lesson has one source; its notebook must say the same. */
class NotebookTest {

    private static final Path FOLDER = Path.of("../docs/lessons");

    static List<Path> files() throws IOException {
        return Lesson.files(FOLDER);
    }

    @ParameterizedTest
    @MethodSource("files")
    void notebookIsItsLesson(Path file) throws IOException {
        String markdown = Files.readString(file);
        Lesson lesson = Lesson.parse(markdown);

        assertEquals(markdown, lesson.toMarkdown());
        assertEquals(
                Notebook.of(lesson, FOLDER),
                Files.readString(Lessons.notebook(file)),
                "bench/lessons writes it anew");
    }
}
