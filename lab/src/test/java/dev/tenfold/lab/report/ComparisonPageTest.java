package dev.tenfold.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.recipe.Study;
import dev.tenfold.lab.study.Comparison;
import dev.tenfold.lab.study.ComparisonListener;
import dev.tenfold.lab.train.Bars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonPageTest {

    private static final String STUDY =
            """
            name: small & <quick>
            examples: 120
            validation: 30
            recipes:
              - knn
              - knn neighbours 1 name nearest
              - softmax epochs 3 batch 8 learning-rate 0.05 seeds 2
            folds: 3
            cross-validation: [knn]
            sizes: [60, 30]
            learning-curve: [softmax]
            resolutions: [10, 5]
            resolution-curve: [softmax]
            """;

    @TempDir static Path folder;
    private static String data = "";
    private static String finished = "";
    private static String tables = "";

    @BeforeAll
    static void writeFinishedStudy() throws IOException {
        Path images = Bars.write(folder, "train", 160, 1, 10);
        Path tests = Bars.write(folder, "test", 50, 2, 10);
        data = "data: " + images + "\ntest: " + tests + "\n";
        finished = page(folder.resolve("finished"), Set.of());
        tables = Files.readString(folder.resolve("finished/tables.md"));
    }

    @Test
    void finishedStudyHasEveryTable() {
        for (String part :
                new String[] {
                    "<h1>small &amp; &lt;quick&gt;</h1>",
                    "<dt>Most accurate</dt>",
                    "<dd class=\"value\">11</dd><dd class=\"note\">of 11 are done</dd>",
                    "<h2>Accuracy</h2>",
                    "<h2>Cost</h2>",
                    "<td>1,010</td><td>1,000</td>",
                    "<h2>Is the difference more than chance?</h2>",
                    "<summary>Every pair</summary>",
                    "<h2>Learning or memorising</h2>",
                    "<h2>Cross-validation</h2>",
                    "<th>Fold 3</th>",
                    "<h2>Learning curve</h2>",
                    "<h2>Resolution curve</h2>",
                    "<th>5 × 5</th>",
                    "<b>softmax</b>",
                    "softmax: accuracy of each epoch",
                    "<h3>What is taken for what</h3>",
                    "<h3>Misread</h3>",
                    "<h3>Is its confidence honest?</h3>",
                    "resolution-curve: [softmax]"
                }) {
            assertTrue(finished.contains(part), part);
        }
        assertFalse(finished.contains("missing"), "nothing is missing");
    }

    @Test
    void pageNeedsNothingFromElsewhere() {
        assertFalse(finished.contains("http"), "no address");
        assertFalse(finished.contains("<script"), "no script");
        assertFalse(finished.contains("<link"), "no other file");
        Pattern.compile("src(set)?=\"([^\"]*)\"")
                .matcher(finished)
                .results()
                .forEach(match -> assertTrue(match.group(2).startsWith("data:image/png;base64,")));
    }

    @Test
    void unfinishedStudySaysWhatIsMissing() throws IOException {
        String page = page(folder.resolve("begun"), Set.of("knn"));
        assertTrue(page.contains("7 runs are missing"), page);
        assertTrue(page.contains("softmax, seed 2; "), page);
        assertTrue(page.contains("<h2>Cross-validation</h2>"));
        assertFalse(page.contains("<h2>Learning curve</h2>"));
        assertFalse(
                page.contains("<h2>Is the difference"), "one recipe has nothing to differ from");
    }

    @Test
    void studyOfWhichNothingIsDoneHasAPageToo() throws IOException {
        Path out = folder.resolve("empty");
        ComparisonPage.write(open(out));
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("11 runs are missing"), page);
        assertTrue(page.endsWith("</html>\n"));
    }

    @Test
    void seedsThatAreMissingAreCounted() throws IOException {
        Path out = folder.resolve("seeds");
        Comparison comparison = open(out);
        comparison.run(Set.of("softmax"), ComparisonListener.SILENT);
        Files.delete(out.resolve("cells/softmax.seed-2/result.csv"));
        ComparisonPage.write(open(out));
        assertTrue(Files.readString(out.resolve("tables.md")).contains("| 1 of 2 |"));
    }

    @Test
    void markdownHasTheTables() {
        assertTrue(tables.contains("11 of 11 runs are done."), tables);
        assertTrue(
                tables.contains(
                        "| Recipe | Test, % | 95 % interval | Validation, % | Seeds | Each seed, % |\n"
                                + "|---|---|---|---|---|---|\n"),
                tables);
        assertTrue(Pattern.compile("\\| softmax \\| [0-9.]+ ± [0-9.]+ \\|").matcher(tables).find());
        assertEquals(7, tables.lines().filter(line -> line.startsWith("## ")).count());
    }

    private static String page(Path out, Set<String> only) throws IOException {
        Comparison comparison = open(out);
        comparison.run(only, ComparisonListener.SILENT);
        ComparisonPage.write(comparison);
        return Files.readString(out.resolve("report.html"));
    }

    private static Comparison open(Path out) throws IOException {
        return Comparison.open(Study.parse("s.yaml", data + STUDY), out, DownloadListener.NONE);
    }
}
