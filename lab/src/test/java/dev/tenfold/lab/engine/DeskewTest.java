package dev.tenfold.lab.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.lab.Cards;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.glyph.Glyph;
import dev.tenfold.reader.model.Layers;
import dev.tenfold.reader.model.ModelCard;
import dev.tenfold.reader.model.Network;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

final class DeskewTest {

    private static final int SIDE = Glyph.SIZE;
    private static final int AREA = SIDE * SIDE;

    private static final String RECIPE =
            """
            layers:
              - deskew
              - conv 4 3x3
              - relu
              - flatten
              - dense classes
            optimiser: sgd
            learning-rate: 0.01
            epochs: 1
            """;

    @Test
    void slantedStrokeStandsUpright() {
        float[] stroke = stroke(0.5);
        assertEquals(-0.5, Moments.of(stroke).slant(), 0.05);
        assertEquals(0, Moments.of(deskewed(stroke)).slant(), 0.02);
    }

    @Test
    void widthsComeHalfWayTogetherAndNoFurtherThanAThird() {
        for (double widen : new double[] {0.7, 1, 1.2}) {
            float[] blob = blob(widen * 4 / 1.35, 4);
            double ratio = Moments.of(blob).ratio();
            assertEquals(Math.sqrt(ratio * 1.35), Moments.of(deskewed(blob)).ratio(), 0.05);
        }
        double narrow = Moments.of(blob(1.5, 6)).ratio();
        assertEquals(narrow / 1.35, Moments.of(deskewed(blob(1.5, 6))).ratio(), 0.1);
    }

    @Test
    void uprightDigitOfThatRatioStaysAsItIs() {
        float[] blob = blob(4 / 1.35, 4);
        assertArrayEquals(blob, deskewed(blob), 0.02f);
    }

    @Test
    void digitStaysWhereItIs() {
        float[] aside = new float[AREA];
        System.arraycopy(stroke(0.3), 3 * SIDE, aside, 4, AREA - 3 * SIDE - 4);
        assertEquals(Moments.of(aside).x(), Moments.of(deskewed(aside)).x(), 0.02);
        assertEquals(Moments.of(aside).y(), Moments.of(deskewed(aside)).y(), 0.02);
    }

    @Test
    void paperAndASingleDotStayAsTheyAre() {
        float[] dot = new float[AREA];
        assertArrayEquals(dot, deskewed(dot));
        dot[5 * SIDE + 7] = 1;
        assertArrayEquals(dot, deskewed(dot), 1e-3f);
    }

    @Test
    void eachImageIsSetUprightByItself() {
        float[] two = new float[2 * AREA];
        System.arraycopy(stroke(0.5), 0, two, 0, AREA);
        System.arraycopy(blob(5, 3), 0, two, AREA, AREA);
        float[] together = deskewed(two);
        for (int i = 0; i < AREA; i++) {
            assertEquals(deskewed(stroke(0.5))[i], together[i], 1e-5f);
            assertEquals(deskewed(blob(5, 3))[i], together[AREA + i], 1e-5f);
        }
    }

    @Test
    void modelFileDoesTheSameAndShowsTheUprightDigit() throws Exception {
        Recipe recipe = Recipe.parse("upright.yaml", RECIPE);
        Architecture architecture = Architecture.of(recipe, Shape.maps(1, SIDE, SIDE), 10);
        ModelCard card = Cards.of("upright", Cards.DIGITS, SIDE);
        float[] images = new float[4 * AREA];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < AREA; i++) {
            images[i] = (float) random.nextDouble();
        }
        System.arraycopy(stroke(0.4), 0, images, AREA, AREA);
        System.arraycopy(blob(5, 3), 0, images, 2 * AREA, AREA);
        try (TorchNetwork network = new TorchNetwork(architecture, 1);
                Network written = Network.open(network.toOnnx(card), "upright.onnx");
                Layers layers = written.openLayers()) {
            float[][] expected = network.logits(images);
            float[][] found = written.logits(images);
            for (int i = 0; i < expected.length; i++) {
                assertArrayEquals(expected[i], found[i], 1e-4f);
            }
            Glyph slanted = Glyph.of(stroke(0.4));
            List<Layers.Output> outputs = layers.outputs(slanted);
            assertEquals(
                    List.of(
                            List.of("Reshape"),
                            List.of("Conv", "Relu"),
                            List.of("Flatten", "Gemm")),
                    outputs.stream().map(Layers.Output::operators).toList());
            assertEquals(List.of(1, SIDE, SIDE), outputs.get(0).shape());
            assertArrayEquals(deskewed(slanted.pixels()), outputs.get(0).values(), 1e-4f);
        }
    }

    private static float[] deskewed(float[] images) {
        try (PointerScope scope = new PointerScope()) {
            return Torch.values(
                    new Deskew(Shape.maps(1, SIDE, SIDE))
                            .run(Torch.tensor(images, images.length / AREA, 1, SIDE, SIDE)));
        }
    }

    /** Three pixels wide, from top to bottom, that much to the left each row. */
    private static float[] stroke(double slant) {
        float[] image = new float[AREA];
        for (int y = 4; y < 24; y++) {
            for (int x = 0; x < SIDE; x++) {
                double away = Math.abs(x - (13.5 - slant * (y - 13.5)));
                image[y * SIDE + x] = (float) Math.max(0, Math.min(1, 2 - away));
            }
        }
        return image;
    }

    /** A smooth spot of the given deviations. */
    private static float[] blob(double across, double down) {
        float[] image = new float[AREA];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double u = (x - 13.5) / across;
                double v = (y - 13.5) / down;
                image[y * SIDE + x] = (float) Math.exp(-(u * u + v * v) / 2);
            }
        }
        return image;
    }

    /** The middle of an image's ink, and its central moments. */
    private record Moments(double x, double y, double xx, double xy, double yy) {

        static Moments of(float[] image) {
            double ink = 0;
            double x = 0;
            double y = 0;
            for (int i = 0; i < AREA; i++) {
                ink += image[i];
                x += image[i] * (i % SIDE);
                y += image[i] * (i / SIDE);
            }
            x /= ink;
            y /= ink;
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (int i = 0; i < AREA; i++) {
                xx += image[i] / ink * (i % SIDE - x) * (i % SIDE - x);
                xy += image[i] / ink * (i % SIDE - x) * (i / SIDE - y);
                yy += image[i] / ink * (i / SIDE - y) * (i / SIDE - y);
            }
            return new Moments(x, y, xx, xy, yy);
        }

        double slant() {
            return xy / yy;
        }

        /** Of the spread down to that across. */
        double ratio() {
            return Math.sqrt(yy / xx);
        }
    }
}
