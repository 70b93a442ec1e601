package dev.tenfold.lab.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.lab.recipe.Study;
import dev.tenfold.lab.train.Bars;
import dev.tenfold.lab.train.TrainingException;
import dev.tenfold.lab.train.TrainingListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final String RECIPES =
            """
            examples: 120
            validation: 30
            recipes:
              - knn
              - softmax epochs 3 batch 8 learning-rate 0.05 seeds 2
            """;

    private static final String ALL_PROTOCOLS =
            RECIPES
                    + """
                    folds: 3
                    cross-validation: [knn]
                    sizes: [60, 30]
                    learning-curve: [softmax]
                    resolutions: [10, 5]
                    resolution-curve: [softmax]
                    """;

    @TempDir Path folder;
    private Path images;
    private Path tests;

    @BeforeEach
    void writeData() throws IOException {
        images = Bars.write(folder, "train", 160, 1, 10);
        tests = Bars.write(folder, "test", 50, 2, 10);
    }

    @Test
    void runsSeedBySeedThenTheOtherProtocols() throws Exception {
        Comparison comparison = open(ALL_PROTOCOLS, folder.resolve("out"));
        assertEquals(
                List.of(
                        "knn.seed-1",
                        "softmax.seed-1",
                        "softmax.seed-2",
                        "knn.fold-1-of-3.seed-1",
                        "knn.fold-2-of-3.seed-1",
                        "knn.fold-3-of-3.seed-1",
                        "softmax.size-30.seed-1",
                        "softmax.size-60.seed-1",
                        "softmax.side-10.seed-1",
                        "softmax.side-5.seed-1"),
                comparison.trials().stream().map(Trial::key).toList());
        assertFalse(Files.exists(folder.resolve("out")), "opening writes nothing");
    }

    @Test
    void finishedStudyTellsWhatEachRunCameTo() throws Exception {
        Path out = folder.resolve("out");
        Comparison comparison = open(ALL_PROTOCOLS, out);
        comparison.run(Set.of(), ComparisonListener.SILENT);
        for (Comparison each : List.of(comparison, open(ALL_PROTOCOLS, out))) {
            TrialResult softmax = result(each, "softmax.seed-1");
            assertEquals(50, softmax.examples());
            assertTrue(softmax.accuracy() > 0.8, softmax.toString());
            assertEquals(90, softmax.learnedFrom());
            assertEquals(3, softmax.epochs().size());
            assertEquals(1010, softmax.parameters().orElseThrow());
            assertEquals(1000, softmax.multiplyAdds().orElseThrow());
            assertTrue(softmax.modelBytes() > 4 * 1010);
            assertTrue(softmax.cpuSeconds().isPresent());
            assertEquals(120, result(each, "knn.seed-1").learnedFrom());
            assertEquals(120 * 101, result(each, "knn.seed-1").parameters().orElseThrow());
            assertEquals(30, result(each, "softmax.size-30.seed-1").learnedFrom());
            // As many steps on half the examples.
            assertEquals(6, result(each, "softmax.size-30.seed-1").epochs().size());
            assertEquals(260, result(each, "softmax.side-5.seed-1").parameters().orElseThrow());
            assertEquals(
                    120,
                    Stream.of(1, 2, 3)
                            .mapToInt(
                                    fold ->
                                            result(each, "knn.fold-" + fold + "-of-3.seed-1")
                                                    .examples())
                            .sum());
        }
        assertEquals(
                Set.of("identity", "metrics.csv", "probabilities.npy", "recipe.yaml", "result.csv"),
                names(out.resolve("cells/softmax.seed-1")));
    }

    @Test
    void trialsThatRanElsewhereAreThoseThatRanHere() throws Exception {
        Comparison here = open(ALL_PROTOCOLS, folder.resolve("here"));
        here.run(Set.of(), ComparisonListener.SILENT);
        Comparison there = open(ALL_PROTOCOLS, folder.resolve("there"));
        List<String> reported = new ArrayList<>();
        there.run(
                Set.of(),
                new ComparisonListener() {
                    @Override
                    public void trialEnded(
                            Trial trial, TrialResult result, int number, Optional<Duration> left) {
                        reported.add(number + " " + trial.key());
                    }
                },
                elsewhere());
        assertEquals(here.trials().size(), reported.size());
        assertEquals("1 softmax.side-5.seed-1", reported.get(0));
        for (Trial trial : here.trials()) {
            TrialResult expected = here.result(trial).orElseThrow();
            TrialResult found = there.result(trial).orElseThrow();
            assertEquals(expected.correct(), found.correct(), trial.toString());
            assertEquals(
                    -1,
                    Files.mismatch(
                            expected.folder().resolve("probabilities.npy"),
                            found.folder().resolve("probabilities.npy")),
                    trial.toString());
            assertEquals(names(expected.folder()), names(found.folder()));
        }
    }

    @Test
    void trialsOfAnotherStudyAreNotTaken() throws Exception {
        Comparison comparison = open(RECIPES, folder.resolve("out"));
        TrialWorkers confused =
                (runner, trials, models, finished) ->
                        finished.trial(
                                trials.get(0),
                                runner.run(trials.get(1), false, scratch(trials.get(1))));
        Exception refused =
                assertThrows(
                        TrainingException.class,
                        () -> comparison.run(Set.of(), ComparisonListener.SILENT, confused));
        assertEquals(
                "knn, seed 1: expected the result of this trial, found another's; have all machines"
                        + " run the same version of Tenfold",
                refused.getMessage());
    }

    @Test
    void bestRecipeIsTheBestOnExamplesKeptOutAndLeavesItsModel() throws Exception {
        Path out = folder.resolve("out");
        String study =
                RECIPES.replace("softmax epochs 3", "softmax epochs 1")
                        + "folds: 3\ncross-validation: [knn, softmax]\n";
        Comparison comparison = open(study, out);
        assertEquals(Optional.empty(), comparison.best());
        comparison.run(Set.of(), ComparisonListener.SILENT);
        double knn = meanOfFolds(comparison, "knn");
        double softmax = meanOfFolds(comparison, "softmax");
        String best = knn >= softmax ? "knn" : "softmax";
        assertEquals(best, comparison.best().orElseThrow().name());
        assertEquals(best, comparison.retrainBest(elsewhere()).orElseThrow().name());
        String model = best.equals("knn") ? "model.tenfold" : "model.onnx";
        assertTrue(
                names(out.resolve("best")).contains(model), names(out.resolve("best")).toString());
        comparison.retrainBest(
                (runner, trials, models, finished) -> {
                    throw new AssertionError("it is there already");
                });
    }

    private static double meanOfFolds(Comparison comparison, String recipe) {
        return Stream.of(1, 2, 3)
                .flatMap(
                        fold ->
                                comparison
                                        .results(Protocol.CROSS_VALIDATION, recipe, fold)
                                        .stream())
                .mapToDouble(TrialResult::accuracy)
                .average()
                .orElseThrow();
    }

    /** Runs the last trial first, with a runner and trials that were sent there as bytes. */
    private TrialWorkers elsewhere() {
        return (runner, trials, models, finished) -> {
            TrialRunner sent = sent(runner);
            for (int i = trials.size() - 1; i >= 0; i--) {
                Trial trial = sent(trials.get(i));
                finished.trial(trial, sent.run(trial, models, scratch(trial)));
            }
        };
    }

    private Path scratch(Trial trial) {
        return folder.resolve("scratch").resolve(trial.key());
    }

    @SuppressWarnings({"unchecked", "BanSerializableRead"})
    private static <T> T sent(T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void answersCanBeEvaluatedAgain() throws Exception {
        Comparison comparison = open(RECIPES, folder.resolve("out"));
        comparison.run(Set.of(), ComparisonListener.SILENT);
        Dataset test = comparison.test().orElseThrow();
        for (Trial trial : comparison.trials()) {
            TrialResult result = comparison.result(trial).orElseThrow();
            Evaluation evaluation = result.evaluation(trial, test);
            assertEquals(result.correct(), evaluation.correct());
            assertEquals(result.examples(), evaluation.examples());
        }
    }

    @ParameterizedTest
    @CsvSource({"softmax.seed-1, 2", "softmax.size-60.seed-1, 1", "softmax.side-5.seed-1, 3"})
    void killedStudyThatGoesOnEqualsAnUnbrokenOne(String killed, int killedEpoch) throws Exception {
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        open(ALL_PROTOCOLS, whole).run(Set.of(), ComparisonListener.SILENT);
        Comparison comparison = open(ALL_PROTOCOLS, broken);
        assertThrows(
                IllegalStateException.class,
                () -> comparison.run(Set.of(), killer(killed, killedEpoch)));
        assertFalse(Files.exists(broken.resolve("cells/" + killed + "/result.csv")));
        Comparison resumed = open(ALL_PROTOCOLS, broken);
        resumed.run(Set.of(), ComparisonListener.SILENT);
        for (Trial trial : resumed.trials()) {
            assertArrayEquals(
                    Files.readAllBytes(
                            whole.resolve("cells/" + trial.key() + "/probabilities.npy")),
                    Files.readAllBytes(
                            broken.resolve("cells/" + trial.key() + "/probabilities.npy")),
                    trial.key());
        }
        assertEquals(
                killedEpoch == 1,
                result(resumed, killed).cpuSeconds().isPresent(),
                "no time is reported of a run that was resumed");
    }

    private static ComparisonListener killer(String key, int killedEpoch) {
        return new ComparisonListener() {
            @Override
            public TrainingListener trialStarted(Trial trial, int number) {
                return new TrainingListener() {
                    @Override
                    public void stepped(
                            int epoch, int step, double loss, double accuracy, double speed) {
                        if (trial.key().equals(key) && epoch == killedEpoch && step == 2) {
                            throw new IllegalStateException("killed");
                        }
                    }
                };
            }
        };
    }

    @Test
    void whatIsDoneIsNotRunAgainUnlessItsRecipeHasChanged() throws Exception {
        Path out = folder.resolve("out");
        open(RECIPES, out).run(Set.of(), ComparisonListener.SILENT);
        assertEquals(List.of(), ran(RECIPES, out));
        assertEquals(
                List.of("softmax.seed-1", "softmax.seed-2"),
                ran(RECIPES.replace("epochs 3", "epochs 2"), out));
    }

    @Test
    void changedDataIsRunAnew() throws Exception {
        Path out = folder.resolve("out");
        open(RECIPES, out).run(Set.of(), ComparisonListener.SILENT);
        Bars.write(folder, "test", 50, 3, 10);
        assertEquals(3, ran(RECIPES, out).size());
    }

    @Test
    void keyThatRecipesDidNotHaveThenIsTakenAsItsDefault() throws Exception {
        Path out = folder.resolve("out");
        open(RECIPES, out).run(Set.of(), ComparisonListener.SILENT);
        Path identity = out.resolve("cells/softmax.seed-1/identity");
        String text = Files.readString(identity);
        assertTrue(text.contains("average: 0\n"));
        Files.writeString(identity, text.replace("average: 0\n", ""));
        assertEquals(List.of(), ran(RECIPES, out));
        Files.writeString(identity, text.replace("average: 0\n", "average: 0.5\n"));
        assertEquals(List.of("softmax.seed-1"), ran(RECIPES, out));
    }

    @Test
    void onlyWhatIsAskedForRuns() throws Exception {
        Path out = folder.resolve("out");
        Comparison comparison = open(RECIPES, out);
        comparison.run(Set.of("knn"), ComparisonListener.SILENT);
        assertEquals(
                List.of(true, false, false),
                comparison.trials().stream()
                        .map(trial -> comparison.result(trial).isPresent())
                        .toList());
    }

    @Test
    void timeLeftEndsAtZero() throws Exception {
        List<Optional<Duration>> left = new ArrayList<>();
        open(ALL_PROTOCOLS, folder.resolve("out"))
                .run(
                        Set.of(),
                        new ComparisonListener() {
                            @Override
                            public void trialEnded(
                                    Trial trial,
                                    TrialResult result,
                                    int number,
                                    Optional<Duration> time) {
                                left.add(time);
                            }
                        });
        assertEquals(Optional.empty(), left.get(0), "nothing is known of networks yet");
        assertTrue(left.get(1).isPresent());
        assertEquals(Optional.of(Duration.ZERO), left.get(9));
    }

    @Test
    void fullDiskLeavesNothingHalfWritten() throws Exception {
        Path out = folder.resolve("out");
        Path trial = out.resolve("cells/knn.seed-1");
        // No file can be written where a folder of its name stands.
        Path blocked = Files.createDirectories(trial.resolve("probabilities.npy/folder"));
        TrainingException thrown =
                assertThrows(
                        TrainingException.class,
                        () -> open(RECIPES, out).run(Set.of(), ComparisonListener.SILENT));
        String message = String.valueOf(thrown.getMessage());
        assertTrue(message.startsWith(trial.resolve("probabilities.npy") + ": expected"), message);
        assertTrue(message.endsWith("make room or give another --out, then resume"), message);
        assertFalse(Files.exists(trial.resolve("result.csv")));
        Files.delete(blocked);
        Files.delete(blocked.getParent());
        assertEquals(3, ran(RECIPES, out).size());
    }

    @Test
    void damagedAnswersAreNamed() throws Exception {
        Path out = folder.resolve("out");
        Comparison comparison = open(RECIPES, out);
        comparison.run(Set.of("knn"), ComparisonListener.SILENT);
        Path file = out.resolve("cells/knn.seed-1/probabilities.npy");
        Files.write(file, new byte[100]);
        Trial trial = comparison.trials().get(0);
        TrialResult result = comparison.result(trial).orElseThrow();
        Dataset test = comparison.test().orElseThrow();
        IOException thrown = assertThrows(IOException.class, () -> result.evaluation(trial, test));
        assertEquals(
                file
                        + ": expected a table of 50 x 10 probabilities, found another or a damaged"
                        + " file; delete its folder and run again",
                thrown.getMessage());
    }

    @Test
    void networkThatDoesNotFitAResolutionIsLeftOutAndToldOf() throws Exception {
        Comparison comparison =
                open(
                        """
                        validation: 30
                        seeds: 0
                        recipes: [softmax, classic]
                        resolutions: [10, 4]
                        resolution-curve: [softmax, classic]
                        """,
                        folder.resolve("out"));
        assertEquals(
                List.of("classic has no result at 4 x 4 pixels: its layers do not fit."),
                comparison.leftOut());
        assertEquals(3, comparison.trials().size());
    }

    @Test
    void moreExamplesThanThereAreIsRefused() {
        assertMessage(
                "s: examples: expected at most the 160 of " + images + ", found 161; lower it",
                "examples: 161\nrecipes: [knn]\n");
    }

    @Test
    void validationOfAllExamplesIsRefused() {
        assertMessage(
                "s: validation: expected fewer than the 160 examples that knn, seed 1 has, found"
                        + " 5000; lower it",
                "recipes: [knn]\n");
    }

    @Test
    void largerSizeThanThereAreExamplesIsRefused() {
        assertMessage(
                "s: sizes: expected at most 130 for knn (160 examples less 30 for validation),"
                        + " found 131; lower it, or `validation:`",
                "validation: 30\nrecipes: [knn]\nsizes: [131]\nlearning-curve: [knn]\n");
    }

    @Test
    void higherResolutionThanTheImagesIsRefused() {
        assertMessage(
                "s: resolutions: expected at most the 10 pixels of a side of "
                        + images
                        + ", found 11; leave it out",
                "validation: 30\nrecipes: [knn]\nresolutions: [11]\nresolution-curve: [knn]\n");
    }

    @Test
    void withoutATestSetOnlyCrossValidationRuns() throws Exception {
        String recipes = "validation: 30\nrecipes: [knn]\ncross-validation: [knn]\n";
        assertEquals(
                "s: test: expected data that finished models are measured on, found none; add a"
                        + " line `test: …`, or set `seeds: 0` and only cross-validate",
                assertThrows(
                                IOException.class,
                                () -> open("data: " + images, recipes, folder.resolve("out")))
                        .getMessage());
        Comparison comparison =
                open("data: " + images + "\nseeds: 0", recipes, folder.resolve("out"));
        assertEquals(5, comparison.trials().size());
    }

    @Test
    void fewerExamplesOfAClassThanFoldsIsRefused() {
        String message =
                String.valueOf(
                        assertThrows(
                                        IOException.class,
                                        () ->
                                                open(
                                                        "validation: 5\nexamples: 16\nrecipes:"
                                                                + " [knn]\nfolds: 8\n"
                                                                + "cross-validation: [knn]\n",
                                                        folder.resolve("out")))
                                .getMessage());
        assertTrue(
                message.matches(
                        ".*: expected at least one example of each class for each of 8 folds, found"
                                + " [1-7] of class [0-3]; lower `folds:`, or add examples"),
                message);
    }

    @Test
    void oneClassOnlyIsRefused() throws Exception {
        Path labels = folder.resolve("train-labels-idx1-ubyte");
        byte[] bytes = Files.readAllBytes(labels);
        Arrays.fill(bytes, 8, bytes.length, (byte) 3);
        Files.write(labels, bytes);
        assertMessage(
                images
                        + ": expected examples of at least two classes, found one class only; add"
                        + " the others",
                RECIPES);
    }

    private void assertMessage(String message, String text) {
        assertEquals(
                message,
                assertThrows(IOException.class, () -> open(text, folder.resolve("out")))
                        .getMessage());
    }

    private List<String> ran(String text, Path out) throws IOException {
        List<String> keys = new ArrayList<>();
        open(text, out)
                .run(
                        Set.of(),
                        new ComparisonListener() {
                            @Override
                            public TrainingListener trialStarted(Trial trial, int number) {
                                keys.add(trial.key());
                                return TrainingListener.SILENT;
                            }
                        });
        return keys;
    }

    private Comparison open(String text, Path out) throws IOException {
        return open("data: " + images + "\ntest: " + tests, text, out);
    }

    private static Comparison open(String data, String text, Path out) throws IOException {
        return Comparison.open(
                Study.parse("s.yaml", data + "\n" + text), out, DownloadListener.NONE);
    }

    private static TrialResult result(Comparison comparison, String key) {
        return comparison.trials().stream()
                .filter(trial -> trial.key().equals(key))
                .findFirst()
                .flatMap(comparison::result)
                .orElseThrow(() -> new AssertionError("no result of " + key));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
