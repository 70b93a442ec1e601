package dev.tenfold.lab.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.ClassicalRecipe.Preprocessing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {

    private static final int SIDE = 28;

    @Test
    void uprightDigitIsLeftAlone() {
        float[] upright = stroke(0);
        assertArrayEquals(upright, Preparation.deskewed(upright, SIDE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, -0.2, 0.3, 0.6})
    void slantedDigitIsMadeUpright(double slant) {
        float[] slanted = stroke(slant);
        assertEquals(slant, slant(slanted), 0.02);
        assertEquals(0, slant(Preparation.deskewed(slanted, SIDE)), 0.02);
    }

    @Test
    void deskewingKeepsTheInk() {
        float[] slanted = stroke(0.4);
        assertEquals(sum(slanted), sum(Preparation.deskewed(slanted, SIDE)), 0.01 * sum(slanted));
    }

    @Test
    void blankImageAndLevelStrokeStayAsTheyAre() {
        float[] blank = new float[SIDE * SIDE];
        assertArrayEquals(blank, Preparation.deskewed(blank, SIDE));
        float[] level = new float[SIDE * SIDE];
        for (int x = 5; x < 20; x++) {
            level[10 * SIDE + x] = 255;
        }
        assertArrayEquals(level, Preparation.deskewed(level, SIDE));
    }

    @Test
    void blurSpreadsADotOverItsNeighbours() {
        float[] dot = new float[25];
        dot[12] = 160;
        assertArrayEquals(
                new float[] {
                    0, 0, 0, 0, 0, 0, 10, 20, 10, 0, 0, 20, 40, 20, 0, 0, 10, 20, 10, 0, 0, 0, 0, 0,
                    0
                },
                Preparation.blurred(dot, 5));
    }

    @Test
    void stepsAreTakenInOrderAndThenTheImageIsMadeSmaller() {
        byte[] pixels = new byte[16];
        pixels[5] = (byte) 160;
        Dataset data = new Dataset("dot", 4, 4, pixels, new int[1], List.of("0"), Map.of("f", "c"));
        Dataset prepared = new Preparation(List.of(Preprocessing.BLUR), 2).apply(data);
        assertEquals(2, prepared.height());
        assertArrayEquals(new byte[] {23, 8, 8, 3}, prepared.pixels());
        assertEquals(Map.of("f", "c"), prepared.checksums());
        assertTrue(pixels[5] == (byte) 160, "the data itself is not changed");
    }

    /** A pen stroke 3 pixels wide whose x grows by {@code slant} with each row downwards. */
    private static float[] stroke(double slant) {
        float[] image = new float[SIDE * SIDE];
        for (int y = 5; y < 24; y++) {
            double middle = 14 + slant * (y - 14);
            for (int x = 0; x < SIDE; x++) {
                double cover = Math.max(0, Math.min(1, 2 - Math.abs(x - middle)));
                image[y * SIDE + x] = (float) (255 * cover);
            }
        }
        return image;
    }

    /** How far x goes with y: the covariance of the two over the variance of y. */
    private static double slant(float[] image) {
        double x = 0;
        double y = 0;
        for (int p = 0; p < image.length; p++) {
            x += image[p] * (p % SIDE) / sum(image);
            y += image[p] * (p / SIDE) / sum(image);
        }
        double together = 0;
        double spread = 0;
        for (int p = 0; p < image.length; p++) {
            together += image[p] * (p % SIDE - x) * (p / SIDE - y);
            spread += image[p] * (p / SIDE - y) * (p / SIDE - y);
        }
        return together / spread;
    }

    private static double sum(float[] image) {
        double sum = 0;
        for (float value : image) {
            sum += value;
        }
        return sum;
    }
}
