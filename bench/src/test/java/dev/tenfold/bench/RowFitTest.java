package dev.tenfold.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowFitTest {

    private static final Box BOX = new Box(0, 0, 10, 10);

    @Test
    void findsTheWeightsThatRowsWereDrawnBy() {
        SplittableRandom random = new SplittableRandom(1);
        List<PageMatch.Row> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int length = random.nextInt(1, 9);
            double confidence = random.nextDouble(0.5, 1);
            Digit digit = new Digit(3, confidence, 0, BOX, List.of(), List.of());
            double logit = 2 + 1.5 * length * Math.log(confidence) - 0.5 * Math.log(length);
            boolean right = random.nextDouble() < 1 / (1 + Math.exp(-logit));
            rows.add(new PageMatch.Row(new Line(BOX, Collections.nCopies(length, digit)), right));
        }
        RowFit fit = RowFit.of(rows);
        assertEquals(2, fit.bias(), 0.1);
        assertEquals(1.5, fit.perLogProbability(), 0.1);
        assertEquals(-0.5, fit.perLogLength(), 0.1);
    }
}
