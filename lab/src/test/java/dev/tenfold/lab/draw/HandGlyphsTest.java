package dev.tenfold.lab.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HandGlyphsTest {

    private static final Dataset DIGITS = TestHands.digits();

    private static Dataset glyphs(int count, long seed) {
        return HandGlyphs.of(DIGITS, TestHands.fonts(), count, seed);
    }

    @Test
    void sameSeedGivesTheSameGlyphsAndAnotherGivesOthers() {
        byte[] first = glyphs(30, 1).pixels();
        assertArrayEquals(first, glyphs(30, 1).pixels());
        assertFalse(Arrays.equals(first, glyphs(30, 2).pixels()));
    }

    @Test
    void everyDigitAndTheClassNoneAreDrawn() {
        Dataset glyphs = glyphs(400, 3);
        int[] counts = glyphs.classCounts();
        assertEquals(11, counts.length);
        for (int count : counts) {
            assertTrue(count > 10, () -> glyphs.classes() + " are drawn so often: " + count);
        }
    }

    @Test
    void eachGlyphHasInk() {
        Dataset glyphs = glyphs(100, 4);
        for (int i = 0; i < 100; i++) {
            double ink = 0;
            for (float value : glyphs.image(i)) {
                ink += value;
            }
            assertTrue(ink > 10, "ink of glyph " + i + ": " + ink);
        }
    }
}
