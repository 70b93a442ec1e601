package dev.tenfold.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of results say what the files of results say. */
final class ResultsPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Path RESULTS = ROOT.resolve("bench/results");
    private static final int MAX_LINES = 120;

    @Test
    void pageIsWhatTheFilesGive() throws IOException {
        String page = ResultsPage.page(RESULTS);

        assertEquals(
                page,
                Files.readString(ROOT.resolve("docs/results.md")),
                "bench/report writes it anew");
        assertEquals(page, ResultsPage.page(RESULTS));
        assertTrue(page.lines().count() <= MAX_LINES, "lines: " + page.lines().count());
    }

    @Test
    void readmeIsWhatTheFilesGive() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        assertTrue(readme.contains("<!-- results -->\n"), "the README has a place for results");
        assertEquals(ResultsPage.readme(readme, RESULTS), readme, "bench/report writes it anew");
    }

    @Test
    void latestFileOfAMeasurementIsTaken(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("pages-2026-11-30.md"), "old\n");
        Files.writeString(folder.resolve("pages-2026-12-01.md"), "2026-12-01, a machine; more.\n");
        Files.writeString(folder.resolve("pages-notes.md"), "no measurement\n");

        ResultFile latest = ResultFile.latest(folder, "pages");

        assertEquals("2026-12-01", latest.date());
        assertEquals("2026-12-01, a machine", latest.heading());
    }

    @Test
    void tablesAreReadCellByCell() {
        ResultFile file =
                ResultFile.parse(
                        "a-2026-12-01.md",
                        "here:\n\n| x | y |\n|---|---|\n| 1 | |\n\ntext\n\n| z |\n|---|\n| 2 |");

        assertEquals("here", file.heading());
        assertEquals(List.of("x", "y"), file.tables().get(0).heading());
        assertEquals(List.of(List.of("1", "")), file.tables().get(0).rows());
        assertEquals(List.of("2"), file.tables().get(1).row("2"));
    }
}
