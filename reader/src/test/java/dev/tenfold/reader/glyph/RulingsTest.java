package dev.tenfold.reader.glyph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulingsTest {

    @Test
    void ruledPaperIsLeftOut() {
        Drawing drawing = new Drawing(900, 500, Color.WHITE);
        for (int y = 60; y < 500; y += 90) {
            drawing.line(-10, y, 910, y + 12, 3);
        }
        assertEquals(
                "2357/86",
                Drawing.text(
                        drawing.row("2357", 100, 100, 120, 10, 40)
                                .row("86", 200, 290, 120, 10, 40)
                                .picture()));
    }

    @Test
    void uprightStrokesFromRuleToRuleStay() {
        Drawing drawing = new Drawing(900, 400, Color.WHITE);
        for (int y = 60; y < 400; y += 90) {
            drawing.line(-10, y, 910, y, 3);
        }
        assertEquals("1401", Drawing.text(drawing.row("1401", 100, 150, 90, 10, 40).picture()));
    }

    @Test
    void cellsOfATableInAPartOfThePageAreLeftOut() {
        Drawing drawing = new Drawing(1400, 800, Color.WHITE);
        for (int i = 0; i <= 4; i++) {
            drawing.line(150 + 130 * i, 120, 150 + 130 * i, 510, 3);
        }
        for (int i = 0; i <= 3; i++) {
            drawing.line(150, 120 + 130 * i, 670, 120 + 130 * i, 3);
        }
        for (int i = 0; i < 12; i++) {
            // The first digit of each row stands on its cell's lower line.
            int drop = i % 4 == 0 ? 40 : 20;
            drawing.digit(i % 10, 190 + 130 * (i % 4), 120 + drop + 130 * (i / 4), 90, 10);
        }
        assertEquals("0123/4567/8901", Drawing.text(drawing.picture()));
    }

    @Test
    void cellsOfAFormAreLeftOut() {
        Drawing drawing = new Drawing(1000, 400, Color.WHITE);
        drawing.line(100, 100, 900, 100, 3).line(100, 260, 900, 260, 3);
        for (int x = 100; x <= 900; x += 160) {
            drawing.line(x, 100, x, 260, 3);
        }
        for (int i = 0; i < 5; i++) {
            drawing.digit(i + 2, 150 + 160 * i, 130, 100, 10);
        }
        assertEquals("23456", Drawing.text(drawing.picture()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void squaredPaperDoesNotReachTheGlyph(int digit) {
        Drawing squared = new Drawing(280, 280, Color.WHITE);
        for (int at = 17; at < 280; at += 48) {
            squared.line(-5, at, 285, at, 2).line(at, -5, at, 285, 2);
        }
        Glyph glyph =
                GlyphFinder.single(squared.digit(digit, 90, 60, 160, 14).picture())
                        .orElseThrow()
                        .glyph();
        Glyph plain = GlyphFinder.single(Drawing.of(digit)).orElseThrow().glyph();
        double difference = Drawing.difference(plain, glyph);
        // Moved by one pixel, these glyphs are about a half apart.
        assertTrue(difference < 0.5, "difference " + difference);
    }

    @Test
    void levelStrokesOfDigitsAreNoRulings() {
        assertEquals(
                "7",
                Drawing.text(
                        new Drawing(280, 280, Color.WHITE)
                                .path("M3 4 L57 4 L24 100 | M14 50 L52 50", 90, 60, 1.6, 3)
                                .picture()));
    }
}
