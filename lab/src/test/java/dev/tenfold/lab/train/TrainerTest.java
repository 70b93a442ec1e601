package dev.tenfold.lab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

    private static final int SIDE = 10;

    @TempDir Path folder;
    private Path images;
    private Path tests;

    @BeforeEach
    void writeData() throws IOException {
        images = writeIdx("train", 300, 1);
        tests = writeIdx("test", 100, 2);
    }

    @Test
    void trainsAndWritesAWholeRun() throws Exception {
        Path out = folder.resolve("run");
        TrainingRun run = train(recipe(), out, false);
        assertEquals(
                new TreeSet<>(List.of("checkpoint", "metrics.csv", "model.onnx", "recipe.yaml")),
                names(out));
        assertEquals(3, run.epochs().size());
        assertEquals(4, Files.readAllLines(out.resolve("metrics.csv")).size());
        assertEquals("test", run.evaluatedOn());
        assertTrue(figure(run, "test.accuracy") > 0.9, run.card().toString());
        assertEquals(
                Evaluation.of(run.evaluated(), run.card(), run.probabilities()).correct(),
                (int) figure(run, "test.correct"));
        try (Network network = Network.open(out.resolve("model.onnx"))) {
            assertEquals(run.card(), network.card());
        }
    }

    @Test
    void metricsCanBeReadBack() throws Exception {
        Path out = folder.resolve("run");
        TrainingRun run = train(recipe(), out, false);
        List<EpochMetrics> read = RunFolder.readMetrics(out.resolve(RunFolder.METRICS));
        assertEquals(3, read.size());
        assertEquals(2, read.get(1).epoch());
        assertEquals(
                run.epochs().get(1).validationAccuracy(), read.get(1).validationAccuracy(), 1e-6);
        assertEquals(run.epochs().get(1).seconds(), read.get(1).seconds(), 1e-3);
        Path recipe = out.resolve("recipe.yaml");
        assertEquals(
                recipe + ": expected a row of eight numbers for each epoch, found another file",
                assertThrows(TrainingException.class, () -> RunFolder.readMetrics(recipe))
                        .getMessage());
    }

    /** To the bit, whatever the precision: nothing adds up in the order in which threads finish. */
    @ParameterizedTest
    @ValueSource(strings = {"fp32", "bf16"})
    void sameSeedTrainsTheSameModelAgain(String precision) throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        train(recipe().with("precision", precision), first, false);
        train(recipe().with("precision", precision), second, false);
        assertSameModel(first, second);
    }

    @Test
    void writtenRecipeTrainsTheSameModel() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        train(recipe(), first, false);
        train(Recipe.named(first.resolve("recipe.yaml").toString()), second, false);
        assertSameModel(first, second);
    }

    @Test
    void startsFromTheModelOfAnotherRun() throws Exception {
        Path first = folder.resolve("first");
        double learned = train(recipe(), first, false).epochs().get(2).trainingLoss();
        double begun =
                train(recipe(), folder.resolve("again"), false).epochs().get(0).trainingLoss();
        Recipe from = recipe().with("start", first.toString());
        double carriedOn =
                train(from, folder.resolve("second"), false).epochs().get(0).trainingLoss();
        assertTrue(carriedOn < (learned + begun) / 2, learned + ", " + carriedOn + ", " + begun);
    }

    @Test
    void keepsAShareOfTheWeightsItStartsFrom() throws Exception {
        Path first = folder.resolve("first");
        train(recipe(), first, false);
        Recipe from = recipe().with("start", first.toString()).with("seed", "2");
        float[] old = weights(first);
        train(from, folder.resolve("learned"), false);
        train(from.with("start-share", "0.25"), folder.resolve("mixed"), false);
        float[] learned = weights(folder.resolve("learned"));
        float[] mixed = weights(folder.resolve("mixed"));
        for (int i = 0; i < mixed.length; i++) {
            assertEquals(0.25 * old[i] + 0.75 * learned[i], mixed[i], 1e-5);
        }
    }

    private static float[] weights(Path run) throws Exception {
        try (TorchNetwork network = TorchNetwork.open(run.resolve("model.onnx"))) {
            return network.weights().parameters();
        }
    }

    @Test
    void startRefusesAModelOfOtherLayers() throws Exception {
        Path first = folder.resolve("first");
        train(recipe(), first, false);
        Recipe other = softmax("0.2").with("start", first.toString());
        String message =
                assertThrows(
                                RecipeException.class,
                                () -> train(other, folder.resolve("second"), false))
                        .getMessage();
        assertEquals(
                "start: expected a model of the same layers and classes in "
                        + first.resolve("model.onnx")
                        + ", found another; give its layers, or another run",
                message);
    }

    @Test
    void startTakesAModelOfOtherDropout() throws Exception {
        Path first = folder.resolve("first");
        train(softmax("0.2"), first, false);
        Path second = folder.resolve("second");
        train(softmax("0.4").with("start", first.toString()), second, false);
        assertTrue(Files.exists(second.resolve("model.onnx")));
    }

    private Recipe softmax(String dropout) throws RecipeException {
        return Recipe.parse(
                        "softmax.yaml",
                        "layers:\n  - flatten\n  - dropout "
                                + dropout
                                + "\n  - dense classes\n"
                                + "optimiser: adam\nlearning-rate: 0.01\nepochs: 1\n"
                                + "validation: 60\n")
                .with("data", images.toString())
                .with("test", "");
    }

    @Test
    void anotherSeedTrainsAnotherModel() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        double loss = train(recipe(), first, false).epochs().get(0).trainingLoss();
        double other =
                train(recipe().with("seed", "2"), second, false).epochs().get(0).trainingLoss();
        assertTrue(Math.abs(loss - other) > 1e-9);
    }

    @Test
    void resumedRunEqualsAnUnbrokenOne() throws Exception {
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        train(recipe(), whole, false);
        TrainingListener killer =
                new TrainingListener() {
                    @Override
                    public void stepped(
                            int epoch, int step, double loss, double accuracy, double speed) {
                        if (epoch == 2 && step == 3) {
                            throw new IllegalStateException("killed");
                        }
                    }
                };
        assertThrows(
                IllegalStateException.class, () -> Trainer.train(recipe(), broken, false, killer));
        assertFalse(Files.exists(broken.resolve("model.onnx")));
        train(recipe(), broken, true);
        assertSameModel(whole, broken);
    }

    /** A kill leaves the folder as it is at that moment. */
    @Test
    void sameValidationExamplesAreWatchedAfterEachEpoch() throws Exception {
        List<List<WatchedDigit>> epochs = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void watched(int epoch, List<WatchedDigit> digits) {
                        assertEquals(epochs.size(), epoch);
                        epochs.add(digits);
                    }
                };
        Trainer.train(recipe(), folder.resolve("watched"), false, listener);
        assertEquals(4, epochs.size());
        List<WatchedDigit> last = epochs.get(3);
        assertEquals(12, last.size());
        for (int i = 0; i < 12; i++) {
            assertArrayEquals(epochs.get(0).get(i).pixels(), last.get(i).pixels());
            assertEquals(epochs.get(0).get(i).label(), last.get(i).label());
            assertTrue(last.get(i).probability() > 0.05 && last.get(i).probability() <= 1);
        }
    }

    @Test
    void digitsOfOnesOwnAreWatchedFirst() throws Exception {
        Dataset all = Datasets.load(recipe().data());
        List<List<WatchedDigit>> epochs = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void watched(int epoch, List<WatchedDigit> digits) {
                        epochs.add(digits);
                    }
                };
        Dataset own = all.select(new int[] {7, 3});
        Path out = folder.resolve("watched-own");
        Trainer.train(recipe(), all, null, own, out, false, listener);
        for (List<WatchedDigit> digits : epochs) {
            assertEquals(14, digits.size());
            for (int i = 0; i < digits.size(); i++) {
                assertEquals(i < 2, digits.get(i).isOwn());
            }
            assertEquals(own.classes().get(own.label(1)), digits.get(1).label());
        }
        assertEquals(4, epochs.size());
    }

    @Test
    void runKilledAtAnyTimeResumesToTheSameModel() throws Exception {
        Path whole = folder.resolve("whole");
        List<Path> killed = new ArrayList<>();
        TrainingListener copier =
                new TrainingListener() {
                    @Override
                    public void stepped(
                            int epoch, int step, double loss, double accuracy, double speed) {
                        if (step % 7 == 1) {
                            copy();
                        }
                    }

                    @Override
                    public void epochEnded(EpochMetrics metrics, boolean best) {
                        copy();
                    }

                    private void copy() {
                        Path copy = folder.resolve("killed-" + killed.size());
                        killed.add(copy);
                        try (Stream<Path> files = Files.list(whole)) {
                            Files.createDirectory(copy);
                            for (Path file : files.toList()) {
                                Files.copy(file, copy.resolve(file.getFileName()));
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                };
        Trainer.train(recipe(), whole, false, copier);
        assertEquals(12, killed.size());
        for (Path each : killed) {
            assertEquals(3, train(recipe(), each, true).epochs().size(), each.toString());
            assertSameModel(whole, each);
        }
    }

    @Test
    void runStoppedInTheMiddleOfAnEpochGoesOnAsIfItHadNot() throws Exception {
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        train(recipe(), whole, false);
        for (int stop : new int[] {3, 7, 20}) {
            assertEquals(
                    broken
                            + ": stopped in epoch "
                            + (1 + stop / 15)
                            + " after batch "
                            + stop % 15
                            + " of 15; continue with --resume",
                    assertThrows(
                                    TrainingStoppedException.class,
                                    () ->
                                            Trainer.train(
                                                    recipe(), broken, true, stoppingAfter(stop)))
                            .getMessage());
            assertFalse(Files.exists(broken.resolve("model.onnx")));
        }
        TrainingRun run = train(recipe(), broken, true);
        assertSameModel(whole, broken);
        assertEquals(3, run.epochs().size());
    }

    @Test
    void runWhoseEpochIsOneBatchCanBeStoppedToo() throws Exception {
        Recipe oneBatch = recipe().with("batch", "300");
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        train(oneBatch, whole, false);
        TrainingListener atOnce =
                new TrainingListener() {
                    @Override
                    public boolean wantsToStop() {
                        return true;
                    }
                };
        for (int epoch = 1; epoch < 3; epoch++) {
            assertEquals(
                    broken + ": stopped after epoch " + epoch + " of 3; continue with --resume",
                    assertThrows(
                                    TrainingStoppedException.class,
                                    () -> Trainer.train(oneBatch, broken, true, atOnce))
                            .getMessage());
            assertEquals(1 + epoch, Files.readAllLines(broken.resolve("metrics.csv")).size());
        }
        Trainer.train(oneBatch, broken, true, atOnce);
        assertSameModel(whole, broken);
    }

    @Test
    void metricsGrowByARowAndAreNotWrittenAnew() throws Exception {
        Path file = folder.resolve("run").resolve("metrics.csv");
        List<String> files = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        TrainingListener watch =
                new TrainingListener() {
                    @Override
                    public void epochEnded(EpochMetrics metrics, boolean best) {
                        try {
                            files.add(
                                    String.valueOf(
                                            Files.readAttributes(file, BasicFileAttributes.class)
                                                    .fileKey()));
                            lines.add(Files.readAllLines(file).size());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                };
        Trainer.train(recipe(), folder.resolve("run"), false, watch);
        assertEquals(List.of(2, 3, 4), lines);
        assertEquals(1, new HashSet<>(files).size());
    }

    @Test
    void halfARowLeftByAKillIsMendedOnResume() throws Exception {
        Path out = folder.resolve("run");
        assertThrows(
                TrainingStoppedException.class,
                () -> Trainer.train(recipe(), out, false, stoppingAfter(20)));
        Files.writeString(out.resolve("metrics.csv"), "epoch,learn");
        TrainingRun run = train(recipe(), out, true);
        assertEquals(
                run.epochs().stream().map(EpochMetrics::epoch).toList(),
                RunFolder.readMetrics(out.resolve("metrics.csv")).stream()
                        .map(EpochMetrics::epoch)
                        .toList());
    }

    /** Wants to stop after so many steps of the whole run. */
    private static TrainingListener stoppingAfter(int steps) {
        return new TrainingListener() {
            private int done;

            @Override
            public void stepped(int epoch, int step, double loss, double accuracy, double speed) {
                done = (epoch - 1) * 15 + step;
            }

            @Override
            public boolean wantsToStop() {
                return done >= steps;
            }
        };
    }

    @Test
    void fewerExamplesAreLearnedFromAndAsManyKeptOut() throws Exception {
        Recipe fewer = recipe().with("examples", "50");
        int[] examples = new int[1];
        TrainingRun run =
                Trainer.train(
                        fewer,
                        folder.resolve("fewer"),
                        false,
                        new TrainingListener() {
                            @Override
                            public void started(
                                    Recipe recipe,
                                    Architecture architecture,
                                    int count,
                                    int fromEpoch,
                                    int stepsPerEpoch) {
                                examples[0] = count;
                            }
                        });
        assertEquals(50, examples[0]);
        assertEquals(60.0, run.card().figures().get("validation.examples"));
    }

    @Test
    void finishedRunCanBeResumedWithoutHarm() throws Exception {
        Path out = folder.resolve("run");
        train(recipe(), out, false);
        byte[] model = Files.readAllBytes(out.resolve("model.onnx"));
        train(recipe(), out, true);
        assertArrayEquals(model, Files.readAllBytes(out.resolve("model.onnx")));
    }

    @Test
    void folderOfAnotherRunIsRefused() throws Exception {
        Path out = folder.resolve("run");
        train(recipe().with("epochs", "1"), out, false);
        assertMessage(
                TrainingException.class,
                out
                        + ": expected an empty folder, found another run in it; add --resume to"
                        + " continue it, or give another --out",
                recipe(),
                out,
                false);
        assertMessage(
                TrainingException.class,
                out
                        + ": expected a checkpoint of the same recipe, seed and data, found one of"
                        + " another; give the recipe.yaml in that folder, or another --out",
                recipe(),
                out,
                true);
    }

    @Test
    void damagedCheckpointIsRefused() throws Exception {
        Path out = folder.resolve("run");
        train(recipe().with("epochs", "1"), out, false);
        byte[] bytes = Files.readAllBytes(out.resolve("checkpoint"));
        for (int length : new int[] {0, 10, bytes.length / 2, bytes.length - 1}) {
            Files.write(out.resolve("checkpoint"), Arrays.copyOf(bytes, length));
            assertMessage(
                    TrainingException.class,
                    out.resolve("checkpoint")
                            + ": expected a checkpoint of this version, found a damaged or foreign"
                            + " file; train anew into another --out",
                    recipe().with("epochs", "1"),
                    out,
                    true);
        }
    }

    @Test
    void lossGoneAstrayNamesEpochAndBatch() throws Exception {
        String yaml = recipe().toYaml().replace("  - batchnorm\n  - relu\n", "");
        Recipe wild =
                Recipe.parse("wild.yaml", yaml)
                        .with("optimiser", "sgd")
                        .with("learning-rate", "1000000");
        RecipeException e =
                assertThrows(
                        RecipeException.class, () -> train(wild, folder.resolve("run"), false));
        assertTrue(
                String.valueOf(e.getMessage())
                        .matches(
                                "tiny: expected a finite loss, found \\S+ in epoch \\d+, batch"
                                        + " \\d+; lower the learning-rate \\(now 1000000.0\\)"),
                e.getMessage());
    }

    @Test
    void validationLargerThanTheDataIsRefused() throws Exception {
        assertMessage(
                RecipeException.class,
                "validation: expected fewer than the 300 examples of "
                        + images
                        + ", found 300; lower it",
                recipe().with("validation", "300"),
                folder.resolve("run"),
                false);
    }

    @Test
    void testSetOfAnotherSizeIsRefused() throws Exception {
        Path other = writeIdx("other", 20, 3, SIDE + 1);
        assertMessage(
                DataFileException.class,
                other
                        + ": expected images of 10 x 10 as in "
                        + images
                        + ", found 11 x 11; give examples of the same kind",
                recipe().with("test", other.toString()),
                folder.resolve("run"),
                false);
    }

    @Test
    void withoutATestSetTheValidationSplitIsEvaluated() throws Exception {
        TrainingRun run = train(recipe().with("test", ""), folder.resolve("run"), false);
        assertEquals("validation", run.evaluatedOn());
        assertEquals(60, run.probabilities().length);
        assertFalse(run.card().figures().containsKey("test.accuracy"));
    }

    @Test
    void downsampledImagesMakeASmallerNetwork() throws Exception {
        Path out = folder.resolve("run");
        TrainingRun run = train(recipe().with("downsample", "5"), out, false);
        assertEquals(List.of(1, 5, 5), run.card().inputShape());
        assertEquals(5, run.evaluated().height());
        assertTrue(figure(run, "test.accuracy") > 0.9, run.card().toString());
    }

    @Test
    void downsamplingUpwardsIsRefused() throws Exception {
        assertMessage(
                RecipeException.class,
                "downsample: expected 1 to 10 pixels for the 10 x 10 images of "
                        + images
                        + ", found 64; lower it",
                recipe().with("downsample", "64"),
                folder.resolve("run"),
                false);
    }

    @Test
    void listenerHearsOfEveryStep() throws Exception {
        int[] steps = new int[1];
        int[] examples = new int[2];
        Trainer.train(
                recipe(),
                folder.resolve("run"),
                false,
                new TrainingListener() {
                    @Override
                    public void started(
                            Recipe recipe,
                            Architecture architecture,
                            int count,
                            int fromEpoch,
                            int stepsPerEpoch) {
                        examples[0] = count;
                        examples[1] = stepsPerEpoch;
                    }

                    @Override
                    public void stepped(
                            int epoch, int step, double loss, double accuracy, double speed) {
                        steps[0]++;
                    }
                });
        assertArrayEquals(new int[] {240, 15}, examples);
        assertEquals(45, steps[0]);
    }

    private static double figure(TrainingRun run, String name) {
        return run.card().figures().getOrDefault(name, Double.NaN);
    }

    private static void assertSameModel(Path first, Path second) throws IOException {
        assertArrayEquals(
                Files.readAllBytes(first.resolve("model.onnx")),
                Files.readAllBytes(second.resolve("model.onnx")));
    }

    private void assertMessage(
            Class<? extends IOException> kind,
            String message,
            Recipe recipe,
            Path out,
            boolean resume) {
        assertEquals(message, assertThrows(kind, () -> train(recipe, out, resume)).getMessage());
    }

    private static TrainingRun train(Recipe recipe, Path out, boolean resume) throws IOException {
        return Trainer.train(recipe, out, resume, TrainingListener.SILENT);
    }

    private static TreeSet<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Recipe recipe() throws Exception {
        return Recipe.parse(
                        "tiny.yaml",
                        """
                        validation: 60
                        layers:
                          - conv 4 3x3
                          - batchnorm
                          - relu
                          - flatten
                          - dropout 0.2
                          - dense classes
                        optimiser: adam
                        learning-rate: 0.01
                        schedule: one-cycle
                        epochs: 3
                        batch: 16
                        average: 0.9
                        augment:
                          - affine shift 0.5
                        """)
                .with("data", images.toString())
                .with("test", tests.toString());
    }

    private Path writeIdx(String name, int count, long seed) throws IOException {
        return writeIdx(name, count, seed, SIDE);
    }

    private Path writeIdx(String name, int count, long seed, int side) throws IOException {
        return Bars.write(folder, name, count, seed, side);
    }
}
