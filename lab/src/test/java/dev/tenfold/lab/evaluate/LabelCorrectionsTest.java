package dev.tenfold.lab.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.lab.data.Dataset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class LabelCorrectionsTest {

    private static final List<String> DIGITS =
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    @Test
    void labelsArePutRightAndWhatIsNoDigitIsLeftOut() {
        Dataset dataset = dataset(3, 5, 7, 6);
        LabelCorrections corrections =
                new LabelCorrections(Map.of(1, OptionalInt.of(3), 3, OptionalInt.empty()));

        assertArrayEquals(new int[] {3, 3, 7, 6}, corrections.labels(dataset));
        assertArrayEquals(new int[] {0, 1, 2}, corrections.digits(dataset));
        assertArrayEquals(new int[] {3, 5, 7, 6}, dataset.labels());
    }

    @Test
    void reviewersPutTenLabelsOfMnistRightAndCalledThreeImagesNoDigit() {
        Map<Integer, OptionalInt> byExample = LabelCorrections.mnistTest().byExample();

        assertEquals(13, byExample.size());
        assertEquals(OptionalInt.of(9), byExample.get(947));
        assertEquals(OptionalInt.of(6), byExample.get(9729));
        assertEquals(3, byExample.values().stream().filter(OptionalInt::isEmpty).count());
    }

    @Test
    void anotherDatasetHasNoCorrections() {
        assertEquals(Optional.empty(), LabelCorrections.of(dataset(1, 2)));
        assertEquals(Optional.empty(), LabelCorrections.of(dataset(new int[10_000])));
    }

    private static Dataset dataset(int... labels) {
        int area = 28 * 28;
        return new Dataset(
                "mnist:test",
                28,
                28,
                new byte[labels.length * area],
                labels,
                DIGITS,
                Map.of("t10k-labels-idx1-ubyte", "0"));
    }
}
