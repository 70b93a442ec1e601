package dev.tenfold.reader.glyph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.glyph.PageGlyphs.ScoredGlyph;
import dev.tenfold.reader.image.Budget;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
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
            assertTrue(GlyphFinder.page(blank, Drawing::score).rows().isEmpty());
        }
    }

    @Test
    void rowsAreReadInOrder() {
        assertEquals(
                "1234567/890/52",
                Drawing.text(
                        new Drawing(900, 600, Color.WHITE)
                                .row("1234567", 60, 40, 100, 9, 30)
                                .row("890", 80, 230, 100, 9, 30)
                                .row("52", 300, 420, 100, 9, 30)
                                .picture()));
    }

    @Test
    void slopingRowIsOneRow() {
        Drawing drawing = new Drawing(1000, 600, Color.WHITE);
        for (int i = 0; i < 8; i++) {
            drawing.digit(i + 2, 50 + 110 * i, 30 + 40 * i, 100, 9);
        }
        assertEquals("23456789", Drawing.text(drawing.picture()));
    }

    @Test
    void rowBoxesLieOnTheirDigits() {
        BufferedImage page =
                new Drawing(2400, 1000, Color.WHITE).row("08", 400, 300, 300, 20, 200).picture();
        List<ScoredGlyph> row = GlyphFinder.page(page, Drawing::score).rows().get(0);
        assertEquals(400, row.get(0).box().x(), 25);
        assertEquals(290, row.get(0).box().y(), 15);
        assertEquals(320, row.get(0).box().height(), 20);
        assertEquals(780, row.get(1).box().x(), 30);
    }

    @Test
    void touchingDigitsAreToldApartWhereWindowsSeeThem() {
        List<ScoredGlyph> row =
                GlyphFinder.page(touchingPair(), sees(2, 0.25, 0, 0.75)).rows().get(0);
        assertEquals(List.of(2, 0), row.stream().map(digit -> digit.prediction().digit()).toList());
        // The 2 reaches from 100 to 190 and the 0 to 280, the pen counted.
        assertEquals(105, row.get(0).box().x(), 15);
        assertEquals(row.get(0).box().x() + row.get(0).box().width(), row.get(1).box().x(), 1);
        assertEquals(188, row.get(1).box().x(), 20);
        assertEquals(150, row.get(1).box().height(), 20);
    }

    @Test
    void touchingDigitsAreRejectedWhereNothingLooksAtWindows() {
        PageGlyphs found = GlyphFinder.page(touchingPair(), Drawing::score);
        assertEquals(List.of(), found.rows());
        assertEquals(1, found.rejected().size());
    }

    private static BufferedImage touchingPair() {
        return new Drawing(500, 300, Color.WHITE)
                .digit(2, 100, 70, 150, 14)
                .digit(0, 188, 70, 150, 14)
                .picture();
    }

    /** Knows our own hand, and sees two digits at the given shares of a strip's width. */
    private static GlyphScorer sees(int first, double firstAt, int second, double secondAt) {
        return new GlyphScorer() {
            @Override
            public List<Prediction> score(List<Glyph> glyphs) {
                return Drawing.score(glyphs);
            }

            @Override
            public List<Prediction> scoreWindows(List<Glyph> windows) {
                List<Prediction> seen = new ArrayList<>();
                for (int column = 0; column < windows.size(); column++) {
                    double at = (column + 0.5) / windows.size();
                    List<Double> digits = new ArrayList<>(Collections.nCopies(10, 0.0));
                    boolean on = true;
                    if (Math.abs(at - firstAt) < 0.05) {
                        digits.set(first, 0.95);
                    } else if (Math.abs(at - secondAt) < 0.05) {
                        digits.set(second, 0.95);
                    } else {
                        on = false;
                    }
                    seen.add(new Prediction(digits, on ? 0.05 : 1));
                }
                return seen;
            }
        };
    }

    @Test
    void strokesOfOneDigitStayTogether() {
        assertEquals(
                "5",
                Drawing.text(
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
    void dotsAndDashesAreRejected() {
        PageGlyphs found =
                GlyphFinder.page(
                        new Drawing(700, 300, Color.WHITE)
                                .row("30", 60, 70, 150, 13, 30)
                                .line(320, 150, 400, 150, 13)
                                .digit(7, 450, 70, 150, 13)
                                .line(600, 218, 602, 220, 14)
                                .picture(),
                        Drawing::score);
        assertEquals(1, found.rows().size());
        assertEquals(
                List.of(3, 0, 7),
                found.rows().get(0).stream().map(digit -> digit.prediction().digit()).toList());
        assertEquals(2, found.rejected().size(), found.rejected().toString());
    }

    @Test
    void rowsReadSideBySideAreThoseReadOneAfterTheOther() {
        BufferedImage page =
                new Drawing(900, 1300, Color.WHITE)
                        .row("314", 60, 70, 150, 13, 30)
                        .row("15926", 60, 300, 150, 13, 30)
                        .row("53", 60, 530, 150, 13, 30)
                        .row("5897", 60, 760, 150, 13, 30)
                        .row("932", 60, 990, 150, 13, 30)
                        .picture();
        List<Box> seen = new ArrayList<>();
        PageStages watcher =
                new PageStages() {
                    @Override
                    public void page(Stage stage, Supplier<BufferedImage> picture) {}

                    @Override
                    public void piece(Supplier<Seen> piece) {
                        seen.add(piece.get().box());
                    }
                };
        List<List<String>> watched = answers(GlyphFinder.page(page, Drawing::score, watcher));
        assertEquals(List.of(3, 5, 2, 4, 3), watched.stream().map(List::size).toList());
        assertEquals(
                watched,
                answers(GlyphFinder.pageOnAllCores(page, Drawing::score, Budget.unlimited())));
        assertEquals(17, seen.size());
        for (int i = 1; i < seen.size(); i++) {
            assertTrue(seen.get(i).y() + 50 > seen.get(i - 1).y(), "rows in their order: " + seen);
        }
    }

    private static List<List<String>> answers(PageGlyphs found) {
        return found.rows().stream()
                .map(row -> row.stream().map(one -> one.box() + " " + one.prediction()).toList())
                .toList();
    }

    @Test
    void manyMarksOfOneSizeAreATexture() {
        Drawing drawing = new Drawing(1000, 1000, Color.WHITE);
        for (int i = 0; i < 900; i++) {
            int x = 20 + 32 * (i % 30);
            int y = 20 + 32 * (i / 30);
            drawing.line(x, y, x, y + 14, 4);
        }
        PageGlyphs found = GlyphFinder.page(drawing.picture(), Drawing::score);
        assertTrue(found.rows().isEmpty());
        assertEquals("a texture, not writing", found.rejected().get(0).reason());
    }

    @Test
    void strokesAmongLettersAreNoDigits() {
        String[] letters = {
            "M0 0 L30 100 L60 0",
            "M0 0 L60 100 | M60 0 L0 100",
            "M0 100 L30 0 L60 100 | M14 60 L46 60",
        };
        Drawing drawing = new Drawing(1100, 300, Color.WHITE);
        for (int i = 0; i < 10; i++) {
            if (i % 3 == 2) {
                drawing.digit(1, 50 + 100 * i, 80, 100, 9);
            } else {
                drawing.path(letters[i % 3 + i % 2], 50 + 100 * i, 80, 1, 9);
            }
        }
        PageGlyphs found = GlyphFinder.page(drawing.picture(), Drawing::score);
        assertTrue(found.rows().isEmpty(), found.rows().toString());
        assertEquals(10, found.rejected().size(), found.rejected().toString());
    }

    @Test
    void digitCutOffByTheEdgeIsLeftOut() {
        PageGlyphs found =
                GlyphFinder.page(
                        new Drawing(400, 300, Color.WHITE).digit(8, -20, 80, 140, 12).picture(),
                        Drawing::score);
        assertTrue(found.rows().isEmpty());
        assertEquals("cut off by the edge", found.rejected().get(0).reason());
    }

    @Test
    void digitsOfAFewPixelsMayReachTheEdge() {
        assertEquals(
                "0",
                Drawing.text(new Drawing(28, 28, Color.WHITE).digit(0, 5, 0, 28, 3).picture()));
    }

    @Test
    void digitsThatFillAStripAreNoRulings() {
        assertEquals(
                "1714",
                Drawing.text(
                        new Drawing(500, 130, Color.WHITE)
                                .row("1714", 40, 10, 108, 6, 40)
                                .picture()));
    }

    @Test
    void printBesideDigitsIsLeftOutAndSmallDigitsAreNot() {
        Drawing both =
                new Drawing(1000, 600, Color.WHITE)
                        .row("58273", 60, 40, 120, 9, 40)
                        .row("3", 60, 300, 70, 5, 0)
                        .path("M0 0 L30 100 L60 0", 130, 300, 0.7, 5)
                        .row("7", 200, 300, 70, 5, 0)
                        .path("M0 0 L60 100 | M60 0 L0 100", 270, 300, 0.7, 5);
        PageGlyphs found = GlyphFinder.page(both.picture(), Drawing::score);
        assertEquals(1, found.rows().size(), found.rejected().toString());
        assertEquals(
                2,
                found.rejected().stream().filter(ink -> ink.reason().equals("print")).count(),
                found.rejected().toString());

        assertEquals(
                "58273/3754",
                Drawing.text(
                        new Drawing(1000, 600, Color.WHITE)
                                .row("58273", 60, 40, 120, 9, 40)
                                .row("3754", 60, 300, 70, 5, 28)
                                .picture()));
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 180})
    void inkOnGreyIsFoundDarkOrLight(int ink) {
        Color paper = new Color(125, 125, 125);
        Drawing drawing =
                new Drawing(900, 400, paper)
                        .pen(new Color(ink, ink, ink))
                        .row("23574", 80, 120, 110, 6, 50);
        assertEquals("23574", Drawing.text(drawing.picture()));
    }
}
