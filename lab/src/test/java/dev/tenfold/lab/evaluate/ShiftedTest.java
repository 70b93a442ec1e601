package dev.tenfold.lab.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.Cards;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.model.ModelCard;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShiftedTest {

    /** Answers by the ink of the pixel in the middle of 3 by 3. */
    private static final class Middle implements Classifier {

        private boolean closed;

        @Override
        public ModelCard card() {
            return Cards.of("middle", List.of("0", "1"), 3);
        }

        @Override
        public double[][] probabilities(Dataset images) {
            double[][] all = new double[images.size()][];
            for (int i = 0; i < all.length; i++) {
                double ink = images.image(i)[4];
                all[i] = new double[] {1 - ink, ink};
            }
            return all;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void answersByTheMeanOfFivePlaces() {
        byte[] pixels = {
            0,
            51,
            0,
            102,
            (byte) 255,
            51,
            0,
            0,
            0, // a cross whose lower arm is missing
            (byte) 255,
            0,
            (byte) 255,
            0,
            0,
            0,
            (byte) 255,
            0,
            (byte) 255 // corners
        };
        Dataset images =
                new Dataset("two", 3, 3, pixels, new int[] {1, 0}, List.of("0", "1"), Map.of());
        Middle middle = new Middle();
        Classifier shifted = Classifier.shifted(middle);
        double[][] probabilities = shifted.probabilities(images);
        assertArrayEquals(new double[] {0.64, 0.36}, probabilities[0], 1e-7);
        assertArrayEquals(new double[] {1, 0}, probabilities[1], 1e-7);
        shifted.close();
        assertTrue(middle.closed);
    }
}
