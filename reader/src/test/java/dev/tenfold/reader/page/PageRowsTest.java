package dev.tenfold.reader.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class PageRowsTest {

    @Test
    void twoRowsAreReadFromTopToBottomAndLeftToRight() {
        assertEquals(
                "123/456", text(shuffled(row("123", 10, 20, 30, 0), row("456", 10, 70, 30, 0))));
    }

    @Test
    void slopingRowsStayRows() {
        List<Detection> page = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
            page.addAll(row("12345678", 0, 100 + 50 * row, 30, 0.3));
        }
        assertEquals("12345678/12345678/12345678/12345678", text(shuffled(page)));
    }

    @Test
    void curvedRowStaysOneRow() {
        List<Detection> page = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            double fall = 0.12 * Math.pow(i - 4.5, 2) * 10;
            page.add(digit(i, 40 * i, 100 + fall, 30));
            page.add(digit(i, 40 * i, 180 + fall, 30));
        }
        assertEquals("0123456789/0123456789", text(shuffled(page)));
    }

    @Test
    void lowDigitBesideHighOnesIsOfTheirRow() {
        List<Detection> page = new ArrayList<>(row("15", 0, 50, 60, 0));
        page.add(digit(7, 130, 60, 28));
        assertEquals("157", text(page));
    }

    @Test
    void pointGoesBetweenItsDigits() {
        PageRows rows = new PageRows(row("1250", 0, 50, 30, 0));
        Detection point = detection(Symbol.POINT, 43, 62, 5, 5);
        assertTrue(rows.insert(point));
        assertEquals(List.of(1, 2, 10, 5, 0), symbols(rows));
    }

    @Test
    void minusGoesBeforeItsNumber() {
        PageRows rows = new PageRows(row("12", 100, 50, 30, 0));
        assertTrue(rows.insert(detection(Symbol.MINUS, 75, 50, 15, 4)));
        assertEquals(List.of(Symbol.MINUS.ordinal(), 1, 2), symbols(rows));
    }

    @Test
    void signFarFromAllDigitsBelongsToNoRow() {
        PageRows rows = new PageRows(row("12", 100, 50, 30, 0));
        assertFalse(rows.insert(detection(Symbol.PLUS, 500, 50, 15, 15)));
        assertFalse(rows.insert(detection(Symbol.PLUS, 110, 150, 15, 15)));
    }

    private static List<Integer> symbols(PageRows rows) {
        return rows.rows().get(0).stream().map(each -> each.symbol().ordinal()).toList();
    }

    private static String text(List<Detection> digits) {
        return new PageRows(digits)
                .rows().stream()
                        .map(
                                row ->
                                        row.stream()
                                                .map(each -> each.symbol().label())
                                                .collect(Collectors.joining()))
                        .collect(Collectors.joining("/"));
    }

    @SafeVarargs
    private static List<Detection> shuffled(List<Detection>... rows) {
        List<Detection> all = new ArrayList<>();
        for (List<Detection> row : rows) {
            all.addAll(row);
        }
        Collections.shuffle(all, new Random(1));
        return all;
    }

    /** Digits 0.9 heights apart, the first one's centre at (x, y). */
    private static List<Detection> row(
            String digits, double x, double y, double height, double slope) {
        List<Detection> row = new ArrayList<>();
        for (int i = 0; i < digits.length(); i++) {
            double dx = 0.9 * height * i;
            row.add(digit(digits.charAt(i) - '0', x + dx, y + slope * dx, height));
        }
        return row;
    }

    private static Detection digit(int digit, double x, double y, double height) {
        return detection(Symbol.values()[digit], x, y, 0.6 * height, height);
    }

    static Detection detection(Symbol symbol, double x, double y, double width, double height) {
        double[] probabilities = new double[Symbol.values().length];
        probabilities[symbol.ordinal()] = 1;
        return new Detection(Bounds.around(x, y, width, height), probabilities, 1, 0, x, y);
    }
}
