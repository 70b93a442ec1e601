package dev.tenfold.reader.internal.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.internal.image.Budget;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MergingTest {

    @Test
    void characterSeenInTwoLooksIsOne() {
        List<Detection> merged =
                merge(seen(100, 100, 30, 0.9, 30, 0), seen(102, 101, 32, 0.9, 50, 1));
        assertEquals(1, merged.size());
        assertEquals(101, merged.get(0).bounds().centreX(), 1);
    }

    @Test
    void partInsideACharacterIsNone() {
        assertEquals(
                1, merge(seen(100, 100, 40, 0.9, 40, 0), seen(95, 108, 15, 0.6, 15, 0)).size());
    }

    @Test
    void neighboursStayTwo() {
        assertEquals(
                2, merge(seen(100, 100, 30, 0.9, 30, 0), seen(119, 100, 30, 0.8, 30, 0)).size());
    }

    @Test
    void heightThatTheNetworkReadsWellCountsMore() {
        Detection merged =
                merge(seen(100, 100, 30, 0.9, 30, 3), seen(100, 100, 30, 0.9, 10, 8)).get(0);
        assertTrue(merged.probabilities()[3] > 0.85, "digit 3: " + merged.probabilities()[3]);
    }

    @Test
    void unreadableHeightsAreDropped() {
        assertEquals(List.of(), merge(seen(100, 100, 30, 0.9, 7, 0), seen(10, 10, 300, 1, 300, 0)));
    }

    private static List<Detection> merge(Candidate... candidates) {
        return Merging.merge(List.of(candidates), Budget.unlimited());
    }

    private static Candidate seen(
            double x, double y, double height, double heat, double seenHeight, int digit) {
        double[] probabilities = new double[Symbol.values().length];
        probabilities[digit] = 1;
        Bounds box = Bounds.around(x, y, 0.6 * height, height);
        return new Candidate(box, heat, seenHeight, 0, probabilities, 0, x, y);
    }
}
