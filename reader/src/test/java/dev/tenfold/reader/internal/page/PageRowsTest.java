package dev.tenfold.reader.internal.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(doubles = {-0.55, -0.4, 0.4, 0.55})
    void steepRowsStayRows(double slope) {
        List<Detection> page = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            page.addAll(row("1234567", 0, 500 + 60 * row, 30, slope));
        }
        assertEquals("1234567/1234567/1234567", text(shuffled(page)));
    }

    @Test
    void columnOfDigitsThatWanderIsNoSteepRow() {
        List<Detection> page = new ArrayList<>();
        for (int row = 0; row < 6; row++) {
            page.add(digit(row, 100 + 9 * row, 50 + 36 * row, 30));
        }
        assertEquals("0/1/2/3/4/5", text(shuffled(page)));
    }

    @Test
    void numbersOfATableThatAreLevelAreOneRow() {
        assertEquals(
                "1278/3490",
                text(
                        shuffled(
                                row("12", 0, 50, 30, 0),
                                row("78", 500, 54, 30, 0),
                                row("34", 0, 110, 30, 0),
                                row("90", 500, 106, 30, 0))));
    }

    @Test
    void smallDigitsAboveOneAnotherAreOfTwoRowsBesideLargeOnes() {
        List<Detection> page = new ArrayList<>(row("555", 0, 100, 100, 0));
        page.addAll(row("12", 260, 70, 40, 0));
        page.addAll(row("34", 262, 130, 40, 0));
        assertEquals(2, new PageRows(shuffled(page)).rows().size());
        assertTrue(text(shuffled(page)).contains("12"), text(page));
        assertTrue(text(shuffled(page)).contains("34"), text(page));
    }

    @Test
    void digitBetweenTwoRowsIsOfTheOneThatExpectsIt() {
        List<Detection> upper = row("12", 0, 50, 30, 0);
        List<Detection> lower = row("34", 0, 80, 30, 0);
        Detection between = digit(7, 54, 64, 30);
        assertEquals("127/34", text(with(between, upper, lower)));

        Detection last = lower.get(1);
        lower.set(
                1,
                new Detection(
                        last.bounds(), last.probabilities(), 1, 0, 56, between.bounds().centreY()));
        assertEquals("12/347", text(with(between, upper, lower)));
    }

    private static List<Detection> with(
            Detection one, List<Detection> upper, List<Detection> lower) {
        List<Detection> all = shuffled(upper, lower);
        all.add(one);
        return all;
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
