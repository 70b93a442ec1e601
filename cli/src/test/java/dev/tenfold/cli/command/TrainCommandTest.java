package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import dev.tenfold.server.store.Correction;
import dev.tenfold.server.store.NewReading;
import dev.tenfold.server.store.Store;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainCommandTest {

    @TempDir Path folder;

    @Test
    void mistypedRecipeNameGetsTheRightOne() {
        Run run = Run.tenfold("train", "clasic");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("did you mean \"classic\"?"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void epochsThatAreNoNumberAreWrongUsage() {
        Run run = Run.tenfold("train", "mlp", "--epochs", "many");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("epochs: expected a whole number"), run.err());
    }

    @Test
    void recipeFileWithAMistakeIsUnreadableInputWithItsLine() throws IOException {
        Path recipe = folder.resolve("r.yaml");
        Files.writeString(recipe, "name: r\ndata: mnist:train\nlayers:\n  - flaten\n");
        Run run = Run.tenfold("train", recipe.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().startsWith("tenfold: " + recipe), run.err());
        assertTrue(run.err().contains("flatten"), run.err());
    }

    @Test
    void missingRecipeFileIsUnreadableInput() {
        Run run = Run.tenfold("train", folder.resolve("none.yaml").toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().contains("none.yaml"), run.err());
    }

    @Test
    void missingDataIsUnreadableInput() {
        Path data = folder.resolve("none");
        Run run =
                Run.tenfold("train", "mlp", "--data", data.toString(), "--out", folder.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().contains(data.toString()), run.err());
    }

    @Test
    void classicalModelIsTrainedAndEvaluated() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7);
        Path recipe = folder.resolve("near.yaml");
        Files.writeString(
                recipe,
                "data: " + data + "\nvalidation: 2\ndownsample: 7\nmodel: knn\nneighbours: 1\n");
        Path run = folder.resolve("run");

        Run train = Run.tenfold("train", recipe.toString(), "--out", run.toString());
        assertEquals(ExitCode.DONE, train.exitCode(), train.err());
        assertTrue(train.out().startsWith("near, seed 1: "), train.out());
        assertTrue(Files.size(run.resolve("report.html")) > 0);
        assertTrue(Files.size(run.resolve("model-card.md")) > 0);

        Run evaluate =
                Run.tenfold("evaluate", "--model", run.toString(), "--data", data.toString());
        assertEquals(ExitCode.DONE, evaluate.exitCode(), evaluate.err());
        assertTrue(evaluate.out().contains("read by near"), evaluate.out());
    }

    @Test
    void testSetIsReadOnlyWhenAsked() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7);
        Path recipe = folder.resolve("near.yaml");
        String text =
                "data: " + data + "\nvalidation: 2\ndownsample: 7\nmodel: knn\nneighbours: 1\n";
        Files.writeString(recipe, text + "test: " + data + "\n");
        String[] train = {"train", recipe.toString(), "--out", folder.resolve("a").toString()};

        Run unread = Run.tenfold(train);
        assertTrue(unread.out().contains("on the validation set ("), unread.out());

        train[3] = folder.resolve("b").toString();
        Run read = Run.tenfold(train[0], train[1], train[2], train[3], "--test");
        assertTrue(read.out().contains("on the test set ("), read.out());
    }

    @Test
    void testSetThatARecipeDoesNotNameIsWrongUsage() throws IOException {
        Path recipe = folder.resolve("near.yaml");
        Files.writeString(recipe, "data: mnist:train\ntest: \"\"\nmodel: knn\nneighbours: 1\n");

        Run run = Run.tenfold("train", recipe.toString(), "--test");

        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals(
                "tenfold: --test: expected a recipe that names a test set, found none in near; add"
                        + " its line test: DATA, or leave --test out\n",
                run.err());
    }

    @Test
    void bundledRecipeKeepsOutNoMoreThanAFifthOfOtherData() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7, 3, 7);
        Path run = folder.resolve("run");

        Run train = Run.tenfold("train", "knn", "--data", data.toString(), "--out", run.toString());

        assertEquals(ExitCode.DONE, train.exitCode(), train.err());
        assertTrue(
                train.err()
                        .contains(
                                "validation: 2 of the 10 examples, a fifth, in place of the recipe's 5,000"),
                train.err());
        assertTrue(
                Files.readString(run.resolve("recipe.yaml")).contains("validation: 2\n"),
                "the recipe as run says so");
    }

    @Test
    void quietTrainsWithoutAWordOnStandardError() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7, 3, 7);
        String run = folder.resolve("run").toString();

        Run train = Run.tenfold("train", "knn", "--quiet", "--data", data.toString(), "--out", run);

        assertEquals(ExitCode.DONE, train.exitCode());
        assertEquals("", train.err());
        assertTrue(train.out().startsWith("knn, seed 1: "), train.out());
    }

    @Test
    void digitsOfOnesOwnAreReadAfterEachEpoch() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 7, 7, 3, 7, 3, 7, 3, 7);
        Path own = Files.createDirectory(folder.resolve("own"));
        DataCommandTest.writeIdx(own, 7);
        Path recipe = folder.resolve("linear.yaml");
        Files.writeString(
                recipe,
                "data: "
                        + data
                        + "\nvalidation: 2\nlayers:\n  - flatten\n  - dense classes\n"
                        + "optimiser: sgd\nlearning-rate: 0.1\nepochs: 2\n");

        Run train =
                Run.tenfold(
                        "train",
                        recipe.toString(),
                        "--watch",
                        own.toString(),
                        "--out",
                        folder.resolve("run").toString());

        assertEquals(ExitCode.DONE, train.exitCode(), train.err());
        assertEquals(3, train.err().split("  your digits: 7 as [0-9] ").length - 1, train.err());
    }

    @Test
    void oneClassOnlyIsUnreadableInput() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        DataCommandTest.writeIdx(data, 3, 3, 3, 3, 3, 3);

        Run train =
                Run.tenfold(
                        "train",
                        "knn",
                        "--data",
                        data.toString(),
                        "--out",
                        folder.resolve("run").toString());

        assertEquals(ExitCode.UNREADABLE, train.exitCode(), train.err());
        assertTrue(
                train.err()
                        .contains(
                                "tenfold: "
                                        + data
                                        + ": expected examples of at least two classes, found one"
                                        + " class only; add the others"),
                train.err());
    }

    @Test
    void classicalModelHasNoEpochs() {
        Run run = Run.tenfold("train", "knn", "--epochs", "3");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("found \"epochs\""), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                       | expected a RECIPE or --finetune, found neither; give one of them",
                "mlp --finetune corrections               | expected a RECIPE or --finetune, found both; give one of them",
                "mlp --from flagship                      | --from: expected --finetune beside it, found none; add it",
                "--finetune corrections --seed 2          | --seed: expected none beside --finetune, whose validation digits are those of the network's own seed, found 2; leave it out",
                "--finetune corrections --watch a.csv     | --watch: expected a RECIPE beside it, found --finetune, which watches the corrections; leave it out",
                "knn --watch a.csv                        | --watch: expected a recipe of a network for single digits, found knn; leave it out",
                "context --watch a.csv                    | --watch: expected a recipe of a network for single digits, found context; leave it out"
            })
    void recipeAndFineTuningExcludeEachOther(String options, String message) {
        Run run = Run.tenfold(("train " + options).strip().split(" "));
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("tenfold: " + message, run.err().strip());
    }

    @Test
    void examplesThatAreNoNumberAreWrongUsage() {
        Run run = Run.tenfold("train", "mlp", "--examples", "some");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("'some' is not an int"), run.err());
        run = Run.tenfold("train", "mlp", "--examples", "-1");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("examples: expected a whole number"), run.err());
    }

    @Test
    void fineTuningWithoutADatabaseSaysWhereItLooked() {
        Path database = folder.resolve("readings");
        Run run =
                Run.tenfold(
                        "train", "--finetune", "corrections", "--database", database.toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertEquals(
                "tenfold: "
                        + database
                        + ".mv.db: expected the database of `tenfold serve`, found none; correct"
                        + " some readings there, or name another --database",
                run.err().strip());
    }

    @Test
    void ownHandInTheDatabaseIsLearned() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        writeBars(data, 80);
        Path recipe = folder.resolve("bars.yaml");
        Files.writeString(
                recipe,
                "data: "
                        + data
                        + "\nvalidation: 20\nlayers:\n  - flatten\n  - dense classes\noptimiser: adam\n"
                        + "learning-rate: 0.01\nepochs: 8\nbatch: 8\n");
        Path base = folder.resolve("base");
        Run trained = Run.tenfold("train", recipe.toString(), "--out", base.toString());
        assertEquals(ExitCode.DONE, trained.exitCode(), trained.err());
        Path database = folder.resolve("readings");
        correctBars(database, 25);
        Path out = folder.resolve("own");

        Run run =
                Run.tenfold(
                        "train",
                        "--finetune",
                        "corrections",
                        "--database",
                        database.toString(),
                        "--from",
                        base.toString(),
                        "--epochs",
                        "2",
                        "--out",
                        out.toString());

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertTrue(
                run.out().startsWith("bars-finetuned: learned from 20 corrections. Of 5 that it"),
                run.out());
        assertTrue(run.out().contains("; so few say little). Of 20 validation digits"), run.out());
        assertTrue(Files.size(out.resolve("report.html")) > 0);
        assertTrue(Files.size(out.resolve("model.onnx")) > 0);
    }

    /** An IDX pair of 28 x 28 images with a bar that only the label moves. */
    private static void writeBars(Path folder, int count) throws IOException {
        try (DataOutputStream images =
                        new DataOutputStream(
                                Files.newOutputStream(folder.resolve("t-images-idx3-ubyte")));
                DataOutputStream labels =
                        new DataOutputStream(
                                Files.newOutputStream(folder.resolve("t-labels-idx1-ubyte")))) {
            for (int header : new int[] {0x803, count, Glyph.SIZE, Glyph.SIZE}) {
                images.writeInt(header);
            }
            labels.writeInt(0x801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                images.write(bar(i % 10).toBytes());
                labels.writeByte(i % 10);
            }
        }
    }

    private static Glyph bar(int label) {
        float[] ink = new float[Glyph.SIZE * Glyph.SIZE];
        Arrays.fill(ink, 2 * label * Glyph.SIZE, 2 * (label + 1) * Glyph.SIZE, 1f);
        return Glyph.of(ink);
    }

    /** Readings of one digit each, all of which a person has confirmed. */
    private static void correctBars(Path database, int count) throws IOException {
        try (Store store = Store.open(database)) {
            for (int i = 0; i < count; i++) {
                Prediction prediction = new Prediction(Collections.nCopies(10, 0.1), 0);
                Box box = new Box(0, 0, 1, 1);
                Line line = new Line(box, List.of(Digit.of(prediction, box)));
                long id =
                        store.add(
                                        List.of(
                                                new NewReading(
                                                        "bar",
                                                        new Reading(
                                                                1,
                                                                List.of(line),
                                                                List.of(),
                                                                "bars",
                                                                1),
                                                        List.of(
                                                                new ScoredGlyph(
                                                                        bar(i % 10),
                                                                        box,
                                                                        prediction)))))
                                .get(0);
                store.correct(id, List.of(new Correction(1, 1, String.valueOf(i % 10))));
            }
        }
    }
}
