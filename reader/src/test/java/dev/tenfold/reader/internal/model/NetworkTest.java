package dev.tenfold.reader.internal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.internal.glyph.Glyph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On a model file of format 1 that is kept for ever: one dense layer from 784 pixels to 11 labels.
 */
final class NetworkTest {

    private static byte[] file = {};

    /** As kept; {@link #file} is the same network, said to be for the glyphs of today. */
    private static byte[] kept = {};

    @BeforeAll
    static void readTheModelFile() throws IOException {
        try (InputStream in = NetworkTest.class.getResourceAsStream("format-1.onnx")) {
            kept = in.readAllBytes();
        }
        file = kept;
        file =
                ModelFile.seal(
                        replaced(
                                "tenfold.preprocessing\u0012\u00011",
                                "tenfold.preprocessing\u0012\u0001" + Glyph.PREPROCESSING_VERSION));
    }

    @Test
    void fileOfFormatOneStillAnswersAsTheEngineThatTrainedIt() throws ModelFileException {
        float[] ramp = new float[784];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i / 783f;
        }
        float[] expected = {
            -0.4740195f,
            -1.6973431f,
            -0.030973911f,
            1.9007529f,
            -0.51742893f,
            -0.7206609f,
            0.36464486f,
            0.68706685f,
            -0.016347766f,
            0.8418421f,
            -1.0094255f
        };

