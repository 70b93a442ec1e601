package dev.tenfold.lab.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hand that draws each bar far below where the network has learned it. */
final class FineTuningTest {

    private static final int SIDE = 28;
    private static final List<String> CLASSES =
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ModelCard.NONE);
    private static final IntUnaryOperator LOWER = label -> 14 + 2 * label;

    @TempDir static Path folder;
    private static Path images;
    private static byte[] base;

    @BeforeAll
    static void trainTheBase() throws Exception {
        images = Bars.write(folder, "train", 400, 1, SIDE);
        Trainer.train(recipe(), folder.resolve("base"), false, TrainingListener.SILENT);
        base = Files.readAllBytes(folder.resolve("base/model.onnx"));
    }

    @Test
    void anotherHandIsLearnedAndTheFirstOneKept() throws Exception {
        FineTuning tuning = FineTuning.of(base, "base");
        Recipe recipe = tuning.recipe(400, 300).with("epochs", "10");
        assertEquals("bars-finetuned", recipe.name());
        assertEquals(0.0003, recipe.learningRate(), 1e-12);

        Path out = folder.resolve("tuned");
        FineTuning.Result result = tune(tuning, recipe, hand(60, LOWER, label -> label), out);

        assertEquals(48, result.learned());
        assertEquals(12, result.keptOut().examples());
        assertTrue(result.keptOut().before() < 8, result.toString());
        assertEquals(12, result.keptOut().after(), result.toString());
        assertTrue(result.validation().after() >= 99, result.toString());
        try (Network network = Network.open(out.resolve("model.onnx"))) {
            ModelCard card = network.card();
            assertEquals(12.0, card.figures().get("finetune.corrections.correct"));
            assertEquals(1.0, card.figures().get("finetune.share"));
            assertEquals(64, card.dataChecksums().getOrDefault("base bars", "").length());
            assertEquals(64, card.dataChecksums().getOrDefault("corrections", "").length());
            assertTrue(card.dataChecksums().containsKey("train-images-idx3-ubyte"));
            assertEquals(
                    "bars-finetuned", FineTuning.of(bytes(out), "tuned").recipe(400, 300).name());
        }
    }

    @Test
    void correctionsThemselvesAreWatchedBeforeAndAfter() throws Exception {
        FineTuning tuning = FineTuning.of(base, "base");
        Map<Integer, List<WatchedDigit>> watched = new TreeMap<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void watched(int epoch, List<WatchedDigit> digits) {
                        watched.put(epoch, digits);
                    }
                };
        Dataset hand = hand(60, LOWER, label -> label);
        Recipe recipe = tuning.recipe(400, 300).with("epochs", "10");
        Path out = folder.resolve("watched");
        tuning.train(recipe, Datasets.load(recipe.data()), hand, out, false, listener);
        assertEquals(11, watched.size());
        assertTrue(right(watched.get(0)) < right(watched.get(10)), watched.toString());
    }

    private static long right(@Nullable List<WatchedDigit> digits) {
        return Objects.requireNonNull(digits).stream()
                .filter(digit -> digit.label().equals(digit.answer()))
                .count();
    }

    @Test
    void whatIsSynthesisedIsRehearsedInItsShare() throws Exception {
        FineTuning tuning = FineTuning.of(Networks.bundledFile(), "flagship");
        Recipe recipe = tuning.recipe(60_000, 5_500);
        assertEquals(5_500, recipe.examples());
        assertEquals(1_600, recipe.negatives());
        assertEquals(1_000, recipe.variants());
        assertEquals(55_000, tuning.recipe(60_000, 0).examples());
    }

    @Test
    void networkThatForgetsIsRefusedAndNotWritten() throws Exception {
        FineTuning tuning = FineTuning.of(base, "base");
        Path out = folder.resolve("worse");
        Recipe recipe =
                tuning.recipe(400, 300)
                        .with("examples", "20")
                        .with("epochs", "9")
                        .with("learning-rate", "0.1");
        Dataset wrong = hand(200, label -> 2 * label, label -> (label + 1) % 4);
        String message =
                assertThrows(TrainingException.class, () -> tune(tuning, recipe, wrong, out))
                        .getMessage();
        assertTrue(
                String.valueOf(message)
                        .matches(
                                "bars: expected to read of 100 validation digits no more than 0\\.1"
                                        + " points less than before \\(\\d+\\.\\d\\d %\\), found"
                                        + " \\d+\\.\\d\\d %; no model was written: look for wrong"
                                        + " labels among the corrections, or take fewer --epochs"),
                message);
        assertFalse(Files.exists(out.resolve("model.onnx")));
    }

    @Test
    void whatIsNoDigitIsLeftOutWhereTheNetworkCannotSayIt() throws Exception {
        FineTuning tuning = FineTuning.of(base, "base");
        Recipe recipe = tuning.recipe(400, 300).with("epochs", "1");
        Dataset some = hand(40, LOWER, label -> label == 3 ? 10 : label);
        FineTuning.Result result = tune(tuning, recipe, some, folder.resolve("none"));
        int none = some.classCounts()[10];
        assertTrue(none > 0);
        assertEquals(none, result.leftOut());
        assertEquals(40 - none, result.learned() + result.keptOut().examples());
    }

    @Test
    void tooFewCorrectionsAreRefused() throws Exception {
        assertRefused(
                "hand: expected at least 5 digits with a label, found 4; confirm or correct more of"
                        + " them",
                hand(4, LOWER, label -> label));
    }

    @Test
    void strangeLabelsAndSizesAreRefused() throws Exception {
        Dataset whole = hand(10, LOWER, label -> label);
        assertRefused(
                "hand: expected glyphs of 28 x 28, found 14 x 14; give corrections as the service"
                        + " exports them",
                whole.downsample(14));
        assertRefused(
                "hand: expected the labels 0 to 9 and none, found x; correct it",
                new Dataset(
                        "hand",
                        SIDE,
                        SIDE,
                        whole.pixels(),
                        whole.labels(),
                        List.of("0", "1", "2", "3", "x"),
                        Map.of()));
    }

    @Test
    void networkForCropsOfPagesIsRefused() throws Exception {
        byte[] context;
        try (var in = Networks.class.getResourceAsStream("context.onnx")) {
            context = in.readAllBytes();
        }
        String message =
                assertThrows(ModelFileException.class, () -> FineTuning.of(context, "t.onnx"))
                        .getMessage();
        assertTrue(
                String.valueOf(message)
                        .endsWith(
                                "for crops of pages; give a model trained on single digits of"
                                        + " that size"),
                message);
    }

    private void assertRefused(String message, Dataset corrections) throws Exception {
        FineTuning tuning = FineTuning.of(base, "base");
        Recipe recipe = tuning.recipe(400, 300);
        assertEquals(
                message,
                assertThrows(
                                DataFileException.class,
                                () -> tune(tuning, recipe, corrections, folder.resolve("refused")))
                        .getMessage());
    }

    private static FineTuning.Result tune(
            FineTuning tuning, Recipe recipe, Dataset corrections, Path out) throws IOException {
        return tuning.train(
                recipe,
                Datasets.load(recipe.data()),
                corrections,
                out,
                false,
                TrainingListener.SILENT);
    }

    private static byte[] bytes(Path run) throws IOException {
        return Files.readAllBytes(run.resolve("model.onnx"));
    }

    /** Noise with a bar of two rows, whose first the label gives. */
    private static Dataset hand(int count, IntUnaryOperator row, IntUnaryOperator written) {
        SplittableRandom random = new SplittableRandom(7);
        byte[] pixels = new byte[count * SIDE * SIDE];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(4);
            labels[i] = written.applyAsInt(label);
            for (int p = 0; p < SIDE * SIDE; p++) {
                int above = p / SIDE - row.applyAsInt(label);
                boolean bar = above == 0 || above == 1;
                pixels[i * SIDE * SIDE + p] = (byte) (random.nextInt(100) + (bar ? 150 : 0));
            }
        }
        return new Dataset("hand", SIDE, SIDE, pixels, labels, CLASSES, Map.of());
    }

    private static Recipe recipe() throws Exception {
        return Recipe.parse(
                        "bars.yaml",
                        """
                        name: bars
                        validation: 100
                        layers:
                          - conv 4 3x3
                          - batchnorm
                          - relu
                          - maxpool 2
                          - flatten
                          - dense classes
                        optimiser: adam
                        learning-rate: 0.01
                        epochs: 4
                        batch: 16
                        """)
                .with("data", images.toString());
    }
}
