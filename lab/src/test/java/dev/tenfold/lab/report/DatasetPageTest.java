package dev.tenfold.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetPageTest {

    @TempDir Path folder;

    @Test
    void headTellsBalanceAndInk() throws IOException {
        byte[] pixels = new byte[4 * 6];
        pixels[0] = (byte) 255;
        pixels[6] = (byte) 255;
        String page = page(2, 3, pixels, new int[] {0, 0, 0, 2}, List.of("a", "b", "<c>"));

        assertTrue(page.contains("4 images of 2 × 3 pixels"), page);
        assertTrue(page.contains(">3</dd><dd class=\"note\">75.0 % of the images"), page);
        assertTrue(page.contains(">1</dd><dd class=\"note\">25.0 % of the images"), page);
        assertTrue(page.contains(">2</dd><dd class=\"note\">of 3 have examples"), page);
        assertTrue(page.contains("2 without any ink"), page);
        // Two of 24 pixels are ink: 1/12, and the root of 1/12 times 11/12.
        assertTrue(page.contains("0.0833"), page);
        assertTrue(page.contains("0.2764"), page);
    }

    @Test
    void eachClassThatHasExamplesHasItsMean() throws IOException {
        String page = page(2, 3, new byte[24], new int[] {0, 0, 0, 2}, List.of("a", "b", "<c>"));

        assertTrue(page.contains("alt=\"the mean of class a\""), page);
        assertFalse(page.contains("the mean of class b"), page);
        assertTrue(page.contains("alt=\"the mean of class &lt;c&gt;\""), page);
    }

    @Test
    void hundredClassesAndOneImageAreShown() throws IOException {
        List<String> classes = IntStream.range(0, 100).mapToObj(i -> "c" + i).toList();
        int[] labels = IntStream.range(0, 100).toArray();

        assertTrue(page(5, 5, new byte[2500], labels, classes).contains("mean of class c99"));
        assertTrue(page(1, 1, new byte[1], new int[1], List.of("x")).contains("mean of class x"));
    }

    @Test
    void pageNeedsNothingFromElsewhere() throws IOException {
        String page = page(2, 3, new byte[24], new int[] {0, 0, 0, 2}, List.of("a", "b", "c"));

        assertFalse(page.contains("http"), "no address");
        assertFalse(page.contains("<script"), "no script");
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    private String page(int height, int width, byte[] pixels, int[] labels, List<String> classes)
            throws IOException {
        Path file = folder.resolve("page.html");
        DatasetPage.write(
                new Dataset("digits", height, width, pixels, labels, classes, Map.of()), file);
        return Files.readString(file);
    }
}
