package dev.tenfold.lab.draw;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.PageFont;
import java.awt.Font;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Digits and fonts that need no download: thick bars of different lengths, and Java's own fonts.
 */
final class TestHands {

    private TestHands() {}

    /** Twenty digits of 28×28, each an upright bar three pixels wide. */
    static Dataset digits() {
        int count = 20;
        byte[] pixels = new byte[count * 28 * 28];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 10;
            for (int y = 4; y < 24; y++) {
                for (int x = 12; x < 15; x++) {
                    pixels[i * 784 + y * 28 + x] = (byte) 255;
                }
            }
        }
        return new Dataset(
                "bars",
                28,
                28,
                pixels,
                labels,
                IntStream.range(0, 10).mapToObj(String::valueOf).toList(),
                Map.of());
    }

    static List<PageFont> fonts() {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1);
        return List.of(
                new PageFont("hand", font, 1, false, false, ""),
                new PageFont("print", font, 1, false, true, ""));
    }

    static PageComposer composer(Map<String, Double> overrides) {
        return new PageComposer(128, digits(), fonts(), Ingredients.of(overrides));
    }
}
