package dev.tenfold.lab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.draw.ComposedPage;
import dev.tenfold.lab.draw.Mark;
import dev.tenfold.lab.engine.PageBatch;
import dev.tenfold.reader.internal.page.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PageTargetsTest {

    private static final int SIDE = 64;
    private static final int CELLS = SIDE / 4;

    private static final Mark THREE = new Mark(Symbol.THREE, 10, 20, 26, 52, false, 0);
    private static final Mark SEVEN = new Mark(Symbol.SEVEN, 32, 22, 48, 54, true, 0);
    private static final Mark LETTER = new Mark(Symbol.OTHER, 50, 4, 60, 16, false, -1);
    private static final Mark UNKNOWN = new Mark(null, 0, 0, 16, 12, false, -1);

    private static PlacedPage page(Mark... marks) {
        return new PlacedPage(new float[SIDE * SIDE], SIDE, List.of(marks));
    }

    /** The answer of a network that has learned the batch of one page by heart. */
    private static float[] perfectAnswer(PageBatch batch) {
        int area = CELLS * CELLS;
        float[] answer = new float[PageBatch.OUTPUTS * area];
        for (int cell = 0; cell < area; cell++) {
            answer[cell] = batch.centres()[cell] > 0 ? 4 : -4;
        }
        for (int k = 0; k < batch.cells().length; k++) {
            int cell = (int) batch.cells()[k];
            answer[(PageBatch.CLASSES + (int) batch.classes()[k]) * area + cell] = 5;
            for (int i = 0; i < 4; i++) {
                answer[(PageBatch.BOX + i) * area + cell] = batch.boxes()[4 * k + i];
            }
        }
        return answer;
    }

    @Test
    void answerLearnedByHeartScoresFully() {
        List<Mark> marks = List.of(THREE, SEVEN, LETTER, UNKNOWN);
        PageBatch batch = PageTargets.of(List.of(page(THREE, SEVEN, LETTER, UNKNOWN)));
        assertEquals(
                new PageScore(2, 2, 2, 2, 1, 1), PageScore.of(perfectAnswer(batch), SIDE, marks));
    }

    @Test
    void wrongDigitAndInventedDigitCostThePage() {
        float[] answer = perfectAnswer(PageTargets.of(List.of(page(THREE, SEVEN))));
        assertEquals(new PageScore(1, 1, 1, 2, 1, 0), PageScore.of(answer, SIDE, List.of(THREE)));
        Mark nine = new Mark(Symbol.NINE, 32, 22, 48, 54, true, 0);
        assertEquals(
                new PageScore(2, 2, 1, 2, 1, 0), PageScore.of(answer, SIDE, List.of(THREE, nine)));
    }

    @Test
    void digitReportedWhereNobodyCouldSayIsNoMistake() {
        float[] answer = perfectAnswer(PageTargets.of(List.of(page(SEVEN))));
        Mark cut = new Mark(null, 32, 22, 48, 54, true, 0);
        assertEquals(new PageScore(0, 0, 0, 0, 1, 1), PageScore.of(answer, SIDE, List.of(cut)));
    }

    @Test
    void eachCharacterCountsItsWeightOnce() {
        PageBatch batch = PageTargets.of(List.of(page(THREE, LETTER), page(SEVEN)));
        double[] sums = new double[Symbol.values().length];
        for (int k = 0; k < batch.cells().length; k++) {
            sums[(int) batch.classes()[k]] += batch.weights()[k];
            assertEquals(
                    batch.classes()[k] == Symbol.SEVEN.ordinal(),
                    batch.cells()[k] >= CELLS * CELLS);
        }
        assertEquals(1, sums[Symbol.THREE.ordinal()], 1e-5);
        assertEquals(1, sums[Symbol.SEVEN.ordinal()], 1e-5);
        assertEquals(0.5, sums[Symbol.OTHER.ordinal()], 1e-5);
    }

    @Test
    void middleIsHotAndFarCellsAreBackground() {
        PageBatch batch = PageTargets.of(List.of(page(SEVEN)));
        int middle = 9 * CELLS + 10;
        float[] hot = new float[CELLS * CELLS];
        hot[middle] = 1;
        // The middle, at (40, 38), is nearest to the cell that covers 40..44 by 36..40.
        assertArrayEquals(hot, batch.centres());
        assertEquals(0, batch.background()[middle]);
        assertTrue(batch.background()[middle - 1] < 0.5);
        assertEquals(1, batch.background()[0]);
    }

    @Test
    void nothingCostsWhereNobodyCouldSay() {
        PageBatch batch = PageTargets.of(List.of(page(UNKNOWN)));
        assertEquals(0, batch.background()[0]);
        assertEquals(0, batch.background()[CELLS + 3]);
        assertEquals(1, batch.background()[10 * CELLS + 10]);
        assertEquals(0, batch.cells().length);
    }

    @Test
    void nextIsLearnedWithinARowOnly() {
        PageBatch batch = PageTargets.of(List.of(page(THREE, SEVEN, LETTER)));
        for (int k = 0; k < batch.cells().length; k++) {
            boolean three = batch.classes()[k] == Symbol.THREE.ordinal();
            assertEquals(three ? batch.weights()[k] : 0, batch.nextWeights()[k]);
            assertEquals(three ? 22 / 32f : 0, batch.next()[2 * k], 1e-5);
            assertEquals(three ? 2 / 32f : 0, batch.next()[2 * k + 1], 1e-5);
            assertEquals(batch.classes()[k] == Symbol.SEVEN.ordinal() ? 1 : 0, batch.printed()[k]);
        }
    }

    @Test
    void smallerPageLiesOnPaperWithItsMarks() {
        float[] grey = new float[24 * 30];
        Arrays.fill(grey, 0.9f);
        grey[10 * 30 + 12] = 0.1f;
        ComposedPage page =
                new ComposedPage(
                        grey, 24, 30, List.of(new Mark(Symbol.POINT, 12, 10, 13, 11, false, 0)));
        for (int seed = 0; seed < 20; seed++) {
            PlacedPage placed = PlacedPage.placed(page, SIDE, new SplittableRandom(seed));
            Mark mark = placed.marks().get(0);
            assertEquals(1.6, placed.ink()[(int) mark.top() * SIDE + (int) mark.left()], 1e-5);
            double sum = 0;
            for (float value : placed.ink()) {
                sum += value;
            }
            assertEquals(1.6, sum, 1e-3);
        }
    }

    @Test
    void largerPageIsCutAndCutMarksLoseTheirName() {
        float[] grey = new float[200 * 200];
        Arrays.fill(grey, 0.9f);
        List<Mark> marks = new ArrayList<>();
        for (int x = 0; x < 200; x += 20) {
            marks.add(new Mark(Symbol.ONE, x, 0, x + 16, 200, false, 0));
        }
        ComposedPage page = new ComposedPage(grey, 200, 200, marks);
        PlacedPage placed = PlacedPage.placed(page, SIDE, new SplittableRandom(3));
        assertTrue(placed.marks().size() <= 4);
        assertTrue(placed.marks().stream().allMatch(mark -> mark.symbol() == null));
    }
}
