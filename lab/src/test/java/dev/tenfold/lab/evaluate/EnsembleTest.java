package dev.tenfold.lab.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.model.ModelCard;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnsembleTest {

    private static final Dataset ONE_PIXEL =
            new Dataset("pixel", 1, 1, new byte[2], new int[] {0, 1}, List.of("0", "1"), Map.of());

    /** Gives every image the same answer. */
    private static final class Fixed implements Classifier {

        private final ModelCard card;
        private final double[] answer;
        private boolean closed;

        Fixed(String name, List<String> labels, double... answer) {
            this.card =
                    new ModelCard(
                            name,
                            1,
                            labels,
                            List.of(1, 1, 1),
                            1,
                            "",
                            0,
                            Map.of(name, "sum"),
                            Map.of(),
                            Map.of());
            this.answer = answer;
        }

        @Override
        public ModelCard card() {
            return card;
        }

        @Override
        public double[][] probabilities(Dataset images) {
            double[][] all = new double[images.size()][];
            Arrays.setAll(all, i -> answer.clone());
            return all;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void membersAnswerByTheGeometricMeanOfTheirProbabilities() {
        Fixed sure = new Fixed("sure", List.of("0", "1"), 0.9, 0.1);
        Fixed unsure = new Fixed("unsure", List.of("0", "1"), 0.4, 0.6);

        Classifier together = Classifier.ensemble(List.of(sure, unsure, sure));
        double[][] probabilities = together.probabilities(ONE_PIXEL);

        assertEquals(2, probabilities.length);
        double zero = Math.cbrt(0.9 * 0.4 * 0.9);
        double one = Math.cbrt(0.1 * 0.6 * 0.1);
        assertArrayEquals(
                new double[] {zero / (zero + one), one / (zero + one)}, probabilities[1], 1e-6);
        assertEquals("2 sure + unsure", together.card().name());
        assertEquals(Map.of("sure", "sum", "unsure", "sum"), together.card().dataChecksums());
        together.close();
        assertTrue(sure.closed && unsure.closed);
    }

    @Test
    void oneMembersZeroLeavesNumbers() {
        Classifier together =
                Classifier.ensemble(
                        List.of(
                                new Fixed("one", List.of("0", "1"), 1, 0),
                                new Fixed("other", List.of("0", "1"), 0, 1)));
        assertArrayEquals(new double[] {0.5, 0.5}, together.probabilities(ONE_PIXEL)[0], 1e-6);
    }

    @Test
    void oneAloneIsItself() {
        Fixed alone = new Fixed("alone", List.of("0", "1"), 1, 0);
        assertSame(alone, Classifier.ensemble(List.of(alone)));
    }

    @Test
    void modelsOfOtherLabelsDoNotAnswerTogether() {
        Fixed digits = new Fixed("digits", List.of("0", "1"), 1, 0);
        Fixed withNone = new Fixed("reader", List.of("0", "1", "none"), 1, 0, 0);
        assertEquals(
                "ensemble: expected models of the same images and labels, found digits from"
                        + " [1, 1, 1] to [0, 1] and reader from [1, 1, 1] to [0, 1, none]; leave one"
                        + " out",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Classifier.ensemble(List.of(digits, withNone)))
                        .getMessage());
    }
}
