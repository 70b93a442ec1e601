package dev.tenfold.reader.internal.glyph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.internal.image.Budget;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlyphFinderTest {

    private static Glyph glyph(BufferedImage picture) {
        return GlyphFinder.single(picture).orElseThrow().glyph();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void invertingPolarityLeavesTheGlyph(int digit) {
        BufferedImage picture = Drawing.of(digit);
        double difference = Drawing.difference(glyph(picture), glyph(Drawing.inverted(picture)));
        assertTrue(difference < 0.01, "difference " + difference);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void movingAndScalingTheInkLeavesTheGlyph(int digit) {
        Glyph expected = glyph(Drawing.of(digit));
        for (double[] place : new double[][] {{20, 15, 1}, {150, 110, 1}, {60, 30, 1.3}}) {
            Glyph moved =
                    glyph(
                            new Drawing(280, 280, Color.WHITE)
                                    .digit(digit, place[0], place[1], 160 * place[2], 12 * place[2])
                                    .picture());
            double difference = Drawing.difference(expected, moved);
            assertTrue(difference < 0.2, "difference " + difference);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void normalisingTwiceIsNormalisingOnce(int digit) {
        Glyph once = glyph(Drawing.of(digit));
        Glyph twice = GlyphFinder.fromBytes(once.toBytes(), 0, Glyph.SIZE, Glyph.SIZE);
        double difference = Drawing.difference(once, twice);
        assertTrue(difference < 0.2, "difference " + difference);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void thinStrokeKeepsItsShape(int digit) {
        Glyph thin =
                glyph(new Drawing(280, 280, Color.WHITE).digit(digit, 90, 60, 160, 2).picture());
        Prediction prediction = Drawing.score(List.of(thin)).get(0);
        assertEquals(digit, prediction.digit());
        assertTrue(prediction.confidence() > 0.8, prediction.toString());
    }

    @Test
    void glyphFillsTwentyPixelsAndItsMassIsInTheMiddle() {
        for (int digit = 0; digit < 10; digit++) {
            float[] pixels = glyph(Drawing.of(digit)).pixels();
            double sum = 0;
            double sumX = 0;
            double sumY = 0;
            int top = Glyph.SIZE;
            int bottom = 0;
            for (int i = 0; i < pixels.length; i++) {
                int y = i / Glyph.SIZE;
                sum += pixels[i];
                sumX += pixels[i] * (i % Glyph.SIZE);
                sumY += pixels[i] * y;
                if (pixels[i] > 0.1) {
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
            assertEquals(14.0, sumX / sum, 0.51);
            assertEquals(14.0, sumY / sum, 0.51);
            assertEquals(20, bottom - top + 1, "height of " + digit);
        }
    }

    @Test
    void shadowsDoNotReachTheGlyph() {
        Glyph even = glyph(Drawing.of(5));
        Glyph shaded =
                glyph(
                        Drawing.shaded(
                                Drawing.of(5), (x, y) -> 0.9 - 0.5 / (1 + Math.exp(12 * (x - y)))));
        double difference = Drawing.difference(even, shaded);
        assertTrue(difference < 0.15, "difference " + difference);
    }

    @Test
    void boxIsInThePixelsOfThePicture() {
        Box box =
                GlyphFinder.single(
                                new Drawing(2800, 1400, Color.WHITE)
                                        .digit(0, 1000, 200, 1000, 60)
                                        .picture())
                        .orElseThrow()
                        .box();
        assertEquals(970, box.x(), 40);
        assertEquals(170, box.y(), 20);
        assertEquals(660, box.width(), 80);
        assertEquals(1060, box.height(), 40);
    }

    @Test
    void blankPaperHoldsNothing() {
        BufferedImage white = new Drawing(300, 200, Color.WHITE).picture();
        BufferedImage black = new Drawing(300, 200, Color.BLACK).picture();
        SplittableRandom random = new SplittableRandom(7);
        BufferedImage grain =
                Drawing.shaded(white, (x, y) -> 0.7 - 0.2 * x + 0.04 * random.nextDouble());
        for (BufferedImage blank : List.of(white, black, grain)) {
            assertTrue(GlyphFinder.single(blank).isEmpty());
        }
    }

    @Test
    void strokesOfOneDigitStayTogether() {
        assertEquals(
                5,
                Drawing.digit(
                        new Drawing(400, 300, Color.WHITE)
                                .path(
                                        "M12 14 L8 46 C40 30 70 60 50 88 C36 104 14 100 4 90 | M18 0"
                                                + " L58 -2",
                                        100,
                                        70,
                                        1.6,
                                        12)
                                .picture()));
    }

    @Test
    void digitOfAFewPixelsMayReachTheEdge() {
        assertEquals(
                0, Drawing.digit(new Drawing(28, 28, Color.WHITE).digit(0, 5, 0, 28, 3).picture()));
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 180})
    void inkOnGreyIsFoundDarkOrLight(int ink) {
        Drawing drawing =
                new Drawing(280, 280, new Color(125, 125, 125)).pen(new Color(ink, ink, ink));
        assertEquals(5, Drawing.digit(drawing.digit(5, 90, 60, 160, 9).picture()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void glyphOfABoxIsThatOfItsDigitAlone(int digit) {
        Glyph alone = glyph(Drawing.of(digit));
        Drawing page =
                new Drawing(900, 500, Color.WHITE)
                        .digit(8, 230, 160, 160, 12)
                        .digit(digit, 390, 160, 160, 12)
                        .digit(3, 540, 160, 160, 12);
        Box box = new Box(384, 154, 108, 172);
        BufferedImage picture = page.picture();
        Glyph found = GlyphFinder.inBox(picture, box, 0, Budget.unlimited());
        double difference = Drawing.difference(alone, found);
        // The centre of mass is rounded to a pixel; moved by one, glyphs are about a half apart.
        assertTrue(difference < 0.5, "difference " + difference);
        assertEquals(digit, Drawing.score(List.of(found)).get(0).digit());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void glyphOfABoxOnATurnedPageIsUpright(int quarterTurns) {
        Glyph upright = glyph(Drawing.of(5));
        BufferedImage page = Drawing.of(5);
        for (int turn = quarterTurns; turn < 4; turn++) {
            page = Drawing.turnedRight(page);
        }
        Box all = new Box(20, 20, 240, 240);
        Glyph found = GlyphFinder.inBox(page, all, quarterTurns, Budget.unlimited());
        double difference = Drawing.difference(upright, found);
        assertTrue(difference < 0.1, "difference " + difference);
    }

    @Test
    void boxAtTheEdgeOfThePageMayBeBlank() {
        BufferedImage page = new Drawing(300, 200, Color.WHITE).picture();
        Box corner = new Box(290, 190, 10, 10);
        Glyph blank = Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]);
        assertEquals(blank, GlyphFinder.inBox(page, corner, 0, Budget.unlimited()));
    }
}
