package dev.tenfold.reader.internal.glyph;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColouredInkTest {

    @ParameterizedTest
    @CsvSource({
        "yellow on white, #fff27a, #ffffff",
        "faint yellow on white, #fffad0, #ffffff",
        "pink on white, #ffd0e0, #ffffff",
        "light green on white, #c8f5c0, #ffffff",
        "cyan on white, #b0f0fa, #ffffff",
        "orange marker on cream, #ffd9a0, #fdf6e3",
        "red on green of equal light, #c02020, #2d7030",
        "blue on red of equal light, #3c3cff, #a82020",
        "yellow chalk on light blue, #e8d890, #b8dcf0",
        "white chalk on green, #f0f5f0, #20603a",
        "blue on yellow, #2030a0, #ffe060"
    })
    void penOfAnyColourGivesTheGlyphOfABlackOne(String what, String ink, String paper) {
        for (int digit = 0; digit < 10; digit++) {
            BufferedImage black = Drawing.of(digit);
            Glyph expected = GlyphFinder.single(black).orElseThrow().glyph();

            Glyph found =
                    GlyphFinder.single(coloured(black, Color.decode(ink), Color.decode(paper)))
                            .orElseThrow(() -> new AssertionError(what + " vanished"))
                            .glyph();

            double difference = Drawing.difference(expected, found);
            assertTrue(difference < 0.1, what + ", " + digit + ": difference " + difference);
        }
    }

    /** A black drawing on white with other colours in their places. */
    private static BufferedImage coloured(BufferedImage black, Color ink, Color paper) {
        BufferedImage picture =
                new BufferedImage(black.getWidth(), black.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < black.getHeight(); y++) {
            for (int x = 0; x < black.getWidth(); x++) {
                int white = black.getRGB(x, y) & 0xff;
                int rgb = 0;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int full = ink.getRGB() >> shift & 0xff;
                    int empty = paper.getRGB() >> shift & 0xff;
                    rgb |= (full + (empty - full) * white / 255) << shift;
                }
                picture.setRGB(x, y, rgb);
            }
        }
        return picture;
    }
}
