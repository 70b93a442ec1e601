package dev.tenfold.lab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.TorchNetwork;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Recipe.Inference;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.model.ConfidenceSets;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CalibrationTest {

    @TempDir Path folder;
    private TrainingRun run;

    @BeforeEach
    void train() throws Exception {
        Recipe recipe =
                Recipe.parse(
                                "tiny.yaml",
                                """
                                validation: 60
                                layers:
                                  - flatten
                                  - dense classes
                                optimiser: adam
                                learning-rate: 0.01
                                epochs: 1
                                batch: 16
                                """)
                        .with("data", Bars.write(folder, "train", 300, 1, 10).toString());
        run = Trainer.train(recipe, folder.resolve("run"), false, TrainingListener.SILENT);
    }

    @Test
    void trainingCalibratesOnTheValidationExamples() {
        ConfidenceSets sets = Objects.requireNonNull(run.card().confidenceSets());
        double[] truths = new double[run.evaluated().size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = run.probabilities()[i][run.evaluated().label(i)];
        }
        Arrays.sort(truths);

        assertEquals(60, sets.examples());
        assertEquals(truths[0], sets.lowest().get(0), truths[0] * 1e-3);
        assertEquals(truths[6], sets.lowest().get(6), truths[6] * 1e-3);
        assertEquals(7, sets.lowest().size());
    }

    @Test
    void renewedCalibrationIsWhatTrainingFound() throws Exception {
        byte[] trained = Files.readAllBytes(run.model());
        ModelCard other = run.card().with(new ConfidenceSets(2, List.of(0.25, 0.5)));
        Files.write(run.model(), withCard(trained, other));

        ModelCard renewed = Calibration.renew(run.model(), Inference.FP32);

        assertEquals(run.card(), renewed);
        assertArrayEquals(trained, Files.readAllBytes(run.model()));
    }

    @Test
    void networkInBytesIsWhatTrainingItSoWouldHaveWritten() throws Exception {
        TrainingRun inBytes =
                Trainer.train(
                        run.recipe().with("inference", "int8"),
                        folder.resolve("bytes"),
                        false,
                        TrainingListener.SILENT);
        assertFalse(
                Arrays.equals(
                        Files.readAllBytes(run.model()), Files.readAllBytes(inBytes.model())));

        Calibration.renew(run.model(), Inference.INT8);

        assertArrayEquals(Files.readAllBytes(inBytes.model()), Files.readAllBytes(run.model()));
        Calibration.renew(run.model(), Inference.FP32);
        assertEquals(run.card(), card(run.model()));
    }

    private static ModelCard card(Path model) throws Exception {
        try (Network network = Network.open(model)) {
            return network.card();
        }
    }

    private static byte[] withCard(byte[] model, ModelCard card) throws Exception {
        try (TorchNetwork network = TorchNetwork.open(model, "run")) {
            return network.toOnnx(card);
        }
    }

    @Test
    void whatWasKeptOutIsFoundAgain() throws Exception {
        for (List<ModelCard> cards :
                List.of(List.of(run.card()), List.of(run.card(), run.card()))) {
            Dataset again = KeptOut.of(cards);
            assertArrayEquals(run.evaluated().pixels(), again.pixels());
            assertArrayEquals(run.evaluated().labels(), again.labels());
        }
    }

    @Test
    void networksThatKeptOutDifferentExamplesHaveNoneInCommon() throws Exception {
        ModelCard card = run.card();
        Recipe other = Recipe.parse("other.yaml", card.recipe()).with("seed", "7");
        ModelCard seventh =
                new ModelCard(
                        card.name(),
                        card.preprocessingVersion(),
                        card.labels(),
                        card.inputShape(),
                        card.temperature(),
                        other.toYaml(),
                        7,
                        card.dataChecksums(),
                        card.software(),
                        card.figures());
        String kept = "tiny (" + other.data() + ", validation: 60, keep-out: scattered, seed: ";
        assertEquals(
                "validation: expected networks that kept out the same examples, found "
                        + kept
                        + card.seed()
                        + ") and "
                        + kept
                        + "7); name networks that are alike in these",
                assertThrows(ModelFileException.class, () -> KeptOut.of(List.of(card, seventh)))
                        .getMessage());
    }

    @Test
    void otherDataOfTheSameNameIsNotTakenForWhatWasKeptOut() throws Exception {
        Bars.write(folder, "train", 300, 2, 10);
        String message =
                assertThrows(DataFileException.class, () -> KeptOut.of(List.of(run.card())))
                        .getMessage();
        assertTrue(
                String.valueOf(message)
                        .endsWith(
                                ": expected the data that tiny was trained on, found other files by"
                                        + " their checksums; give it those"),
                message);
    }

    @Test
    void modelOfNoRecipeKeptNothingOut() {
        ModelCard none =
                new ModelCard(
                        "two",
                        1,
                        run.card().labels(),
                        run.card().inputShape(),
                        1,
                        "",
                        0,
                        Map.of(),
                        Map.of(),
                        Map.of());
        assertThrows(ModelFileException.class, () -> KeptOut.of(List.of(none)));
    }

    @Test
    void modelOfOtherDataIsRefused() throws Exception {
        byte[] trained = Files.readAllBytes(run.model());
        ModelCard wrong =
                new ModelCard(
                        run.card().name(),
                        run.card().preprocessingVersion(),
                        run.card().labels(),
                        run.card().inputShape(),
                        run.card().temperature(),
                        run.card().recipe(),
                        run.card().seed(),
                        run.card().dataChecksums(),
                        run.card().software(),
                        Map.of("validation.correct", 3.0));
        Files.write(run.model(), withCard(trained, wrong));
        byte[] before = Files.readAllBytes(run.model());

        String message =
                String.valueOf(
                        assertThrows(
                                        ModelFileException.class,
                                        () -> Calibration.renew(run.model(), Inference.FP32))
                                .getMessage());

        assertTrue(
                message.startsWith(
                        run.model()
                                + ": expected 3 validation digits read right, as its card says"),
                message);
        assertArrayEquals(before, Files.readAllBytes(run.model()));
    }
}
