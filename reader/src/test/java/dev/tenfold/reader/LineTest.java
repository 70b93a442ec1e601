package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LineTest {

    private static final Box ROW = new Box(0, 0, 200, 20);

    @Test
    void signsAreWrittenWhereTheyStandAmongTheDigits() {
        Line line =
                new Line(
                        ROW,
                        List.of(digit(1, 20), digit(2, 40), digit(5, 80)),
                        List.of(sign(".", 60), sign("-", 0), sign("%", 100)));
        assertEquals("-12.5%", line.written());
        assertEquals("125", line.text());
    }

    /** A comma may reach under the digit before it. */
    @Test
    void middlesOfBoxesDecideWhereTheyOverlap() {
        Line line =
                new Line(
                        ROW,
                        List.of(
                                new Digit(7, 1, 0, new Box(0, 0, 20, 30), List.of(), List.of()),
                                new Digit(5, 1, 0, new Box(18, 0, 20, 30), List.of(), List.of())),
                        List.of(new Sign(".", 0.9, new Box(15, 24, 6, 8))));
        assertEquals("7.5", line.written());
    }

    @Test
    void rowWithoutSignsIsWrittenAsItsText() {
        Line line = new Line(ROW, List.of(digit(4, 0), digit(2, 20)));
        assertEquals(List.of(), line.signs());
        assertEquals("42", line.written());
    }

    @Test
    void readingIsWrittenRowByRow() {
        Line sum = new Line(ROW, List.of(digit(4, 0), digit(2, 40)), List.of(sign("+", 20)));
        Line result = new Line(ROW, List.of(digit(6, 0)));
        Reading reading = new Reading(1, List.of(sum, result), List.of(), "model", 1);
        assertEquals("4+2\n6", reading.written());
        assertEquals("42\n6", reading.text());
    }

    @Test
    void rowIsLessSureThanItsDigitsAndGrowsWithThem() {
        double sure = new Line(ROW, List.of(unsure(0.99), unsure(0.99))).confidence();
        double doubtful = new Line(ROW, List.of(unsure(0.99), unsure(0.6))).confidence();
        double none = new Line(ROW, List.of(unsure(0.99), unsure(0))).confidence();
        assertTrue(sure < 0.99, "sure " + sure);
        assertTrue(doubtful < sure && none < doubtful && none >= 0, doubtful + ", " + none);
    }

    private static Digit unsure(double confidence) {
        return new Digit(1, confidence, 0, ROW, List.of(), List.of());
    }

    private static Digit digit(int digit, int x) {
        return new Digit(digit, 1, 0, new Box(x, 0, 15, 20), List.of(), List.of());
    }

    private static Sign sign(String text, int x) {
        return new Sign(text, 0.9, new Box(x, 8, 10, 4));
    }
}
