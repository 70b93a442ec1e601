package dev.tenfold.reader.internal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.glyph.Glyph;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bundled network, looked into. */
final class LayersTest {

    private static final Glyph STROKE = stroke(13);
    private static final Glyph FURTHER_LEFT = stroke(8);

    private static Network network;
    private static Layers layers;

    @BeforeAll
    static void open() throws ModelFileException {
        network = Networks.bundledGlyphs();
        layers = network.openLayers();
    }

    @AfterAll
    static void close() {
        layers.close();
        network.close();
    }

    @Test
    void everyActivationAndPoolingIsShownAndThenTheLogits() {
        List<Layers.Output> outputs = layers.outputs(STROKE);
        assertEquals(
                List.of(
                        List.of(24, 26, 26),
                        List.of(32, 24, 24),
                        List.of(32, 12, 12),
                        List.of(64, 12, 12),
                        List.of(96, 12, 12),
                        List.of(96, 6, 6),
                        List.of(128, 6, 6),
                        List.of(192, 4, 4),
                        List.of(11)),
                outputs.stream().map(Layers.Output::shape).toList());
        assertEquals(List.of("Conv", "BatchNormalization", "Relu"), outputs.get(0).operators());
        assertEquals(List.of(3, 3), outputs.get(0).kernel());
        assertEquals(List.of("MaxPool"), outputs.get(2).operators());
        assertEquals(List.of(), outputs.get(2).kernel());
    }

    @Test
    void lastLayerGivesTheNetworksOwnLogits() {
        float[] shown = layers.outputs(STROKE).get(8).values();
        assertArrayEquals(network.logits(STROKE.pixels())[0], shown, 1e-4f);
    }

    @Test
    void poolingKeepsTheStrongestOfFour() {
        List<Layers.Output> outputs = layers.outputs(STROKE);
        float[] before = outputs.get(1).values();
        float[] after = outputs.get(2).values();
        for (int y = 0; y < 12; y++) {
            for (int x = 0; x < 12; x++) {
                int corner = 2 * y * 24 + 2 * x;
                float strongest =
                        Math.max(
                                Math.max(before[corner], before[corner + 1]),
                                Math.max(before[corner + 24], before[corner + 25]));
                assertEquals(strongest, after[y * 12 + x], 1e-6f);
            }
        }
    }

    @Test
    void evidenceOfALabelSumsToItsLogitButForAConstant() {
        float[] one = withoutEvidence(STROKE);
        float[] other = withoutEvidence(FURTHER_LEFT);
        assertEquals(11, one.length);
        assertArrayEquals(one, other, 1e-3f);
    }

    /** What is left of the logits: the last layer's bias. */
    private static float[] withoutEvidence(Glyph glyph) {
        List<Layers.Output> outputs = layers.outputs(glyph);
        Layers.Evidence evidence = layers.evidence(glyph, outputs).orElseThrow();
        assertEquals(List.of(11, 4, 4), evidence.shape());
        float[] left = outputs.get(8).values().clone();
        for (int i = 0; i < evidence.values().length; i++) {
            left[i / 16] -= evidence.values()[i];
        }
        return left;
    }

    @Test
    void traceOfEveryLayerSumsToWhatItGives() {
        List<Layers.Output> outputs = layers.outputs(STROKE);
        for (int layer = 0; layer < outputs.size(); layer++) {
            Layers.Output output = outputs.get(layer);
            int map = output.shape().get(0) - 1;
            int row = output.isMaps() ? output.shape().get(1) / 2 : 0;
            Trace trace = layers.trace(STROKE, outputs, layer, map, row, 0).orElseThrow();
            boolean cut = output.operators().contains("Relu");
            assertEquals(trace.value(), cut ? Math.max(0, trace.sum()) : trace.sum(), 2e-3f);
            if (!trace.operator().equals("MaxPool")) {
                double sources = trace.sources().stream().mapToDouble(Trace.Source::sum).sum();
                assertEquals(trace.sum(), sources + trace.bias(), 1e-3);
            }
        }
    }

    @Test
    void traceSeesThePlaceOfTheGlyphThatItsValueWasMadeFrom() {
        List<Layers.Output> outputs = layers.outputs(STROKE);
        Trace.Source source =
                layers.trace(STROKE, outputs, 0, 0, 10, 12).orElseThrow().sources().get(0);
        assertEquals(List.of(10, 12), List.of(source.top(), source.left()));
        assertArrayEquals(new float[] {0, 1, 1, 0, 1, 1, 0, 1, 1}, source.values());
    }

    @Test
    void traceOfAPlaceThatIsNotThereIsRefused() {
        List<Layers.Output> outputs = layers.outputs(STROKE);
        assertThrows(
                IndexOutOfBoundsException.class, () -> layers.trace(STROKE, outputs, 0, 0, 26, 0));
    }

    @Test
    void damagedFileIsRefused() throws ModelFileException {
        byte[] file = Networks.bundledFile();
        file[file.length / 2]++;
        ModelFileException failure =
                assertThrows(ModelFileException.class, () -> Layers.open(file, "some.onnx"));
        assertTrue(String.valueOf(failure.getMessage()).startsWith("some.onnx: expected SHA-256"));
    }

    private static Glyph stroke(int left) {
        float[] pixels = new float[Glyph.SIZE * Glyph.SIZE];
        for (int y = 4; y < 24; y++) {
            pixels[y * Glyph.SIZE + left] = 1;
            pixels[y * Glyph.SIZE + left + 1] = 1;
        }
        return Glyph.of(pixels);
    }
}
