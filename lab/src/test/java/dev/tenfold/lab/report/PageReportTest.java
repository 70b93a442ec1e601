package dev.tenfold.lab.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.Cards;
import dev.tenfold.lab.engine.PageLoss;
import dev.tenfold.lab.recipe.PageRecipe;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.lab.train.PageMetrics;
import dev.tenfold.lab.train.PageRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageReportTest {

    @Test
    void showsFiguresOfTheLastEpochAndARowForEach(@TempDir Path folder) throws Exception {
        PageRecipe recipe = (PageRecipe) Recipes.any("pages");
        PageLoss loss = new PageLoss(0.5, 1.25, 0.3, 0.2, 0.1, 0.6);
        PageRun run =
                new PageRun(
                        folder,
                        recipe,
                        Cards.of("pages", Cards.DIGITS, 28),
                        List.of(
                                new PageMetrics(1, 100, 0.1, loss, 0.5, 0.6, 0.7, 0.1, 50, 2),
                                new PageMetrics(2, 200, 0.05, loss, 0.8765, 0.9, 0.95, 0.4, 51, 2)),
                        1234567);
        PageReport.write(run, folder.resolve("report.html"));
        String html = Files.readString(folder.resolve("report.html"));
        assertTrue(html.contains("87.65\u00a0%"));
        assertTrue(html.contains("1,234,567"));
        assertTrue(html.contains("<tr><th>2</th><td>200</td><td>0.0500</td><td>0.5000</td>"));
    }
}
