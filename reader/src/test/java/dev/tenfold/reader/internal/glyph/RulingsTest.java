package dev.tenfold.reader.internal.glyph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.internal.ink.Rulings;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulingsTest {

    @Test
    void ruledPaperGoesAndItsDigitsStay() {
        assertLinesGo(
                900,
                500,
                drawing -> {
                    for (int y = 60; y < 500; y += 90) {
                        drawing.line(-10, y, 910, y + 12, 3);
                    }
                    return drawing;
                },
                drawing ->
                        drawing.row("2357", 100, 100, 120, 10, 40)
                                .row("86", 200, 290, 120, 10, 40));
    }

    @Test
    void uprightStrokesFromRuleToRuleStay() {
        assertLinesGo(
                900,
                400,
                drawing -> {
                    for (int y = 60; y < 400; y += 90) {
                        drawing.line(-10, y, 910, y, 3);
                    }
                    return drawing;
                },
                drawing -> drawing.row("1401", 100, 150, 90, 10, 40));
    }

    @Test
    void cellsOfAFormGo() {
        assertLinesGo(
                1000,
                400,
                drawing -> {
                    drawing.line(100, 100, 900, 100, 3).line(100, 260, 900, 260, 3);
                    for (int x = 100; x <= 900; x += 160) {
                        drawing.line(x, 100, x, 260, 3);
                    }
                    return drawing;
                },
                drawing -> drawing.row("23456", 150, 130, 100, 10, 100));
    }

    /** Nearly all ink of lines that no digit hides goes, and nearly all ink of digits stays. */
    private static void assertLinesGo(
            int width, int height, UnaryOperator<Drawing> lines, UnaryOperator<Drawing> digits) {
        boolean[] ruled = mask(lines.apply(new Drawing(width, height, Color.WHITE)));
        boolean[] written = mask(digits.apply(new Drawing(width, height, Color.WHITE)));
        boolean[] both = mask(digits.apply(lines.apply(new Drawing(width, height, Color.WHITE))));
        Rulings.erase(both, height, width);
        int lineInk = 0;
        int lineLeft = 0;
        int digitInk = 0;
        int digitLeft = 0;
        for (int i = 0; i < both.length; i++) {
            if (written[i]) {
                digitInk++;
                digitLeft += both[i] ? 1 : 0;
            } else if (ruled[i]) {
                lineInk++;
                lineLeft += both[i] ? 1 : 0;
            }
        }
        assertTrue(lineLeft < 0.05 * lineInk, lineLeft + " of " + lineInk + " pixels of lines");
        assertTrue(digitLeft > 0.9 * digitInk, digitLeft + " of " + digitInk + " of digits");
    }

    private static boolean[] mask(Drawing drawing) {
        BufferedImage picture = drawing.picture();
        boolean[] mask = new boolean[picture.getWidth() * picture.getHeight()];
        for (int i = 0; i < mask.length; i++) {
            int x = i % picture.getWidth();
            mask[i] = (picture.getRGB(x, i / picture.getWidth()) & 0xff) < 128;
        }
        return mask;
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
                7,
                Drawing.digit(
                        new Drawing(280, 280, Color.WHITE)
                                .path("M3 4 L57 4 L24 100 | M14 50 L52 50", 90, 60, 1.6, 3)
                                .picture()));
    }
}
