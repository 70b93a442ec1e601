package dev.tenfold.lab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.tenfold.lab.draw.ComposedPage;
import dev.tenfold.lab.draw.Mark;
import dev.tenfold.lab.engine.PageLoss;
import dev.tenfold.lab.recipe.PageRecipe;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.page.PageInput;
import dev.tenfold.reader.internal.page.Symbol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTrainerTest {

    private static final String RECIPE =
            """
            kind: pages
            widths: [4, 4, 8, 8, 8]
            decoder: 4
            side: 64
            learning-rate: 0.003
            average: 0.9
            epochs: 2
            pages: 12
            batch: 2
            validation: 3
            """;

    private static final PageSources SOURCES =
            new PageSources(PageTrainerTest::page, PageTrainerTest::page, Map.of("bars", "00ff"));

    @TempDir private Path temporary;

    /** A page with a one somewhere. */
    private static ComposedPage page(long seed, long epoch, long index) {
        SplittableRandom random = new SplittableRandom(seed * 31 + epoch * 1009 + index);
        float[] grey = new float[60 * 50];
        Arrays.fill(grey, 0.9f);
        int left = random.nextInt(4, 40);
        int top = random.nextInt(4, 30);
        for (int y = top; y < top + 24; y++) {
            Arrays.fill(grey, y * 50 + left, y * 50 + left + 4, 0.1f);
        }
        return new ComposedPage(
                grey,
                60,
                50,
                List.of(new Mark(Symbol.ONE, left, top, left + 4, top + 24, false, 0)));
    }

    private static PageRecipe recipe() throws Exception {
        return PageRecipe.parse("bars.yaml", RECIPE);
    }

    @Test
    void runLeavesModelMetricsAndRecipe() throws Exception {
        PageRun run =
                PageTrainer.train(recipe(), SOURCES, temporary, false, PageTrainingListener.SILENT);
        List<String> rows = Files.readAllLines(temporary.resolve("metrics.csv"));
        assertEquals(3, rows.size());
        assertTrue(rows.get(0).startsWith("epoch,pages,learning_rate,heat_loss"), rows.get(0));
        assertTrue(rows.get(2).startsWith("2,24,"), rows.get(2));
        String asRun = Files.readString(temporary.resolve("recipe.yaml"));
        assertEquals(recipe().toYaml(), PageRecipe.parse("recipe.yaml", asRun).toYaml());
        byte[] model = Files.readAllBytes(temporary.resolve("model.onnx"));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model)) {
            ModelCard card =
                    ModelCard.fromMetadata(session.getMetadata().getCustomMetadata(), "model.onnx");
            assertEquals(run.card(), card);
            assertEquals(Symbol.labels(), card.labels());
            assertEquals(List.of(1, 0, 0), card.inputShape());
            assertEquals(PageInput.VERSION, card.preprocessingVersion());
            assertEquals(Map.of("bars", "00ff"), card.dataChecksums());
            assertEquals(3, card.figures().get("validation.pages"));
        }
    }

    @Test
    void resumedRunGivesTheModelOfAnUnbrokenOne() throws Exception {
        Path unbroken = temporary.resolve("unbroken");
        Path broken = temporary.resolve("broken");
        PageTrainer.train(recipe(), SOURCES, unbroken, false, PageTrainingListener.SILENT);
        AtomicInteger steps = new AtomicInteger();
        PageTrainingListener stopping =
                new PageTrainingListener() {
                    @Override
                    public void stepped(int epoch, int step, PageLoss loss, double pagesPerSecond) {
                        steps.incrementAndGet();
                    }

                    @Override
                    public boolean wantsToStop() {
                        return steps.get() == 2 || steps.get() == 4;
                    }
                };
        for (int i = 0; i < 2; i++) {
            boolean resume = i > 0;
            assertThrows(
                    TrainingStoppedException.class,
                    () -> PageTrainer.train(recipe(), SOURCES, broken, resume, stopping));
        }
        PageTrainer.train(recipe(), SOURCES, broken, true, PageTrainingListener.SILENT);
        assertArrayEquals(
                Files.readAllBytes(unbroken.resolve("model.onnx")),
                Files.readAllBytes(broken.resolve("model.onnx")));
    }

    @Test
    void checkpointOfAnotherRecipeIsRefused() throws Exception {
        PageTrainer.train(recipe(), SOURCES, temporary, false, PageTrainingListener.SILENT);
        TrainingException thrown =
                assertThrows(
                        TrainingException.class,
                        () ->
                                PageTrainer.train(
                                        recipe().with("seed", "2"),
                                        SOURCES,
                                        temporary,
                                        true,
                                        PageTrainingListener.SILENT));
        assertEquals(
                temporary
                        + ": expected a checkpoint of the same recipe, seed and data, found one of"
                        + " another; give the recipe.yaml in that folder, or another --out",
                thrown.getMessage());
    }

    @Test
    void pageThatCannotBeComposedIsReplacedAndReported() throws Exception {
        TrainingPages failing =
                (seed, epoch, index) -> {
                    if (epoch == 1 && index == 5) {
                        throw new IllegalStateException("no room");
                    }
                    return page(seed, epoch, index);
                };
        AtomicInteger skipped = new AtomicInteger();
        PageTrainingListener counting =
                new PageTrainingListener() {
                    @Override
                    public void pageSkipped(int epoch, long index, RuntimeException cause) {
                        assertEquals("no room", cause.getMessage());
                        skipped.incrementAndGet();
                    }
                };
        PageTrainer.train(
                recipe(),
                new PageSources(failing, PageTrainerTest::page, Map.of()),
                temporary,
                false,
                counting);
        assertEquals(1, skipped.get());
    }
}