        try (Network network = Network.open(file, "format-1.onnx")) {
            assertArrayEquals(expected, network.logits(ramp)[0], 1e-5f);
        }
    }

    @Test
    void cardSaysWhereTheModelComesFrom() throws ModelFileException {
        try (Network network = Network.open(file, "format-1.onnx")) {
            ModelCard card = network.card();

            assertEquals("format-1", card.name());
            assertEquals(List.of(1, 28, 28), card.inputShape());
            assertEquals(11, card.labels().size());
            assertTrue(card.readsDigits());
            assertTrue(card.knowsNone());
            assertEquals(1.5, card.temperature());
            assertEquals(7, card.seed());
            assertEquals(Map.of("train-images", "00ff"), card.dataChecksums());
            assertEquals(Map.of("tenfold", "0.1"), card.software());
            assertEquals(Map.of("validation.accuracy", 0.125), card.figures());
            assertTrue(card.recipe().contains("dense classes"), card.recipe());
        }
    }

    @Test
    void cardSurvivesItsWayThroughMetadata() throws ModelFileException {
        try (Network network = Network.open(file, "format-1.onnx")) {
            ModelCard card = network.card();

            assertEquals(card, ModelCard.fromMetadata(card.toMetadata(), "again"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void probabilitiesSumToOneAndBatchesAnswerAsSinglesDo(int seed) throws ModelFileException {
        List<Glyph> glyphs = IntStream.range(0, 300).mapToObj(i -> noise(seed * 1000 + i)).toList();

        try (Network network = Network.open(file, "format-1.onnx")) {
            List<Prediction> together = network.predict(glyphs);

            for (int i = 0; i < glyphs.size(); i += 37) {
                Prediction alone = network.predict(List.of(glyphs.get(i))).get(0);
                double sum =
                        alone.none()
                                + alone.probabilities().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .sum();
                assertEquals(1, sum, 1e-9);
                assertEquals(alone.digit(), together.get(i).digit());
                assertEquals(alone.confidence(), together.get(i).confidence(), 1e-6);
            }
        }
    }

    @Test
    void manyThreadsGetTheSameAnswer() throws ModelFileException {
        Glyph glyph = noise(5);
        try (Network network = Network.open(file, "format-1.onnx")) {
            Prediction expected = network.predict(List.of(glyph)).get(0);

            List<Prediction> found =
                    IntStream.range(0, 200)
                            .parallel()
                            .mapToObj(i -> network.predict(List.of(glyph)).get(0))
                            .toList();

            assertEquals(List.of(expected), found.stream().distinct().toList());
        }
    }

    @Test
    void closingWaitsForEightThreadsAndLaterCallsReportIt() throws Exception {
        Network network = Network.open(file, "format-1.onnx");
        List<Glyph> glyphs = List.of(noise(3));
        CountDownLatch asking = new CountDownLatch(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<IllegalStateException>> ends = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ends.add(
                    threads.submit(
                            () -> {
                                network.predict(glyphs);
                                asking.countDown();
                                return assertThrows(
                                        IllegalStateException.class,
                                        () -> {
                                            while (true) {
                                                network.predict(glyphs);
                                            }
                                        });
                            }));
        }
        asking.await();

        network.close();
        network.close();

        for (Future<IllegalStateException> end : ends) {
            assertEquals(
                    "format-1.onnx: expected an open model, found it closed; open it once more",
                    end.get().getMessage());
        }
        threads.shutdown();
    }

    @Test
    void layersOutliveTheirNetwork() throws ModelFileException {
        Network network = Network.open(file, "format-1.onnx");
        float[] expected = network.logits(noise(4).pixels())[0];
        Layers layers = network.openLayers();
        network.close();

        List<Layers.Output> outputs = layers.outputs(noise(4));
        assertArrayEquals(expected, outputs.get(outputs.size() - 1).values(), 1e-4f);

        layers.close();
        layers.close();
        assertThrows(IllegalStateException.class, () -> layers.outputs(noise(4)));
    }

    @Test
    void cardIsReadWithoutASession() throws ModelFileException {
        try (Network network = Network.open(file, "format-1.onnx")) {
            assertEquals(network.card(), ModelFile.card(file, "format-1.onnx"));
        }
    }

    @Test
    void fileCutAnywhereIsRefusedByName() {
        for (int length = 0; length < file.length; length += 61) {
            byte[] cut = Arrays.copyOf(file, length);

            ModelFileException refusal =
                    assertThrows(ModelFileException.class, () -> Network.open(cut, "cut.onnx"));
            assertTrue(
                    String.valueOf(refusal.getMessage()).startsWith("cut.onnx: expected"),
                    refusal::getMessage);
        }
    }

    @Test
    void anyChangedByteIsRefused() {
        for (int at = 0; at < file.length; at += 61) {
            byte[] changed = file.clone();
            changed[at] ^= 1;

            assertThrows(ModelFileException.class, () -> Network.open(changed, "changed.onnx"));
        }
    }

    @Test
    void anotherFormatIsRefusedWithACure() {
        byte[] newer =
                ModelFile.seal(
                        replaced("tenfold.format\u0012\u00011", "tenfold.format\u0012\u00012"));

        assertMessage(
                newer,
                "m.onnx: expected model format 1, found 2; use the Tenfold release that wrote it,"
                        + " or train the model again");
    }

    @Test
    void glyphsOfAnotherVersionAreRefusedWithACure() {
        assertMessage(
                kept,
                "m.onnx: expected a model for glyphs of version "
                        + Glyph.PREPROCESSING_VERSION
                        + ", found version 1; use the Tenfold release that wrote it, or train the"
                        + " model again");
    }

    @Test
    void missingOrStrangeEntriesAreNamed() {
        assertMessage(
                ModelFile.seal(replaced("tenfold.seed", "tenfold.sead")),
                "m.onnx: expected a value under tenfold.seed, found none; train the model again");
        assertMessage(
                ModelFile.seal(
                        replaced(
                                "tenfold.temperature\u0012\u00031.5",
                                "tenfold.temperature\u0012\u0003-.5")),
                "m.onnx: expected a number above 0 under tenfold.temperature, found -.5; train the"
                        + " model again");
    }

    @Test
    void cardThatPromisesOtherShapesThanTheGraphIsRefused() {
        byte[] other = ModelFile.seal(replaced("1,28,28", "1,28,29"));

        ModelFileException refusal =
                assertThrows(ModelFileException.class, () -> Network.open(other, "m.onnx"));
        assertTrue(
                String.valueOf(refusal.getMessage())
                        .startsWith("m.onnx: expected a network from [-1, 1, 28, 29]"),
                refusal::getMessage);
    }

    @Test
    void strangersAreTold() {
        assertMessage(
                "<html>Not found</html>".getBytes(StandardCharsets.UTF_8),
                "m.onnx: expected a Tenfold model file, found no Tenfold checksum in it; give a"
                        + " model.onnx that `tenfold train` wrote, whole");
        assertMessage(
                new byte[0],
                "m.onnx: expected a Tenfold model file, found an empty file; give a model.onnx that"
                        + " `tenfold train` wrote, whole");
    }

    @Test
    void missingFileIsNamed(@TempDir Path folder) {
        Path missing = folder.resolve("no.onnx");

        ModelFileException refusal =
                assertThrows(ModelFileException.class, () -> Network.open(missing));
        assertEquals(
                missing
                        + ": expected a model file, found none that can be read"
                        + " (NoSuchFileException); check the path",
                refusal.getMessage());
    }

    @Test
    void fileOnDiskOpensAsItsBytesDo(@TempDir Path folder) throws IOException {
        Path copy = Files.write(folder.resolve("model.onnx"), file);

        try (Network network = Network.open(copy)) {
            assertEquals("format-1", network.card().name());
        }
    }

    private static void assertMessage(byte[] bytes, String message) {
        ModelFileException refusal =
                assertThrows(ModelFileException.class, () -> Network.open(bytes, "m.onnx"));
        assertEquals(message, refusal.getMessage());
    }

    /** The file with other characters of the same number. */
    private static byte[] replaced(String from, String to) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(from), from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Glyph noise(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[Glyph.SIZE * Glyph.SIZE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        return Glyph.of(pixels);
    }
}
