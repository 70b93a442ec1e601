package dev.tenfold.lab.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenfold.lab.Cards;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.model.ModelCard;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {

    /** By hand, and by R's {@code binom.test(b, b + c)$p.value}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "5, 5, 1",
        "0, 1, 1",
        "0, 6, 0.03125",
        "6, 0, 0.03125",
        "1, 9, 0.021484375",
        "10, 20, 0.098737146",
        "2, 3, 1"
    })
    void pValueIsThatOfTheSignTest(int onlyFirst, int onlySecond, double expected) {
        assertEquals(expected, new McNemar(onlyFirst, onlySecond).pValue(), 1e-8);
    }

    @Test
    void manyExamplesDoNotUnderflow() {
        assertEquals(1, new McNemar(5000, 5000).pValue(), 1e-9);
        // The normal approximation with Edwards's correction, z = 1.99: 0.0466.
        assertEquals(0.0466, new McNemar(4900, 5100).pValue(), 1e-4);
        assertEquals(0, new McNemar(0, 10_000).pValue(), 1e-300);
    }

    @Test
    void countsOnlyWhatOneOfBothReadsRight() throws Exception {
        Evaluation first = evaluation(0, 1, 0, 1, 1);
        Evaluation second = evaluation(0, 0, 1, 0, 1);
        // Labels are 0 1 0 1 0.
        assertEquals(new McNemar(3, 0), McNemar.of(first, second));
        assertEquals(new McNemar(0, 3), McNemar.of(second, first));
    }

    @Test
    void evaluationsOfOtherExamplesAreRefused() throws Exception {
        Evaluation first = evaluation(0, 1, 0, 1, 1);
        Evaluation second = evaluation(0, 0);
        assertEquals(
                "McNemar: expected two evaluations of the same examples, found 5 and 2",
                assertThrows(IllegalArgumentException.class, () -> McNemar.of(first, second))
                        .getMessage());
    }

    private static Evaluation evaluation(int... answers) throws Exception {
        int size = answers.length;
        List<String> classes = List.of("0", "1");
        Dataset data =
                new Dataset(
                        "d",
                        1,
                        1,
                        new byte[size],
                        IntStream.range(0, size).map(i -> i % 2).toArray(),
                        classes,
                        Map.of());
        ModelCard card = Cards.of("m", classes, 1);
        double[][] probabilities =
                IntStream.of(answers)
                        .mapToObj(a -> new double[] {a == 0 ? 0.9 : 0.1, a == 0 ? 0.1 : 0.9})
                        .toArray(double[][]::new);
        return Evaluation.of(data, card, probabilities);
    }
}
