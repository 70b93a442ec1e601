package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RecordsTest {

    private static final Box BOX = new Box(10, 20, 30, 40);

    private static Digit digit(int digit, double confidence) {
        return new Digit(digit, confidence, 0, BOX, List.of(), List.of());
    }

    private static Reading reading(double milliseconds) {
        Line line = new Line(BOX, List.of(digit(7, 0.998)));
        return new Reading(1, List.of(line, line), List.of(), "flagship", milliseconds);
    }

    @Test
    void nonsenseIsRefused() {
        for (Executable nonsense :
                List.<Executable>of(
                        () -> digit(42, 1),
                        () -> digit(-1, 1),
                        () -> digit(1, 1.01),
                        () -> digit(1, Double.NaN),
                        () -> new Digit(1, 1, -0.1, BOX, List.of(), List.of()),
                        () -> new Alternative(10, 0.5),
                        () -> new Alternative(1, 2),
                        () -> new Sign("?", 0.5, BOX),
                        () -> new Sign("7", 0.5, BOX),
                        () -> new Sign("-", -1, BOX),
                        () -> new Line(BOX, List.of()),
                        () -> new Prediction(List.of(), 0),
                        () -> new Prediction(List.of(0.5, 1.5), 0),
                        () -> new Reading(0, List.of(), List.of(), "flagship", 1))) {
            assertThrows(IllegalArgumentException.class, nonsense);
        }
    }

    @Test
    void refusalNamesWhatIsExpectedAndFound() {
        assertEquals(
                "digit: expected 0 to 9, found 42",
                assertThrows(IllegalArgumentException.class, () -> digit(42, 1)).getMessage());
        assertEquals(
                "sign: expected one of . - + / : = x ( ) %, found ?",
                assertThrows(IllegalArgumentException.class, () -> new Sign("?", 1, BOX))
                        .getMessage());
    }

    @Test
    void readingsAreEqualHoweverLongTheyTook() {
        assertEquals(reading(1), reading(2));
        assertEquals(reading(1).hashCode(), reading(2).hashCode());
        assertNotEquals(reading(1), new Reading(2, reading(1).lines(), List.of(), "flagship", 1));
    }

    @Test
    void eachFitsALine() {
        assertEquals("7 (99.8 %) at 10,20 30x40", digit(7, 0.998).toString());
        assertEquals("7 / 7", reading(1).toString());
        assertEquals("nothing", new Reading(1, List.of(), List.of(), "flagship", 1).toString());
        assertEquals("1 (75.0 %)", new Prediction(List.of(0.2, 0.6), 0.2).toString());
        assertEquals("no digit (90.0 %)", new Prediction(List.of(0.1), 0.9).toString());
    }
}
