package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java is compiled and run as a reader would, on the README's own picture. */
final class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern EXAMPLE =
            Pattern.compile("\\$ ./tenfold read docs/images/sample.jpg\n(.*?)```", Pattern.DOTALL);

    @Test
    void snippetReadsThePictureAsTheReadmeSays(@TempDir Path folder)
            throws IOException, InterruptedException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        Files.copy(ROOT.resolve("docs/images/sample.jpg"), folder.resolve("photo.jpg"));
        Files.writeString(
                folder.resolve("Snippet.java"),
                """
                import dev.tenfold.reader.*;
                import java.io.File;
                import javax.imageio.ImageIO;

                class Snippet {
                    public static void main(String[] arguments) throws Exception {
                %s
                    }
                }
                """
                        .formatted(found(JAVA, readme)));

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
        assertTrue(printed.startsWith(found(EXAMPLE, readme)), printed);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), () -> "the README has no " + pattern);
        return matcher.group(1);
    }
}
