package dev.tenfold.reader.internal.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.model.Network;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CropClassifierTest {

    @Test
    void networkOfGlyphsIsRefused() throws ModelFileException {
        try (Network glyphs = Networks.bundledGlyphs()) {
            String message =
                    String.valueOf(
                            assertThrows(
                                            ModelFileException.class,
                                            () -> CropClassifier.symbols(List.of(glyphs)))
                                    .getMessage());
            assertTrue(
                    message.contains("expected a network from crops of 40 by 40 to 160 pixels to"),
                    message);
            assertTrue(message.endsWith("give a model of `tenfold train context`"), message);
        }
    }

    @Test
    void everyBoxHasProbabilitiesOfEachSymbolAndOfNone() throws Exception {
        try (Networks networks = Networks.bundled()) {
            CropClassifier classifier = CropClassifier.symbols(networks.contexts());
            GrayImage page = GrayImage.empty(80, 120);
            Arrays.fill(page.values(), 1);
            for (int y = 20; y < 60; y++) {
                Arrays.fill(page.values(), y * 120 + 40, y * 120 + 46, 0);
            }
            List<Bounds> boxes = List.of(new Bounds(38, 18, 48, 62), new Bounds(-10, -10, 5, 5));
            List<double[]> opinions = classifier.probabilities(page, boxes, Budget.unlimited());
            assertEquals(2, opinions.size());
            for (double[] opinion : opinions) {
                assertEquals(Symbol.values().length + 1, opinion.length);
                assertEquals(1, Arrays.stream(opinion).sum(), 1e-9);
            }
            assertEquals(List.of(), classifier.probabilities(page, List.of(), Budget.unlimited()));
        }
    }

    @Test
    void opinionIsTheMeanOfAllNetworks() throws Exception {
        try (Networks networks = Networks.bundled()) {
            GrayImage page = GrayImage.empty(80, 120);
            Arrays.fill(page.values(), 1);
            List<Bounds> box = List.of(new Bounds(38, 18, 48, 62));
            double sum = 0;
            for (Network network : networks.contexts()) {
                sum += none(CropClassifier.symbols(List.of(network)), page, box);
            }
            double together = none(CropClassifier.symbols(networks.contexts()), page, box);
            assertEquals(sum / networks.contexts().size(), together, 1e-9);
        }
    }

    private static double none(CropClassifier classifier, GrayImage page, List<Bounds> box) {
        return classifier.probabilities(page, box, Budget.unlimited())
                .get(0)[Symbol.values().length];
    }
}
