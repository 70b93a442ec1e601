package dev.tenfold.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk-through page, its pictures and the command that draws them belong together. */
class WalkthroughTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^]]+]\\(images/([^)]+)\\)");

    private static Set<String> pictures() throws IOException {
        String page = Files.readString(DOCS.resolve("from-pixels-to-digits.md"));
        return PICTURE.matcher(page)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyPictureOfThePageExists() throws IOException {
        for (String picture : pictures()) {
            assertTrue(Files.exists(DOCS.resolve("images").resolve(picture)), picture);
        }
    }

    @Test
    void commandDrawsExactlyThePagesPictures(@TempDir Path folder) throws IOException {
        String read = Walkthrough.draw(DOCS.resolve("images/sample.jpg"), folder).text();

        Set<String> drawn;
        try (Stream<Path> files = Files.list(folder)) {
            drawn =
                    files.map(file -> "walk/" + file.getFileName())
                            .collect(Collectors.toCollection(TreeSet::new));
        }
        Set<String> named = pictures();
        assertTrue(named.remove("sample.jpg"), "the page shows the photo");
        assertEquals(named, drawn);
        assertEquals("31415\n92653\n58979", read);
    }
}
