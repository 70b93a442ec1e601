package dev.tenfold.lab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void deviationIsThatOfASample() {
        Spread spread = Spread.of(2, 4, 4, 4, 5, 5, 7, 9);
        assertEquals(5, spread.mean(), 1e-12);
        assertEquals(Math.sqrt(32.0 / 7), spread.deviation(), 1e-12);
        assertEquals(8, spread.count());
    }

    @Test
    void oneFigureHasNoDeviation() {
        assertEquals(3, Spread.of(3).mean());
        assertTrue(Double.isNaN(Spread.of(3).deviation()));
    }

    @Test
    void noFigureIsRefused() {
        assertEquals(
                "spread: expected a figure, found none",
                assertThrows(IllegalArgumentException.class, Spread::of).getMessage());
    }
}
