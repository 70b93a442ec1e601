package dev.tenfold.reader.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworksTest {

    @Test
    void failureToOpenOneIsReportedAsItIs() {
        ModelFileException failure = new ModelFileException("own.onnx: expected, found; do");
        assertSame(
                failure,
                assertThrows(
                        ModelFileException.class,
                        () ->
                                Networks.of(
                                        () -> {
                                            throw failure;
                                        },
                                        "own.onnx")));
    }

    @Test
    void networkForOtherInputIsRefusedAndClosed() throws Exception {
        byte[] context = Networks.class.getResourceAsStream("context.onnx").readAllBytes();
        Network crops = Network.open(context, "crops.onnx");
        String message =
                String.valueOf(
                        assertThrows(
                                        ModelFileException.class,
                                        () -> Networks.of(() -> crops, "crops.onnx"))
                                .getMessage());
        assertEquals(
                "crops.onnx: expected a network from 28 x 28 glyphs to the digits 0 to 9, found one"
                        + " from [1, 40, 40]",
                message.substring(0, message.indexOf(" to [0, 1, 2")));
        assertThrows(IllegalStateException.class, () -> crops.logits(new float[40 * 40]));
    }

    @Test
    void threadThatIsInterruptedOpensThemAllTheSame() throws Exception {
        Thread.currentThread().interrupt();
        try (Networks networks = Networks.bundled()) {
            assertEquals(true, Thread.interrupted(), "the caller's to clear");
            Glyph blank = Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]);
            assertEquals(1, networks.glyphs().predict(List.of(blank)).size());
        }
    }
}
