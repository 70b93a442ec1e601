package dev.tenfold.reader.internal.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.Networks;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PageNetworkTest {

    private static PageNetwork bundled() throws IOException {
        try (InputStream in = Networks.class.getResourceAsStream("pages.onnx")) {
            return PageNetwork.open(in.readAllBytes(), "pages.onnx");
        }
    }

    @Test
    void networkOfGlyphsIsRefused() {
        String message =
                String.valueOf(
                        assertThrows(
                                        ModelFileException.class,
                                        () -> PageNetwork.open(Networks.bundledFile(), "x.onnx"))
                                .getMessage());
        assertTrue(message.startsWith("x.onnx: expected a network of pages from"), message);
        assertTrue(message.contains("[-1, 1, 28, 28]"), message);
        assertTrue(message.endsWith("give a model of `tenfold train pages`"), message);
    }

    @Test
    void samePageGivesTheSameMapInEveryThread() throws IOException {
        float[] page = new float[64 * 96];
        Random random = new Random(1);
        for (int i = 0; i < page.length; i++) {
            page[i] = (float) random.nextGaussian();
        }
        try (PageNetwork network = bundled()) {
            float[] map = network.map(page, 64, 96);
            assertEquals(network.channels() * 16 * 24, map.length);
            Collections.nCopies(8, page).parallelStream()
                    .forEach(each -> assertArrayEquals(map, network.map(each, 64, 96)));
        }
    }

    @Test
    void sidesThatAreNoMultiplesOfTheStrideAreRefused() throws IOException {
        try (PageNetwork network = bundled()) {
            String message =
                    String.valueOf(
                            assertThrows(
                                            IllegalArgumentException.class,
                                            () -> network.map(new float[32 * 40], 32, 40))
                                    .getMessage());
            assertEquals(
                    "page network: expected a picture with sides that are multiples of 32, found"
                            + " 32 x 40 with 1280 values",
                    message);
        }
    }
}
