package dev.tenfold.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.draw.Mark;
import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.page.Symbol;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageMatchTest {

    /** "12" in one row and "3" in the next, each digit 10 pixels wide. */
    private static final List<Mark> PAGE =
            List.of(
                    mark(Symbol.ONE, 0, 0, 0),
                    mark(Symbol.TWO, 20, 0, 0),
                    mark(Symbol.THREE, 0, 40, 1));

    private static Mark mark(Symbol symbol, double x, double y, int row) {
        return new Mark(symbol, x, y, x + 10, y + 20, false, row);
    }

    private static Digit digit(int digit, int x, int y) {
        return new Digit(digit, 0.9, 0, new Box(x, y, 11, 21), List.of(), List.of());
    }

    private static Line line(Digit... digits) {
        return new Line(digits[0].box(), Arrays.asList(digits));
    }

    private static Reading reading(Line... lines) {
        return new Reading(1, List.of(lines), List.of(), "test", 0);
    }

    private static PageMatch match(Line... lines) {
        return PageMatch.of(reading(lines), PAGE);
    }

    @Test
    void pageReadAsWrittenIsExact() {
        PageMatch match = match(line(digit(1, 0, 0), digit(2, 20, 0)), line(digit(3, 0, 40)));

        assertTrue(match.isExact());
        assertTrue(match.sameRows());
        assertEquals(3, match.right());
        assertTrue(match.rows().stream().allMatch(PageMatch.Row::right));
        assertEquals("12", match.rows().get(0).line().text());
    }

    @Test
    void wrongDigitIsFoundButNotRight() {
        PageMatch match = match(line(digit(1, 0, 0), digit(7, 20, 0)), line(digit(3, 0, 40)));

        assertFalse(match.isExact());
        assertEquals(2, match.right());
        assertEquals(0, match.invented());
        assertFalse(match.rows().get(0).right());
    }

    @Test
    void digitWhereNoneIsAndDigitReadTwiceAreInvented() {
        PageMatch match =
                match(
                        line(digit(1, 0, 0), digit(1, 1, 0), digit(2, 20, 0), digit(8, 70, 0)),
                        line(digit(3, 0, 40)));

        assertEquals(2, match.invented());
        assertFalse(match.isExact());
    }

    @Test
    void digitsInOneRowOfTwoAreExactButNotInTheirRows() {
        PageMatch match = match(line(digit(1, 0, 0), digit(2, 20, 0), digit(3, 0, 40)));

        assertTrue(match.isExact());
        assertFalse(match.sameRows());
        assertFalse(match.rows().get(0).right());
    }

    @Test
    void whatNobodyCouldNameCountsForNothing() {
        List<Mark> marks = List.of(PAGE.get(0), new Mark(null, 20, 0, 30, 20, false, 0));

        PageMatch match = PageMatch.of(reading(line(digit(1, 0, 0), digit(6, 20, 0))), marks);

        assertTrue(match.isExact());
        assertTrue(match.sameRows());
    }

    @Test
    void sureAnswersThatAreAlwaysRightHaveNoCalibrationError() {
        CalibrationError error = new CalibrationError();
        IntStream.range(0, 10).forEach(i -> error.add(1, true));
        assertEquals(0, error.percent(), 1e-12);

        IntStream.range(0, 10).forEach(i -> error.add(1, false));
        assertEquals(50, error.percent(), 1e-12);
    }
}
