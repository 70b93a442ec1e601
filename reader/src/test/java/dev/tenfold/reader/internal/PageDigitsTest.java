package dev.tenfold.reader.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Pen;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.page.Bounds;
import dev.tenfold.reader.internal.page.Detection;
import dev.tenfold.reader.internal.page.Symbol;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PageDigitsTest {

    @Test
    void glyphDecidesWhereThePageIsUndecided() {
        Prediction both = PageDigits.together(seen(1, 0.5, 7, 0.5), glyph(7, 0.9, 0));
        assertEquals(7, both.digit());
    }

    @Test
    void sureWordOfThePageOutweighsADoubtfulGlyph() {
        Prediction both = PageDigits.together(seen(1, 0.95, 7, 0.05), glyph(7, 0.7, 0));
        assertEquals(1, both.digit());
    }

    @Test
    void glyphThatIsNoDigitHasNoSay() {
        Prediction both = PageDigits.together(seen(1, 0.6, 7, 0.4), glyph(7, 0.09, 0.9));
        assertEquals(1, both.digit());
        assertEquals(0.6, both.confidence(), 1e-4);
    }

    @Test
    void noneIsWhatThePageLeavesAndAllSumsToOne() {
        Detection seen = seen(1, 0.7, 7, 0.2);
        Prediction both = PageDigits.together(seen, glyph(1, 0.9, 0.05));
        assertEquals(1 - seen.score(), both.none(), 1e-9);
        double sum = both.probabilities().stream().mapToDouble(Double::doubleValue).sum();
        assertEquals(1, sum + both.none(), 1e-9);
    }

    @Test
    void ownGlyphNetworkAloneNamesTheDigits() throws Exception {
        try (PictureReader own =
                PictureReader.open(() -> Networks.with(Networks.bundledFile(), "own.onnx"))) {
            List<ScoredGlyph> seen = new ArrayList<>();
            own.read(Page.of(written("2573")), seen::add);
            assertEquals(4, seen.size());
            for (ScoredGlyph each : seen) {
                assertEquals(own.classify(each.glyph()), each.prediction());
            }
        }
    }

    @Test
    void singleAlwaysAnswersWhereThereIsInk() throws Exception {
        try (PictureReader reader = PictureReader.open()) {
            for (String ink : List.of("H", "25", "8")) {
                Reading reading = reader.readSingle(Page.of(written(ink)));
                assertEquals(1, reading.text().length(), ink + ": " + reading.text());
            }
            assertTrue(reader.readSingle(Page.of(written(""))).lines().isEmpty());
        }
    }

    private static BufferedImage written(String row) {
        BufferedImage page = new BufferedImage(520, 220, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = page.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 520, 220);
        new Pen(graphics, Color.BLACK, 6, new Random(2)).write(row, 60, 60, 100);
        graphics.dispose();
        return page;
    }

    /** Surely something, with two digits that are likely. */
    private static Detection seen(int first, double likely, int second, double alsoLikely) {
        double[] probabilities = new double[Symbol.values().length];
        probabilities[first] = likely;
        probabilities[second] = alsoLikely;
        probabilities[Symbol.OTHER.ordinal()] = 1 - likely - alsoLikely;
        return new Detection(new Bounds(0, 0, 20, 30), probabilities, 1, 0, 0, 0);
    }

    /** One digit that is likely, the others alike. */
    private static Prediction glyph(int digit, double likely, double none) {
        List<Double> digits = new ArrayList<>(Collections.nCopies(10, (1 - likely - none) / 9));
        digits.set(digit, likely);
        return new Prediction(digits, none);
    }
}
