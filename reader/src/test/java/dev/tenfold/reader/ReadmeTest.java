package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the README and of the guide is compiled and run as a reader would. */
final class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern EXAMPLE =
            Pattern.compile("\\$ ./tenfold read docs/images/sample.jpg\n(.*?)```", Pattern.DOTALL);

    @Test
    void snippetReadsThePictureAsTheReadmeSays(@TempDir Path folder)
            throws IOException, InterruptedException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        String printed = run(found(JAVA, readme), folder);

        assertTrue(printed.startsWith(found(EXAMPLE, readme)), printed);
    }

    @Test
    void sampleTheReadmeAndTheGuideShowTheSameLines() throws IOException {
        String readme = found(JAVA, Files.readString(ROOT.resolve("README.md")));
        String guide = found(JAVA, Files.readString(ROOT.resolve("docs/guide/library.md")));
        String sample =
                Files.readString(
                        ROOT.resolve("samples/read/src/main/java/sample/ReadPicture.java"));

        assertEquals(readme, guide);
        assertTrue(sample.contains(readme.indent(8)), sample);
    }

    @Test
    void everySnippetOfTheGuideRuns(@TempDir Path folder) throws IOException, InterruptedException {
        String guide = Files.readString(ROOT.resolve("docs/guide/library.md"));
        List<String> snippets =
                JAVA.matcher(guide).results().map(snippet -> snippet.group(1)).toList();

        assertEquals(4, snippets.size());
        assertEquals("31415\n92653\n58979\n", run(snippets.get(0), folder));
        for (String snippet : snippets.subList(1, snippets.size())) {
            run(snippet, folder);
        }
    }

    /** Compiles and runs a snippet beside {@code photo.jpg}; gives what it prints. */
    private static String run(String snippet, Path folder)
            throws IOException, InterruptedException {
        Files.copy(
                ROOT.resolve("docs/images/sample.jpg"),
                folder.resolve("photo.jpg"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                folder.resolve("Snippet.java"),
"""
                import dev.tenfold.reader.*;
                import dev.tenfold.reader.internal.image.*;
                import java.awt.image.BufferedImage;
                import java.io.File;
                import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
                import java.time.Duration;
                import javax.imageio.ImageIO;

                class Snippet {
                    public static void main(String[] arguments) throws Exception {
                %s
                    }
                }
                """
                        .formatted(snippet));

        Process java =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Djava.awt.headless=true",
                                        "-cp",
                                        System.getProperty(
                                                "surefire.test.class.path",
                                                System.getProperty("java.class.path")),
                                        "Snippet.java"))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, java.waitFor(), printed);
        return printed;
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), () -> "the README has no " + pattern);
        return matcher.group(1);
    }
}
