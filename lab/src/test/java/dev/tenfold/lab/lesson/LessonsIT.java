package dev.tenfold.lab.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.lab.lesson.Lesson.Part;
import dev.tenfold.lab.lesson.Lesson.Snippet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every snippet of every lesson, compiled and run on few digits of real MNIST. */
final class LessonsIT {

    private static final Path FOLDER = Path.of("../docs/lessons");

    static List<Path> files() throws IOException {
        return Lesson.files(FOLDER);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everySnippetRuns(Path file) throws IOException {
        try (Shell shell = new Shell()) {
            for (Part part : Lesson.parse(Files.readString(file)).parts()) {
                if (part instanceof Snippet snippet) {
                    StringWriter printed = new StringWriter();
                    boolean drew =
                            shell.run(fromHere(snippet.code()), new PrintWriter(printed))
                                    .isPresent();
                    shell.run(snippet.brief(), new PrintWriter(new StringWriter()));

                    assertEquals(snippet.picture() != null, drew, snippet.code());
                    assertEquals(
                            snippet.printed().isEmpty(),
                            printed.toString().isBlank(),
                            snippet.code());
                }
            }
        }
    }

    /** Paths in lessons lead from the lessons' folder; tests run in the module's. */
    private static String fromHere(String code) {
        return code.replace("\"../", "\"../docs/");
    }
}
