package dev.tenfold.reader.glyph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.ink.Brightness;
import dev.tenfold.reader.ink.Light;
import dev.tenfold.reader.ink.Plane;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StripTest {

    /** Two digits, the ink of the second two pixels into the first's. */
    private static BufferedImage pair(double x, double y, double height, double pen) {
        return new Drawing(640, 400, Color.WHITE)
                .digit(2, x, y, height, pen)
                .digit(0, x + 0.56 * height, y, height, pen)
                .picture();
    }

    private static Strip strip(BufferedImage picture) {
        Plane ink = Light.inverted(Brightness.of(picture, 640));
        return Strip.of(ink);
    }

    private static void assertAlike(Strip expected, Strip found, double most) {
        assertEquals(expected.width(), found.width(), 1);
        int columns = Math.min(expected.width(), found.width());
        for (int column = 0; column < columns; column++) {
            double apart = Drawing.difference(expected.window(column), found.window(column));
            assertTrue(apart < most, "column " + column + ": " + apart);
        }
    }

    @Test
    void movedInkGivesTheSameStrip() {
        assertAlike(strip(pair(60, 60, 120, 12)), strip(pair(333, 217, 120, 12)), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {60, 90, 180, 300})
    void sizeDoesNotMatter(double height) {
        assertAlike(strip(pair(60, 60, 120, 12)), strip(pair(40, 40, height, height / 10)), 0.15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {4, 8, 24})
    void penIsBroughtToOneWidth(double pen) {
        double widest = 0;
        Strip strip = strip(pair(60, 60, 200, pen));
        for (int column = 0; column < strip.width(); column++) {
            float[] window = strip.window(column).pixels();
            double ink = 0;
            for (int y = 0; y < Glyph.SIZE; y++) {
                ink += window[y * Glyph.SIZE + Glyph.SIZE / 2];
            }
            widest += ink / strip.width();
        }
        // With MNIST's pen; drawn as they are, these digits have from 5 to 14.
        assertTrue(widest > 8.5 && widest < 10, "ink of a column: " + widest);
    }

    @Test
    void windowHasItsColumnInTheMiddleAndPaperBeyondTheInk() {
        float[] bar = new float[40 * 60];
        for (int y = 0; y < 40; y++) {
            for (int x = 20; x < 24; x++) {
                bar[y * 60 + x] = 1;
            }
        }
        Strip strip = Strip.of(bar, 40, 60);
        assertEquals(strip.width() / 2.0, strip.column(22), 0.5);
        float[] window = strip.window(strip.width() / 2).pixels();
        assertEquals(1, window[14 * Glyph.SIZE + 14], 0.01);
        assertEquals(0, window[14 * Glyph.SIZE + 20], 0.01);
        assertEquals(0, window[14 * Glyph.SIZE + 8], 0.01);
    }

    @Test
    void placesGoToColumnsAndBack() {
        Strip strip = strip(pair(60, 60, 120, 3));
        for (double x = 60; x < 200; x += 7) {
            assertEquals(x, strip.x(strip.column(x)), 1e-9);
        }
        assertEquals(0, strip.column(60), 1.5);
    }

    @Test
    void aSevenKeepsItsStem() {
        boolean[] mask = {
            true, true, true, true, true, true, true, true, //
            false, false, false, true, false, true, false, true, //
            false, false, false, true, false, true, false, true, //
            false, false, false, true, false, true, true, true, //
        };
        Piece piece = new Piece(new Box(0, 0, 8, 4), mask, 18);
        assertEquals(2, piece.cut(0, 1, 6, 1));
        assertEquals(4, piece.cut(0, 1, 6, 3));
        assertEquals(2, piece.cut(0, 1, 4, 5), "where no column leaves digits, the least ink");
    }

    @Test
    void inkOfSomeColumnsIsCutToItsHeight() {
        boolean[] mask = {
            true, true, false, false, //
            true, false, false, true, //
            true, true, true, true, //
        };
        Piece piece = new Piece(new Box(10, 20, 4, 3), mask, 8);
        assertEquals(2, piece.cut(0, 1, 4, 0));
        assertEquals(new Box(12, 21, 2, 2), piece.columns(2, 4).box());
        assertEquals(3, piece.columns(2, 4).area());
        assertEquals(
                List.of(false, true, true, true),
                List.of(
                        piece.columns(2, 4).mask()[0],
                        piece.columns(2, 4).mask()[1],
                        piece.columns(2, 4).mask()[2],
                        piece.columns(2, 4).mask()[3]));
    }
}
